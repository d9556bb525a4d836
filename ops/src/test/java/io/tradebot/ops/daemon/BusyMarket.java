package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.SyntheticOptions;
import io.tradebot.adapters.paper.FaultPlan;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.RunMode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A morning on which most of 120 symbols break out in their second minute, with stops so far away that they do not fill. Prepared in
 * stepped time, gone on with at the speed of a clock.
 */
final class BusyMarket {

    private static final long SEED = 7;
    private static final int SYMBOLS = 120;
    private static final int SLOTS = 100;

    private BusyMarket() {
    }

    private static EngineSettings settings(String buffer) {
        return EngineSettings.of(Map.ofEntries(Map.entry("BROKER_NAME", "PAPER"), Map.entry("ALPACA_ENABLED", "false"),
            Map.entry("MIN_VOLUME_THRESHOLD", "0"), Map.entry("STRATEGY_OVERRIDE", "open"), Map.entry("STRAT_OPEN_BUFFER", buffer),
            Map.entry("STRAT_OPEN_TRAIL", "0.6"), Map.entry("OPEN_ANALYSIS_TIME", "1"), Map.entry("OPEN_BREAKOUT_TIME", "90"), Map.entry("OPEN_MONITORING_TIME", "120"),
            Map.entry("SHORT_TYPE_OPEN", "ShortSell"), Map.entry("SLEEP_TIME", "5s"), Map.entry("MAX_OPEN_POSITIONS", "200"),
            Map.entry("MAX_TRADES", Integer.toString(SLOTS)), Map.entry("WEIGHTS", String.join(",", Collections.nCopies(SLOTS, "0.01")))));
    }

    private static DaemonRequest request(Path home, String buffer, DaemonRequest.Pacing pacing, long endNanos) {
        return new DaemonRequest(new Home(home), settings(buffer), PaperDay.IDENTITY, RunMode.PAPER,
            new SyntheticSource(SyntheticOptions.bars(SEED).withSymbols(SYMBOLS)), FaultPlan.of(0), pacing, PaperDay.at("13:20:00"), endNanos, null);
    }

    /** Runs the morning until this time, as fast as can be; what is open stays open. */
    static void prepare(Path home, String buffer, String until) throws IOException, InterruptedException {
        Daemon.Result result = new Daemon(request(home, buffer, new DaemonRequest.Pacing(DaemonRequest.Kind.STEPPED, 0), PaperDay.at(until))).run();
        if (result.fault() != null) {
            throw new AssertionError("the morning was not prepared", result.fault());
        }
    }

    /** Goes on where the journal of the home ends, at so many times the speed of a wall clock, until it is stopped. */
    static DaemonRequest goOn(Path home, String buffer, int factor) {
        return request(home, buffer, new DaemonRequest.Pacing(DaemonRequest.Kind.ACCELERATED, factor * 1_000_000L), Long.MAX_VALUE);
    }

    /** A copy of a home in which no process runs. */
    static Path copy(Path home, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, target.resolve(home.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return target;
    }
}
