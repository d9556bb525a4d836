package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.SchemaMismatchException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The accounts of one ledger: the template's, and a sub-account per security made on its first use. Runner's thread. */
final class ChartOfAccounts {

    private record Account(String code, String fullName, String type, String parentCode, boolean isPostable, boolean isActive) {
    }

    private final LedgerDatabase database;
    private final ChartTemplate template;
    private final Map<String, Account> accountByCode = new HashMap<>();

    /** Loads the accounts of the file; a file that has some must agree with the template. */
    ChartOfAccounts(LedgerDatabase database, ChartTemplate template) {
        this.database = database;
        this.template = template;
        database.query("SELECT code, full_name, type, parent_code, is_postable, is_active FROM account", row ->
            accountByCode.put(row.getString(1), new Account(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                row.getInt(5) == 1, row.getInt(6) == 1)));
        if (exists()) {
            check();
        }
    }

    /** True once the template's accounts are in the file. */
    boolean exists() {
        return !accountByCode.isEmpty();
    }

    private void check() {
        List<Integer> version = database.query("SELECT coa_version FROM coa_metadata", row -> row.getInt(1));
        if (!version.equals(List.of(template.version()))) {
            throw new SchemaMismatchException(database.file() + " has chart of accounts version " + version
                + ", this program has version " + template.version() + ". Build it anew from the journal with: tradebot rebuild");
        }
        for (ChartTemplate.Line line : template.accounts()) {
            Account account = accountByCode.get(line.code());
            if (account == null || !account.fullName().equals(line.fullName()) || !account.type().equals(line.type())
                || !Objects.equals(account.parentCode(), line.parentCode())) {
                throw new SchemaMismatchException("account " + line.code() + " of " + database.file() + " is " + account
                    + ", the chart of accounts says " + line + ". Build it anew from the journal with: tradebot rebuild");
            }
        }
    }

    /** Writes the template's accounts. */
    void create(long journalSequence) {
        for (ChartTemplate.Line line : template.accounts()) {
            add(new Account(line.code(), line.fullName(), line.type(), line.parentCode(), line.posting().equals("direct"), true),
                line.name(), journalSequence);
        }
    }

    private void add(Account account, String name, long journalSequence) {
        database.update("INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, NULL, NULL)", account.code(), name, account.fullName(),
            account.type(), account.parentCode(), template.currencyCode(), account.isPostable() ? 1 : 0, journalSequence);
        accountByCode.put(account.code(), account);
    }

    /** Code of the sub-account of a security, such as {@code 1210.SPY}; made when it is not there yet. */
    String security(PostingAccount holding, String symbol, long journalSequence) {
        String code = holding.code() + "." + symbol;
        if (!accountByCode.containsKey(code)) {
            Account parent = accountByCode.get(holding.code());
            if (parent == null || !parent.isActive()) {
                throw new ProjectionException("account " + holding.code() + " (" + holding + ") is "
                    + (parent == null ? "unknown" : "inactive") + "; " + symbol + " cannot be posted under it");
            }
            add(new Account(code, parent.fullName() + ":" + symbol, parent.type(), parent.code(), true, true), symbol, journalSequence);
        }
        return code;
    }

    /** Refuses a posting to an account that is unknown, inactive or a heading. */
    void requireOpen(String code) {
        Account account = accountByCode.get(code);
        if (account == null) {
            throw new ProjectionException("posting to account " + code + ", which the chart of accounts does not have");
        }
        if (!account.isActive() || !account.isPostable()) {
            throw new ProjectionException("posting to account " + code + " (" + account.fullName() + "), which is "
                + (account.isActive() ? "a heading" : "inactive"));
        }
    }
}
