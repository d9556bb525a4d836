package io.tradebot.replay.report;

import java.util.Objects;

/**
 * The bars of one symbol behind its price charts: only sessions with trades are needed. The arrays are not copied and must
 * not change afterwards; two series are equal only when they share their arrays.
 *
 * @param symbol     the instrument
 * @param startNanos start of each bar, nanoseconds since the epoch, UTC, strictly rising
 * @param openE8     first price of each bar, USD x 10^8
 * @param highE8     highest price
 * @param lowE8      lowest price
 * @param closeE8    last price
 */
public record PriceSeries(String symbol, long[] startNanos, long[] openE8, long[] highE8, long[] lowE8, long[] closeE8) {

    /** @throws IllegalArgumentException when lengths differ, times do not rise, or a bar's high and low do not hold its prices */
    public PriceSeries {
        Objects.requireNonNull(symbol, "symbol");
        int count = startNanos.length;
        if (openE8.length != count || highE8.length != count || lowE8.length != count || closeE8.length != count) {
            throw new IllegalArgumentException(symbol + ": the five arrays of a price series must have one length, got "
                + count + ", " + openE8.length + ", " + highE8.length + ", " + lowE8.length + ", " + closeE8.length);
        }
        for (int i = 0; i < count; i++) {
            if (i > 0 && startNanos[i] <= startNanos[i - 1]) {
                throw new IllegalArgumentException(symbol + ": bar " + i + " starts at " + startNanos[i]
                    + ", not after the bar before it");
            }
            if (lowE8[i] > Math.min(openE8[i], closeE8[i]) || highE8[i] < Math.max(openE8[i], closeE8[i])) {
                throw new IllegalArgumentException(symbol + ": bar " + i + " at " + startNanos[i]
                    + " has open or close outside low..high");
            }
        }
    }

    int count() {
        return startNanos.length;
    }
}
