package io.tradebot.adapters.feed;

import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Compares the wall clock with the monotonic clock that engine time runs with, and notices when the process stood still. To be asked once
 * a second of real time; agenda's thread only. Not for accelerated or stepped paces, which follow no wall clock.
 *
 * <p>Small steps of the wall clock (up to {@link #JUMP_NANOS}) are followed without a word: forward at once, backward by standing still.
 * A jump forward is followed, too, as after a suspended machine the wall clock is right: timers that passed are due. A jump backward is
 * not followed: engine time never goes back, so the skew stays until the wall clock is set right or the process starts anew. Each jump is
 * told with its size, and once more with 0 when the clocks have agreed for {@link #CALM_NANOS}; what that blocks is the engine's decision
 * (CLOCK_ALARM_SECONDS, MAX_CLOCK_SKEW_SECONDS).
 *
 * <p>A pause is the time by which a question comes too late by the monotonic clock: a stopped process (SIGSTOP), a long collection, a disk
 * that hangs. A suspended machine stops the monotonic clock, and so is a jump forward.
 */
public final class ClockWatch {

    /** Larger changes are jumps, longer silences are pauses. */
    public static final long JUMP_NANOS = 1_000_000_000L;
    /** How long the clocks must agree after a jump. */
    public static final long CALM_NANOS = 60_000_000_000L;

    private final Pace pace;
    private final EpochNanoClock wall;
    private final NanoClock monotonic;
    private final long periodNanos;
    private final Listener listener;
    private long lastMonotonicNanos;
    private long jumpedNanos;
    private long toldSkewNanos;
    private boolean isCalm = true;

    /** Is told what the watch finds, on its thread. */
    public interface Listener {

        /**
         * The clocks disagree, or agree again. For a ClockSkewObserved.
         *
         * @param timeNanos     engine time
         * @param comparedNanos the wall clock's time
         * @param skewNanos     engine time minus wall clock when it was noticed; 0 for agreement
         */
        void onSkew(long timeNanos, long comparedNanos, long skewNanos, String text);

        /** The process did nothing for so much longer than it should have. For a watchdog. */
        void onPause(long timeNanos, long pauseNanos);
    }

    /**
     * A watch over a pace of {@link Pace#real}.
     *
     * @param periodNanos how often {@link #check} is called
     */
    public ClockWatch(Pace pace, EpochNanoClock wall, NanoClock monotonic, long periodNanos, Listener listener) {
        this.pace = pace;
        this.wall = wall;
        this.monotonic = monotonic;
        this.periodNanos = periodNanos;
        this.listener = listener;
        lastMonotonicNanos = monotonic.nanoTime();
    }

    /** Compares and tells. */
    public void check() {
        long monotonicNanos = monotonic.nanoTime();
        long wallNanos = wall.nanoTime();
        long timeNanos = pace.nanoTime();
        long lateNanos = monotonicNanos - lastMonotonicNanos - periodNanos;
        lastMonotonicNanos = monotonicNanos;
        if (lateNanos > JUMP_NANOS) {
            listener.onPause(timeNanos, lateNanos);
        }
        long skewNanos = timeNanos - wallNanos;
        if (Math.abs(skewNanos) <= JUMP_NANOS) {
            pace.shift(-skewNanos);
            beCalm(timeNanos, wallNanos, monotonicNanos);
            return;
        }
        boolean isForward = skewNanos < 0;
        if (isForward) {
            pace.shift(-skewNanos);
        }
        boolean isNews = isCalm || isForward || Math.abs(skewNanos - toldSkewNanos) > JUMP_NANOS;
        isCalm = false;
        jumpedNanos = monotonicNanos;
        if (isNews) {
            toldSkewNanos = skewNanos;
            listener.onSkew(pace.nanoTime(), wallNanos, skewNanos, isForward
                ? "the wall clock jumped forward or the machine was suspended; time follows"
                : "the wall clock jumped backward; time goes on");
        }
    }

    private void beCalm(long timeNanos, long wallNanos, long monotonicNanos) {
        if (!isCalm && monotonicNanos - jumpedNanos >= CALM_NANOS) {
            isCalm = true;
            toldSkewNanos = 0;
            listener.onSkew(timeNanos, wallNanos, 0, "the clocks agree again");
        }
    }
}
