package io.tradebot.ops.cli;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.ReconciliationBreak;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Lists where broker, journal and books differ. */
@Command(name = "breaks", description = {"List the differences between broker statements, journal and books, with their age.",
    "Of a balance the ledger's own figure stands beside the three of the comparison.",
    "Ends with 0 when none is open, 3 when one is."},
    footer = {"", "Example:", "  tradebot ledger breaks out/paper-1 --all"})
final class LedgerBreaksCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "Folder of a run, or a ledger file.")
    private Path folder;

    @Option(names = "--all", description = "Also those that are resolved.")
    private boolean isAll;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    LedgerBreaksCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (RunBooks books = RunBooks.open(folder, asOf.cut())) {
            LedgerDatabase database = books.database();
            long nowNanos = Checkpoint.read(database).timeNanos();
            List<ReconciliationBreak> all = ReconciliationBreak.all(database);
            List<ReconciliationBreak> shown = isAll ? all : all.stream().filter(ReconciliationBreak::isOpen).toList();
            long openCount = all.stream().filter(ReconciliationBreak::isOpen).count();
            if (screen.isJson()) {
                Map<String, Object> document = books.document();
                document.put("openCount", openCount);
                List<Map<String, Object>> rows = new ArrayList<>();
                shown.forEach(found -> rows.add(document(found, database, nowNanos)));
                document.put("breaks", rows);
                screen.json(document);
            } else {
                screen.text(text(shown, database, nowNanos) + openCount + " open, " + (all.size() - openCount) + " resolved\n");
            }
            return (openCount == 0 ? ExitCode.OK : ExitCode.DIFFERENCE).code();
        }
    }

    private static String text(List<ReconciliationBreak> shown, LedgerDatabase database, long nowNanos) {
        TextTable table = new TextTable(">no.", "difference", "symbol", "statement", ">broker", ">journal", ">booked", ">ledger", "age",
            "state", "line");
        for (ReconciliationBreak found : shown) {
            BigDecimal ledger = ledger(found, database);
            table.row(Integer.toString(found.number()), found.kind(), orEmpty(found.symbol()), orEmpty(found.statementDate()),
                value(found, found.brokerValue()).toPlainString(), value(found, found.journalValue()).toPlainString(),
                value(found, found.bookValue()).toPlainString(), ledger == null ? "" : ledger.toPlainString(), age(found, nowNanos),
                found.isOpen() ? "open" : found.resolution(), found.text());
        }
        return table.text();
    }

    private static Map<String, Object> document(ReconciliationBreak found, LedgerDatabase database, long nowNanos) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", found.number());
        row.put("kind", found.kind());
        row.put("symbol", found.symbol());
        row.put("statementDate", found.statementDate());
        row.put("unit", found.unit());
        row.put("broker", value(found, found.brokerValue()));
        row.put("journal", value(found, found.journalValue()));
        row.put("booked", value(found, found.bookValue()));
        row.put("ledger", ledger(found, database));
        row.put("firstSeen", found.firstSeenUtc());
        row.put("age", age(found, nowNanos));
        row.put("resolution", found.resolution());
        row.put("resolved", found.resolvedUtc());
        row.put("line", found.text());
        return row;
    }

    /** What the tables hold now of a balance that is open; null for a difference in a single line. */
    private static BigDecimal ledger(ReconciliationBreak found, LedgerDatabase database) {
        if (!found.isOpen()) {
            return null;
        }
        return switch (found.kind()) {
            case "cash" -> Money.usd(database.count("SELECT sum(amount_cents) FROM split WHERE account_code IN (?, ?, ?)",
                PostingAccount.CASH_FLOAT.code(), PostingAccount.TAX_RESERVE.code(), PostingAccount.PAYROLL_RESERVE.code()));
            case "position" -> Money.exact(database.count("SELECT sum(qty_e9) FROM split JOIN account ON account.code = split.account_code"
                + " WHERE account.symbol = ?", found.symbol()), 9, 0);
            default -> null;
        };
    }

    private static BigDecimal value(ReconciliationBreak found, long value) {
        return found.unit().equals("qty_e9") ? Money.exact(value, 9, 0) : Money.exact(value, 8, 2);
    }

    private static String age(ReconciliationBreak found, long nowNanos) {
        Duration age = Duration.ofNanos(found.ageNanos(nowNanos));
        return age.toDays() > 0 ? age.toDays() + " d " + age.toHoursPart() + " h" : age.toHours() + " h " + age.toMinutesPart() + " min";
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
