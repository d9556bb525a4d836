package io.tradebot.adapters.feed;

import io.tradebot.journal.value.FixedPoint;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Engine time of a process: epoch nanoseconds, UTC, that never go back. Any thread may ask for it.
 *
 * <p>It is not the wall clock. A wall clock that is set by an hour must not fire every timer of that hour, or none for an hour: time
 * runs with the monotonic clock, and {@link ClockWatch} compares the two.
 */
public abstract sealed class Pace implements EpochNanoClock {

    /** Speed of the wall clock, in millionths. */
    public static final long REAL_SPEED_PPM = FixedPoint.PPM;

    /** The first speed at which no time is left to wait for anything, in millionths: a day in less than a tenth of a second. */
    private static final long SPEED_PPM_LIMIT = 1_000_000 * FixedPoint.PPM;

    private static final long WAIT_NANOS_MAX = 86_400_000_000_000L; // a longer one need not be told apart

    private Pace() {
    }

    /** Time as it is now, running with the monotonic clock from the wall clock's time of this call on. */
    public static Pace real(EpochNanoClock wall, NanoClock monotonic) {
        return new Running(monotonic, wall.nanoTime(), REAL_SPEED_PPM);
    }

    /**
     * Time that starts somewhere and runs faster or slower than real: for a recorded day at ten times its speed.
     *
     * @param speedPpm how fast, in millionths: 10,000,000 is ten times
     */
    public static Pace accelerated(NanoClock monotonic, long startNanos, long speedPpm) {
        if (speedPpm <= 0 || speedPpm >= SPEED_PPM_LIMIT) {
            throw new IllegalArgumentException("a speed of " + speedPpm + " millionths is not above 0 and below " + SPEED_PPM_LIMIT
                + ". Take the stepped pace for as fast as can be.");
        }
        return new Running(monotonic, startNanos, speedPpm);
    }

    /** Lockstep: time stands still while anything is being done, and then jumps to the next action of the agenda. */
    public static Pace stepped(long startNanos) {
        return new Stepped(startNanos);
    }

    /** Engine time now. */
    @Override
    public abstract long nanoTime();

    /** True when time moves from action to action only. */
    public abstract boolean isStepped();

    /** Real nanoseconds from now until engine time reaches this; 0 or less when it has, or when it only has to be moved there. */
    abstract long waitNanos(long timeNanos);

    /** Called by the agenda before an action of this time; moves a stepped pace there. */
    abstract void reach(long timeNanos);

    /**
     * Shifts engine time from now on. Forward at once; backward it stands still until the time it has shown is reached again.
     * For the clock watch only.
     */
    abstract void shift(long nanos);

    private static final class Running extends Pace {

        private final NanoClock monotonic;
        private final long anchorNanos;
        private final long speedPpm;
        private final AtomicLong startNanos;
        private final AtomicLong latestNanos = new AtomicLong(Long.MIN_VALUE);

        Running(NanoClock monotonic, long startNanos, long speedPpm) {
            this.monotonic = monotonic;
            this.speedPpm = speedPpm;
            this.startNanos = new AtomicLong(startNanos);
            anchorNanos = monotonic.nanoTime();
        }

        @Override
        public long nanoTime() {
            long time = startNanos.get() + elapsed();
            return latestNanos.accumulateAndGet(time, Math::max);
        }

        private long elapsed() {
            long real = monotonic.nanoTime() - anchorNanos;
            return speedPpm == REAL_SPEED_PPM ? real : FixedPoint.multiplyDivideFloor(real, speedPpm, FixedPoint.PPM);
        }

        @Override
        public boolean isStepped() {
            return false;
        }

        @Override
        long waitNanos(long timeNanos) {
            long left = Math.min(timeNanos - nanoTime(), WAIT_NANOS_MAX);
            return left <= 0 || speedPpm == REAL_SPEED_PPM ? left : FixedPoint.multiplyDivideCeil(left, FixedPoint.PPM, speedPpm);
        }

        @Override
        void reach(long timeNanos) {
            // the clock has reached it by itself
        }

        @Override
        void shift(long nanos) {
            startNanos.addAndGet(nanos);
        }
    }

    private static final class Stepped extends Pace {

        private final AtomicLong now;

        Stepped(long startNanos) {
            now = new AtomicLong(startNanos);
        }

        @Override
        public long nanoTime() {
            return now.get();
        }

        @Override
        public boolean isStepped() {
            return true;
        }

        @Override
        long waitNanos(long timeNanos) {
            return 0;
        }

        @Override
        void reach(long timeNanos) {
            now.accumulateAndGet(timeNanos, Math::max);
        }

        @Override
        void shift(long nanos) {
            throw new UnsupportedOperationException("a stepped pace has no clock that could be shifted");
        }
    }
}
