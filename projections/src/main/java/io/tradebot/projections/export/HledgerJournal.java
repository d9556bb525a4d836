package io.tradebot.projections.export;

import io.tradebot.projections.export.Books.Account;
import io.tradebot.projections.export.Books.Balance;
import io.tradebot.projections.export.Books.Entry;
import io.tradebot.projections.export.Books.Security;
import io.tradebot.projections.export.Books.Split;

import java.nio.file.Path;

/**
 * The books as a plain text journal that hledger and Ledger both read. Any thread.
 *
 * <p>Every account, commodity and tag is declared, so strict checks pass. A security account holds units with their total cost
 * ({@code 10.5 "SPY" @@ USD 350.00}), the amount of the split in our books: {@code hledger balance --cost} and
 * {@code ledger balance --basis} show the cents of the trial balance, without {@code --cost} the units held. An amount without
 * units (a corrected cost) stands in USD in the same account. Dates are book dates; tag time has the broker's own.
 *
 * <p>Names that the format cannot take are changed (runs of blanks, quotes, colons); the tags code and symbol behind each
 * declaration have ours.
 */
public final class HledgerJournal {

    private static final int NAME_LENGTH_MAX = 200;

    private final Books books;
    private final TextFile text;
    private final String currency;
    private final UniqueNames accounts = new UniqueNames(NAME_LENGTH_MAX, HledgerJournal::accountRule);
    private final UniqueNames commodities;

    private HledgerJournal(Books books, TextFile text) {
        this.books = books;
        this.text = text;
        currency = books.currencyCode();
        commodities = new UniqueNames(NAME_LENGTH_MAX, HledgerJournal::commodityRule, currency);
    }

    /** Writes the journal; returns the number of entries, without what is brought forward. */
    public static int write(Books books, Path target) {
        TextFile.write(target, text -> new HledgerJournal(books, text).writeAll());
        return books.entryCount();
    }

    private void writeAll() {
        text.line("; TradeBot books of ", TextFile.oneLine(books.origin())).line();
        for (String tag : new String[] {"code", "symbol", "sequence", "time", "kind", "strategy", "linked", "lot"}) {
            text.line("tag ", tag);
        }
        text.line().line("commodity ", currency, " 1000.00");
        for (Security security : books.securities()) {
            text.line("commodity ", quoted(security.symbol()), " 1000.").line("    ; symbol: ", TextFile.printable(security.symbol()));
        }
        text.line();
        for (Account account : books.accounts()) {
            text.line("account ", accounts.of(account.fullName())).line("    ; code: ", TextFile.printable(account.code()));
        }
        writeOpening();
        books.forEachEntry(this::writeEntry);
    }

    private void writeOpening() {
        var openings = books.openings();
        if (openings.isEmpty()) {
            return;
        }
        text.line().line(books.openingDate(), " * (OPENING) balances brought forward")
            .line("    ; sequence: ", Long.toString(books.firstSequence() - 1));
        for (Balance balance : openings) {
            writeSplit(balance.account(), balance.amountCents(), balance.qtyE9(), balance.lotId());
        }
    }

    private void writeEntry(Entry entry) {
        text.line().line(entry.bookDate(), " * (", entry.fitid(), ") ", description(entry.title()))
            .line("    ; sequence: ", Long.toString(entry.journalSequence())).line("    ; time: ", entry.postedUtc())
            .line("    ; kind: ", entry.kind());
        if (entry.strategy() != null) {
            text.line("    ; strategy: ", TextFile.printable(entry.strategy()));
        }
        if (entry.linkedFitid() != null) {
            text.line("    ; linked: ", entry.linkedFitid());
        }
        for (Split split : entry.splits()) {
            writeSplit(split.account(), split.amountCents(), split.movesUnits() ? split.qtyE9() : 0,
                split.account().isSecurity() ? split.lotId() : null);
        }
    }

    private void writeSplit(Account account, long amountCents, long qtyE9, Long lotId) {
        String lot = lotId == null ? "" : "  ; lot: " + lotId;
        String name = accounts.of(account.fullName());
        boolean isCost = account.isSecurity() && qtyE9 != 0 && Long.signum(qtyE9) * Long.signum(amountCents) >= 0;
        if (isCost) {
            text.line("    ", name, "  ", TextFile.units(qtyE9), " ", quoted(account.symbol()), " @@ ", currency, " ",
                TextFile.money(Math.abs(amountCents)), lot);
            return;
        }
        if (account.isSecurity() && qtyE9 != 0) { // units one way and cost the other: the format's total cost has no sign
            text.line("    ", name, "  ", TextFile.units(qtyE9), " ", quoted(account.symbol()), " @@ ", currency, " 0.00", lot);
        }
        text.line("    ", name, "  ", currency, " ", TextFile.money(amountCents), lot);
    }

    private String quoted(String symbol) {
        return "\"" + commodities.of(symbol) + "\"";
    }

    private static String accountRule(String fullName) {
        String name = TextFile.oneLine(fullName).replace(';', ',');
        return "([{*!\"'~=".indexOf(name.charAt(0)) >= 0 ? "_" + name : name;
    }

    private static String commodityRule(String symbol) {
        String name = TextFile.oneLine(symbol).replace('"', '\'').replace('\\', '/').replace(';', ',');
        return name.isEmpty() ? "_" : name;
    }

    private static String description(String title) {
        return TextFile.oneLine(title).replace(';', ',').replace('|', '/');
    }
}
