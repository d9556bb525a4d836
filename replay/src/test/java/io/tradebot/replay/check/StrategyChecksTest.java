package io.tradebot.replay.check;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.replay.data.BarSeries;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.HistoricalReader;
import io.tradebot.replay.data.MarketHistory;
import io.tradebot.replay.data.SyntheticMarket;
import io.tradebot.replay.plugin.PluginJar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StrategyChecksTest {

    @TempDir
    static Path temp;
    private static MarketHistory history;
    private static Path cheats;

    @BeforeAll
    static void prepare() throws IOException {
        new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(temp.resolve("data"));
        history = new HistoricalReader(SyntheticMarket.range()).read(DataPath.find(temp.resolve("data").toString()));
        cheats = PluginJar.build(Path.of("src/it/cheats"), temp.resolve("cheats"));
    }

    @Test
    void shouldFindNothingInTheBuiltInStrategies() {
        CheckReport lookahead = LookaheadCheck.run(history, all(), 12, (done, total) -> { });
        assertEquals(List.of(), lookahead.findings());
        assertEquals(14, lookahead.runCount());
        assertTrue(lookahead.decisionCount() > 500, "only " + lookahead.decisionCount() + " decisions were compared");
        CheckReport warmup = WarmupCheck.run(history, all(), 3, (done, total) -> { });
        assertEquals(List.of(), warmup.findings());
        assertTrue(warmup.notes().get(0).contains("VOLUME"), "without history the average volume is missing: " + warmup.notes());
    }

    @Test
    void shouldCatchOneThatRemembersAnEarlierRun() throws IOException {
        CheckReport report = PluginJar.with(cheats, () -> LookaheadCheck.run(history, only("remembers"), 12, (done, total) -> { }));
        assertEquals(Set.of(CheckFinding.Kind.REPEAT, CheckFinding.Kind.LOOKAHEAD), kinds(report));
        CheckFinding cut = report.findings().get(1);
        assertTrue(cut.text().matches("with data to the end nothing, with data to \\S+ SignalRaised strategy=remembers .*"), cut.text());
    }

    @Test
    void shouldNameWhatTheContractForbidsInAClassAndWhatItCalls() throws IOException {
        CheckReport report = PluginJar.with(cheats, () -> LookaheadCheck.run(history, only("reads"), 1, (done, total) -> { }));
        assertEquals(Set.of(CheckFinding.Kind.CONTRACT), kinds(report));
        String text = report.findings().toString();
        assertTrue(text.contains("CONTRACT com.example.cheat.ReadsFiles$Paper: uses java.nio.file.Files"), text);
        assertTrue(text.contains("CONTRACT com.example.cheat.ReadsFiles: has the static variable callCount"), text);
    }

    @Test
    void shouldCatchOneThatKeepsSomethingFromDayToDay() throws IOException {
        assertEquals(List.of(), PluginJar.with(cheats, () -> LookaheadCheck.run(history, only("counts"), 5, (done, total) -> { })).findings());
        CheckReport report = PluginJar.with(cheats, () -> WarmupCheck.run(history, only("counts"), 2, (done, total) -> { }));
        assertTrue(kinds(report).contains(CheckFinding.Kind.LATE_START), report.toString());
    }

    @Test
    void shouldCutAtATimeAndKeepSymbols() {
        String symbol = history.symbols().get(0);
        BarSeries bars = history.minuteBars(symbol);
        long cut = bars.startNanos(500) + BarSeries.BAR_NANOS;
        MarketHistory known = history.until(cut);
        assertEquals(501, known.minuteBars(symbol).count(), "a bar is known at its end");
        assertEquals(500, history.until(cut - 1).minuteBars(symbol).count());
        assertEquals(history.symbols(), history.until(0).symbols());
        int day = (int) (cut / 86_400_000_000_000L);
        assertTrue(known.dailyBars(symbol).bar(known.dailyBars(symbol).count() - 1).epochDay() < day, "a day is known when it is over");

        MarketHistory later = history.from(day, true);
        assertEquals(bars.count(), later.minuteBars(symbol).count() + later.earlierMinuteBars(symbol).count() - history.earlierMinuteBars(symbol).count());
        assertTrue(later.minuteBars(symbol).startNanos(0) >= day * 86_400_000_000_000L);
        MarketHistory bare = history.from(day, false);
        assertEquals(0, bare.earlierMinuteBars(symbol).count());
        assertEquals(later.minuteBars(symbol).count(), bare.minuteBars(symbol).count());
        assertTrue(bare.dailyBars(symbol).bar(0).epochDay() >= day);
    }

    private static Set<CheckFinding.Kind> kinds(CheckReport report) {
        return report.findings().stream().map(CheckFinding::kind).collect(Collectors.toSet());
    }

    private static EngineSettings all() {
        return StrategyCatalog.settingsTable().check(SyntheticMarket.demoSettings(),
            SettingsFile.of("test", Map.of("STRATEGY_OVERRIDE", "null"))).settings();
    }

    private static EngineSettings only(String strategy) {
        return StrategyCatalog.settingsTable().check(SyntheticMarket.demoSettings(), SettingsFile.of("test",
            Map.of("STRATEGY_OVERRIDE", strategy))).settings();
    }
}
