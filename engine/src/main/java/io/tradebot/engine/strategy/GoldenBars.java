package io.tradebot.engine.strategy;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.value.FixedPoint;

/**
 * A symbol of its own with hand-written bars, one a minute from minute 0, apart from the running market. Prices in px (USD x
 * 10^4). Engine thread only.
 */
public final class GoldenBars {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final int SESSION_MINUTES = 390;

    private final Market market;
    private final Instrument symbol;
    private int minute;

    /** No bars yet. */
    public GoldenBars() {
        Decisions scratch = new Decisions();
        scratch.wrap(new RecordBatch());
        market = new Market(scratch);
        market.define(1, "CHECK", InstrumentKind.EQUITY, 1, 0, 0, 0);
        symbol = market.instrument(1);
    }

    /** The symbol. */
    public Instrument symbol() {
        return symbol;
    }

    /** Adds the next minute's bar; a bar that contradicts itself is an error. */
    public GoldenBars bar(long openPx, long highPx, long lowPx, long closePx, long volumeShares) {
        boolean isTaken = market.onBar(BarClosedDecoder.TEMPLATE_ID, 1, minute * MINUTE_NANOS, openPx * FixedPoint.E8_PER_PX,
            highPx * FixedPoint.E8_PER_PX, lowPx * FixedPoint.E8_PER_PX, closePx * FixedPoint.E8_PER_PX, volumeShares, 0);
        if (!isTaken) {
            throw new IllegalArgumentException("golden bar of minute " + minute + " contradicts itself");
        }
        minute++;
        return this;
    }

    /** Windows in minutes: analysis from {@code startMinute} to {@code breakoutMinute}, breakout from there on. */
    public static StrategyWindow window(int startMinute, int breakoutMinute) {
        long close = SESSION_MINUTES * MINUTE_NANOS;
        return new StrategyWindow(startMinute * MINUTE_NANOS, breakoutMinute * MINUTE_NANOS, close, close, close, 0, 0);
    }
}
