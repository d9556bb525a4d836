package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.RowHash;
import io.tradebot.projections.db.WholeCents;

/** Appends entries: checks them, numbers them, chains their hashes. Runner's thread. */
final class EntryWriter {

    private final LedgerDatabase database;
    private final ChartOfAccounts chart;
    private long entryId;
    private long splitId;
    private String hash = RowHash.START;

    /** Continues behind the last entry of the file. */
    EntryWriter(LedgerDatabase database, ChartOfAccounts chart) {
        this.database = database;
        this.chart = chart;
        entryId = database.count("SELECT max(entry_id) FROM entry");
        splitId = database.count("SELECT max(split_id) FROM split");
        database.query("SELECT row_hash FROM entry WHERE entry_id = ?", row -> hash = row.getString(1), entryId);
    }

    /** Number that the next entry gets. */
    long nextEntryId() {
        return entryId + 1;
    }

    /** Writes splits and entry; the entry comes last because it closes them. */
    void write(Entry entry, Posting posting) {
        if (posting.sum() != 0 || posting.splits().size() < 2) {
            throw new ProjectionException("entry of kind " + entry.kind() + " has " + posting.splits().size()
                + " splits with sum " + WholeCents.format(posting.sum()) + ", expected at least two with sum 0.00: " + posting.splits());
        }
        entryId++;
        Object[] columns = entry.values();
        RowHash entryHash = new RowHash(hash).add(entryId).add(columns);
        int line = 0;
        for (Posting.Split split : posting.splits()) {
            chart.requireOpen(split.accountCode());
            Object[] row = {++splitId, entryId, ++line, split.accountCode(), split.amountCents(), split.qtyE9(), split.memo(),
                split.lotId(), split.recordIndex()};
            database.update("INSERT INTO split VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row);
            entryHash.add(row);
        }
        String rowHash = entryHash.hex();
        Object[] row = new Object[columns.length + 3];
        row[0] = entryId;
        System.arraycopy(columns, 0, row, 1, columns.length);
        row[row.length - 2] = hash;
        row[row.length - 1] = rowHash;
        database.update("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row);
        hash = rowHash;
    }
}
