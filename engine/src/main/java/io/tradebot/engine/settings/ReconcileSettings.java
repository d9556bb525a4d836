package io.tradebot.engine.settings;

/**
 * When the broker is asked what it has, and what it takes to believe that it never had an order. Immutable, any thread.
 *
 * @param openNanos RECONCILE_OPEN_SECONDS as a span
 * @param idleNanos RECONCILE_IDLE_SECONDS as a span
 * @param answerNanos RECONCILE_ANSWER_SECONDS as a span
 * @param unknownQueries UNKNOWN_ORDER_QUERIES
 * @param unknownNanos UNKNOWN_ORDER_SECONDS as a span
 */
public record ReconcileSettings(long openNanos, long idleNanos, long answerNanos, int unknownQueries, long unknownNanos) {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** From settings whose texts have been found valid. */
    static ReconcileSettings of(EngineSettings all) {
        return new ReconcileSettings(all.whole("RECONCILE_OPEN_SECONDS") * SECOND_NANOS, all.whole("RECONCILE_IDLE_SECONDS") * SECOND_NANOS,
            all.whole("RECONCILE_ANSWER_SECONDS") * SECOND_NANOS, all.whole("UNKNOWN_ORDER_QUERIES"),
            all.whole("UNKNOWN_ORDER_SECONDS") * SECOND_NANOS);
    }

    /** Time between two questions about one order: the last of the least number is asked when the least time has passed. */
    public long queryNanos() {
        return Math.max(SECOND_NANOS, unknownNanos / Math.max(unknownQueries - 1, 1));
    }
}
