package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The book's own journal: entries with their splits, in the order they were posted. Any thread with a reader of its own. */
public final class JournalReport {

    /**
     * One entry.
     *
     * @param dtposted    UTC
     * @param strategy    null when it belongs to none; so ticker and linkedFitid
     * @param linkedFitid entry that this one belongs to or reverses
     */
    public record PostedEntry(long entryId, long journalSequence, String dtposted, String kind, String fitid, String strategy,
                              String ticker, String linkedFitid, List<PostedSplit> splits) {
    }

    /**
     * One split of an entry.
     *
     * @param amountCents debit positive
     * @param qtyE9       change of units, null on accounts without units; so lotId
     */
    public record PostedSplit(String code, String account, long amountCents, Long qtyE9, String memo, Long lotId) {
    }

    private JournalReport() {
    }

    /** Entries of the UTC dates from and to, both included; null for no limit. */
    public static List<PostedEntry> entries(LedgerDatabase database, String fromDate, String toDate) {
        Map<Long, PostedEntry> byId = new LinkedHashMap<>();
        database.query("SELECT entry_id, journal_sequence, dtposted, kind, fitid, strategy, ticker, linked_fitid FROM entry"
                + " WHERE substr(dtposted, 1, 10) BETWEEN ? AND ? ORDER BY entry_id",
            row -> byId.put(row.getLong(1), new PostedEntry(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4),
                row.getString(5), row.getString(6), row.getString(7), row.getString(8), new ArrayList<>())),
            AccountReport.first(fromDate), AccountReport.last(toDate));
        database.query("SELECT s.entry_id, s.account_code, a.full_name, s.amount_cents, s.qty_e9, s.memo, s.lot_id FROM split s"
                + " JOIN account a ON a.code = s.account_code ORDER BY s.entry_id, s.line", row -> {
            PostedEntry entry = byId.get(row.getLong(1));
            return entry != null && entry.splits().add(new PostedSplit(row.getString(2), row.getString(3), row.getLong(4),
                AccountReport.optional(row, 5), row.getString(6), AccountReport.optional(row, 7)));
        });
        return List.copyOf(byId.values());
    }
}
