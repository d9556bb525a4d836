package io.tradebot.projections.export;

import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The books as every export reads them: accounts, securities, lots, what is brought forward, and the entries one by one. Any
 * thread with a reader of its own; the reader must stay open as long as this is used.
 *
 * <p>Money is cents (debit positive), quantities are units x 10^9. The {@code bookDate} of an entry is the latest date (UTC)
 * among it and the entries before it, so that it never runs backwards although a broker may report late; the broker's own time
 * is {@code postedUtc}.
 */
public final class Books {

    /**
     * One account.
     *
     * @param parentCode null for a root
     * @param symbol     of the security that the account holds, null for other accounts
     */
    public record Account(String code, String name, String fullName, String type, String parentCode, boolean isPostable,
                          boolean isActive, String symbol) {

        boolean isSecurity() {
            return symbol != null;
        }
    }

    /**
     * What an account with a symbol holds.
     *
     * @param kind       equity, put_option, call_option, index
     * @param multiplier units of the underlying in one unit, 1 for shares
     * @param underlying symbol, null when none
     * @param strikeE8   null when none
     * @param expiryDate null when none
     */
    public record Security(String symbol, String kind, int multiplier, String underlying, Long strikeE8, String expiryDate) {

        boolean isOption() {
            return kind.endsWith("_option");
        }
    }

    /** A lot as it was opened. {@code priceE8} is per unit of the underlying. */
    public record Lot(long lotId, String acquiredDate, long priceE8) {
    }

    /** One split of an entry; {@code qtyE9} and {@code lotId} are null where they do not apply. */
    public record Split(int line, Account account, long amountCents, Long qtyE9, String memo, Long lotId) {

        boolean movesUnits() {
            return account.isSecurity() && qtyE9 != null && qtyE9 != 0;
        }
    }

    /** One entry with its splits; null where a column does not apply. */
    public record Entry(long entryId, long journalSequence, String kind, String trntype, String postedUtc, String bookDate,
                        String fitid, String linkedFitid, String strategy, String ticker, String side, Long sizeE9,
                        Long entryPriceE8, Long exitPriceE8, Long pnlCents, Long orderId, String executionId,
                        Long commissionCents, Long feesCents, List<Split> splits) {

        /** Sum of the debits, which is the sum of the credits. */
        long debitCents() {
            return splits.stream().mapToLong(Split::amountCents).filter(cents -> cents > 0).reduce(0, Math::addExact);
        }

        /** A few words for people. */
        String title() {
            return kind.replace('_', ' ') + (ticker == null ? "" : " " + ticker);
        }
    }

    /** A balance; security accounts have one per lot ({@code lotId} null for units without a lot), others one. */
    public record Balance(Account account, Long lotId, long amountCents, long qtyE9) {
    }

    /** Latest fill of a security. */
    public record Price(long priceE8, long timeNanos) {
    }

    private final LedgerDatabase database;
    private final ExportRange range;
    private final Checkpoint checkpoint;
    private final String identity;
    private final String broker;
    private final String currencyCode;
    private final Map<String, Account> accountByCode = new LinkedHashMap<>();
    private final Map<String, Security> securityBySymbol = new TreeMap<>();
    private final Map<Long, Lot> lotById = new TreeMap<>();
    private final long firstEntryId;
    private final long lastEntryId;
    private final long firstSequence;
    private final long lastSequence;
    private final String openingDate;
    private final String closingUtc;

    /**
     * Reads accounts, securities and lots.
     *
     * @throws ProjectionException when the ledger has no chart of accounts yet
     */
    public Books(LedgerDatabase database, ExportRange range) {
        this.database = database;
        this.range = range;
        checkpoint = Checkpoint.read(database);
        List<String[]> sessions = database.query("SELECT s.identity, s.broker, m.currency_code FROM session s, coa_metadata m"
            + " ORDER BY s.journal_sequence LIMIT 1", row -> new String[] {row.getString(1), row.getString(2), row.getString(3)});
        if (sessions.isEmpty()) {
            throw new ProjectionException(database.file() + " has no session yet, so there are no books to export");
        }
        identity = sessions.get(0)[0];
        broker = sessions.get(0)[1];
        currencyCode = sessions.get(0)[2];
        readNames();
        firstEntryId = range.from() == null ? 1 : firstEntryFrom(range.from());
        lastEntryId = range.to() == null ? database.count("SELECT max(entry_id) FROM entry") : firstEntryAfter(range.to()) - 1;
        firstSequence = firstEntryId <= 1 ? 0 : Math.min(sequenceOf(firstEntryId), checkpoint.sequence() + 1);
        lastSequence = Math.min(range.to() == null || ExportRange.isDate(range.to()) ? sequenceOf(lastEntryId + 1) - 1
            : Long.parseLong(range.to()), checkpoint.sequence());
        openingDate = range.from() != null && ExportRange.isDate(range.from()) ? range.from() : dateOfEntry(firstEntryId);
        closingUtc = closing(range.to());
    }

    private void readNames() {
        Map<String, Account> found = new TreeMap<>();
        database.scan("SELECT a.code, a.name, a.full_name, a.type, a.parent_code, a.is_postable, a.is_active, a.symbol, i.kind,"
                + " i.multiplier, u.symbol, i.strike_e8, i.expiry_date FROM account a"
                + " LEFT JOIN instrument i ON i.instrument_id = a.instrument_id"
                + " LEFT JOIN instrument u ON u.instrument_id = i.underlying_id ORDER BY a.code",
            row -> {
                String code = row.getString(1);
                String symbol = row.getString(8);
                found.put(code, new Account(code, row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                    row.getInt(6) == 1, row.getInt(7) == 1, symbol));
                if (symbol != null && row.getString(9) == null) {
                    throw new ProjectionException("account " + code + " holds " + symbol
                        + ", which is no known instrument. Build the ledger anew with: tradebot rebuild");
                }
                if (symbol != null) {
                    securityBySymbol.putIfAbsent(symbol, new Security(symbol, row.getString(9), row.getInt(10), row.getString(11),
                        number(row, 12), row.getString(13)));
                }
            });
        found.values().forEach(account -> addBehindParent(account, found));
        database.scan("SELECT lot_id, coalesce(date(acquired_epoch_day * 86400, 'unixepoch'), substr(opened_utc, 1, 10)), price_e8"
            + " FROM lot", row -> lotById.put(row.getLong(1), new Lot(row.getLong(1), row.getString(2), row.getLong(3))));
    }

    private void addBehindParent(Account account, Map<String, Account> found) {
        if (account.parentCode() != null && !accountByCode.containsKey(account.parentCode())) {
            addBehindParent(found.get(account.parentCode()), found);
        }
        accountByCode.put(account.code(), account);
    }

    private long firstEntryFrom(String from) {
        return firstEntry(ExportRange.isDate(from) ? "substr(dtposted, 1, 10) >= ?" : "journal_sequence >= ?", from);
    }

    private long firstEntryAfter(String to) {
        return firstEntry(ExportRange.isDate(to) ? "substr(dtposted, 1, 10) > ?" : "journal_sequence > ?", to);
    }

    /** Number of the first entry that fits, the one behind the last when none does. */
    private long firstEntry(String condition, String end) {
        long found = database.count("SELECT min(entry_id) FROM entry WHERE " + condition,
            ExportRange.isDate(end) ? end : (Object) Long.parseLong(end));
        return found != 0 ? found : database.count("SELECT max(entry_id) FROM entry") + 1;
    }

    /** Journal sequence of an entry; the one behind the checkpoint when there is no such entry. */
    private long sequenceOf(long entryId) {
        return database.count("SELECT coalesce((SELECT journal_sequence FROM entry WHERE entry_id = ?), ?)", entryId,
            checkpoint.sequence() + 1);
    }

    private String closing(String to) {
        if (lastSequence == checkpoint.sequence()) {
            return ExcerptHead.utc(checkpoint.timeNanos());
        }
        if (ExportRange.isDate(to)) {
            return to + "T23:59:59Z";
        }
        List<String> last = database.query("SELECT max(dtposted) FROM entry WHERE entry_id <= ?", row -> row.getString(1), lastEntryId);
        return last.get(0) != null ? last.get(0) : openingDate + "T00:00:01Z";
    }

    /** Book date of an entry or of the last one before. */
    private String dateOfEntry(long entryId) {
        String date = database.query("SELECT max(substr(dtposted, 1, 10)) FROM entry WHERE entry_id <= ?", row -> row.getString(1),
            entryId).get(0);
        return date != null ? date : ExcerptHead.utc(checkpoint.timeNanos()).substring(0, 10);
    }

    /** How far the journal is in the tables, with the chain head there. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** ENTITY_JURISDICTION_BROKER_BOT. */
    public String identity() {
        return identity;
    }

    String broker() {
        return broker;
    }

    String currencyCode() {
        return currencyCode;
    }

    ExportRange range() {
        return range;
    }

    LedgerDatabase database() {
        return database;
    }

    /** First journal sequence that the export covers. */
    public long firstSequence() {
        return firstSequence;
    }

    /** Last journal sequence that the export covers. */
    public long lastSequence() {
        return lastSequence;
    }

    /** One line that names where an export comes from. */
    String origin() {
        return identity + ", journal sequences " + firstSequence + " to " + lastSequence + ", from tables at sequence "
            + checkpoint.sequence() + " with chain head " + checkpoint.chain();
    }

    /** Date on which balances are brought forward: the first of the range. */
    String openingDate() {
        return openingDate;
    }

    /** Time that the balances are of, UTC: of the last excerpt in the tables, or of the end of the range when that is earlier. */
    String closingUtc() {
        return closingUtc;
    }

    /** All accounts by code, but parents before children. */
    public List<Account> accounts() {
        return List.copyOf(accountByCode.values());
    }

    /** The account of a code; the chart has every code that a split names. */
    Account account(String code) {
        return accountByCode.get(code);
    }

    /** The securities that have an account, by symbol. */
    List<Security> securities() {
        return List.copyOf(securityBySymbol.values());
    }

    Security security(String symbol) {
        return securityBySymbol.get(symbol);
    }

    /** The lot, null when the number is null or unknown. */
    Lot lot(Long lotId) {
        return lotId == null ? null : lotById.get(lotId);
    }

    /** What is brought forward into the range, by account and lot; balances of nothing are left out. */
    List<Balance> openings() {
        return firstEntryId <= 1 ? List.of() : balancesThrough(firstEntryId - 1);
    }

    /** Balances at the end of the range, by account and lot; balances of nothing are left out. */
    public List<Balance> closings() {
        return balancesThrough(lastEntryId);
    }

    private List<Balance> balancesThrough(long entryId) {
        List<Balance> balances = new ArrayList<>();
        database.scan("SELECT s.account_code, CASE WHEN a.symbol IS NOT NULL THEN s.lot_id END AS lot, sum(s.amount_cents),"
                + " coalesce(sum(s.qty_e9), 0) FROM split s JOIN account a ON a.code = s.account_code WHERE s.entry_id <= ?"
                + " GROUP BY s.account_code, lot ORDER BY s.account_code, lot",
            row -> {
                if (row.getLong(3) != 0 || row.getLong(4) != 0) {
                    balances.add(new Balance(accountByCode.get(row.getString(1)), number(row, 2), row.getLong(3), row.getLong(4)));
                }
            }, entryId);
        return balances;
    }

    /** Amount in cents of each account that has a posting up to the end of the range, by code; debit positive. */
    public Map<Account, Long> trialBalance() {
        Map<Account, Long> cents = new LinkedHashMap<>();
        database.scan("SELECT account_code, sum(amount_cents) FROM split WHERE entry_id <= ? GROUP BY account_code"
            + " ORDER BY account_code", row -> cents.put(accountByCode.get(row.getString(1)), row.getLong(2)), lastEntryId);
        return cents;
    }

    /** Price of the latest accepted fill of each symbol up to the end of the range. */
    Map<String, Price> lastPrices() {
        Map<String, Price> prices = new TreeMap<>();
        database.scan("SELECT symbol, price_e8, executed_nanos FROM fill WHERE outcome = 'accepted' AND journal_sequence <= ?"
            + " ORDER BY journal_sequence", row -> prices.put(row.getString(1), new Price(row.getLong(2), row.getLong(3))), lastSequence);
        return prices;
    }

    /** Number of entries of the range. */
    public int entryCount() {
        return (int) Math.max(0, lastEntryId - firstEntryId + 1);
    }

    /** Hands over the entries of the range in the order of the books. */
    public void forEachEntry(Consumer<Entry> taker) {
        EntryAssembly assembly = new EntryAssembly(taker, firstEntryId <= 1 ? "" : dateOfEntry(firstEntryId - 1));
        database.scan("SELECT e.entry_id, e.journal_sequence, e.kind, e.trntype, e.dtposted, e.fitid, e.linked_fitid, e.strategy,"
                + " e.ticker, e.side, e.size_e9, e.entry_price_e8, e.exit_price_e8, e.pnl_cents, e.order_id, e.execution_id,"
                + " e.commission_cents, e.fees_cents, s.line,"
                + " s.account_code, s.amount_cents, s.qty_e9, s.memo, s.lot_id FROM entry e JOIN split s USING (entry_id)"
                + " WHERE e.entry_id BETWEEN ? AND ? ORDER BY e.entry_id, s.line",
            assembly::add, firstEntryId, lastEntryId);
        assembly.finish();
    }

    /** Puts the rows of one entry together. */
    private final class EntryAssembly {

        private final Consumer<Entry> taker;
        private String bookDate;
        private Entry entry;

        EntryAssembly(Consumer<Entry> taker, String bookDate) {
            this.taker = taker;
            this.bookDate = bookDate;
        }

        void add(ResultSet row) throws SQLException {
            if (entry == null || entry.entryId() != row.getLong(1)) {
                finish();
                String postedUtc = row.getString(5);
                String date = postedUtc.substring(0, 10);
                bookDate = date.compareTo(bookDate) > 0 ? date : bookDate;
                entry = new Entry(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), postedUtc, bookDate,
                    row.getString(6), row.getString(7), row.getString(8), row.getString(9), row.getString(10), number(row, 11),
                    number(row, 12), number(row, 13), number(row, 14), number(row, 15), row.getString(16),
                    number(row, 17), number(row, 18), new ArrayList<>());
            }
            entry.splits().add(new Split(row.getInt(19), accountByCode.get(row.getString(20)), row.getLong(21), number(row, 22),
                row.getString(23), number(row, 24)));
        }

        void finish() {
            if (entry != null) {
                taker.accept(entry);
                entry = null;
            }
        }
    }

    private static Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
