package io.tradebot.replay.data;

import java.util.Objects;

/** Daily bars of one symbol, ascending by day. Immutable; index from 0. */
public final class DailySeries {

    private final String symbol;
    private final TimeColumns columns;

    DailySeries(String symbol, TimeColumns columns) {
        this.symbol = symbol;
        this.columns = columns;
    }

    public String symbol() {
        return symbol;
    }

    public int count() {
        return columns.count();
    }

    public DailyBar bar(int index) {
        return new DailyBar(symbol, value(0, index), value(1, index), value(2, index), value(3, index), value(4, index),
            value(5, index));
    }

    public long epochDay(int index) {
        return value(0, index);
    }

    public long volumeShares(int index) {
        return value(5, index);
    }

    /** Index of the first bar of this day or a later one; {@link #count()} when there is none. */
    public int indexAtOrAfter(long epochDay) {
        return columns.indexAtOrAfter(epochDay);
    }

    private long value(int column, int index) {
        return columns.column(column)[Objects.checkIndex(index, columns.count())];
    }
}
