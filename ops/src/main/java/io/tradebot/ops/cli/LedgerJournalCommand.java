package io.tradebot.ops.cli;

import io.tradebot.projections.ledger.JournalReport;
import io.tradebot.projections.ledger.JournalReport.PostedEntry;
import io.tradebot.projections.ledger.JournalReport.PostedSplit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the entries of the books with their splits. */
@Command(name = "journal", description = "Print the entries of the books with their splits, debit positive.",
    footer = {"", "Example:", "  tradebot ledger journal out/backtest-1 --from 2024-11-05 --to 2024-11-05"})
final class LedgerJournalCommand implements Runnable {

    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "Folder of a run, or a ledger file.")
    private Path folder;

    @Mixin
    private DateOptions dates = new DateOptions();

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    LedgerJournalCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        dates.check();
        try (RunBooks books = RunBooks.open(folder, asOf.cut())) {
            List<PostedEntry> entries = JournalReport.entries(books.database(), dates.from(), dates.to());
            if (screen.isJson()) {
                Map<String, Object> document = books.document();
                document.put("entries", entries.stream().map(LedgerJournalCommand::document).toList());
                screen.json(document);
            } else {
                screen.text(text(entries));
            }
        }
    }

    private static String text(List<PostedEntry> entries) {
        StringBuilder text = new StringBuilder();
        for (PostedEntry entry : entries) {
            text.append(entry.dtposted()).append("  ").append(entry.kind()).append(optional("  ", entry.ticker()))
                .append(optional("  ", entry.strategy())).append("  ").append(entry.fitid())
                .append(optional(" for ", entry.linkedFitid())).append('\n');
            TextTable table = new TextTable("    code", "account", ">amount", ">units", "memo");
            for (PostedSplit split : entry.splits()) {
                table.row("    " + split.code(), split.account(), Money.text(split.amountCents()),
                    split.qtyE9() == null ? "" : Money.exact(split.qtyE9(), 9, 0).toPlainString(), split.memo());
            }
            text.append(table.bodyText()).append('\n');
        }
        return text.append(entries.size()).append(entries.size() == 1 ? " entry\n" : " entries\n").toString();
    }

    private static String optional(String before, String value) {
        return value == null ? "" : before + value;
    }

    private static Map<String, Object> document(PostedEntry entry) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("fitid", entry.fitid());
        document.put("journalSequence", entry.journalSequence());
        document.put("time", entry.dtposted());
        document.put("kind", entry.kind());
        document.put("symbol", entry.ticker());
        document.put("strategy", entry.strategy());
        document.put("linkedFitid", entry.linkedFitid());
        List<Map<String, Object>> splits = new ArrayList<>();
        for (PostedSplit split : entry.splits()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("code", split.code());
            row.put("account", split.account());
            row.put("amount", Money.usd(split.amountCents()));
            row.put("units", split.qtyE9() == null ? null : Money.exact(split.qtyE9(), 9, 0));
            row.put("memo", split.memo());
            row.put("lotId", split.lotId());
            splits.add(row);
        }
        document.put("splits", splits);
        return document;
    }
}
