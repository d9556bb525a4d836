package io.tradebot.ops.cli;

import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.AccountReport;
import io.tradebot.projections.ledger.AccountReport.Account;
import io.tradebot.projections.ledger.AccountReport.Line;
import io.tradebot.projections.ledger.AccountReport.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the postings of one account. */
@Command(name = "account", description = {"Print the postings of an account and what is below it, with the balance after each.",
    "Amounts are debit positive; units are counted on accounts that hold securities."},
    footer = {"", "Examples:", "  tradebot ledger account out/backtest-1 1110", "  tradebot ledger account out/backtest-1 Assets:Holdings"})
final class LedgerAccountCommand implements Runnable {

    private final Screen screen;

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of a run, or a ledger file.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "CODE|NAME", description = "Code, full name or last part of the name of an account.")
    private String codeOrName;

    @Mixin
    private DateOptions dates = new DateOptions();

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    LedgerAccountCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        dates.check();
        try (RunBooks books = RunBooks.open(folder, asOf.cut())) {
            Statement statement = AccountReport.of(books.database(), account(books.database()), dates.from(), dates.to());
            if (screen.isJson()) {
                Map<String, Object> document = books.document();
                document.putAll(document(statement));
                screen.json(document);
            } else {
                screen.text(text(statement));
            }
        }
    }

    private Account account(LedgerDatabase database) {
        List<Account> found = AccountReport.find(database, codeOrName);
        if (found.isEmpty()) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no account '" + codeOrName + "'; tradebot ledger balance " + folder
                + " names those with postings");
        }
        boolean isExact = found.get(0).code().equals(codeOrName) || found.get(0).fullName().equalsIgnoreCase(codeOrName);
        if (found.size() > 1 && !isExact) {
            List<String> names = found.stream().map(account -> account.code() + ' ' + account.fullName()).toList();
            throw new CommandFailure(ExitCode.USAGE, "'" + codeOrName + "' is the name of several accounts; give a code: " + names);
        }
        return found.get(0);
    }

    private static String text(Statement statement) {
        Account account = statement.account();
        boolean hasUnits = hasUnits(statement);
        TextTable table = new TextTable("time", "entry", "symbol", "account", "memo", ">amount", ">balance", ">units", ">held");
        table.row("", "brought forward", "", "", "", "", Money.text(statement.broughtForwardCents()), "",
            hasUnits ? units(statement.broughtForwardE9()) : "");
        for (Line line : statement.lines()) {
            table.row(line.dtposted(), line.kind(), line.ticker() == null ? "" : line.ticker(), below(account, line.account()), line.memo(),
                Money.text(line.amountCents()), Money.text(line.balanceCents()), line.qtyE9() == null ? "" : units(line.qtyE9()),
                hasUnits ? units(line.unitsE9()) : "");
        }
        return account.code() + "  " + account.fullName() + (account.isActive() ? "" : ", inactive") + '\n' + table.text()
            + statement.lines().size() + " postings, balance " + Money.text(statement.balanceCents())
            + (hasUnits ? ", units " + units(statement.unitsE9()) : "") + '\n';
    }

    /** Units of one security can be added up; those of several cannot. */
    private static boolean hasUnits(Statement statement) {
        return statement.account().symbol() != null;
    }

    private static String below(Account account, String name) {
        return name.equals(account.fullName()) ? "" : name.substring(account.fullName().length() + 1);
    }

    private static String units(long e9) {
        return Money.exact(e9, 9, 0).toPlainString();
    }

    private static Map<String, Object> document(Statement statement) {
        Account account = statement.account();
        boolean hasUnits = hasUnits(statement);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("code", account.code());
        document.put("account", account.fullName());
        document.put("type", account.type());
        document.put("isActive", account.isActive());
        document.put("symbol", account.symbol());
        document.put("broughtForward", Money.usd(statement.broughtForwardCents()));
        document.put("balance", Money.usd(statement.balanceCents()));
        document.put("units", hasUnits ? Money.exact(statement.unitsE9(), 9, 0) : null);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Line line : statement.lines()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("time", line.dtposted());
            row.put("journalSequence", line.journalSequence());
            row.put("kind", line.kind());
            row.put("symbol", line.ticker());
            row.put("account", line.account());
            row.put("memo", line.memo());
            row.put("amount", Money.usd(line.amountCents()));
            row.put("balance", Money.usd(line.balanceCents()));
            row.put("units", line.qtyE9() == null ? null : Money.exact(line.qtyE9(), 9, 0));
            BigDecimal held = hasUnits ? Money.exact(line.unitsE9(), 9, 0) : null;
            row.put("held", held);
            lines.add(row);
        }
        document.put("lines", lines);
        return document;
    }
}
