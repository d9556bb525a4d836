package io.tradebot.projections.ledger;

import io.tradebot.projections.db.LedgerDatabase;

import java.util.List;

/** What the books say, for screens and the command line. Any thread with a reader of its own. */
public final class LedgerReport {

    /**
     * Balance of one account that has postings. Exactly one of the two amounts is not zero, or both are.
     *
     * @param account     full name, such as {@code Assets:Cash:Float}
     * @param debitCents  when debits are larger, by how much
     * @param creditCents when credits are larger, by how much
     */
    public record BalanceRow(String code, String account, String type, long debitCents, long creditCents) {
    }

    private LedgerReport() {
    }

    /** Accounts with postings by code; the debits of all rows sum to the credits of all rows. */
    public static List<BalanceRow> trialBalance(LedgerDatabase database) {
        return database.query("SELECT a.code, a.full_name, a.type, sum(s.amount_cents) FROM split s"
                + " JOIN account a ON a.code = s.account_code GROUP BY a.code, a.full_name, a.type ORDER BY a.code",
            row -> new BalanceRow(row.getString(1), row.getString(2), row.getString(3), Math.max(row.getLong(4), 0),
                Math.max(-row.getLong(4), 0)));
    }

    /** Balance of one account without its sub-accounts, debit positive; 0 when nothing is posted. */
    public static long balanceCents(LedgerDatabase database, String accountCode) {
        return database.count("SELECT sum(amount_cents) FROM split WHERE account_code = ?", accountCode);
    }
}
