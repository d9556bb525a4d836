package io.tradebot.engine.indicator;

import io.tradebot.journal.value.FixedPoint;

/**
 * Wilder's average directional index over 14 bars, in millionths (strategy-rules 4.2; J. W. Wilder, New Concepts in Technical
 * Trading Systems, 1978). True range cancels out of the index, so it is not kept. Engine thread only.
 */
public final class Adx {

    /** Returned before the session's 28th bar. */
    public static final long UNDEFINED = Long.MIN_VALUE;

    private static final int PERIOD = 14;
    private static final long SCALE = 1_000;
    private static final long PERCENT_PPM = 100 * FixedPoint.PPM;

    private final Bars bars;
    private int count;
    private long revisionCount;
    private int movements;
    private int directions;
    private long plus;
    private long minus;
    private long directionSum;
    private long value;

    /** Follows these bars. */
    public Adx(Bars bars) {
        this.bars = bars;
    }

    /** Forgets everything; for the first bar of a new session. */
    public void clear() {
        count = 0;
        movements = 0;
        directions = 0;
        plus = 0;
        minus = 0;
        directionSum = 0;
        value = 0;
    }

    /** Through the newest bar. */
    public long valueE6() {
        if (revisionCount != bars.revisionCount()) {
            clear();
            revisionCount = bars.revisionCount();
        }
        for (; count < bars.count(); count++) {
            if (count > 0) {
                follow(count);
            }
        }
        return directions < PERIOD ? UNDEFINED : value;
    }

    private void follow(int i) {
        long up = bars.highPx(i) - bars.highPx(i - 1);
        long down = bars.lowPx(i - 1) - bars.lowPx(i);
        long plusMove = up > down && up > 0 ? up : 0;
        long minusMove = down > up && down > 0 ? down : 0;
        movements++;
        plus = smooth(plus, plusMove);
        minus = smooth(minus, minusMove);
        if (movements >= PERIOD) {
            average(direction());
        }
    }

    private long smooth(long sum, long move) {
        long kept = movements <= PERIOD ? sum : sum - sum / PERIOD;
        return Math.addExact(kept, Math.multiplyExact(SCALE, move));
    }

    private long direction() {
        long sum = Math.addExact(plus, minus);
        return sum == 0 ? 0 : FixedPoint.multiplyDivideFloor(PERCENT_PPM, Math.abs(plus - minus), sum);
    }

    private void average(long direction) {
        directions++;
        if (directions < PERIOD) {
            directionSum += direction;
        } else if (directions == PERIOD) {
            value = (directionSum + direction) / PERIOD;
        } else {
            value = (value * (PERIOD - 1) + direction) / PERIOD;
        }
    }
}
