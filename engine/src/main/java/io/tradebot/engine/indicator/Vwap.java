package io.tradebot.engine.indicator;

import io.tradebot.journal.value.FixedPoint;

/**
 * Volume-weighted average of the typical price since the session's first bar, in USD x 10^6 (strategy-rules 4.1). Engine
 * thread only.
 */
public final class Vwap {

    /** Returned while no share has traded. */
    public static final long UNDEFINED = Long.MIN_VALUE;

    private static final long TYPICAL_PARTS = 3;
    private static final long E6_PER_PX = 100;

    private final Bars bars;
    private int count;
    private long revisionCount;
    private long weighted;
    private long volume;
    private long weightedBefore;
    private long volumeBefore;

    /** Follows these bars. */
    public Vwap(Bars bars) {
        this.bars = bars;
    }

    /** Forgets everything; for the first bar of a new session. */
    public void clear() {
        count = 0;
        weighted = 0;
        volume = 0;
        weightedBefore = 0;
        volumeBefore = 0;
    }

    /** Through the newest bar. */
    public long valueE6() {
        follow();
        return value(weighted, volume);
    }

    /** Through the bar before the newest. */
    public long valueBeforeLastE6() {
        follow();
        return value(weightedBefore, volumeBefore);
    }

    private void follow() {
        if (revisionCount != bars.revisionCount()) {
            clear();
            revisionCount = bars.revisionCount();
        }
        for (; count < bars.count(); count++) {
            weightedBefore = weighted;
            volumeBefore = volume;
            long typical = Math.addExact(Math.addExact(bars.highPx(count), bars.lowPx(count)), bars.closePx(count));
            weighted = Math.addExact(weighted, Math.multiplyExact(typical, bars.volumeShares(count)));
            volume = Math.addExact(volume, bars.volumeShares(count));
        }
    }

    private static long value(long weightedSum, long volumeSum) {
        if (volumeSum == 0) {
            return UNDEFINED;
        }
        return FixedPoint.multiplyDivideHalfUp(weightedSum, E6_PER_PX, Math.multiplyExact(TYPICAL_PARTS, volumeSum));
    }
}
