package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.SyntheticMarket;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The demo's market and settings, for tests that need a whole run. */
public final class DemoRun {

    private DemoRun() {
    }

    /** Settings of the demo. */
    public static EngineSettings settings() {
        return SettingsTable.standard().check(SyntheticMarket.demoSettings()).settings();
    }

    /** Runs the demo's market under {@code temp}; the data are made once. */
    public static BacktestResult run(Path temp, String name, EngineHost.Kind host) {
        return run(temp, name, host, settings());
    }

    /** Runs the demo's market with other settings. */
    public static BacktestResult run(Path temp, String name, EngineHost.Kind host, EngineSettings settings) {
        Path data = temp.resolve("data");
        if (!Files.exists(data)) {
            new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(data);
        }
        return BacktestRun.run(new BacktestRequest(DataPath.find(data.toString()), SyntheticMarket.range(), Optional.empty(),
            settings, RunIdentity.BACKTEST, host, new RunFolder(temp.resolve(name))), (done, total) -> { });
    }
}
