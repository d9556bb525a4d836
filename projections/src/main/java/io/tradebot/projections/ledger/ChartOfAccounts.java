package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.SchemaMismatchException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The accounts of one ledger: those of the chart's version in force, and a sub-account per security made on its first use.
 * Runner's thread.
 */
final class ChartOfAccounts {

    /** Accounts under which each security has its own. */
    private static final Set<String> PER_SECURITY = Set.of(PostingAccount.LONG_EQUITY.code(), PostingAccount.INVERSE_ETFS.code(),
        PostingAccount.LONG_PUTS.code(), PostingAccount.LONG_TERM.code(), PostingAccount.SHORT_POSITIONS.code());

    /** One account of a version; {@code parentCode} null for a root. */
    record Line(String code, String type, String parentCode, String currencyCode, boolean isActive, String name) {
    }

    /** A version of the chart and who gave it. */
    record Version(int number, String origin, String user, String reason, List<Line> lines) {
    }

    private record Account(String code, String fullName, String type, String parentCode, boolean isPostable, boolean isActive,
                           String symbol) {
    }

    private final LedgerDatabase database;
    private final ChartTemplate template;
    private final Map<String, Account> accountByCode = new TreeMap<>();

    /** Loads the accounts of the file; the first version of a file that has some must be the template. */
    ChartOfAccounts(LedgerDatabase database, ChartTemplate template) {
        this.database = database;
        this.template = template;
        load();
        if (exists()) {
            check();
        }
    }

    private void load() {
        accountByCode.clear();
        database.scan("SELECT code, full_name, type, parent_code, is_postable, is_active, symbol FROM account", row ->
            accountByCode.put(row.getString(1), new Account(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                row.getInt(5) == 1, row.getInt(6) == 1, row.getString(7))));
    }

    /** True once the template's accounts are in the file. */
    boolean exists() {
        return !accountByCode.isEmpty();
    }

    private void check() {
        Map<String, String> found = new TreeMap<>();
        database.scan("SELECT code, name, type, parent_code, currency_code FROM chart_version_account WHERE coa_version = ?",
            row -> found.put(row.getString(1), row.getString(2) + ", " + row.getString(3) + ", under " + row.getString(4) + ", "
                + row.getString(5)), template.version());
        Map<String, String> expected = new TreeMap<>();
        for (ChartTemplate.Line line : template.accounts()) {
            expected.put(line.code(), line.name() + ", " + line.type() + ", under " + line.parentCode() + ", " + template.currencyCode());
        }
        Set<String> codes = new HashSet<>(expected.keySet());
        codes.addAll(found.keySet());
        List<String> differing = codes.stream().filter(code -> !Objects.equals(found.get(code), expected.get(code))).sorted()
            .map(code -> code + " is (" + found.get(code) + ") in the file and (" + expected.get(code) + ") in the program").toList();
        if (!differing.isEmpty()) {
            throw new SchemaMismatchException(database.file() + " was begun with another chart of accounts: account "
                + String.join("; account ", differing) + ". Build it anew from the journal with: tradebot rebuild");
        }
    }

    /** Writes the template's accounts as the first version. */
    void create(Names.Session session, ExcerptHead excerpt) {
        database.update("INSERT INTO coa_metadata VALUES (1, ?, ?, ?, ?, ?, ?)", template.currencyCode(), session.entity(),
            session.jurisdiction(), template.version(), excerpt.utc(), excerpt.utc());
        List<Line> lines = template.accounts().stream().map(line -> new Line(line.code(), line.type(), line.parentCode(),
            template.currencyCode(), true, line.name())).toList();
        write(new Version(template.version(), "template", "", "", lines), excerpt);
    }

    /** Puts the next version in force. Accounts it leaves out become inactive; none is removed. */
    void apply(Version version, ExcerptHead excerpt) {
        if (!exists()) {
            throw new ProjectionException("chart of accounts version " + version.number() + " comes before the first session");
        }
        int changed = database.update("UPDATE coa_metadata SET coa_version = ?, last_updated_utc = ? WHERE coa_version = ? - 1",
            version.number(), excerpt.utc(), version.number());
        if (changed != 1) {
            throw new ProjectionException("chart of accounts version " + version.number() + " does not follow the one in force");
        }
        write(version, excerpt);
    }

    private void write(Version version, ExcerptHead excerpt) {
        database.update("INSERT INTO chart_version VALUES (?, ?, ?, ?, ?, ?, ?)", version.number(), excerpt.sequence(), excerpt.utc(),
            version.origin(), version.user(), version.reason(), version.lines().size());
        Map<String, Line> lineByCode = new HashMap<>();
        Set<String> parents = new HashSet<>();
        for (Line line : version.lines()) {
            database.update("INSERT INTO chart_version_account VALUES (?, ?, ?, ?, ?, ?, ?)", version.number(), line.code(), line.name(),
                line.type(), line.parentCode(), line.currencyCode(), line.isActive() ? 1 : 0);
            lineByCode.put(line.code(), line);
            parents.add(line.parentCode());
        }
        // Names may be exchanged between accounts, and a name exists once: all leave their old one first.
        database.update("UPDATE account SET full_name = '~' || code");
        for (Line line : parentsFirst(version.lines(), lineByCode)) {
            boolean isPostable = !PER_SECURITY.contains(line.code()) && (isNamedByPostings(line.code()) || !parents.contains(line.code()));
            String fullName = fullName(line, lineByCode);
            if (accountByCode.containsKey(line.code())) {
                database.update("UPDATE account SET name = ?, full_name = ?, parent_code = ?, currency_code = ?, is_postable = ?,"
                        + " is_active = ? WHERE code = ?", line.name(), fullName, line.parentCode(), line.currencyCode(),
                    isPostable ? 1 : 0, line.isActive() ? 1 : 0, line.code());
            } else {
                insert(new Account(line.code(), fullName, line.type(), line.parentCode(), isPostable, line.isActive(), null), line.name(),
                    line.currencyCode(), null, excerpt.sequence());
            }
        }
        keepOthers(lineByCode);
        load();
    }

    /** Accounts that the version does not list keep their names and end; sub-accounts of securities follow their parent. */
    private void keepOthers(Map<String, Line> lineByCode) {
        for (Account account : accountByCode.values()) {
            if (lineByCode.containsKey(account.code())) {
                continue;
            }
            if (account.symbol() == null) {
                database.update("UPDATE account SET full_name = ?, is_active = 0 WHERE code = ?", account.fullName(), account.code());
            } else {
                database.update("UPDATE account SET (full_name, is_active) = (SELECT p.full_name || ':' || account.symbol, p.is_active"
                    + " FROM account p WHERE p.code = account.parent_code) WHERE code = ?", account.code());
            }
        }
    }

    private static boolean isNamedByPostings(String code) {
        for (PostingAccount account : PostingAccount.values()) {
            if (account.code().equals(code)) {
                return true;
            }
        }
        return false;
    }

    private List<Line> parentsFirst(List<Line> lines, Map<String, Line> lineByCode) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingInt((Line line) -> depth(line, lineByCode)).thenComparing(Line::code));
        return sorted;
    }

    private int depth(Line line, Map<String, Line> lineByCode) {
        int depth = 0;
        for (Line above = line; above.parentCode() != null; above = parent(above, lineByCode)) {
            if (++depth > lineByCode.size()) {
                throw new ProjectionException("account " + line.code() + " of the chart of accounts is its own parent");
            }
        }
        return depth;
    }

    private static Line parent(Line line, Map<String, Line> lineByCode) {
        Line parent = lineByCode.get(line.parentCode());
        if (parent == null) {
            throw new ProjectionException("account " + line.code() + " has parent " + line.parentCode() + ", which its version does not list");
        }
        return parent;
    }

    private static String fullName(Line line, Map<String, Line> lineByCode) {
        return line.parentCode() == null ? line.name()
            : fullName(parent(line, lineByCode), lineByCode) + ":" + line.name();
    }

    private void insert(Account account, String name, String currency, Integer instrumentId, long journalSequence) {
        database.update("INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", account.code(), name, account.fullName(),
            account.type(), account.parentCode(), currency, account.isPostable() ? 1 : 0, account.isActive() ? 1 : 0, journalSequence,
            account.symbol(), instrumentId);
        accountByCode.put(account.code(), account);
    }

    /** Code of the sub-account of a security, such as {@code 1210.SPY}; made when it is not there yet. */
    String security(PostingAccount holding, int instrumentId, String symbol, long journalSequence) {
        String code = holding.code() + "." + symbol;
        if (!accountByCode.containsKey(code)) {
            Account parent = accountByCode.get(holding.code());
            if (parent == null || !parent.isActive()) {
                throw new ProjectionException("account " + holding.code() + " (" + holding + ") is "
                    + (parent == null ? "unknown" : "inactive") + "; " + symbol + " cannot be posted under it");
            }
            insert(new Account(code, parent.fullName() + ":" + symbol, parent.type(), parent.code(), true, true, symbol), symbol,
                template.currencyCode(), instrumentId, journalSequence);
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
