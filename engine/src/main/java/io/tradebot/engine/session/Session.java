package io.tradebot.engine.session;

/**
 * One trading session of an exchange. Immutable, any thread.
 *
 * @param epochDay exchange-local date as days since 1970-01-01
 * @param openNanos first instant of the session, epoch nanoseconds UTC
 * @param closeNanos first instant after the session, epoch nanoseconds UTC
 * @param isHalfDay whether the exchange closes early that day
 */
public record Session(int epochDay, long openNanos, long closeNanos, boolean isHalfDay) {

    /** Whether {@code openNanos <= timeNanos < closeNanos}. */
    public boolean contains(long timeNanos) {
        return openNanos <= timeNanos && timeNanos < closeNanos;
    }

    /** Day of the week of the session: 1 is Monday, 7 is Sunday. */
    public int isoWeekday() {
        return Math.floorMod(epochDay + 3, 7) + 1; // 1970-01-01 was a Thursday
    }
}
