package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One account with what is below it: every posting and the balance after it. Any thread with a reader of its own. */
public final class AccountReport {

    private static final String BELOW = "WITH RECURSIVE below(code) AS (SELECT ? UNION ALL SELECT a.code FROM account a"
        + " JOIN below b ON a.parent_code = b.code) ";

    /**
     * An account of the chart.
     *
     * @param symbol of an account that holds one security, else null
     */
    public record Account(String code, String fullName, String type, boolean isActive, String symbol) {
    }

    /**
     * One posting.
     *
     * @param dtposted     UTC
     * @param ticker       null when the entry concerns no security
     * @param amountCents  debit positive
     * @param qtyE9        change of units, null without units
     * @param balanceCents balance of the account and all below it after this posting, debit positive
     * @param unitsE9      units held in them after it
     */
    public record Line(long entryId, long journalSequence, String dtposted, String kind, String ticker, String account, String memo,
                       long amountCents, Long qtyE9, long balanceCents, long unitsE9) {
    }

    /**
     * What was posted.
     *
     * @param broughtForwardCents balance before the first line
     * @param broughtForwardE9    units before the first line
     */
    public record Statement(Account account, long broughtForwardCents, long broughtForwardE9, List<Line> lines) {

        /** Balance behind the last line. */
        public long balanceCents() {
            return lines.isEmpty() ? broughtForwardCents : lines.get(lines.size() - 1).balanceCents();
        }

        /** Units behind the last line. */
        public long unitsE9() {
            return lines.isEmpty() ? broughtForwardE9 : lines.get(lines.size() - 1).unitsE9();
        }
    }

    private AccountReport() {
    }

    /** Accounts with this code, this full name, or this last part of the full name, whatever the case; by code. */
    public static List<Account> find(LedgerDatabase database, String codeOrName) {
        return database.query("SELECT code, full_name, type, is_active, symbol FROM account WHERE code = ?1 OR lower(full_name) = lower(?1)"
                + " OR lower(name) = lower(?1) ORDER BY code = ?1 DESC, lower(full_name) = lower(?1) DESC, code",
            row -> new Account(row.getString(1), row.getString(2), row.getString(3), row.getInt(4) == 1, row.getString(5)), codeOrName);
    }

    /** Postings of the UTC dates from and to, both included; null for no limit. */
    public static Statement of(LedgerDatabase database, Account account, String fromDate, String toDate) {
        String from = first(fromDate);
        String sums = "FROM split s JOIN below b ON b.code = s.account_code JOIN entry e USING (entry_id)"
            + " WHERE substr(e.dtposted, 1, 10) < ?";
        long cents = database.count(BELOW + "SELECT sum(s.amount_cents) " + sums, account.code(), from);
        long unitsE9 = database.count(BELOW + "SELECT sum(s.qty_e9) " + sums, account.code(), from);
        List<Line> plain = database.query(BELOW + "SELECT e.entry_id, e.journal_sequence, e.dtposted, e.kind, e.ticker, a.full_name,"
                + " s.memo, s.amount_cents, s.qty_e9 FROM split s JOIN below b ON b.code = s.account_code JOIN entry e USING (entry_id)"
                + " JOIN account a ON a.code = s.account_code WHERE substr(e.dtposted, 1, 10) BETWEEN ? AND ?"
                + " ORDER BY e.entry_id, s.line",
            row -> new Line(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6),
                row.getString(7), row.getLong(8), optional(row, 9), 0, 0), account.code(), from, last(toDate));
        List<Line> lines = new ArrayList<>();
        long balance = cents;
        long units = unitsE9;
        for (Line line : plain) {
            balance = Math.addExact(balance, line.amountCents());
            units = Math.addExact(units, line.qtyE9() == null ? 0 : line.qtyE9());
            lines.add(new Line(line.entryId(), line.journalSequence(), line.dtposted(), line.kind(), line.ticker(), line.account(),
                line.memo(), line.amountCents(), line.qtyE9(), balance, units));
        }
        return new Statement(account, cents, unitsE9, lines);
    }

    static String first(String date) {
        return date == null ? "" : date;
    }

    static String last(String date) {
        return date == null ? "~" : date; // behind every digit
    }

    static Long optional(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
