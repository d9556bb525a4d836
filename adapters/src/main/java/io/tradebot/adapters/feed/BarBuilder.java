package io.tradebot.adapters.feed;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.journal.event.CorrectionKind;

import java.util.Map;
import java.util.TreeMap;

/**
 * Makes minute bars of trades and of single quotes, as a source of ready-made bars would have given them. When a minute is closed, which
 * the source does as long after its end as trades may be late, its quotes and then its bars go on, symbols in ASCII order. Ready-made
 * bars pass through. Agenda's thread only.
 *
 * <p>A bar's first and last trade are so by the exchange's time, not by arrival; a fraction of a share counts in the sum and is cut off
 * at its end; a minute without a trade has no bar. Of quotes the last one of the minute counts.
 *
 * <p>A trade that is taken back or changed within {@value #CORRECTABLE_MINUTES} minutes gives a new revision of its bar. When it was the
 * only one, there is no bar to give: the correction goes on as BAR_FLAGGED.
 */
public final class BarBuilder extends ForwardingSink {

    /** How long the trades of a minute are kept. Sources take prints back within minutes; an hour is a few thousand trades a symbol. */
    public static final int CORRECTABLE_MINUTES = 60;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final boolean isTradeGivenOn;
    private final Map<Long, Map<String, MinuteTrades>> tradesByMinute = new TreeMap<>();
    private final Map<Long, Map<String, Quote>> quotesByMinute = new TreeMap<>();

    private record Quote(long marketNanos, long bidE8, long askE8, long bidShares, long askShares) {
    }

    /** {@code isTradeGivenOn}: single trades go on, too, to be journaled. */
    public BarBuilder(boolean isTradeGivenOn, MarketDataSink next) {
        super(next);
        this.isTradeGivenOn = isTradeGivenOn;
    }

    @Override
    public void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos) {
        if (isTradeGivenOn) {
            next.trade(symbol, marketNanos, tradeId, priceE8, qtyE9, receivedNanos);
        }
        tradesByMinute.computeIfAbsent(minuteOf(marketNanos), minute -> new TreeMap<>())
            .computeIfAbsent(symbol, key -> new MinuteTrades()).add(marketNanos, tradeId, priceE8, qtyE9);
    }

    @Override
    public void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
            long receivedNanos) {
        if (lengthNanos > 0) {
            next.quote(symbol, marketNanos, lengthNanos, bidE8, askE8, bidShares, askShares, receivedNanos);
            return;
        }
        quotesByMinute.computeIfAbsent(minuteOf(marketNanos), minute -> new TreeMap<>())
            .merge(symbol, new Quote(marketNanos, bidE8, askE8, bidShares, askShares),
                (before, now) -> now.marketNanos() >= before.marketNanos() ? now : before);
    }

    @Override
    public void minuteClosed(long startNanos, long receivedNanos) {
        giveQuotes(startNanos, receivedNanos);
        Map<String, MinuteTrades> trades = tradesByMinute.get(startNanos);
        if (trades != null) {
            trades.forEach((symbol, minute) -> give(symbol, startNanos, minute.toBar(), receivedNanos));
        }
        tradesByMinute.keySet().removeIf(minute -> minute <= startNanos - CORRECTABLE_MINUTES * MINUTE_NANOS);
        next.minuteClosed(startNanos, receivedNanos);
    }

    private void giveQuotes(long startNanos, long receivedNanos) {
        Map<String, Quote> quotes = quotesByMinute.get(startNanos);
        if (quotes != null) {
            quotes.forEach((symbol, quote) -> next.quote(symbol, startNanos, MINUTE_NANOS, quote.bidE8(), quote.askE8(), quote.bidShares(),
                quote.askShares(), receivedNanos));
        }
        quotesByMinute.keySet().removeIf(minute -> minute <= startNanos);
    }

    private void give(String symbol, long startNanos, MinuteTrades.Bar bar, long receivedNanos) {
        if (bar != null) {
            next.bar(symbol, startNanos, MINUTE_NANOS, bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.volumeShares(),
                bar.revision(), receivedNanos);
        }
    }

    @Override
    public void tradeCorrected(String symbol, CorrectionKind kind, long marketNanos, long tradeId, long originalPriceE8,
            long originalQtyE9, long priceE8, long qtyE9, long receivedNanos) {
        next.tradeCorrected(symbol, kind, marketNanos, tradeId, originalPriceE8, originalQtyE9, priceE8, qtyE9, receivedNanos);
        Map<String, MinuteTrades> trades = tradesByMinute.get(minuteOf(marketNanos));
        MinuteTrades minute = trades == null ? null : trades.get(symbol);
        if (minute == null) {
            return;
        }
        boolean isChanged = switch (kind) {
            case TRADE_CANCELLED -> minute.remove(marketNanos, tradeId, originalPriceE8, originalQtyE9);
            case TRADE_CORRECTED -> minute.replace(marketNanos, tradeId, originalPriceE8, originalQtyE9, priceE8, qtyE9);
            default -> false;
        };
        if (!isChanged || !minute.isClosed()) {
            return;
        }
        MinuteTrades.Bar bar = minute.toBar();
        if (bar == null) {
            next.tradeCorrected(symbol, CorrectionKind.BAR_FLAGGED, minuteOf(marketNanos), NONE, NONE, NONE, NONE, NONE, receivedNanos);
        }
        give(symbol, minuteOf(marketNanos), bar, receivedNanos);
    }

    private static long minuteOf(long marketNanos) {
        return marketNanos - Math.floorMod(marketNanos, MINUTE_NANOS);
    }
}
