package io.tradebot.replay.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Rows of one series as parallel arrays of longs, ascending by the key in column 0. Grows while a file is read, then is only
 * read. Columns instead of objects: a bar takes 48 bytes and a load of millions of them leaves nothing for the collector.
 */
final class TimeColumns {

    private static final int FIRST_CAPACITY = 512;

    private final long firstKept;
    private final long lastKept;
    private final long[][] columns;
    private int count;
    private long lastKey = Long.MIN_VALUE;

    /** Keeps rows with {@code firstKept <= key <= lastKept}. */
    TimeColumns(int columnCount, long firstKept, long lastKept) {
        this.firstKept = firstKept;
        this.lastKept = lastKept;
        this.columns = new long[columnCount][0];
    }

    private TimeColumns(long[][] columns, int count) {
        this.firstKept = Long.MIN_VALUE;
        this.lastKept = Long.MAX_VALUE;
        this.columns = columns;
        this.count = count;
        this.lastKey = count == 0 ? Long.MIN_VALUE : columns[0][count - 1];
    }

    static TimeColumns empty(int columnCount) {
        return new TimeColumns(new long[columnCount][0], 0);
    }

    int count() {
        return count;
    }

    /** The column itself; only the first {@link #count()} entries count. Not to be written. */
    long[] column(int index) {
        return columns[index];
    }

    /** Key of the last row given to {@link #add}, kept or not; {@code Long.MIN_VALUE} before the first. */
    long lastKey() {
        return lastKey;
    }

    /** Adds a row behind all others; drops it when its key is outside of what is kept. */
    void add(long key, long[] values) {
        lastKey = key;
        if (key < firstKept || key > lastKept) {
            return;
        }
        if (count == columns[0].length) {
            int capacity = Math.max(FIRST_CAPACITY, count * 2);
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Arrays.copyOf(columns[i], capacity);
            }
        }
        columns[0][count] = key;
        for (int i = 1; i < columns.length; i++) {
            columns[i][count] = values[i - 1];
        }
        count++;
    }

    /** Index of the first row with at least this key; {@link #count()} when there is none. */
    int indexAtOrAfter(long key) {
        int found = Arrays.binarySearch(columns[0], 0, count, key);
        return found >= 0 ? found : -found - 1;
    }

    /** The rows from {@code from} up to, not including, {@code to}; shares the columns where it can. */
    TimeColumns slice(int from, int to) {
        if (from == 0) {
            return new TimeColumns(columns, to);
        }
        long[][] kept = new long[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            kept[c] = Arrays.copyOfRange(columns[c], from, Math.max(from, to));
        }
        return new TimeColumns(kept, kept[0].length);
    }

    /** Key of a row. */
    long key(int index) {
        return columns[0][index];
    }

    boolean contains(long key) {
        return Arrays.binarySearch(columns[0], 0, count, key) >= 0;
    }

    /** Joins two series, row by row in key order. Of a key that both have, {@code onDuplicate} hears; b's row is left out. */
    static TimeColumns merge(TimeColumns a, TimeColumns b, LongConsumer onDuplicate) {
        TimeColumns merged = new TimeColumns(a.columns.length, Long.MIN_VALUE, Long.MAX_VALUE);
        long[] values = new long[a.columns.length - 1];
        int i = 0;
        int j = 0;
        while (i < a.count || j < b.count) {
            if (i < a.count && j < b.count && a.columns[0][i] == b.columns[0][j]) {
                onDuplicate.accept(b.columns[0][j++]);
                continue;
            }
            boolean takeA = j == b.count || i < a.count && a.columns[0][i] <= b.columns[0][j];
            TimeColumns from = takeA ? a : b;
            int at = takeA ? i++ : j++;
            for (int c = 0; c < values.length; c++) {
                values[c] = from.columns[c + 1][at];
            }
            merged.add(from.columns[0][at], values);
        }
        return merged;
    }

    /** Puts series behind each other that follow each other in time. */
    static TimeColumns concatenate(List<TimeColumns> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int total = parts.stream().mapToInt(TimeColumns::count).reduce(0, Math::addExact);
        long[][] columns = new long[parts.get(0).columns.length][total];
        for (int c = 0; c < columns.length; c++) {
            int at = 0;
            for (TimeColumns part : parts) {
                System.arraycopy(part.columns[c], 0, columns[c], at, part.count);
                at += part.count;
            }
        }
        return new TimeColumns(columns, total);
    }
}
