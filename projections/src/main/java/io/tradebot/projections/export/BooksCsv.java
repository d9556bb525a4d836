package io.tradebot.projections.export;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.export.Books.Account;
import io.tradebot.projections.export.Books.Balance;
import io.tradebot.projections.export.Books.Entry;
import io.tradebot.projections.export.Books.Split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The books as CSV files in one folder, for people and spreadsheets. Any thread.
 *
 * <p>accounts.csv (with the balance brought forward and at the end), entries.csv, postings.csv (one row per split), lots.csv (what
 * each lot holds at the end), trades.csv, and journal.json, which names the journal range and the chain head and is written last.
 * Text cells that a spreadsheet would take for a formula begin with an apostrophe.
 */
public final class BooksCsv {

    private BooksCsv() {
    }

    /** Writes all files; returns the number of entries. */
    public static int write(Books books, Path folder) {
        writeAccounts(books, folder.resolve("accounts.csv"));
        writeEntries(books, folder.resolve("entries.csv"));
        writePostings(books, folder.resolve("postings.csv"));
        writeLots(books, folder.resolve("lots.csv"));
        TradeHistory.writeCsv(books, folder.resolve("trades.csv"));
        JsonFile.write(folder.resolve("journal.json"), books, json -> json.writeNumberField("entries", books.entryCount()));
        return books.entryCount();
    }

    private static void writeAccounts(Books books, Path target) {
        Map<Account, Long> opening = new HashMap<>();
        for (Balance balance : books.openings()) {
            opening.merge(balance.account(), balance.amountCents(), Math::addExact);
        }
        Map<Account, Long> closing = books.trialBalance();
        List<String[]> rows = new ArrayList<>();
        for (Account account : books.accounts()) {
            rows.add(new String[] {CsvFile.text(account.code()), CsvFile.text(account.fullName()), account.type(),
                CsvFile.text(account.symbol()), account.isActive() ? "yes" : "no", TextFile.money(opening.getOrDefault(account, 0L)),
                TextFile.money(closing.getOrDefault(account, 0L))});
        }
        CsvFile.write(target, new String[] {"code", "account", "type", "symbol", "active", "brought_forward", "balance"}, rows);
    }

    private static void writeEntries(Books books, Path target) {
        String[] header = {"fitid", "journal_sequence", "posted_utc", "trntype", "kind", "strategy", "ticker", "side", "size",
            "entry_price", "exit_price", "PnL", "commission", "fees", "order_id", "execution_id", "linked_fitid", "amount"};
        CsvFile.write(target, header, rows -> books.forEachEntry(entry -> rows.accept(new String[] {entry.fitid(),
            Long.toString(entry.journalSequence()), entry.postedUtc(), entry.trntype(), entry.kind(), CsvFile.text(entry.strategy()),
            CsvFile.text(entry.ticker()), CsvFile.text(entry.side()), decimal(entry.sizeE9(), 9, 6), decimal(entry.entryPriceE8(), 8, 4),
            decimal(entry.exitPriceE8(), 8, 4), decimal(entry.pnlCents(), 2, 2), decimal(entry.commissionCents(), 2, 2),
            decimal(entry.feesCents(), 2, 2), entry.orderId() == null ? "" : entry.orderId().toString(),
            CsvFile.text(entry.executionId()), CsvFile.text(entry.linkedFitid()), TextFile.money(entry.debitCents())})));
    }

    private static void writePostings(Books books, Path target) {
        String[] header = {"fitid", "line", "journal_sequence", "posted_utc", "kind", "strategy", "ticker", "account_code", "account",
            "debit", "credit", "units", "memo", "lot_id"};
        CsvFile.write(target, header, rows -> books.forEachEntry(entry -> entry.splits().forEach(split ->
            rows.accept(posting(entry, split)))));
    }

    private static String[] posting(Entry entry, Split split) {
        return new String[] {entry.fitid(), Integer.toString(split.line()), Long.toString(entry.journalSequence()), entry.postedUtc(),
            entry.kind(), CsvFile.text(entry.strategy()), CsvFile.text(entry.ticker()), CsvFile.text(split.account().code()),
            CsvFile.text(split.account().fullName()), split.amountCents() > 0 ? TextFile.money(split.amountCents()) : "",
            split.amountCents() < 0 ? TextFile.money(-split.amountCents()) : "", decimal(split.qtyE9(), 9, 0), split.memo(),
            split.lotId() == null ? "" : split.lotId().toString()};
    }

    private static void writeLots(Books books, Path target) {
        List<String[]> rows = new ArrayList<>();
        for (Balance balance : books.closings()) {
            if (balance.account().isSecurity()) {
                Books.Lot lot = books.lot(balance.lotId());
                rows.add(new String[] {balance.lotId() == null ? "" : balance.lotId().toString(), CsvFile.text(balance.account().symbol()),
                    CsvFile.text(balance.account().code()), lot == null ? "" : lot.acquiredDate(), decimal(balance.qtyE9(), 9, 0),
                    TextFile.money(balance.amountCents())});
            }
        }
        CsvFile.write(target, new String[] {"lot_id", "symbol", "account_code", "acquired", "units", "amount"}, rows);
    }

    private static String decimal(Long value, int scale, int minDecimals) {
        return value == null ? "" : FixedPoint.formatShort(value, scale, minDecimals);
    }
}
