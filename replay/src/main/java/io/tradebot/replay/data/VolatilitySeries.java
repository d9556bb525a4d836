package io.tradebot.replay.data;

import java.util.Objects;

/** Values of the VIX, by the minute (time = start, epoch nanos) or by the day (time = epoch day), ascending. Immutable. */
public final class VolatilitySeries {

    private final TimeColumns columns;
    private final int valueColumn;

    VolatilitySeries(TimeColumns columns, int valueColumn) {
        this.columns = columns;
        this.valueColumn = valueColumn;
    }

    public int count() {
        return columns.count();
    }

    /** Start of the minute in epoch nanos UTC (known a minute later), or the epoch day. */
    public long time(int index) {
        return columns.column(0)[Objects.checkIndex(index, columns.count())];
    }

    /** Index points x 10^8. */
    public long valueE8(int index) {
        return columns.column(valueColumn)[Objects.checkIndex(index, columns.count())];
    }

    public VolatilityValue value(int index) {
        return new VolatilityValue(time(index), valueE8(index));
    }

    /** Index of the first value at or after this time; {@link #count()} when there is none. */
    public int indexAtOrAfter(long time) {
        return columns.indexAtOrAfter(time);
    }
}
