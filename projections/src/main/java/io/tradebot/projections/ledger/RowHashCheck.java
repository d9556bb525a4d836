package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.RowHash;
import io.tradebot.projections.ledger.LedgerCheck.Finding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Computes the chained hashes of entries and audit rows again. One row in memory at a time. Any thread. */
final class RowHashCheck {

    private static final int ENTRY_COLUMN_COUNT = 20;
    private static final int SPLIT_COLUMN_COUNT = 9;
    private static final String ENTRIES = "SELECT e.entry_id, e.journal_sequence, e.kind, e.trntype, e.dtposted, e.time_nanos, e.fitid,"
        + " e.broker, e.strategy, e.ticker, e.side, e.size_e9, e.entry_price_e8, e.exit_price_e8, e.pnl_cents, e.order_id,"
        + " e.execution_id, e.linked_fitid, e.commission_cents, e.fees_cents, e.previous_hash, e.row_hash, s.split_id, s.entry_id,"
        + " s.line, s.account_code, s.amount_cents, s.qty_e9, s.memo, s.lot_id, s.record_index FROM entry e"
        + " LEFT JOIN split s ON s.entry_id = e.entry_id ORDER BY e.entry_id, s.line";
    private static final int AUDIT_COLUMN_COUNT = 9;
    private static final String AUDIT = "SELECT audit_id, journal_sequence, record_index, time_utc, time_nanos, actor, action, subject,"
        + " detail, previous_hash, row_hash FROM audit ORDER BY audit_id";

    private final String table;
    private final List<Finding> findings;
    private String previous = RowHash.START;
    private long expectedId = 1;
    /** Row whose hash is being computed; 0 when none. */
    private long id;
    private long journalSequence;
    private String claimedPrevious;
    private String claimed;
    private RowHash hash;
    private boolean isBroken;

    private RowHashCheck(String table, List<Finding> findings) {
        this.table = table;
        this.findings = findings;
    }

    static void checkEntries(LedgerDatabase database, List<Finding> findings) {
        RowHashCheck check = new RowHashCheck("entry", findings);
        database.scan(ENTRIES, row -> {
            if (row.getLong(1) != check.id) {
                check.begin(row, ENTRY_COLUMN_COUNT);
            }
            if (row.getObject(ENTRY_COLUMN_COUNT + 3) != null) {
                check.add(row, ENTRY_COLUMN_COUNT + 3, SPLIT_COLUMN_COUNT);
            }
        });
        check.finish();
    }

    static void checkAudit(LedgerDatabase database, List<Finding> findings) {
        RowHashCheck check = new RowHashCheck("audit", findings);
        database.scan(AUDIT, row -> check.begin(row, AUDIT_COLUMN_COUNT));
        check.finish();
    }

    private void begin(ResultSet row, int columnCount) throws SQLException {
        finish();
        id = row.getLong(1);
        journalSequence = row.getLong(2);
        claimedPrevious = row.getString(columnCount + 1);
        claimed = row.getString(columnCount + 2);
        hash = new RowHash(previous);
        add(row, 1, columnCount);
    }

    private void add(ResultSet row, int first, int count) throws SQLException {
        for (int i = first; i < first + count; i++) {
            hash.add(row.getObject(i));
        }
    }

    private void finish() {
        if (id == 0 || isBroken) {
            return;
        }
        if (id != expectedId || !previous.equals(claimedPrevious) || !hash.hex().equals(claimed)) {
            // What follows hangs on this row, so only the first break says something.
            isBroken = true;
            findings.add(new Finding("row hashes chain", table + " " + id + " (journal sequence " + journalSequence
                + ") was changed, or one before it is missing"));
        }
        previous = claimed;
        expectedId++;
    }
}
