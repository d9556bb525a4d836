package io.tradebot.projections.ledger;

/** Dates at the exchange. Pure functions, any thread. */
final class ExchangeDate {

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long DAY_NANOS = 24 * HOUR_NANOS;
    /**
     * New York is four or five hours behind UTC. Five always give the right date but between midnight and one o'clock in
     * summer, when no exchange trades, and the books need no time zone rules that change with the Java version.
     */
    private static final long BEHIND_UTC_NANOS = 5 * HOUR_NANOS;
    /** The same date in New York and in UTC, and behind the close. */
    private static final long EVENING_NANOS = 21 * HOUR_NANOS;

    private ExchangeDate() {
    }

    /** Days since 1970-01-01 of nanoseconds since the epoch. */
    static long epochDay(long epochNanos) {
        return Math.floorDiv(epochNanos - BEHIND_UTC_NANOS, DAY_NANOS);
    }

    /** Time of a fact that came with a date only: 21:00 UTC of that date, or when we heard of it, whichever is earlier. */
    static long timeOf(long epochDay, long heardNanos) {
        return Math.min(epochDay * DAY_NANOS + EVENING_NANOS, heardNanos);
    }
}
