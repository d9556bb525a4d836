package io.tradebot.ops.cli;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.replay.check.CheckReport;
import io.tradebot.replay.check.LookaheadCheck;
import io.tradebot.replay.check.WarmupCheck;
import io.tradebot.replay.data.MarketHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** What the commands that try to catch a strategy have in common. */
abstract class CheckCommand implements Callable<Integer> {

    private final Screen screen;

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    private CheckCommand(Screen screen) {
        this.screen = screen;
    }

    abstract CheckReport check(MarketHistory history, EngineSettings checked, LookaheadCheck.Progress progress);

    @Override
    public Integer call() {
        EngineSettings checked = settings.checked();
        MarketHistory history = market.read();
        CheckReport report;
        try (Progress progress = new Progress(screen, "check", "runs")) {
            report = check(history, checked, progress::at);
        }
        if (screen.isJson()) {
            screen.json(document(report));
        } else {
            report.findings().forEach(finding -> screen.line(finding.toString()));
            report.notes().forEach(note -> screen.line("note: " + note));
            screen.line((report.isClean() ? "nothing found" : "FOUND: " + report.findings().size()) + " in " + report.runCount()
                + " runs against " + report.decisionCount() + " decisions");
        }
        return (report.isClean() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    private static Map<String, Object> document(CheckReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("isClean", report.isClean());
        document.put("runCount", report.runCount());
        document.put("decisionCount", report.decisionCount());
        document.put("findings", report.findings());
        document.put("notes", report.notes());
        return document;
    }

    /** Does a decision depend on the future? */
    @Command(name = "lookahead", description = {"Try to catch strategies that know the future.",
        "Reads their classes for what the contract forbids, makes the same run twice, and cuts the data at many bars: no earlier decision",
        "may change. Ends with 0 when nothing was found, 3 otherwise."},
        footer = {"", "Example:", "  tradebot check lookahead --data out/demo/data --strategy open"})
    static final class Lookahead extends CheckCommand {

        @Option(names = "--cuts", paramLabel = "N", description = "Bars to cut at, first those that decided something; default 200.")
        private int cutCount = 200;

        @Option(names = "--every-bar", description = "Cut at every minute with bars; takes one run each.")
        private boolean isEveryBar;

        Lookahead(Screen screen) {
            super(screen);
        }

        @Override
        CheckReport check(MarketHistory history, EngineSettings checked, LookaheadCheck.Progress progress) {
            return LookaheadCheck.run(history, checked, isEveryBar ? Integer.MAX_VALUE : cutCount, progress);
        }
    }

    /** Does a decision depend on when the run began? */
    @Command(name = "warmup", description = {"Try to catch strategies that need more history than they say.",
        "Starts at later sessions, with the history behind them and without. Ends with 0 when nothing was found, 3 otherwise."},
        footer = {"", "Example:", "  tradebot check warmup --data out/demo/data --strategy open"})
    static final class Warmup extends CheckCommand {

        @Option(names = "--starts", paramLabel = "N", description = "Later sessions to start at; default 10.")
        private int startCount = 10;

        Warmup(Screen screen) {
            super(screen);
        }

        @Override
        CheckReport check(MarketHistory history, EngineSettings checked, LookaheadCheck.Progress progress) {
            return WarmupCheck.run(history, checked, startCount, progress);
        }
    }
}
