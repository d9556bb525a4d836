package io.tradebot.engine.indicator;

import java.math.BigInteger;

/**
 * Bollinger bands over the last 20 closes, as a question: did the newest bar touch the band? Answered without a square root
 * (strategy-rules 4.3; J. Bollinger, Bollinger on Bollinger Bands, 2001). Engine thread only.
 */
public final class Bollinger {

    /** Closes in the band. */
    public static final int PERIOD = 20;
    /** Stands for a band of equal closes, which nothing touches. */
    public static final long NO_WIDTH = Long.MIN_VALUE;

    /** Prices up to this and spreads up to that keep every product within 64 bits; beyond, the exact slow way is taken. */
    private static final long MAX_FAST_PX = 100_000_000L;
    private static final long MAX_FAST_DISTANCE = 30_000_000L;
    private static final long HUNDREDTHS_SQUARED = 10_000;
    /** E8 units in 1/2000 px: the band's formula counts in those. */
    private static final long E8_PARTS = 5;

    private final Bars bars;
    private int count;
    private long revisionCount;
    private long sum;
    private long squares;
    private boolean isFast;

    /** Follows these bars. */
    public Bollinger(Bars bars) {
        this.bars = bars;
        clear();
    }

    /** Forgets everything; for the first bar of a new session. */
    public void clear() {
        count = 0;
        sum = 0;
        squares = 0;
        isFast = true;
    }

    /** False before the session's 20th bar. */
    public boolean isDefined() {
        return bars.count() >= PERIOD;
    }

    /**
     * True when the low of the newest bar is at or below the lower band.
     *
     * @param widthHundredths width of the band in hundredths of a standard deviation: 200 is two
     */
    public boolean touchesLower(int widthHundredths) {
        follow();
        return isDefined() && touches(sum - PERIOD * bars.lowPx(count - 1), widthHundredths);
    }

    /** True when the high of the newest bar is at or above the upper band. */
    public boolean touchesUpper(int widthHundredths) {
        follow();
        return isDefined() && touches(PERIOD * bars.highPx(count - 1) - sum, widthHundredths);
    }

    /**
     * Lower band in E8, rounded down, so that a price on the market's grid touches it exactly when it is at or below this.
     * {@link #NO_WIDTH} while all closes are equal. For showing: allocates.
     */
    public long lowerE8(int widthHundredths) {
        return bandE8(widthHundredths, -1);
    }

    /** Upper band in E8, rounded up; otherwise as {@link #lowerE8}. */
    public long upperE8(int widthHundredths) {
        return bandE8(widthHundredths, 1);
    }

    /** Mean -+ width standard deviations = (100 S -+ widthHundredths * sqrt(variance)) / 2000 px, away from the mean. */
    private long bandE8(int widthHundredths, int sign) {
        follow();
        if (!isDefined()) {
            throw new IllegalStateException("the band is not defined before bar " + PERIOD + ", there are " + count);
        }
        BigInteger variance = exactVariance();
        if (variance.signum() <= 0) {
            return NO_WIDTH;
        }
        BigInteger squared = variance.multiply(BigInteger.valueOf((long) widthHundredths * widthHundredths * E8_PARTS * E8_PARTS));
        BigInteger[] root = squared.sqrtAndRemainder();
        BigInteger widthUp = root[1].signum() > 0 ? root[0].add(BigInteger.ONE) : root[0];
        return BigInteger.valueOf(sum).multiply(BigInteger.valueOf(100 * E8_PARTS))
            .add(sign < 0 ? widthUp.negate() : widthUp).longValueExact();
    }

    private boolean touches(long distance, int widthHundredths) {
        if (distance < 0) {
            return false;
        }
        long width = (long) widthHundredths * widthHundredths;
        if (!isFast || distance > MAX_FAST_DISTANCE) {
            return touchesExactly(distance, width);
        }
        long variance = PERIOD * squares - sum * sum;
        if (variance <= 0) {
            return false;
        }
        long high = Math.multiplyHigh(width, variance);
        return high == 0 && width * variance >= 0
            && distance * distance * HUNDREDTHS_SQUARED >= width * variance;
    }

    private boolean touchesExactly(long distance, long width) {
        BigInteger variance = exactVariance();
        return variance.signum() > 0 && BigInteger.valueOf(distance).pow(2).multiply(BigInteger.valueOf(HUNDREDTHS_SQUARED))
            .compareTo(variance.multiply(BigInteger.valueOf(width))) >= 0;
    }

    /** 400 x population variance of the closes in the band. */
    private BigInteger exactVariance() {
        BigInteger exactSquares = BigInteger.ZERO;
        for (int i = count - PERIOD; i < count; i++) {
            exactSquares = exactSquares.add(BigInteger.valueOf(bars.closePx(i)).pow(2));
        }
        return exactSquares.multiply(BigInteger.valueOf(PERIOD)).subtract(BigInteger.valueOf(sum).pow(2));
    }

    private void follow() {
        if (revisionCount != bars.revisionCount()) {
            clear();
            revisionCount = bars.revisionCount();
        }
        for (; count < bars.count(); count++) {
            long close = bars.closePx(count);
            isFast &= close <= MAX_FAST_PX;
            sum += close;
            squares += close * close;
            if (count >= PERIOD) {
                long leaving = bars.closePx(count - PERIOD);
                sum -= leaving;
                squares -= leaving * leaving; // wraps both ways above the fast range, where it is not used
            }
        }
    }
}
