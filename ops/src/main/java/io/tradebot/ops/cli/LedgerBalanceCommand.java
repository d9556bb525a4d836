package io.tradebot.ops.cli;

import io.tradebot.projections.ledger.LedgerReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints the trial balance. */
@Command(name = "balance", description = "Print the trial balance: debits equal credits, or the books are wrong.",
    footer = {"", "Examples:", "  tradebot ledger balance out/backtest-1", "  tradebot ledger balance out/backtest-1 --as-of 2024-11-05T15:00Z"})
final class LedgerBalanceCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "Folder of a run, or a ledger file.")
    private Path folder;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    LedgerBalanceCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (RunBooks books = RunBooks.open(folder, asOf.cut())) {
            TrialBalance balance = new TrialBalance(LedgerReport.trialBalance(books.database()));
            if (screen.isJson()) {
                Map<String, Object> document = books.document();
                document.putAll(balance.document());
                screen.json(document);
            } else {
                screen.text(balance.text());
            }
            return (balance.isBalanced() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
        }
    }
}
