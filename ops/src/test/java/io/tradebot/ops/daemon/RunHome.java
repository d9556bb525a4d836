package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.SyntheticOptions;
import io.tradebot.adapters.paper.FaultPlan;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.RunMode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Stepped runs of a daemon for tests that need a home with something in it. */
public final class RunHome {

    static final String IDENTITY = "TEST_US_PAPER_BOT1";
    static final EngineSettings SETTINGS = EngineSettings.of(Map.of("BROKER_NAME", "PAPER", "ALPACA_ENABLED", "false", "MIN_VOLUME_THRESHOLD", "0",
        "STRAT_OPEN_BUFFER", "0.001", "SLEEP_TIME", "5s"));

    private RunHome() {
    }

    /** A request for a signed journal; the home is made. */
    static DaemonRequest request(Path folder, String from, String until) throws IOException {
        Home home = new Home(folder);
        home.create();
        return new DaemonRequest(home, SETTINGS, IDENTITY, RunMode.PAPER, new SyntheticSource(SyntheticOptions.bars(11).withSymbols(4)), FaultPlan.of(7),
            new DaemonRequest.Pacing(DaemonRequest.Kind.STEPPED, 0), nanos(from), nanos(until), SealKey.openOrCreate(home.keys().resolve("journal-seal.pem")));
    }

    /** Runs from one time to another. */
    public static Daemon.Result run(Path folder, String from, String until) throws Exception {
        return new Daemon(request(folder, from, until)).run();
    }

    static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
