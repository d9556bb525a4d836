package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.LotOpenedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.WholeCents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for contradictions inside the books and between books and journal. Reads only; any thread with a reader of its own.
 * An empty list is the good result.
 */
public final class LedgerCheck {

    /** What was found: which invariant, and where. */
    public record Finding(String invariant, String detail) {
    }

    /** Columns of entry that are hashed, in the order of {@link Entry#values()}. */
    private static final String ENTRY_COLUMNS = "entry_id, journal_sequence, kind, trntype, dtposted, time_nanos, fitid, broker,"
        + " strategy, ticker, side, size_e9, entry_price_e8, exit_price_e8, pnl_cents, order_id, execution_id,"
        + " linked_fitid, commission_cents, fees_cents";
    private static final int ENTRY_COLUMN_COUNT = 20;
    private static final int SPLIT_COLUMN_COUNT = 9;

    private LedgerCheck() {
    }

    /** Checks that need only the file. */
    public static List<Finding> check(LedgerDatabase database) {
        List<Finding> findings = new ArrayList<>();
        long total = database.count("SELECT sum(amount_cents) FROM split");
        if (total != 0) {
            findings.add(new Finding("trial balance is zero", "sum of all splits is " + WholeCents.format(total)));
        }
        find(database, findings, "each entry is balanced",
            "SELECT 'entry ' || e.entry_id || ' has ' || count(s.split_id) || ' splits with sum ' || coalesce(sum(s.amount_cents), 0)"
                + " || ' cents' FROM entry e LEFT JOIN split s USING (entry_id) GROUP BY e.entry_id"
                + " HAVING count(s.split_id) < 2 OR sum(s.amount_cents) <> 0 ORDER BY e.entry_id");
        find(database, findings, "each split has its entry",
            "SELECT 'split ' || split_id || ' names entry ' || entry_id FROM split WHERE entry_id NOT IN (SELECT entry_id FROM entry)");
        find(database, findings, "each accepted fill is posted once",
            "SELECT 'fill at sequence ' || f.journal_sequence || ' (' || f.outcome || ') has ' || count(e.entry_id) || ' entries'"
                + " FROM fill f LEFT JOIN entry e USING (journal_sequence) GROUP BY f.journal_sequence"
                + " HAVING count(e.entry_id) <> (f.outcome = 'accepted') ORDER BY f.journal_sequence");
        find(database, findings, "each commission is posted once", // whole cents an order, half up
            "SELECT 'order ' || f.order_id || ' was charged ' || f.charged_e8 || ' x 10^-8, posted are ' || coalesce(p.cents, 0)"
                + " || ' cents' FROM (SELECT order_id, sum(commission_e8) AS charged_e8 FROM fill WHERE outcome = 'accepted'"
                + " GROUP BY order_id) f LEFT JOIN (SELECT e.order_id, sum(s.amount_cents) AS cents FROM entry e"
                + " JOIN split s USING (entry_id) WHERE s.memo = 'commission' AND s.account_code = '" + PostingAccount.COMMISSION.code()
                + "' GROUP BY e.order_id) p USING (order_id) WHERE (2 * abs(charged_e8) + 1000000) / 2000000"
                + " * CASE WHEN charged_e8 < 0 THEN -1 ELSE 1 END <> coalesce(p.cents, 0) ORDER BY f.order_id");
        find(database, findings, "holdings agree with lots",
            "SELECT 'lot ' || l.lot_id || ' is left at ' || l.left_qty_e9 || ' x 10^-9 for ' || l.left_amount_cents"
                + " || ' cents, its splits hold ' || sum(s.qty_e9) || ' for ' || sum(s.amount_cents) FROM lot l"
                + " JOIN split s ON s.lot_id = l.lot_id AND s.qty_e9 IS NOT NULL GROUP BY l.lot_id"
                + " HAVING abs(sum(s.qty_e9)) <> l.left_qty_e9 OR abs(sum(s.amount_cents)) <> l.left_amount_cents"
                + " OR (sum(s.amount_cents) < 0) <> (l.side = 'short' AND l.left_amount_cents > 0) ORDER BY l.lot_id");
        find(database, findings, "holdings at cost are not negative",
            "SELECT 'account ' || a.code || ' stands at ' || sum(s.amount_cents) || ' cents' FROM split s"
                + " JOIN account a ON a.code = s.account_code WHERE a.parent_code IN ('1210', '1220', '1230', '1240', '2100')"
                + " GROUP BY a.code, a.type HAVING sum(s.amount_cents) * CASE a.type WHEN 'ASSET' THEN 1 ELSE -1 END < 0 ORDER BY a.code");
        find(database, findings, "gains of the lots are the trade's profit before fees",
            "SELECT 'position ' || t.position_id || ' made ' || (t.pnl_cents + t.fees_cents) || ' cents before fees, its lots gained '"
                + " || coalesce(g.gain, 0) FROM trade t LEFT JOIN (SELECT l.position_id, sum(u.gain_cents) AS gain FROM lot l"
                + " JOIN lot_use u USING (lot_id) GROUP BY l.position_id) g USING (position_id)"
                + " WHERE t.pnl_cents + t.fees_cents <> coalesce(g.gain, 0) ORDER BY t.position_id");
        find(database, findings, "gains posted are the gains of the lots",
            "SELECT 'posted gains are ' || posted || ' cents, the lots gained ' || gained FROM (SELECT"
                + " (SELECT coalesce(-sum(amount_cents), 0) FROM split WHERE memo = 'gain') AS posted,"
                + " (SELECT coalesce(sum(gain_cents), 0) FROM lot_use) AS gained) WHERE posted <> gained");
        checkHashes(database, findings);
        return findings;
    }

    private static void find(LedgerDatabase database, List<Finding> findings, String invariant, String sql) {
        for (String detail : database.query(sql, row -> row.getString(1))) {
            findings.add(new Finding(invariant, detail));
        }
    }

    private static void checkHashes(LedgerDatabase database, List<Finding> findings) {
        Map<Long, List<Object[]>> splitsByEntry = new HashMap<>();
        database.query("SELECT split_id, entry_id, line, account_code, amount_cents, qty_e9, memo, lot_id, record_index FROM split"
            + " ORDER BY entry_id, line", row -> splitsByEntry.computeIfAbsent(row.getLong(2), id -> new ArrayList<>())
            .add(columns(row, SPLIT_COLUMN_COUNT)));
        List<Object[]> entries = database.query("SELECT " + ENTRY_COLUMNS + ", previous_hash, row_hash FROM entry ORDER BY entry_id",
            row -> columns(row, ENTRY_COLUMN_COUNT + 2));
        String previous = EntryHash.START;
        long expectedId = 1;
        for (Object[] entry : entries) {
            long entryId = ((Number) entry[0]).longValue();
            EntryHash hash = new EntryHash(previous);
            for (int i = 0; i < ENTRY_COLUMN_COUNT; i++) {
                hash.add(entry[i]);
            }
            splitsByEntry.getOrDefault(entryId, List.of()).forEach(hash::add);
            if (entryId != expectedId || !previous.equals(entry[ENTRY_COLUMN_COUNT])
                || !hash.hex().equals(entry[ENTRY_COLUMN_COUNT + 1])) {
                findings.add(new Finding("row hashes chain", "entry " + entryId + " (journal sequence " + entry[1]
                    + ") was changed, or one before it is missing"));
                return;
            }
            previous = entry[ENTRY_COLUMN_COUNT + 1].toString();
            expectedId++;
        }
    }

    private static Object[] columns(ResultSet row, int count) throws SQLException {
        Object[] columns = new Object[count];
        for (int i = 0; i < count; i++) {
            columns[i] = row.getObject(i + 1);
        }
        return columns;
    }

    /**
     * Compares the books with the journal they come from: every LotOpened, LotClosed and FeeBooked up to the checkpoint
     * is posted exactly once with its amounts, and nothing else is.
     *
     * @param source at the beginning of the journal
     */
    public static List<Finding> checkAgainst(ExcerptSource source, LedgerDatabase database) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> postedByCause = new HashMap<>();
        database.query("SELECT e.journal_sequence || '/' || s.record_index, group_concat(s.amount_cents, ' ' ORDER BY s.line)"
            + " FROM split s JOIN entry e USING (entry_id) WHERE e.kind <> 'opening_float'"
            + " GROUP BY e.entry_id, s.record_index", row -> postedByCause.merge(row.getString(1), row.getString(2), (a, b) -> a + " and " + b));
        long last = Checkpoint.read(database).sequence();
        RecordCursor cursor = new RecordCursor();
        while (source.next() && source.sequence() <= last) {
            cursor.wrap(source.buffer(), source.bodyOffset(), source.bodyLength());
            compare(source.sequence(), cursor, postedByCause, findings);
        }
        postedByCause.forEach((cause, amounts) -> findings.add(new Finding("each posting has its record",
            "no record at " + cause + " asks for " + amounts)));
        findings.sort((a, b) -> a.toString().compareTo(b.toString()));
        return findings;
    }

    private static void compare(long sequence, RecordCursor cursor, Map<String, String> postedByCause, List<Finding> findings) {
        FeeBookedDecoder feeBooked = new FeeBookedDecoder();
        LotOpenedDecoder lotOpened = new LotOpenedDecoder();
        LotClosedDecoder lotClosed = new LotClosedDecoder();
        InputRefusedDecoder inputRefused = new InputRefusedDecoder();
        Map<Integer, String> expectedByIndex = new HashMap<>();
        boolean isRefused = false;
        while (cursor.next()) {
            switch (cursor.templateId()) {
                case FeeBookedDecoder.TEMPLATE_ID -> {
                    feeBooked.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                    long fee = WholeCents.of("amountE8", feeBooked.amountE8());
                    expectedByIndex.put(cursor.index(), fee + " " + -fee);
                }
                case InputRefusedDecoder.TEMPLATE_ID -> {
                    inputRefused.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                    isRefused |= inputRefused.inputTemplateId() == OrderFilledDecoder.TEMPLATE_ID;
                }
                case EngineFaultedDecoder.TEMPLATE_ID -> isRefused = true;
                case LotOpenedDecoder.TEMPLATE_ID -> {
                    lotOpened.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                    long cents = WholeCents.of("amountE8", lotOpened.amountE8()) * (lotOpened.sideRaw() == 1 ? 1 : -1);
                    expectedByIndex.put(cursor.index(), cents + " " + -cents);
                }
                case LotClosedDecoder.TEMPLATE_ID -> {
                    lotClosed.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                    long sign = lotClosed.sideRaw() == 1 ? 1 : -1;
                    long gain = WholeCents.of("gainE8", lotClosed.gainE8());
                    expectedByIndex.put(cursor.index(), -sign * WholeCents.of("openAmountE8", lotClosed.openAmountE8()) + " "
                        + sign * WholeCents.of("closeAmountE8", lotClosed.closeAmountE8()) + (gain == 0 ? "" : " " + -gain));
                }
                default -> { }
            }
        }
        if (isRefused) {
            return;
        }
        expectedByIndex.forEach((index, expected) -> {
            String posted = postedByCause.remove(sequence + "/" + index);
            if (!expected.equals(posted)) {
                findings.add(new Finding("each record is posted once", "record " + index + " of sequence " + sequence
                    + " asks for " + expected + " cents, posted is " + posted));
            }
        });
    }
}
