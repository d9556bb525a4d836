package io.tradebot.ops.cli;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.replay.backtest.BacktestRequest;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.BacktestRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.data.GenericCsvFormat;
import io.tradebot.replay.data.IgnoredFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs history through the engine. */
@Command(name = "backtest", description = {"Run historical minute bars through the engine; leave journal, trades, books and a report.",
    "Nothing is traded on data with errors: all of them are named."},
    footer = {"", "Examples:", "  tradebot backtest --data prices/ --start 2023-01-01 --settings my.env",
        "  tradebot backtest --data SPY.csv --csv-symbol SPY \\", "    --csv-columns time=Datetime,open=Open,high=High,low=Low \\",
        "    --csv-zone America/New_York --csv-stamp end"})
final class BacktestCommand implements Runnable {

    private static final int IGNORED_SHOWN_MAX = 3;

    private final Screen screen;

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "New or empty folder for the results; default: the next out/backtest-<n>.")
    private Path out;

    @Option(names = "--pipeline", paramLabel = "HOST", defaultValue = "LOOP",
        description = "LOOP: one thread; RING: the Disruptor of a live session. Both write the same journal.")
    private EngineHost.Kind pipeline;

    @ArgGroup(validate = false, heading = "%nMinute bars in another CSV form:%n")
    private CsvOptions csv = new CsvOptions();

    /** The options that describe a CSV form; each one empty when it was not given. */
    static final class CsvOptions {

        @Option(names = "--csv-columns", paramLabel = "MAP",
            description = "Header names: time=Date,open=O,... (date, time, symbol, open, high, low, close, volume).")
        private Optional<String> columns = Optional.empty();

        @Option(names = "--csv-zone", paramLabel = "ZONE", description = "Zone of times without an offset, such as America/New_York; default UTC.")
        private Optional<String> zone = Optional.empty();

        @Option(names = "--csv-stamp", paramLabel = "start|end", description = "What a bar's time names; default start.")
        private Optional<String> stamp = Optional.empty();

        @Option(names = "--csv-symbol", paramLabel = "SYMBOL", description = "Symbol of all rows, when there is no symbol column.")
        private Optional<String> symbol = Optional.empty();

        @Option(names = "--csv-time", paramLabel = "FORM", description = "wall, epoch-seconds or epoch-millis; default wall.")
        private Optional<String> time = Optional.empty();

        @Option(names = "--csv-separator", paramLabel = "CHAR", description = "Character between fields, or tab; default a comma.")
        private Optional<String> separator = Optional.empty();

        /** Empty when no option was given: the plain and the LEAN forms are recognised by themselves. */
        Optional<GenericCsvFormat> format() {
            boolean isGiven = columns.isPresent() || zone.isPresent() || stamp.isPresent() || symbol.isPresent()
                || time.isPresent() || separator.isPresent();
            return isGiven ? Optional.of(GenericCsvFormat.parse(columns, zone, stamp, symbol, time, separator)) : Optional.empty();
        }
    }

    BacktestCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Optional<GenericCsvFormat> csvFormat = csv.format();
        DateRange range = market.range();
        EngineSettings checked = settings.checked();
        DataPath path = market.path();
        BacktestRequest request = new BacktestRequest(path, range, csvFormat, checked, RunIdentity.BACKTEST, pipeline,
            out == null ? ResultFolder.next("backtest") : ResultFolder.named(out));
        BacktestResult result;
        try (Progress progress = new Progress(screen, "backtest", "sessions")) {
            result = BacktestRun.run(request, progress::at);
        }
        RunOutcome outcome = new RunOutcome(result);
        noteIgnored(result.ignored());
        if (screen.isJson()) {
            screen.json(outcome.document());
        } else {
            screen.text(outcome.tradesText());
            screen.line("");
            screen.text(outcome.summaryText());
        }
    }

    private void noteIgnored(List<IgnoredFile> ignored) {
        ignored.stream().limit(IGNORED_SHOWN_MAX).forEach(file -> screen.note(file.toString()));
        if (ignored.size() > IGNORED_SHOWN_MAX) {
            screen.note("and " + (ignored.size() - IGNORED_SHOWN_MAX) + " more files and folders ignored; --json lists all");
        }
    }
}
