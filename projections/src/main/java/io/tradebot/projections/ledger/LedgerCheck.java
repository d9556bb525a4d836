package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.WholeCents;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for contradictions inside the books and between books and journal, all of them in one go. Reads only, in constant
 * memory but for what it finds; any thread with a reader of its own. An empty list is the good result.
 */
public final class LedgerCheck {

    /** What was found: which invariant, and where. */
    public record Finding(String invariant, String detail) {
    }

    /** Account under which lots of a class are held, with one sub-account per symbol. */
    private static final String HOLDING_OF_LOT = "CASE l.asset_class WHEN 'long_equity' THEN '" + PostingAccount.LONG_EQUITY.code()
        + "' WHEN 'inverse_etf' THEN '" + PostingAccount.INVERSE_ETFS.code() + "' WHEN 'long_put' THEN '" + PostingAccount.LONG_PUTS.code()
        + "' WHEN 'long_term' THEN '" + PostingAccount.LONG_TERM.code() + "' ELSE '" + PostingAccount.SHORT_POSITIONS.code()
        + "' END || '.' || l.symbol";
    private static final String SIGNED = "CASE l.side WHEN 'long' THEN 1 ELSE -1 END * ";

    private LedgerCheck() {
    }

    /** Checks that need only the file. */
    public static List<Finding> check(LedgerDatabase database) {
        List<Finding> findings = new ArrayList<>();
        long total = database.count("SELECT sum(amount_cents) FROM split");
        if (total != 0) {
            findings.add(new Finding("trial balance is zero", "sum of all splits is " + WholeCents.format(total)));
        }
        checkEntries(database, findings);
        checkFills(database, findings);
        checkHoldings(database, findings);
        checkGains(database, findings);
        find(database, findings, "postings and records join without orphans",
            "SELECT problem || ': ' || coalesce(journal_sequence, '?') || '/' || record_index || ', entry ' || coalesce(entry_id, 'none')"
                + " FROM posting_orphan");
        find(database, findings, "the chart in force is the last version",
            "SELECT 'version ' || m.coa_version || ' is in force, the last one is ' || v.last FROM coa_metadata m"
                + " JOIN (SELECT max(coa_version) AS last FROM chart_version) v WHERE v.last IS NOT m.coa_version");
        find(database, findings, "reserves are not negative", "SELECT 'account ' || account_code || ' stands at ' || sum(amount_cents)"
            + " || ' cents' FROM split WHERE account_code IN ('" + PostingAccount.TAX_RESERVE.code() + "', '"
            + PostingAccount.PAYROLL_RESERVE.code() + "') GROUP BY account_code HAVING sum(amount_cents) < 0");
        RowHashCheck.checkEntries(database, findings);
        RowHashCheck.checkAudit(database, findings);
        return findings;
    }

    private static void checkEntries(LedgerDatabase database, List<Finding> findings) {
        find(database, findings, "each entry is balanced",
            "SELECT 'entry ' || entry_id || ' has ' || count(*) || ' splits with sum ' || sum(amount_cents) || ' cents' FROM split"
                + " GROUP BY entry_id HAVING count(*) < 2 OR sum(amount_cents) <> 0");
        find(database, findings, "each entry is balanced", "SELECT 'entry ' || entry_id || ' has no splits' FROM entry e"
            + " WHERE NOT EXISTS (SELECT 1 FROM split s WHERE s.entry_id = e.entry_id)");
        find(database, findings, "each split has its entry", "SELECT 'split ' || split_id || ' names entry ' || entry_id FROM split s"
            + " WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.entry_id = s.entry_id)");
        find(database, findings, "each link leads to an entry", "SELECT 'entry ' || entry_id || ' is linked to ' || linked_fitid FROM entry e"
            + " WHERE linked_fitid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry o WHERE o.fitid = e.linked_fitid)");
        find(database, findings, "each FITID is that of its sequence", "SELECT 'entry ' || entry_id || ' of sequence ' || journal_sequence"
            + " || ' has FITID ' || fitid FROM entry WHERE substr(fitid, 1, 14) <> printf('TB%012d', journal_sequence)");
    }

    private static void checkFills(LedgerDatabase database, List<Finding> findings) {
        find(database, findings, "each accepted fill is posted once",
            "SELECT 'fill at sequence ' || journal_sequence || ' (' || outcome || ') of ' || expected || ' x 10^-9 is posted with '"
                + " || posted FROM (SELECT f.journal_sequence, f.outcome,"
                + " CASE WHEN f.outcome IN ('refused', 'faulted') THEN 0 ELSE f.qty_e9 END AS expected,"
                + " (SELECT coalesce(sum(e.size_e9), 0) FROM entry e WHERE e.journal_sequence = f.journal_sequence"
                + " AND coalesce(e.execution_id, '') = f.execution_id AND e.order_id = f.order_id"
                + " AND e.kind IN ('buy', 'sell', 'sell_short', 'buy_to_cover')) AS posted FROM fill f) WHERE expected <> posted");
        // Brokers charge fractions of a cent; what is posted for an order is the whole of it, half up. Late fees come on top.
        find(database, findings, "each commission is posted once",
            "SELECT 'order ' || f.order_id || ' was charged ' || f.charged_e8 || ' x 10^-8, posted are ' || coalesce(p.cents, 0)"
                + " || ' cents' FROM (SELECT order_id, sum(commission_e8) AS charged_e8 FROM fill WHERE outcome = 'accepted'"
                + " GROUP BY order_id) f LEFT JOIN (SELECT order_id, sum(commission_cents) AS cents FROM entry"
                + " WHERE kind <> 'fee' GROUP BY order_id) p USING (order_id) WHERE (2 * abs(charged_e8) + 1000000) / 2000000"
                + " * CASE WHEN charged_e8 < 0 THEN -1 ELSE 1 END <> coalesce(p.cents, 0) ORDER BY f.order_id");
        find(database, findings, "fees of an entry are those of its splits",
            "SELECT 'entry ' || e.entry_id || ' says ' || coalesce(e.commission_cents, 0) || ' and ' || coalesce(e.fees_cents, 0)"
                + " || ' cents, its splits differ' FROM entry e WHERE (coalesce(e.commission_cents, 0), coalesce(e.fees_cents, 0)) <>"
                + " (SELECT coalesce(sum(CASE s.memo WHEN 'commission' THEN s.amount_cents END), 0),"
                + " coalesce(sum(CASE s.memo WHEN 'fee' THEN s.amount_cents END), 0) FROM split s JOIN account a ON a.code = s.account_code"
                + " WHERE s.entry_id = e.entry_id AND a.type = 'EXPENSE')");
    }

    private static void checkHoldings(LedgerDatabase database, List<Finding> findings) {
        find(database, findings, "holdings agree with lots",
            "SELECT 'lot ' || l.lot_id || ' is left at ' || l.left_qty_e9 || ' x 10^-9 for ' || l.left_amount_cents"
                + " || ' cents, its splits hold ' || coalesce(p.qty_e9, 0) || ' for ' || coalesce(p.cents, 0) FROM lot l LEFT JOIN"
                + " (SELECT lot_id, sum(qty_e9) AS qty_e9, sum(amount_cents) AS cents FROM split"
                + " WHERE lot_id IS NOT NULL AND qty_e9 IS NOT NULL GROUP BY lot_id) p USING (lot_id)"
                + " WHERE coalesce(p.qty_e9, 0) <> " + SIGNED + "l.left_qty_e9 OR coalesce(p.cents, 0) <> " + SIGNED
                + "l.left_amount_cents ORDER BY l.lot_id");
        find(database, findings, "accounts of securities agree with lots",
            "SELECT 'account ' || code || ' holds ' || sum(posted_qty) || ' x 10^-9 for ' || sum(posted_cents) || ' cents in lots, the lots'"
                + " || ' are ' || sum(lot_qty) || ' for ' || sum(lot_cents) FROM (SELECT account_code AS code, qty_e9 AS posted_qty,"
                + " amount_cents AS posted_cents, 0 AS lot_qty, 0 AS lot_cents FROM split WHERE lot_id IS NOT NULL AND qty_e9 IS NOT NULL"
                + " UNION ALL SELECT " + HOLDING_OF_LOT + ", 0, 0, " + SIGNED + "l.left_qty_e9, " + SIGNED + "l.left_amount_cents"
                + " FROM lot l) GROUP BY code HAVING sum(posted_qty) <> sum(lot_qty) OR sum(posted_cents) <> sum(lot_cents)");
        find(database, findings, "holdings at cost are not negative",
            "SELECT 'account ' || a.code || ' stands at ' || sum(s.amount_cents) || ' cents' FROM split s"
                + " JOIN account a ON a.code = s.account_code WHERE a.symbol IS NOT NULL AND s.memo <> 'difference'"
                + " GROUP BY a.code, a.type HAVING sum(s.amount_cents) * CASE a.type WHEN 'ASSET' THEN 1 ELSE -1 END < 0 ORDER BY a.code");
    }

    private static void checkGains(LedgerDatabase database, List<Finding> findings) {
        find(database, findings, "gains of the lots are the trade's profit before fees",
            "SELECT 'position ' || t.position_id || ' made ' || (t.pnl_cents + t.fees_cents) || ' cents before fees, its lots gained '"
                + " || coalesce(g.gain, 0) FROM trade t LEFT JOIN (SELECT l.position_id, sum(u.gain_cents) AS gain FROM lot l"
                + " JOIN lot_use u USING (lot_id) GROUP BY l.position_id) g USING (position_id)"
                + " WHERE t.is_reopened = 0 AND t.pnl_cents + t.fees_cents <> coalesce(g.gain, 0) ORDER BY t.position_id");
        find(database, findings, "gains posted are the gains of the lots",
            "SELECT 'lot ' || lot_id || ' gained ' || sum(gained) || ' cents, posted are ' || sum(posted) FROM (SELECT lot_id,"
                + " gain_cents AS gained, 0 AS posted FROM lot_use UNION ALL SELECT lot_id, 0, -amount_cents FROM split"
                + " WHERE memo = 'gain') GROUP BY lot_id HAVING sum(gained) <> sum(posted)");
        find(database, findings, "each reversal mirrors one use of a lot",
            "SELECT 'lot use ' || r.lot_use_id || ' reverses ' || r.reverses_lot_use_id || ' and is not its mirror' FROM lot_use r"
                + " LEFT JOIN lot_use u ON u.lot_use_id = r.reverses_lot_use_id WHERE r.reverses_lot_use_id IS NOT NULL AND"
                + " (u.lot_id, u.qty_e9, u.open_amount_cents, u.close_amount_cents, u.gain_cents) IS NOT"
                + " (r.lot_id, -r.qty_e9, -r.open_amount_cents, -r.close_amount_cents, -r.gain_cents)");
    }

    private static void find(LedgerDatabase database, List<Finding> findings, String invariant, String sql) {
        database.scan(sql, row -> findings.add(new Finding(invariant, row.getString(1))));
    }

    /**
     * Compares the books with the journal they come from: every booking decision up to the checkpoint is posted exactly once
     * with its amounts, nothing else is, and wherever the engine notes its cash the books had the same.
     *
     * @param source at the beginning of the journal
     */
    public static List<Finding> checkAgainst(ExcerptSource source, LedgerDatabase database) {
        return new JournalComparison(source, database).findings();
    }
}
