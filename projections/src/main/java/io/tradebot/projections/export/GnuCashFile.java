package io.tradebot.projections.export;

import io.tradebot.projections.export.Books.Account;
import io.tradebot.projections.export.Books.Balance;
import io.tradebot.projections.export.Books.Entry;
import io.tradebot.projections.export.Books.Security;
import io.tradebot.projections.export.Books.Split;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The books as a GnuCash 2.6 to 5 book: XML, version 2, not compressed. Any thread.
 *
 * <p>Every security has a STOCK account and a commodity with a smallest unit of 1/1,000,000; one with a quantity that needs more
 * digits gets 1/1,000,000,000, the most that GnuCash knows, which is every digit that our quantities have. Where a lot closes,
 * the stock split has the proceeds as its value, and a split without units moves the gain between the account and income, as
 * GnuCash itself records gains. Long lots are GnuCash lots; short ones are not, because a lot of GnuCash may not go below zero;
 * the memo of their splits names the lot.
 *
 * <p>Identifiers are hashes of ours, so a later export of the same entry has the same ones. The posting date is the date of the
 * broker's time at 10:59 UTC, as GnuCash keeps dates; date-entered is the broker's time. The number of a transaction is its
 * fitid; its notes and the slots of the book say where it comes from.
 */
public final class GnuCashFile {

    private static final long MICRO_E9 = 1_000;
    private static final int SCU = 1_000_000;
    private static final int SCU_MAX = 1_000_000_000;
    private static final String[] NAMESPACES = {"gnc", "act", "book", "cd", "cmdty", "lot", "price", "slot", "split", "trn", "ts"};
    private static final String OPENING = "OPENING";

    /** A split as GnuCash gets it; {@code lotId} is null without a lot of GnuCash. */
    private record Line(Account account, long valueCents, long qtyE9, String memo, Long lotId) {
    }

    private final Books books;
    private final XmlFile xml;
    private final Map<String, TreeSet<Long>> lotsByAccount = new TreeMap<>();
    private final Set<String> fineSymbols = new HashSet<>();
    private final Map<String, String> accountGuids = new HashMap<>();
    private int transactionCount;

    private GnuCashFile(Books books, XmlFile xml) {
        this.books = books;
        this.xml = xml;
    }

    /** Writes the book; returns the number of entries, without what is brought forward. */
    public static int write(Books books, Path target) {
        XmlFile.write(target, "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n", xml -> new GnuCashFile(books, xml).writeAll());
        return books.entryCount();
    }

    private void writeAll() {
        for (Balance balance : books.openings()) {
            note(balance.account(), balance.lotId(), balance.qtyE9());
        }
        transactionCount = books.openings().isEmpty() ? 0 : 1;
        books.forEachEntry(entry -> {
            transactionCount++;
            entry.splits().forEach(split -> note(split.account(), split.lotId(), split.movesUnits() ? split.qtyE9() : 0));
        });
        List<String> attributes = new ArrayList<>();
        for (String namespace : NAMESPACES) {
            attributes.add("xmlns:" + namespace);
            attributes.add("http://www.gnucash.org/XML/" + namespace);
        }
        xml.begin("gnc-v2", attributes.toArray(String[]::new));
        count("book", 1);
        xml.begin("gnc:book", "version", "2.0.0");
        guid("book:id", "book", books.identity());
        xml.begin("book:slots");
        xml.begin("slot").leaf("slot:key", "tradebot").begin("slot:value", "type", "frame");
        slot("chain_head", books.checkpoint().chain());
        slot("first_sequence", Long.toString(books.firstSequence()));
        slot("identity", books.identity());
        slot("last_sequence", Long.toString(books.lastSequence()));
        slot("tables_sequence", Long.toString(books.checkpoint().sequence()));
        xml.end().end().end();
        count("commodity", books.securities().size());
        count("account", books.accounts().size() + 1);
        count("transaction", transactionCount);
        books.securities().forEach(this::writeCommodity);
        writeAccounts();
        writeOpening();
        books.forEachEntry(this::writeEntry);
        xml.end().end();
    }

    /** Remembers what the head of the file must say about a split. */
    private void note(Account account, Long lotId, long qtyE9) {
        if (!account.isSecurity()) {
            return;
        }
        if (hasLots(account) && lotId != null) {
            lotsByAccount.computeIfAbsent(account.code(), code -> new TreeSet<>()).add(lotId);
        }
        if (qtyE9 % MICRO_E9 != 0) {
            fineSymbols.add(account.symbol());
        }
    }

    private static boolean hasLots(Account account) {
        return account.isSecurity() && account.type().equals("ASSET");
    }

    private void count(String kind, int number) {
        xml.leaf("gnc:count-data", Integer.toString(number), "cd:type", kind);
    }

    private void guid(String element, String... ours) {
        xml.leaf(element, guidOf(ours), "type", "guid");
    }

    /** Every split names its account, so these are worth keeping. */
    private String accountGuid(String code) {
        return accountGuids.computeIfAbsent(code, absent -> guidOf("account", code));
    }

    /** The first 128 bits of a SHA-256 over ours, within this identity. */
    private String guidOf(String... ours) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(books.identity().getBytes(StandardCharsets.UTF_8));
            for (String part : ours) {
                sha.update((byte) 0);
                sha.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void slot(String key, String value) {
        xml.begin("slot").leaf("slot:key", key).leaf("slot:value", value, "type", "string").end();
    }

    private int scu(String symbol) {
        return fineSymbols.contains(symbol) ? SCU_MAX : SCU;
    }

    private static String space(Security security) {
        return security.isOption() ? "OPTION" : "EQUITY";
    }

    private void writeCommodity(Security security) {
        xml.begin("gnc:commodity", "version", "2.0.0").leaf("cmdty:space", space(security)).leaf("cmdty:id", security.symbol())
            .leaf("cmdty:name", security.symbol()).leaf("cmdty:fraction", Integer.toString(scu(security.symbol()))).end();
    }

    private void writeAccounts() {
        String root = accountGuid("");
        xml.begin("gnc:account", "version", "2.0.0").leaf("act:name", "Root Account").leaf("act:id", root, "type", "guid")
            .leaf("act:type", "ROOT").end();
        for (Account account : books.accounts()) {
            xml.begin("gnc:account", "version", "2.0.0").leaf("act:name", TextFile.printable(account.name()));
            xml.leaf("act:id", accountGuid(account.code()), "type", "guid");
            xml.leaf("act:type", account.isSecurity() ? "STOCK" : account.type());
            xml.begin("act:commodity");
            if (account.isSecurity()) {
                xml.leaf("cmdty:space", space(books.security(account.symbol()))).leaf("cmdty:id", account.symbol());
            } else {
                xml.leaf("cmdty:space", "CURRENCY").leaf("cmdty:id", books.currencyCode());
            }
            xml.end().leaf("act:commodity-scu", Integer.toString(account.isSecurity() ? scu(account.symbol()) : 100))
                .leaf("act:code", TextFile.printable(account.code()));
            if (!account.isPostable()) {
                xml.begin("act:slots");
                slot("placeholder", "true");
                xml.end();
            }
            xml.leaf("act:parent", account.parentCode() == null ? root : accountGuid(account.parentCode()), "type", "guid");
            Set<Long> lots = lotsByAccount.getOrDefault(account.code(), new TreeSet<>());
            if (!lots.isEmpty()) {
                xml.begin("act:lots");
                for (long lotId : lots) {
                    xml.begin("gnc:lot", "version", "2.0.0");
                    guid("lot:id", "lot", account.code(), Long.toString(lotId));
                    xml.begin("lot:slots");
                    slot("title", "Lot " + lotId);
                    xml.end().end();
                }
                xml.end();
            }
            xml.end();
        }
    }

    private void writeOpening() {
        List<Balance> openings = books.openings();
        if (!openings.isEmpty()) {
            List<Line> lines = new ArrayList<>();
            for (Balance balance : openings) {
                lines.add(new Line(balance.account(), balance.amountCents(), balance.qtyE9(), "brought forward",
                    hasLots(balance.account()) ? balance.lotId() : null));
            }
            String key = OPENING + books.firstSequence();
            writeTransaction(key, OPENING, books.openingDate() + "T00:00:01Z", "balances brought forward",
                "balances after journal sequence " + (books.firstSequence() - 1), lines);
        }
    }

    private void writeEntry(Entry entry) {
        String notes = "journal sequence " + entry.journalSequence() + ", " + entry.kind() + ", " + entry.trntype()
            + (entry.strategy() == null ? "" : ", strategy " + entry.strategy())
            + (entry.linkedFitid() == null ? "" : ", belongs to " + entry.linkedFitid());
        writeTransaction(entry.fitid(), entry.fitid(), entry.postedUtc(), entry.title(), notes, lines(entry));
    }

    /** The splits of an entry; the gain of a lot that closes goes through the security's account. */
    private static List<Line> lines(Entry entry) {
        Map<Long, Long> gainByLot = new HashMap<>();
        for (Split split : entry.splits()) {
            if (split.memo().equals("gain") && split.lotId() != null) {
                gainByLot.merge(split.lotId(), split.amountCents(), Math::addExact);
            }
        }
        List<Line> lines = new ArrayList<>();
        for (Split split : entry.splits()) {
            Account account = split.account();
            Long lotId = hasLots(account) ? split.lotId() : null;
            String memo = split.memo() + (account.isSecurity() && split.lotId() != null ? ", lot " + split.lotId() : "");
            Long gain = account.isSecurity() && split.movesUnits() ? gainByLot.remove(split.lotId()) : null;
            if (gain == null) {
                lines.add(new Line(account, split.amountCents(), split.movesUnits() ? split.qtyE9() : 0, memo, lotId));
            } else {
                lines.add(new Line(account, Math.addExact(split.amountCents(), gain), split.qtyE9(),
                    (split.qtyE9() < 0 ? "proceeds" : "cost") + ", lot " + split.lotId(), lotId));
                lines.add(new Line(account, -gain, 0, "gain, lot " + split.lotId(), lotId));
            }
        }
        return lines;
    }

    private void writeTransaction(String key, String number, String utc, String description, String notes, List<Line> lines) {
        xml.begin("gnc:transaction", "version", "2.0.0");
        guid("trn:id", "transaction", key);
        xml.begin("trn:currency").leaf("cmdty:space", "CURRENCY").leaf("cmdty:id", books.currencyCode()).end();
        xml.leaf("trn:num", number);
        date("trn:date-posted", utc.substring(0, 10) + " 10:59:00 +0000");
        date("trn:date-entered", utc.substring(0, 10) + " " + utc.substring(11, 19) + " +0000");
        xml.leaf("trn:description", TextFile.printable(description));
        xml.begin("trn:slots");
        xml.begin("slot").leaf("slot:key", "date-posted").begin("slot:value", "type", "gdate").leaf("gdate", utc.substring(0, 10)).end().end();
        slot("notes", TextFile.printable(notes));
        xml.end().begin("trn:splits");
        int line = 0;
        for (Line split : lines) {
            writeSplit(key, ++line, split);
        }
        xml.end().end();
    }

    private void date(String element, String value) {
        xml.begin(element).leaf("ts:date", value).end();
    }

    private void writeSplit(String key, int line, Line split) {
        xml.begin("trn:split");
        guid("split:id", "split", key, Integer.toString(line));
        xml.leaf("split:memo", split.memo());
        if (split.account().isSecurity()) {
            xml.leaf("split:action", split.qtyE9() > 0 ? "Buy" : split.qtyE9() < 0 ? "Sell" : "Gain");
        }
        xml.leaf("split:reconciled-state", "n").leaf("split:value", split.valueCents() + "/100");
        if (split.account().isSecurity()) {
            int scu = scu(split.account().symbol());
            xml.leaf("split:quantity", split.qtyE9() / (SCU_MAX / scu) + "/" + scu);
        } else {
            xml.leaf("split:quantity", split.valueCents() + "/100");
        }
        xml.leaf("split:account", accountGuid(split.account().code()), "type", "guid");
        if (split.lotId() != null) {
            guid("split:lot", "lot", split.account().code(), Long.toString(split.lotId()));
        }
        xml.end();
    }
}
