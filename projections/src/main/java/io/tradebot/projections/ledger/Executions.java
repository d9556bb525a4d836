package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;

import java.util.List;

/** Finds the entries that posted an execution. Runner's thread. */
final class Executions {

    /** An entry of a fill; {@code isCashOut} when it was bought or covered. */
    record Posted(long entryId, String fitid, boolean isCashOut) {
    }

    private final LedgerDatabase database;

    Executions(LedgerDatabase database) {
        this.database = database;
    }

    /** Entries of the last fill with that id before a sequence, in their order; none when it was never posted. */
    List<Posted> postedFor(String executionId, long beforeSequence) {
        return database.query("SELECT entry_id, fitid, kind IN ('buy', 'buy_to_cover') FROM entry WHERE journal_sequence ="
                + " (SELECT max(journal_sequence) FROM fill WHERE execution_id = ? AND journal_sequence < ?"
                + " AND outcome NOT IN ('refused', 'faulted'))"
                + " AND execution_id = ? AND kind IN ('buy', 'sell', 'sell_short', 'buy_to_cover') ORDER BY entry_id",
            row -> new Posted(row.getLong(1), row.getString(2), row.getInt(3) == 1), executionId, beforeSequence, executionId);
    }
}
