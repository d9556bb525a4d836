package io.tradebot.engine.sim;

import io.tradebot.journal.value.FixedPoint;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * How much of a minute's volume our orders may still take. All orders of an instrument share it, first come, first served; it
 * is counted in whole shares. A share of 0 sets no limit: every order fills completely. Not thread safe.
 */
final class MinuteVolume {

    private final long sharePpm;
    private final Int2ObjectHashMap<long[]> leftE9ByInstrument = new Int2ObjectHashMap<>(); // looked up, never iterated
    private MinuteBars bars;

    MinuteVolume(long sharePpm) {
        this.sharePpm = sharePpm;
    }

    void startMinute(MinuteBars minuteBars) {
        bars = minuteBars;
        leftE9ByInstrument.clear();
    }

    /** Takes as much as is wanted and left. */
    long take(int instrumentId, long wantedQtyE9) {
        if (sharePpm == 0) {
            return wantedQtyE9;
        }
        long[] left = leftE9ByInstrument.computeIfAbsent(instrumentId, this::ofBar);
        long taken = Math.min(left[0], wantedQtyE9);
        left[0] = (left[0] - taken) / FixedPoint.E9 * FixedPoint.E9;
        return taken;
    }

    /** True when all that is wanted could be taken now. */
    boolean has(int instrumentId, long wantedQtyE9) {
        return sharePpm == 0 || leftE9ByInstrument.computeIfAbsent(instrumentId, this::ofBar)[0] >= wantedQtyE9;
    }

    private long[] ofBar(int instrumentId) {
        long shares = FixedPoint.multiplyDivideFloor(bars.volumeShares(instrumentId), sharePpm, FixedPoint.PPM);
        return new long[] {Math.multiplyExact(shares, FixedPoint.E9)};
    }
}
