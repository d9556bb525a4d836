package io.tradebot.projections.export;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.export.Books.Account;
import io.tradebot.projections.export.Books.Balance;
import io.tradebot.projections.export.Books.Entry;
import io.tradebot.projections.export.Books.Price;
import io.tradebot.projections.export.Books.Security;
import io.tradebot.projections.export.Books.Split;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The books as OFX 2.2: a bank statement for each cash account and one investment statement with trades, positions and
 * securities. ASCII; elements in the order of the specification. Any thread.
 *
 * <p>Buys and sells are in the investment statement, with their fees inside. Everything else that moves cash (fees of their own,
 * dividends, interest, transfers, reserves, busts, corrections, settled options, opening balances) is in the bank statement of
 * the cash account it moves, under the TRNTYPE of the entry. So nothing is in the file twice, and both together give the ledger's
 * cash. An entry that moves no cash at all (a split, a position at the start) is an investment bank transaction of 0.00 with a
 * memo; its units show in the positions.
 *
 * <p>The unit price is the price of the fill where it gives the booked amount, otherwise the one that does. Positions are valued
 * at the last fill of the security, or at cost when it had none. AVAILCASH is all cash at the broker, reserves included; the bank
 * statements tell them apart. OFX cannot say that a trade never happened: after a bust the trade and the cash that came back are
 * both in the file, and the positions are right.
 */
public final class OfxFile {

    private static final int ACCTID_LENGTH_MAX = 22;
    private static final int BANKID_LENGTH_MAX = 9;
    private static final int UNIQUEID_LENGTH_MAX = 32;
    private static final int MEMO_LENGTH_MAX = 255;
    private static final int NAME_LENGTH_MAX = 32;
    private static final int PRICE_DECIMALS_MAX = 16;
    private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
        + "<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n";

    /** A buy or sell as OFX wants it; money in USD. */
    private record Trade(Entry entry, Security security, boolean isBuy, BigDecimal units, BigDecimal price, BigDecimal commission,
                         BigDecimal fees, BigDecimal total) {
    }

    /** A line of a bank statement. */
    private record CashLine(Entry entry, long amountCents) {
    }

    private final Books books;
    private final XmlFile xml;
    private final UniqueNames securityIds = new UniqueNames(UNIQUEID_LENGTH_MAX, symbol -> uniqueIdRule(symbol));
    private final Map<String, List<CashLine>> cashLinesByAccount = new TreeMap<>();
    private final List<Trade> trades = new ArrayList<>();
    private final List<Entry> withoutCash = new ArrayList<>();
    private final String asOf;
    private String firstStamp;
    private String lastStamp;

    private OfxFile(Books books, XmlFile xml) {
        this.books = books;
        this.xml = xml;
        asOf = stamp(books.closingUtc());
        lastStamp = asOf;
        firstStamp = stamp(books.openingDate() + "T00:00:01Z");
    }

    /**
     * Writes the file; returns the number of entries.
     *
     * @throws ProjectionException when an option has no strike or no expiry date, which OFX needs
     */
    public static int write(Books books, Path target) {
        String origin = ascii(books.origin()).replace("--", "- -");
        XmlFile.write(target, PROLOG + "<!-- TradeBot books of " + origin + " -->\n", xml -> new OfxFile(books, xml).writeAll());
        return books.entryCount();
    }

    private void writeAll() {
        books.forEachEntry(this::sort);
        xml.begin("OFX").begin("SIGNONMSGSRSV1").begin("SONRS");
        status();
        xml.leaf("DTSERVER", asOf).leaf("LANGUAGE", "ENG").begin("FI").leaf("ORG", limit(name(books.broker()), NAME_LENGTH_MAX)).end();
        xml.end().end();
        Map<Account, Long> cents = books.trialBalance();
        List<Account> cash = books.accounts().stream().filter(account -> isCash(account) && cents.containsKey(account)).toList();
        if (!cash.isEmpty()) { // OFX has no empty elements
            xml.begin("BANKMSGSRSV1");
            for (int i = 0; i < cash.size(); i++) {
                writeBankStatement(i + 1, cash.get(i), cents.get(cash.get(i)));
            }
            xml.end();
        }
        writeInvestmentStatement(cents);
        if (!books.securities().isEmpty()) {
            xml.begin("SECLISTMSGSRSV1").begin("SECLIST");
            books.securities().forEach(this::writeSecurity);
            xml.end().end();
        }
        xml.end();
    }

    /** Cash is what an asset account without units holds. */
    private static boolean isCash(Account account) {
        return account.type().equals("ASSET") && account.isPostable() && !account.isSecurity();
    }

    // ----- entries to lines

    private void sort(Entry entry) {
        String stamp = stamp(entry.postedUtc());
        firstStamp = stamp.compareTo(firstStamp) < 0 ? stamp : firstStamp;
        lastStamp = stamp.compareTo(lastStamp) > 0 ? stamp : lastStamp;
        Trade trade = tradeOf(entry);
        if (trade != null) {
            trades.add(trade);
            return;
        }
        Map<String, Long> centsByAccount = new LinkedHashMap<>();
        for (Split split : entry.splits()) {
            if (isCash(split.account())) {
                centsByAccount.merge(split.account().code(), split.amountCents(), Math::addExact);
            }
        }
        centsByAccount.values().removeIf(cents -> cents == 0);
        centsByAccount.forEach((code, cents) ->
            cashLinesByAccount.computeIfAbsent(code, absent -> new ArrayList<>()).add(new CashLine(entry, cents)));
        if (centsByAccount.isEmpty()) {
            withoutCash.add(entry);
        }
    }

    /** The entry as a trade; null when it is none: another kind, more than one security, or cash that does not move with units. */
    private Trade tradeOf(Entry entry) {
        if (!List.of("buy", "sell", "sell_short", "buy_to_cover").contains(entry.kind())) {
            return null;
        }
        long units = 0;
        long cash = 0;
        long commission = 0;
        long fees = 0;
        Security security = null;
        for (Split split : entry.splits()) {
            if (split.movesUnits()) {
                Security other = books.security(split.account().symbol());
                if (security != null && !security.equals(other)) {
                    return null;
                }
                security = other;
                units = Math.addExact(units, split.qtyE9());
            } else if (isCash(split.account())) {
                cash = Math.addExact(cash, split.amountCents());
            } else if (split.account().type().equals("EXPENSE")) {
                if (split.memo().equals("commission")) {
                    commission = Math.addExact(commission, split.amountCents());
                } else {
                    fees = Math.addExact(fees, split.amountCents());
                }
            }
        }
        boolean isBuy = entry.kind().startsWith("buy");
        if (security == null || units == 0 || units > 0 != isBuy) {
            return null;
        }
        long gross = Math.addExact(cash, Math.addExact(commission, fees)); // what the units alone moved
        if (isBuy ? gross > 0 : gross < 0) {
            return null;
        }
        BigDecimal size = BigDecimal.valueOf(Math.abs(units), 9).multiply(BigDecimal.valueOf(security.multiplier()));
        Long fillPriceE8 = entry.exitPriceE8() != null ? entry.exitPriceE8() : entry.entryPriceE8();
        BigDecimal price = price(BigDecimal.valueOf(Math.abs(gross), 2), size, fillPriceE8);
        return new Trade(entry, security, isBuy, BigDecimal.valueOf(units, 9), price, BigDecimal.valueOf(commission, 2),
            BigDecimal.valueOf(fees, 2), BigDecimal.valueOf(cash, 2));
    }

    /** The fill's price when it gives the amount, otherwise amount / size with the fewest decimals that do. */
    private static BigDecimal price(BigDecimal amount, BigDecimal size, Long fillPriceE8) {
        if (fillPriceE8 != null && fits(BigDecimal.valueOf(fillPriceE8, 8), size, amount)) {
            return BigDecimal.valueOf(fillPriceE8, 8);
        }
        for (int decimals = 4; decimals < PRICE_DECIMALS_MAX; decimals++) {
            BigDecimal price = amount.divide(size, decimals, RoundingMode.HALF_UP);
            if (fits(price, size, amount)) {
                return price;
            }
        }
        return amount.divide(size, PRICE_DECIMALS_MAX, RoundingMode.HALF_UP);
    }

    private static boolean fits(BigDecimal price, BigDecimal size, BigDecimal amount) {
        return price.multiply(size).setScale(2, RoundingMode.HALF_UP).compareTo(amount) == 0;
    }

    // ----- bank statements

    private void writeBankStatement(int number, Account account, long balanceCents) {
        xml.begin("STMTTRNRS").leaf("TRNUID", Integer.toString(number));
        status();
        xml.begin("STMTRS").leaf("CURDEF", books.currencyCode());
        xml.begin("BANKACCTFROM").leaf("BANKID", limit(name(books.broker()), BANKID_LENGTH_MAX))
            .leaf("ACCTID", accountId(account.code() + "-" + books.identity())).leaf("ACCTTYPE", "CHECKING").end();
        xml.begin("BANKTRANLIST").leaf("DTSTART", firstStamp).leaf("DTEND", lastStamp);
        long openingCents = books.openings().stream().filter(balance -> balance.account().equals(account))
            .mapToLong(Balance::amountCents).sum();
        if (openingCents != 0) {
            writeCash("OTHER", stamp(books.openingDate() + "T00:00:01Z"), openingCents, "OPENING" + books.firstSequence(),
                "brought forward", account.fullName() + " after journal sequence " + (books.firstSequence() - 1));
        }
        for (CashLine line : cashLinesByAccount.getOrDefault(account.code(), List.of())) {
            writeCash(line.entry(), line.amountCents());
        }
        xml.end();
        xml.begin("LEDGERBAL").leaf("BALAMT", TextFile.money(balanceCents)).leaf("DTASOF", lastStamp).end();
        xml.end().end();
    }

    private void writeCash(Entry entry, long amountCents) {
        StringBuilder memo = new StringBuilder(memo(entry));
        for (Split split : entry.splits()) {
            if (!isCash(split.account())) {
                memo.append("; ").append(split.account().fullName()).append(' ').append(TextFile.money(split.amountCents()));
            }
        }
        writeCash(bankType(entry.trntype()), stamp(entry.postedUtc()), amountCents, entry.fitid(), entry.title(), memo.toString());
    }

    /** Types of trades are not types of bank lines. */
    private static String bankType(String trntype) {
        return trntype.startsWith("BUY") || trntype.startsWith("SELL") ? "OTHER" : trntype;
    }

    private void writeCash(String type, String stamp, long amountCents, String fitid, String name, String memo) {
        xml.begin("STMTTRN").leaf("TRNTYPE", type).leaf("DTPOSTED", stamp).leaf("TRNAMT", TextFile.money(amountCents))
            .leaf("FITID", fitid).leaf("NAME", limit(name(name), NAME_LENGTH_MAX)).leaf("MEMO", limit(name(memo), MEMO_LENGTH_MAX)).end();
    }

    private static String memo(Entry entry) {
        return "seq " + entry.journalSequence() + " " + entry.kind() + (entry.strategy() == null ? "" : " by " + entry.strategy())
            + (entry.linkedFitid() == null ? "" : " for " + entry.linkedFitid());
    }

    // ----- investment statement

    private void writeInvestmentStatement(Map<Account, Long> cents) {
        xml.begin("INVSTMTMSGSRSV1").begin("INVSTMTTRNRS").leaf("TRNUID", "1");
        status();
        xml.begin("INVSTMTRS").leaf("DTASOF", lastStamp).leaf("CURDEF", books.currencyCode());
        xml.begin("INVACCTFROM").leaf("BROKERID", limit(name(books.broker()), ACCTID_LENGTH_MAX))
            .leaf("ACCTID", accountId(books.identity())).end();
        xml.begin("INVTRANLIST").leaf("DTSTART", firstStamp).leaf("DTEND", lastStamp);
        trades.forEach(this::writeTrade);
        for (Entry entry : withoutCash) {
            xml.begin("INVBANKTRAN");
            writeCash(entry, 0);
            xml.leaf("SUBACCTFUND", "CASH").end();
        }
        xml.end();
        BigDecimal shortValue = writePositions();
        long cashCents = 0;
        for (Map.Entry<Account, Long> balance : cents.entrySet()) {
            if (isCash(balance.getKey())) {
                cashCents = Math.addExact(cashCents, balance.getValue());
            }
        }
        xml.begin("INVBAL").leaf("AVAILCASH", TextFile.money(cashCents)).leaf("MARGINBALANCE", "0.00")
            .leaf("SHORTBALANCE", shortValue.negate().setScale(2, RoundingMode.UNNECESSARY).toPlainString()).end();
        xml.end().end().end();
    }

    private void writeTrade(Trade trade) {
        boolean isShort = "short".equals(trade.entry().side());
        boolean isOption = trade.security().isOption();
        String core = trade.isBuy() ? "BUY" : "SELL";
        xml.begin(core + (isOption ? "OPT" : "STOCK")).begin("INV" + core);
        xml.begin("INVTRAN").leaf("FITID", trade.entry().fitid()).leaf("DTTRADE", stamp(trade.entry().postedUtc()))
            .leaf("MEMO", limit(name(memo(trade.entry())), MEMO_LENGTH_MAX)).end();
        securityId(trade.security());
        xml.leaf("UNITS", plain(trade.units(), 0)).leaf("UNITPRICE", plain(trade.price(), 2))
            .leaf("COMMISSION", plain(trade.commission(), 2));
        if (trade.fees().signum() != 0) {
            xml.leaf("FEES", plain(trade.fees(), 2));
        }
        xml.leaf("TOTAL", plain(trade.total(), 2)).leaf("SUBACCTSEC", isShort ? "SHORT" : "CASH").leaf("SUBACCTFUND", "CASH").end();
        if (isOption) {
            xml.leaf("OPT" + core + "TYPE", trade.isBuy() ? isShort ? "BUYTOCLOSE" : "BUYTOOPEN" : isShort ? "SELLTOOPEN" : "SELLTOCLOSE")
                .leaf("SHPERCTRCT", Integer.toString(trade.security().multiplier()));
        } else {
            xml.leaf(core + "TYPE", trade.isBuy() ? isShort ? "BUYTOCOVER" : "BUY" : isShort ? "SELLSHORT" : "SELL");
        }
        xml.end();
    }

    /** Writes long and short positions; returns the value of the short ones, which is not positive. */
    private BigDecimal writePositions() {
        Map<String, long[]> longs = new TreeMap<>();
        Map<String, long[]> shorts = new TreeMap<>();
        for (Balance balance : books.closings()) {
            if (balance.account().isSecurity()) {
                Map<String, long[]> side = balance.account().type().equals("ASSET") ? longs : shorts;
                long[] sums = side.computeIfAbsent(balance.account().symbol(), symbol -> new long[2]);
                sums[0] = Math.addExact(sums[0], balance.qtyE9());
                sums[1] = Math.addExact(sums[1], balance.amountCents());
            }
        }
        BigDecimal shortValue = BigDecimal.ZERO.setScale(2);
        longs.values().removeIf(sums -> sums[0] == 0);
        shorts.values().removeIf(sums -> sums[0] == 0);
        if (longs.isEmpty() && shorts.isEmpty()) {
            return shortValue;
        }
        Map<String, Price> prices = books.lastPrices();
        xml.begin("INVPOSLIST");
        longs.forEach((symbol, sums) -> writePosition(books.security(symbol), "LONG", sums, prices.get(symbol)));
        for (Map.Entry<String, long[]> position : shorts.entrySet()) {
            shortValue = shortValue.add(writePosition(books.security(position.getKey()), "SHORT", position.getValue(),
                prices.get(position.getKey())));
        }
        xml.end();
        return shortValue;
    }

    private BigDecimal writePosition(Security security, String side, long[] sums, Price last) {
        BigDecimal units = BigDecimal.valueOf(sums[0], 9);
        BigDecimal multiplier = BigDecimal.valueOf(security.multiplier());
        BigDecimal price = last != null ? BigDecimal.valueOf(last.priceE8(), 8)
            : price(BigDecimal.valueOf(Math.abs(sums[1]), 2), units.abs().multiply(multiplier), null);
        BigDecimal value = units.multiply(price).multiply(multiplier).setScale(2, RoundingMode.HALF_UP);
        xml.begin(security.isOption() ? "POSOPT" : "POSSTOCK").begin("INVPOS");
        securityId(security);
        xml.leaf("HELDINACCT", side.equals("SHORT") ? "SHORT" : "CASH").leaf("POSTYPE", side).leaf("UNITS", plain(units, 0))
            .leaf("UNITPRICE", plain(price, 2)).leaf("MKTVAL", plain(value, 2))
            .leaf("DTPRICEASOF", last == null ? lastStamp : stamp(ExcerptHead.utc(last.timeNanos())))
            .leaf("MEMO", "cost " + TextFile.money(sums[1]) + (last == null ? ", valued at cost" : ", valued at the last fill")).end().end();
        return value;
    }

    private void writeSecurity(Security security) {
        xml.begin(security.isOption() ? "OPTINFO" : "STOCKINFO").begin("SECINFO");
        securityId(security);
        xml.leaf("SECNAME", limit(name(security.symbol()), 120)).leaf("TICKER", securityIds.of(security.symbol())).end();
        if (security.isOption()) {
            if (security.strikeE8() == null || security.expiryDate() == null) {
                throw new ProjectionException("option " + security.symbol() + " has no "
                    + (security.strikeE8() == null ? "strike" : "expiry date") + " in its InstrumentDefined; OFX needs it. Export another"
                    + " format, or journal the instrument with its terms");
            }
            xml.leaf("OPTTYPE", security.kind().startsWith("put") ? "PUT" : "CALL")
                .leaf("STRIKEPRICE", FixedPoint.formatShort(security.strikeE8(), 8, 2))
                .leaf("DTEXPIRE", stamp(security.expiryDate() + "T20:00:00Z"))
                .leaf("SHPERCTRCT", Integer.toString(security.multiplier()));
        }
        xml.end();
    }

    private void securityId(Security security) {
        xml.begin("SECID").leaf("UNIQUEID", securityIds.of(security.symbol())).leaf("UNIQUEIDTYPE", "TICKER").end();
    }

    private void status() {
        xml.begin("STATUS").leaf("CODE", "0").leaf("SEVERITY", "INFO").end();
    }

    // ----- text

    /** {@code 20250407135800.000[0:GMT]}; exactly midnight becomes a second later, because readers take midnight for a mere date. */
    static String stamp(String utc) {
        String digits = utc.substring(0, 19).replaceAll("[^0-9]", "");
        int dot = utc.indexOf('.');
        String millis = dot < 0 ? "000" : (utc.substring(dot + 1, utc.length() - 1) + "000").substring(0, 3);
        if (digits.endsWith("000000") && millis.equals("000")) {
            digits = digits.substring(0, 8) + "000001";
        }
        return digits + "." + millis + "[0:GMT]";
    }

    /** At most 22 characters; a longer one keeps its begin and gets eight digits of a hash. */
    private static String accountId(String wanted) {
        String id = name(wanted);
        if (id.length() <= ACCTID_LENGTH_MAX) {
            return id;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(wanted.getBytes(StandardCharsets.UTF_8));
            return id.substring(0, ACCTID_LENGTH_MAX - 9) + "-" + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Printable ASCII: accents go, what is left over becomes a question mark. */
    static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "").replaceAll("[^ -~]", "?");
    }

    /** A symbol keeps the blanks inside it. */
    private static String uniqueIdRule(String symbol) {
        String id = ascii(symbol).strip();
        return id.isEmpty() ? "-" : id;
    }

    private static String name(String text) {
        String name = TextFile.oneLine(ascii(text));
        return name.isEmpty() ? "-" : name;
    }

    private static String limit(String text, int lengthMax) {
        return text.length() <= lengthMax ? text : text.substring(0, lengthMax).stripTrailing();
    }

    private static String plain(BigDecimal value, int minDecimals) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.setScale(Math.max(minDecimals, stripped.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
