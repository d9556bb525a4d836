package io.tradebot.ops.cli;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerReport;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.audit.AuditReport;
import io.tradebot.replay.backtest.BacktestRequest;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.BacktestRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.SyntheticMarket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Shows the whole product on a made-up market. */
@Command(name = "demo", description = {"Make up a market, run a backtest on it, audit its journal, rebuild its books.",
    "No account, no network, no question. The chain head is the same on every machine."},
    footer = {"", "Example:", "  tradebot demo"})
final class DemoCommand implements Callable<Integer> {

    private final Screen screen;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to leave everything; default out/demo. Replaces an earlier demo there.")
    private Path out;

    @Option(names = "--keep", description = "Keep earlier demos: use the next out/demo-<n>.")
    private boolean isKeep;

    DemoCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (isKeep && out != null) {
            throw new CommandFailure(ExitCode.USAGE, "--keep chooses a new folder by itself and does not go with --out");
        }
        DemoFolder folder = isKeep ? DemoFolder.next() : DemoFolder.replacing(out == null ? DemoFolder.STANDARD : out);

        // 1. a market from a seed
        screen.note("1 of 4: making up " + SyntheticMarket.symbols().size() + " symbols and " + SyntheticMarket.sessions().size()
            + " sessions in " + folder.data());
        new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(folder.data());

        // 2. through the engine into a journal; trades, books and report from the journal
        screen.note("2 of 4: running them through the engine");
        EngineSettings settings = SettingsTable.standard().check(SyntheticMarket.demoSettings()).settings();
        BacktestRequest request = new BacktestRequest(DataPath.find(folder.data().toString()), SyntheticMarket.range(), Optional.empty(),
            settings, RunIdentity.BACKTEST, EngineHost.Kind.LOOP, folder.run());
        BacktestResult result;
        try (Progress progress = new Progress(screen, "backtest", "sessions")) {
            result = BacktestRun.run(request, progress::at);
        }

        // 3. every decision again
        screen.note("3 of 4: deciding everything again from the journal");
        AuditReport audit;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            audit = Audit.run(folder.run().journal(), progress::at);
        }

        // 4. the books again
        screen.note("4 of 4: dropping the books and building them again from the journal");
        LedgerRebuild rebuild = LedgerRebuild.of(folder.run());
        TrialBalance balance;
        try (LedgerDatabase database = LedgerDatabase.openReader(result.ledger())) {
            balance = new TrialBalance(LedgerReport.trialBalance(database));
        }

        if (screen.isJson()) {
            screen.json(document(result, audit, rebuild, balance));
        } else {
            print(result, audit, rebuild, balance);
        }
        return exitCode(audit, rebuild, balance).code();
    }

    private static ExitCode exitCode(AuditReport audit, LedgerRebuild rebuild, TrialBalance balance) {
        if (!audit.isIdentical()) {
            return AuditCommand.exitCode(audit);
        }
        return rebuild.isIdentical() && balance.isBalanced() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    private void print(BacktestResult result, AuditReport audit, LedgerRebuild rebuild, TrialBalance balance) {
        RunOutcome outcome = new RunOutcome(result);
        screen.text(outcome.tradesText());
        screen.line("");
        screen.text(balance.text());
        screen.line("");
        screen.text("audit       " + AuditCommand.text(audit));
        screen.line("rebuild     " + (rebuild.isIdentical() ? "identical: " : "DIFFERENT: ") + "the books built again have dump " + rebuild.after());
        screen.text(outcome.summaryText());
    }

    private static Map<String, Object> document(BacktestResult result, AuditReport audit, LedgerRebuild rebuild, TrialBalance balance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("chainHead", result.chainHead());
        document.put("backtest", new RunOutcome(result).document());
        document.put("audit", AuditCommand.document(audit));
        document.put("rebuild", rebuild.document());
        document.put("trialBalance", balance.document());
        return document;
    }
}
