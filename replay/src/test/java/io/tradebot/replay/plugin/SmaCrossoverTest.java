package io.tradebot.replay.plugin;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.projections.trade.Trade;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.audit.AuditReport;
import io.tradebot.replay.backtest.BacktestRequest;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.BacktestRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunFolder;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.SyntheticMarket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The example strategy (requirement S150), built into a jar of its own and run from outside. */
class SmaCrossoverTest {

    @TempDir
    static Path temp;
    private static Path jar;
    private static Path data;

    @BeforeAll
    static void build() throws IOException {
        jar = PluginJar.build(Path.of("src/it/sma-crossover"), temp);
        data = temp.resolve("data");
        new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(data);
    }

    @Test
    void shouldBeFoundBesideTheBuiltInOnesWithItsSettings() throws IOException {
        List<String> names = PluginJar.with(jar, () -> StrategyCatalog.load().stream().map(Strategy::name).toList());
        assertEquals(List.of("close", "mid", "open", "sma"), names);
        SettingsTable table = PluginJar.with(jar, StrategyCatalog::settingsTable);
        assertEquals("5", table.row("SMA_SHORT_WINDOW").defaultText());
        assertEquals("15", table.row("SMA_LONG_WINDOW").defaultText());
        assertTrue(table.template().contains("SMA_LONG_WINDOW=15"), "the template shows its settings");
    }

    @Test
    void shouldTradeThroughLoopAndRingAndBeAudited() throws IOException {
        BacktestResult loop = PluginJar.with(jar, () -> run("loop", EngineHost.Kind.LOOP, "5"));
        assertFalse(loop.trades().isEmpty());
        assertEquals(List.of("sma"), loop.trades().stream().map(Trade::strategy).distinct().toList());
        BacktestResult ring = PluginJar.with(jar, () -> run("ring", EngineHost.Kind.RING, "5"));
        assertEquals(loop.chainHead(), ring.chainHead());
        BacktestResult slower = PluginJar.with(jar, () -> run("slower", EngineHost.Kind.LOOP, "9"));
        assertFalse(slower.trades().equals(loop.trades()), "its own settings count");

        AuditReport audit = PluginJar.with(jar, () -> Audit.run(loop.folder().journal(), (done, total) -> { }));
        assertTrue(audit.isIdentical(), audit.toString());
        AuditReport without = Audit.run(loop.folder().journal(), (done, total) -> { });
        assertTrue(without.firstDifference().orElseThrow().toString().contains("SMA_SHORT_WINDOW"), without.toString());
    }

    private static BacktestResult run(String name, EngineHost.Kind host, String shortWindow) {
        EngineSettings settings = StrategyCatalog.settingsTable().check(SyntheticMarket.demoSettings(), SettingsFile.of("test",
            Map.of("STRATEGY_OVERRIDE", "null", "STRATEGY_SEQUENCE", "sma", "SMA_SHORT_WINDOW", shortWindow,
                "SHORT_TYPE_SMA", "ShortSell"))).settings();
        return BacktestRun.run(new BacktestRequest(DataPath.find(data.toString()), SyntheticMarket.range(), Optional.empty(),
            settings, RunIdentity.BACKTEST, host, new RunFolder(temp.resolve(name))), (done, total) -> { });
    }
}
