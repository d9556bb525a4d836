package io.tradebot.ops.cli;

import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints the trial balance. */
@Command(name = "balance", description = "Print the trial balance: debits equal credits, or the books are wrong.",
    footer = {"", "Example:", "  tradebot ledger balance out/backtest-1"})
final class LedgerBalanceCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "Folder of a run, or a ledger file.")
    private Path folder;

    LedgerBalanceCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        Path ledger = LedgerFile.existing(folder);
        TrialBalance balance;
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            balance = new TrialBalance(LedgerReport.trialBalance(database));
        }
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("ledger", ledger.toString());
            document.putAll(balance.document());
            screen.json(document);
        } else {
            screen.text(balance.text());
        }
        return (balance.isBalanced() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }
}
