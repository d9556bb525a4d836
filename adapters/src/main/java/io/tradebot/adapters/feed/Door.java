package io.tradebot.adapters.feed;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.FeedSettings;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.value.FixedPoint;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stops bad values of a source before anything computes with them: prices and sizes that cannot be, bars that contradict themselves,
 * crossed quotes, spikes, what came before, what came too late, what is stamped in the future. What is stopped is counted: the first of a
 * kind is told at once, its repetitions once a minute as one number. First link of the chain; the source's thread only, except for
 * {@link #rejectedCount}.
 *
 * <p>A quote that is stopped for its prices or sizes takes back the one before it: the market has moved on, nobody knows where to, and an
 * entry needs to know. A locked quote (bid equal to ask) and one with a single side are real and go through.
 *
 * <p>A price is a spike when it is too far from the median of the last good ones of its session. When enough prices in a row agree with
 * each other on a new level, it is true: the first of them are lost, the market is not.
 */
public final class Door extends ForwardingSink {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long DAY_NANOS = TradingCalendar.NANOS_PER_DAY;
    private static final long GRID_E8 = FixedPoint.E8_PER_PX;
    private static final long VOLATILITY_MAX_E8 = 1_000 * FixedPoint.E8; // the highest close so far was 82.69
    private static final int MEDIAN_COUNT_MIN = 3; // fewer prices say nothing about another one

    private final FeedSettings limits;
    private final TradingCalendar calendar = new TradingCalendar();
    private final Map<String, Known> knownBySymbol = new TreeMap<>();
    private final Map<String, Map<DataRejection, Repetition>> repetitionsBySymbol = new TreeMap<>();
    private final Map<DataRejection, AtomicLong> countByReason = new EnumMap<>(DataRejection.class);
    private final Map<VolatilitySource, Long> volatilityStart = new EnumMap<>(VolatilitySource.class);
    private long closedEndNanos = Long.MIN_VALUE;

    /** What is known of a symbol on a date. */
    private static final class Known {

        private final RecentPrices good = new RecentPrices();
        private final RecentPrices other = new RecentPrices(); // a level that may be new
        private final SeenNumbers trades = new SeenNumbers();
        private final Map<Long, Bar> barByStart = new TreeMap<>();
        private int epochDay = Integer.MIN_VALUE;
        private long tradeNanos = Long.MIN_VALUE;
        private long quoteNanos = Long.MIN_VALUE;
        private long quoteBarStart = Long.MIN_VALUE;
        private long imbalanceNanos = Long.MIN_VALUE;

        private void turnTo(int day) {
            if (day != epochDay) {
                epochDay = day;
                good.clear();
                other.clear();
                trades.clear();
                barByStart.clear();
            }
        }
    }

    private record Bar(long lengthNanos, long openE8, long highE8, long lowE8, long closeE8, long volumeShares, int revision) {

        private boolean isSame(Bar bar) {
            return lengthNanos == bar.lengthNanos && openE8 == bar.openE8 && highE8 == bar.highE8 && lowE8 == bar.lowE8
                && closeE8 == bar.closeE8 && volumeShares == bar.volumeShares;
        }
    }

    /** Values stopped for the same reason since the last time somebody was told. */
    private static final class Repetition {

        private int count;
        private long firstNanos;
        private String text;
    }

    /** What passes goes to the next link. */
    public Door(FeedSettings limits, MarketDataSink next) {
        super(next);
        this.limits = limits;
        for (DataRejection reason : DataRejection.values()) {
            countByReason.put(reason, new AtomicLong());
        }
    }

    /** How many values were stopped for this reason since the start. Any thread. */
    public long rejectedCount(DataRejection reason) {
        return countByReason.get(reason).get();
    }

    @Override
    public void bar(String symbol, long startNanos, long lengthNanos, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares, int revision, long receivedNanos) {
        Bar bar = new Bar(lengthNanos, openE8, highE8, lowE8, closeE8, volumeShares, revision);
        DataRejection reason = first(problemOfBar(openE8, highE8, lowE8, closeE8, volumeShares),
            lengthNanos <= 0 ? DataRejection.NOT_POSITIVE : null,
            lengthNanos == MINUTE_NANOS && Math.floorMod(startNanos, MINUTE_NANOS) != 0 ? DataRejection.OUT_OF_RANGE : null,
            problemOfTime(startNanos, lengthNanos, receivedNanos));
        int given = revision;
        if (reason == null) {
            Known known = known(symbol, startNanos);
            Bar before = known.barByStart.get(startNanos);
            if (before != null && before.isSame(bar)) {
                reason = DataRejection.DUPLICATE;
            } else if (before == null && startNanos < closedEndNanos && lengthNanos == MINUTE_NANOS) {
                reason = DataRejection.OUT_OF_ORDER;
            } else if (isSpike(known, closeE8, openE8, highE8, lowE8, closeE8)) {
                reason = DataRejection.SPIKE;
            } else {
                given = before == null ? revision : Math.max(revision, before.revision() + 1);
                known.barByStart.put(startNanos,
                    new Bar(lengthNanos, openE8, highE8, lowE8, closeE8, volumeShares, given));
            }
        }
        if (reason != null) {
            stop(symbol, reason, "bar " + time(startNanos) + ' ' + price(openE8) + ' ' + price(highE8) + ' ' + price(lowE8) + ' '
                + price(closeE8) + " x " + volumeShares, receivedNanos);
            return;
        }
        next.bar(symbol, startNanos, lengthNanos, openE8, highE8, lowE8, closeE8, volumeShares, given, receivedNanos);
    }

    @Override
    public void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
            long receivedNanos) {
        DataRejection reason = first(lengthNanos < 0 ? DataRejection.NOT_POSITIVE : null,
            problemOfTime(marketNanos, lengthNanos, receivedNanos));
        boolean isWithdrawn = false;
        if (reason == null) {
            Known known = known(symbol, marketNanos);
            reason = problemOfQuoteOrder(known, marketNanos, lengthNanos);
            if (reason == null) {
                reason = problemOfQuote(known, bidE8, askE8, bidShares, askShares);
                isWithdrawn = reason != null;
                note(known, marketNanos, lengthNanos);
            }
        }
        if (reason != null) {
            stop(symbol, reason, "quote " + time(marketNanos) + ' ' + price(bidE8) + " x " + bidShares + ' ' + price(askE8) + " x "
                + askShares, receivedNanos);
            if (isWithdrawn) {
                next.quote(symbol, marketNanos, lengthNanos, NONE, NONE, 0, 0, receivedNanos);
            }
            return;
        }
        next.quote(symbol, marketNanos, lengthNanos, bidE8, askE8, Math.max(0, bidShares), Math.max(0, askShares), receivedNanos);
    }

    private DataRejection problemOfQuoteOrder(Known known, long marketNanos, long lengthNanos) {
        if (lengthNanos > 0) {
            boolean isOld = marketNanos < known.quoteBarStart || lengthNanos == MINUTE_NANOS && marketNanos < closedEndNanos;
            return isOld ? DataRejection.OUT_OF_ORDER : marketNanos == known.quoteBarStart ? DataRejection.DUPLICATE : null;
        }
        return isLate(marketNanos, known.quoteNanos) ? DataRejection.OUT_OF_ORDER : null;
    }

    private static void note(Known known, long marketNanos, long lengthNanos) {
        if (lengthNanos > 0) {
            known.quoteBarStart = marketNanos;
        } else {
            known.quoteNanos = Math.max(known.quoteNanos, marketNanos);
        }
    }

    private DataRejection problemOfQuote(Known known, long bidE8, long askE8, long bidShares, long askShares) {
        boolean hasBid = bidE8 != NONE;
        boolean hasAsk = askE8 != NONE;
        DataRejection reason = first(hasBid ? first(problemOfPrice(bidE8), problemOfSize(bidShares)) : null,
            hasAsk ? first(problemOfPrice(askE8), problemOfSize(askShares)) : null);
        if (reason != null || !hasBid && !hasAsk) {
            return reason;
        }
        if (hasBid && hasAsk && bidE8 > askE8) {
            return DataRejection.CROSSED;
        }
        long level = !hasAsk ? bidE8 : !hasBid ? askE8 : bidE8 + (askE8 - bidE8) / 2;
        return isSpike(known, level, hasBid ? bidE8 : askE8, hasAsk ? askE8 : bidE8) ? DataRejection.SPIKE : null;
    }

    /** A size that the source does not give is no bad size. */
    private DataRejection problemOfSize(long shares) {
        return shares == NONE ? null : shares <= 0 ? DataRejection.NOT_POSITIVE : shares > limits.sharesMax() ? DataRejection.OUT_OF_RANGE : null;
    }

    @Override
    public void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos) {
        DataRejection reason = first(problemOfPrice(priceE8), problemOfQty(qtyE9), problemOfTime(marketNanos, 0, receivedNanos));
        if (reason == null) {
            Known known = known(symbol, marketNanos);
            if (isLate(marketNanos, known.tradeNanos)) {
                reason = DataRejection.OUT_OF_ORDER;
            } else if (tradeId != NONE && !known.trades.add(tradeId)) {
                reason = DataRejection.DUPLICATE;
            } else if (isSpike(known, priceE8, priceE8)) {
                reason = DataRejection.SPIKE;
            } else {
                known.tradeNanos = Math.max(known.tradeNanos, marketNanos);
            }
        }
        if (reason != null) {
            stop(symbol, reason, "trade " + time(marketNanos) + ' ' + price(priceE8) + " x " + quantity(qtyE9), receivedNanos);
            return;
        }
        next.trade(symbol, marketNanos, tradeId, priceE8, qtyE9, receivedNanos);
    }

    @Override
    public void tradeCorrected(String symbol, CorrectionKind kind, long marketNanos, long tradeId, long originalPriceE8,
            long originalQtyE9, long priceE8, long qtyE9, long receivedNanos) {
        DataRejection reason = kind == CorrectionKind.TRADE_CORRECTED
            ? first(problemOfPrice(priceE8), problemOfQty(qtyE9), problemOfTime(marketNanos, 0, receivedNanos))
            : problemOfTime(marketNanos, 0, receivedNanos);
        if (reason == null && kind == CorrectionKind.TRADE_CORRECTED && isFar(known(symbol, marketNanos).good, priceE8)) {
            reason = DataRejection.SPIKE;
        }
        if (reason != null) {
            stop(symbol, reason, "correction of " + time(marketNanos) + ' ' + price(originalPriceE8) + " to " + price(priceE8) + " x "
                + quantity(qtyE9), receivedNanos);
            return;
        }
        next.tradeCorrected(symbol, kind, marketNanos, tradeId, originalPriceE8, originalQtyE9, priceE8, qtyE9, receivedNanos);
    }

    @Override
    public void dailyBar(String symbol, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8, long volumeShares,
            long receivedNanos) {
        DataRejection reason = first(problemOfBar(openE8, highE8, lowE8, closeE8, volumeShares),
            sessionEpochDay > calendar.exchangeDayAt(receivedNanos) ? DataRejection.FUTURE : null);
        if (reason != null) {
            stop(symbol, reason, "daily bar of day " + sessionEpochDay + ' ' + price(openE8) + ' ' + price(highE8) + ' ' + price(lowE8)
                + ' ' + price(closeE8) + " x " + volumeShares, receivedNanos);
            return;
        }
        next.dailyBar(symbol, sessionEpochDay, openE8, highE8, lowE8, closeE8, volumeShares, receivedNanos);
    }

    @Override
    public void volatility(VolatilitySource source, long startNanos, int sessionEpochDay, long valueE8, long receivedNanos) {
        long latest = volatilityStart.getOrDefault(source, Long.MIN_VALUE);
        long lengthNanos = source == VolatilitySource.MINUTE ? MINUTE_NANOS : 0;
        DataRejection reason = first(valueE8 <= 0 ? DataRejection.NOT_POSITIVE : null,
            valueE8 > VOLATILITY_MAX_E8 ? DataRejection.OUT_OF_RANGE : null,
            startNanos + lengthNanos > receivedNanos + limits.aheadNanos() ? DataRejection.FUTURE : null,
            startNanos < latest ? DataRejection.OUT_OF_ORDER : startNanos == latest ? DataRejection.DUPLICATE : null);
        if (reason != null) {
            stop("", reason, "volatility index " + time(startNanos) + ' ' + price(valueE8), receivedNanos);
            return;
        }
        volatilityStart.put(source, startNanos);
        next.volatility(source, startNanos, sessionEpochDay, valueE8, receivedNanos);
    }

    @Override
    public void imbalance(String symbol, long marketNanos, OrderSide side, long imbalanceShares, long pairedShares,
            long referencePriceE8, long auctionPriceE8, long receivedNanos) {
        DataRejection reason = first(imbalanceShares < 0 || pairedShares < 0 && pairedShares != NONE ? DataRejection.NOT_POSITIVE : null,
            imbalanceShares > limits.sharesMax() || pairedShares > limits.sharesMax() ? DataRejection.OUT_OF_RANGE : null,
            referencePriceE8 == NONE ? null : problemOfPrice(referencePriceE8), auctionPriceE8 == NONE ? null : problemOfPrice(auctionPriceE8),
            problemOfTime(marketNanos, 0, receivedNanos));
        if (reason == null) {
            Known known = known(symbol, marketNanos);
            reason = marketNanos < known.imbalanceNanos ? DataRejection.OUT_OF_ORDER : null;
            known.imbalanceNanos = Math.max(known.imbalanceNanos, marketNanos);
        }
        if (reason != null) {
            stop(symbol, reason, "imbalance " + time(marketNanos) + ' ' + side + ' ' + imbalanceShares, receivedNanos);
            return;
        }
        next.imbalance(symbol, marketNanos, side, imbalanceShares, pairedShares, referencePriceE8, auctionPriceE8, receivedNanos);
    }

    /** A halt is believed whatever its stamp says: a false one costs an entry, a missed one more. */
    @Override
    public void tradingState(String symbol, long marketNanos, TradingState state, long resumesNanos, String text, long receivedNanos) {
        next.tradingState(symbol, marketNanos, state, resumesNanos, text, receivedNanos);
    }

    @Override
    public void minuteClosed(long startNanos, long receivedNanos) {
        closedEndNanos = Math.max(closedEndNanos, startNanos + MINUTE_NANOS);
        tellRepetitions(receivedNanos);
        next.minuteClosed(startNanos, receivedNanos);
    }

    /** What the parser stopped is counted with the rest. */
    @Override
    public void rejected(String symbol, DataRejection reason, int rejectedCount, long firstNanos, String text, long receivedNanos) {
        for (int i = 0; i < rejectedCount; i++) {
            stop(symbol, reason, text, firstNanos);
        }
    }

    private void stop(String symbol, DataRejection reason, String text, long receivedNanos) {
        countByReason.get(reason).incrementAndGet();
        Map<DataRejection, Repetition> repetitions = repetitionsBySymbol.computeIfAbsent(symbol, key -> new EnumMap<>(DataRejection.class));
        Repetition repetition = repetitions.get(reason);
        if (repetition == null) {
            repetitions.put(reason, new Repetition());
            next.rejected(symbol, reason, 1, receivedNanos, text, receivedNanos);
            return;
        }
        if (repetition.count++ == 0) {
            repetition.firstNanos = receivedNanos;
            repetition.text = text;
        }
    }

    /** A minute without a repetition ends the row of them. */
    private void tellRepetitions(long receivedNanos) {
        repetitionsBySymbol.forEach((symbol, repetitions) -> {
            Iterator<Map.Entry<DataRejection, Repetition>> entries = repetitions.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<DataRejection, Repetition> entry = entries.next();
                Repetition repetition = entry.getValue();
                if (repetition.count == 0) {
                    entries.remove();
                } else {
                    next.rejected(symbol, entry.getKey(), repetition.count, repetition.firstNanos, repetition.text, receivedNanos);
                    repetition.count = 0;
                }
            }
        });
    }

    private Known known(String symbol, long marketNanos) {
        Known known = knownBySymbol.computeIfAbsent(symbol, key -> new Known());
        known.turnTo(calendar.exchangeDayAt(marketNanos));
        return known;
    }

    private boolean isLate(long marketNanos, long newestNanos) {
        return marketNanos < closedEndNanos || newestNanos != Long.MIN_VALUE && marketNanos < newestNanos - limits.latenessNanos();
    }

    /** Judges the prices of one value by the level of good ones and takes its own level as one of them, or as the start of another. */
    private boolean isSpike(Known known, long levelE8, long... pricesE8) {
        boolean isFar = false;
        for (long priceE8 : pricesE8) {
            isFar |= isFar(known.good, priceE8);
        }
        if (!isFar) {
            known.good.add(levelE8);
            known.other.clear();
            return false;
        }
        if (known.other.count() > 0 && isBeyond(known.other.median(), levelE8)) {
            known.other.clear();
        }
        known.other.add(levelE8);
        if (known.other.count() < limits.moveConfirmations()) {
            return true;
        }
        known.good.take(known.other);
        known.other.clear();
        return false;
    }

    private boolean isFar(RecentPrices good, long priceE8) {
        return limits.moveMaxPpm() > 0 && good.count() >= MEDIAN_COUNT_MIN && isBeyond(good.median(), priceE8);
    }

    private boolean isBeyond(long medianE8, long priceE8) {
        return Math.abs(priceE8 - medianE8) > FixedPoint.multiplyDivideFloor(medianE8, limits.moveMaxPpm(), FixedPoint.PPM);
    }

    private DataRejection problemOfBar(long openE8, long highE8, long lowE8, long closeE8, long volumeShares) {
        DataRejection reason = first(problemOfPrice(openE8), problemOfPrice(highE8), problemOfPrice(lowE8), problemOfPrice(closeE8));
        if (reason != null) {
            return reason;
        }
        boolean isContradiction = highE8 < Math.max(openE8, closeE8) || lowE8 > Math.min(openE8, closeE8);
        return isContradiction || volumeShares > limits.sharesMax() ? DataRejection.OUT_OF_RANGE
            : volumeShares < 0 ? DataRejection.NOT_POSITIVE : null;
    }

    private DataRejection problemOfPrice(long priceE8) {
        return priceE8 <= 0 ? DataRejection.NOT_POSITIVE
            : priceE8 > limits.priceMaxE8() || priceE8 % GRID_E8 != 0 ? DataRejection.OUT_OF_RANGE : null;
    }

    private DataRejection problemOfQty(long qtyE9) {
        return qtyE9 <= 0 ? DataRejection.NOT_POSITIVE : qtyE9 / FixedPoint.E9 > limits.sharesMax() ? DataRejection.OUT_OF_RANGE : null;
    }

    /** What ends later than now, and what is older than a day. */
    private DataRejection problemOfTime(long startNanos, long lengthNanos, long receivedNanos) {
        if (startNanos > receivedNanos + limits.aheadNanos() - lengthNanos) {
            return DataRejection.FUTURE;
        }
        return startNanos < receivedNanos - DAY_NANOS ? DataRejection.OUT_OF_ORDER : null;
    }

    private static DataRejection first(DataRejection... reasons) {
        for (DataRejection reason : reasons) {
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, FixedPoint.E9), Math.floorMod(nanos, FixedPoint.E9)).toString();
    }

    private static String price(long priceE8) {
        return priceE8 == NONE ? "-" : FixedPoint.formatShort(priceE8, 8, 2);
    }

    private static String quantity(long qtyE9) {
        return qtyE9 == NONE ? "-" : FixedPoint.formatShort(qtyE9, 9, 0);
    }
}
