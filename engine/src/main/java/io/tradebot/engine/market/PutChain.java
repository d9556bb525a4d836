package io.tradebot.engine.market;

import io.tradebot.journal.event.InstrumentKind;

/**
 * Finds the put for a bearish trade (strategy-rules 11): the nearest expiry that is at least a week away, and in it the highest
 * strike that is not above the underlying's last price and is quoted on both sides with a spread of at most a tenth of the
 * offer. Pure.
 */
public final class PutChain {

    /** Fewest calendar days to expiry. */
    public static final int MIN_DAYS_TO_EXPIRY = 7;
    /** Widest spread as a part of the offer: one in so many. */
    public static final int SPREAD_PARTS = 10;

    private PutChain() {
    }

    /**
     * The put to buy, or null when there is none.
     *
     * @param lastPx    last price of the underlying
     * @param epochDay  session date
     * @param timeNanos decision time
     */
    public static Instrument choose(Market market, Instrument underlying, long lastPx, int epochDay, long timeNanos) {
        int expiry = Integer.MAX_VALUE;
        for (Instrument option : market.inSymbolOrder()) {
            if (isPutOn(option, underlying) && option.expiryEpochDay() >= epochDay + MIN_DAYS_TO_EXPIRY) {
                expiry = Math.min(expiry, option.expiryEpochDay());
            }
        }
        Instrument chosen = null;
        for (Instrument option : market.inSymbolOrder()) {
            boolean isCandidate = isPutOn(option, underlying) && option.expiryEpochDay() == expiry
                && option.strikePx() <= lastPx && isWellQuoted(option, timeNanos);
            if (isCandidate && (chosen == null || option.strikePx() > chosen.strikePx())) {
                chosen = option;
            }
        }
        return chosen;
    }

    private static boolean isPutOn(Instrument option, Instrument underlying) {
        return option.kind() == InstrumentKind.PUT_OPTION && option.underlyingId() == underlying.id();
    }

    private static boolean isWellQuoted(Instrument option, long timeNanos) {
        if (!Market.hasQuote(option, timeNanos) || option.quote().bidPx() <= 0) {
            return false;
        }
        long spread = option.quote().askPx() - option.quote().bidPx();
        return spread >= 0 && Math.multiplyExact(spread, SPREAD_PARTS) <= option.quote().askPx();
    }
}
