package io.tradebot.projections.ledger;

/** Date at the exchange of a moment. Pure function, any thread. */
final class ExchangeDate {

    /**
     * New York is four or five hours behind UTC. Five always give the right date but between midnight and one o'clock in
     * summer, when no exchange trades, and the books need no time zone rules that change with the Java version.
     */
    private static final long BEHIND_UTC_NANOS = 5 * 3_600_000_000_000L;
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private ExchangeDate() {
    }

    /** Days since 1970-01-01 of nanoseconds since the epoch. */
    static long epochDay(long epochNanos) {
        return Math.floorDiv(epochNanos - BEHIND_UTC_NANOS, DAY_NANOS);
    }
}
