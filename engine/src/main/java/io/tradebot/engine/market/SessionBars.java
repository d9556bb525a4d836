package io.tradebot.engine.market;

import io.tradebot.engine.indicator.Bars;

import java.util.Arrays;

/**
 * The minute bars of one instrument in the running session, in time order; minutes without trades have no bar. Prices in
 * px (USD x 10^4), volume in whole shares, times in epoch nanoseconds. Engine thread only.
 */
public final class SessionBars implements Bars {

    private static final int INITIAL_CAPACITY = 64;

    private long[] starts = new long[0];
    private long[] opens = starts;
    private long[] highs = starts;
    private long[] lows = starts;
    private long[] closes = starts;
    private long[] volumes = starts;
    private int count;
    private long volumeSum;
    private long revisionCount;

    @Override
    public long revisionCount() {
        return revisionCount;
    }

    @Override
    public int count() {
        return count;
    }

    /** Start of bar {@code index}, counted from 0. */
    public long startNanos(int index) {
        return starts[check(index)];
    }

    /** Open of bar {@code index}. */
    public long openPx(int index) {
        return opens[check(index)];
    }

    @Override
    public long highPx(int index) {
        return highs[check(index)];
    }

    @Override
    public long lowPx(int index) {
        return lows[check(index)];
    }

    @Override
    public long closePx(int index) {
        return closes[check(index)];
    }

    @Override
    public long volumeShares(int index) {
        return volumes[check(index)];
    }

    /** Start of the newest bar; Long.MIN_VALUE while there is none. */
    public long lastStartNanos() {
        return count == 0 ? Long.MIN_VALUE : starts[count - 1];
    }

    /** Index of the first bar that starts at or after this time; {@link #count()} when there is none. */
    public int firstIndexFrom(long timeNanos) {
        int found = Arrays.binarySearch(starts, 0, count, timeNanos);
        return found >= 0 ? found : -found - 1;
    }

    /** Shares traded in the session so far. */
    public long volumeSum() {
        return volumeSum;
    }

    void add(long startNanos, long openPx, long highPx, long lowPx, long closePx, long volumeShares) {
        if (count == starts.length) {
            grow();
        }
        starts[count] = startNanos;
        opens[count] = openPx;
        highs[count] = highPx;
        lows[count] = lowPx;
        closes[count] = closePx;
        volumes[count] = volumeShares;
        volumeSum = Math.addExact(volumeSum, volumeShares);
        count++;
    }

    /** Replaces the bar that starts then; false when there is none. */
    boolean revise(long startNanos, long openPx, long highPx, long lowPx, long closePx, long volumeShares) {
        int index = firstIndexFrom(startNanos);
        if (index == count || starts[index] != startNanos) {
            return false;
        }
        opens[index] = openPx;
        highs[index] = highPx;
        lows[index] = lowPx;
        closes[index] = closePx;
        volumeSum = Math.addExact(volumeSum, volumeShares - volumes[index]);
        volumes[index] = volumeShares;
        revisionCount++;
        return true;
    }

    void clear() {
        count = 0;
        volumeSum = 0;
    }

    private void grow() {
        int capacity = Math.max(INITIAL_CAPACITY, starts.length * 2);
        starts = Arrays.copyOf(starts, capacity);
        opens = Arrays.copyOf(opens, capacity);
        highs = Arrays.copyOf(highs, capacity);
        lows = Arrays.copyOf(lows, capacity);
        closes = Arrays.copyOf(closes, capacity);
        volumes = Arrays.copyOf(volumes, capacity);
    }

    private int check(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("bar " + index + " of " + count);
        }
        return index;
    }
}
