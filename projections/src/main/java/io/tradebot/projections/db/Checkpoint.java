package io.tradebot.projections.db;

/**
 * How far the journal is in the tables.
 *
 * @param sequence  last excerpt applied, -1 before the first
 * @param chain     SHA-256 chain of the journal after it, lower-case hex, empty before the first
 * @param timeNanos engine time of that excerpt, nanoseconds since the epoch, UTC
 */
public record Checkpoint(long sequence, String chain, long timeNanos) {

    /** Reads the row of this file. */
    public static Checkpoint read(LedgerDatabase database) {
        return database.query("SELECT journal_sequence, chain, time_nanos FROM checkpoint WHERE id = 1",
            row -> new Checkpoint(row.getLong(1), row.getString(2), row.getLong(3))).get(0);
    }

    /**
     * Moves the row from this checkpoint to {@code next} in the open transaction.
     *
     * @throws ProjectionException when the row is no longer this one, that is, another process has written
     */
    public void moveTo(Checkpoint next, LedgerDatabase database) {
        int changed = database.update(
            "UPDATE checkpoint SET journal_sequence = ?, chain = ?, time_nanos = ? WHERE journal_sequence = ? AND chain = ?",
            next.sequence, next.chain, next.timeNanos, sequence, chain);
        if (changed != 1) {
            throw new ProjectionException("checkpoint of " + database.file() + " was " + sequence + " and is now "
                + read(database).sequence + ": another process writes this ledger. Stop one of the two.");
        }
    }
}
