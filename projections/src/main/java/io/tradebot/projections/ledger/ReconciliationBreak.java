package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;

import java.util.List;

/**
 * A difference between journal, broker and books, as the table reconciliation_break has it. The three values are in
 * {@code unit}; {@code symbol}, {@code statementDate} and {@code bookedEntryId} are null when there is none, {@code resolution}
 * and {@code resolvedUtc} while the break is open.
 */
public record ReconciliationBreak(int number, long journalSequence, String kind, String symbol, String statementDate, long firstSeenNanos,
                                  String firstSeenUtc, String unit, long brokerValue, long journalValue, long bookValue, String text,
                                  Long bookedEntryId, String resolution, String resolvedUtc, Long resolvedAgeNanos) {

    /** All breaks by number. */
    public static List<ReconciliationBreak> all(LedgerDatabase database) {
        return database.query("SELECT break_number, journal_sequence, kind, symbol, statement_date, first_seen_nanos, first_seen_utc, unit,"
                + " broker_value, journal_value, book_value, text, booked_entry_id, resolution, resolved_utc, age_nanos"
                + " FROM reconciliation_break ORDER BY break_number",
            row -> new ReconciliationBreak(row.getInt(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5),
                row.getLong(6), row.getString(7), row.getString(8), row.getLong(9), row.getLong(10), row.getLong(11), row.getString(12),
                row.getObject(13) == null ? null : row.getLong(13), row.getString(14), row.getString(15),
                row.getObject(16) == null ? null : row.getLong(16)));
    }

    /** True until it is resolved. */
    public boolean isOpen() {
        return resolution == null;
    }

    /** How long it was or is open, in nanoseconds. */
    public long ageNanos(long atNanos) {
        return resolvedAgeNanos == null ? Math.subtractExact(atNanos, firstSeenNanos) : resolvedAgeNanos;
    }
}
