package io.tradebot.replay.data;

import java.util.Objects;

/** Minute trade bars of one symbol, ascending by start. Immutable; index from 0. */
public final class BarSeries {

    /** Length of every bar. */
    public static final long BAR_NANOS = 60_000_000_000L;

    private final String symbol;
    private final TimeColumns columns;
    private final int from;
    private final int count;

    BarSeries(String symbol, TimeColumns columns, int from, int to) {
        this.symbol = symbol;
        this.columns = columns;
        this.from = from;
        this.count = to - from;
    }

    public String symbol() {
        return symbol;
    }

    public int count() {
        return count;
    }

    /** Start of the bar, epoch nanos UTC. */
    public long startNanos(int index) {
        return value(0, index);
    }

    public long openE8(int index) {
        return value(1, index);
    }

    public long highE8(int index) {
        return value(2, index);
    }

    public long lowE8(int index) {
        return value(3, index);
    }

    public long closeE8(int index) {
        return value(4, index);
    }

    public long volumeShares(int index) {
        return value(5, index);
    }

    /** The bar as a value of its own, for code that is not hot. */
    public HistoricalBar bar(int index) {
        return new HistoricalBar(symbol, startNanos(index), BAR_NANOS, openE8(index), highE8(index), lowE8(index),
            closeE8(index), volumeShares(index));
    }

    /** Index of the first bar that starts at or after this time; {@link #count()} when there is none. */
    public int indexAtOrAfter(long startNanos) {
        return Math.min(count, Math.max(0, columns.indexAtOrAfter(startNanos) - from));
    }

    private long value(int column, int index) {
        return columns.column(column)[from + checkIndex(index)];
    }

    private int checkIndex(int index) {
        return Objects.checkIndex(index, count);
    }
}
