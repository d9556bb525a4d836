package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;

import java.util.List;

/** Finds what posted an execution. Ids are unique within an order. Runner's thread. */
final class Executions {

    private static final String FILLS = "('buy', 'sell', 'sell_short', 'buy_to_cover')";
    private static final String POSTED = "SELECT entry_id, fitid, kind IN ('buy', 'buy_to_cover') FROM entry WHERE journal_sequence ="
        + " (SELECT max(sequence) FROM (SELECT max(journal_sequence) AS sequence FROM fill WHERE execution_id = ?1"
        + " AND (?2 = 0 OR order_id = ?2) AND journal_sequence < ?3 AND outcome NOT IN ('refused', 'faulted')"
        + " UNION ALL SELECT max(journal_sequence) FROM entry WHERE execution_id = ?1 AND linked_fitid IS NOT NULL"
        + " AND (?2 = 0 OR order_id = ?2) AND journal_sequence < ?3 AND kind IN " + FILLS + "))"
        + " AND execution_id = ?1 AND (?2 = 0 OR order_id = ?2) AND kind IN " + FILLS + " ORDER BY entry_id";

    /** An entry of a fill; {@code isCashOut} when it was bought or covered. */
    record Posted(long entryId, String fitid, boolean isCashOut) {
    }

    private final LedgerDatabase database;

    Executions(LedgerDatabase database) {
        this.database = database;
    }

    /**
     * Entries that posted the execution last before a sequence, in their order; none when it was never posted.
     *
     * @param orderId 0 when not known
     */
    List<Posted> postedFor(String executionId, long orderId, long beforeSequence) {
        return database.query(POSTED, row -> new Posted(row.getLong(1), row.getString(2), row.getInt(3) == 1), executionId, orderId,
            beforeSequence);
    }

    /** When the broker executed it, nanoseconds since the epoch. */
    long executedNanos(String executionId, long orderId, long beforeSequence) {
        return database.count("SELECT executed_nanos FROM fill WHERE execution_id = ? AND order_id = ? AND journal_sequence < ?"
            + " ORDER BY journal_sequence DESC LIMIT 1", executionId, orderId, beforeSequence);
    }

    /**
     * When the broker executed what an order traded at a price, nanoseconds since the epoch; its last execution when none was at
     * that price, null when the order has none that stands.
     */
    Long executedNanosOf(long orderId, long priceE8, long beforeSequence) {
        return database.query("SELECT executed_nanos FROM fill WHERE order_id = ? AND journal_sequence < ? AND outcome = 'accepted'"
            + " ORDER BY price_e8 = ? DESC, journal_sequence DESC LIMIT 1", row -> row.getLong(1), orderId, beforeSequence, priceE8)
            .stream().findFirst().orElse(null);
    }
}
