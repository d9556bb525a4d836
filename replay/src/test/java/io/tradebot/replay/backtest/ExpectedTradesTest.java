package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Real minute bars give the trades that two other programs found by the same rules (../shared/expected). */
class ExpectedTradesTest {

    private static final Path SHARED = Path.of("..", "..", "shared");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"seed", "demo", "short", "risk"})
    void shouldGiveTheExpectedTradesAndDecisions(String profile) throws IOException {
        compare(profile, "null", "shared-licensed_" + profile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "demo", "short"})
    void shouldGiveTheExpectedTradesAndDecisionsOfOpen(String profile) throws IOException {
        compare(profile, "open", "shared-licensed_" + profile + "-open");
    }

    private void compare(String profile, String strategyOverride, String name) throws IOException {
        Path expected = SHARED.resolve("expected");
        Assumptions.assumeTrue(Files.isDirectory(expected), "skipped: ../shared/expected is not beside the project");
        SettingsFile file = SettingsFile.parse(profile, Files.readAllBytes(expected.resolve("profiles").resolve(profile + ".env")));
        EngineSettings settings = SettingsTable.standard()
            .check(file, SettingsFile.of("test", Map.of("STRATEGY_OVERRIDE", strategyOverride))).settings();

        RunFolder folder = new RunFolder(temp.resolve(profile));
        BacktestRun.run(new BacktestRequest(DataPath.find(SHARED.resolve("data").toString()), DateRange.ALL, Optional.empty(),
            settings, RunIdentity.BACKTEST, EngineHost.Kind.LOOP, folder), (done, total) -> { });

        assertEquals(Files.readString(expected.resolve(name + ".csv")), Files.readString(folder.trades()));
        assertEquals(Files.readString(expected.resolve(name + ".decisions.csv")), withoutFallbacks(folder.decisions()));
    }

    /** We also say when a slot falls back; the expected file leaves that to be concluded. */
    private static String withoutFallbacks(Path decisions) throws IOException {
        try (Stream<String> lines = Files.lines(decisions)) {
            return lines.filter(line -> !line.split(",", -1)[2].equals("FALLBACK")).map(line -> line + "\n").collect(Collectors.joining());
        }
    }
}
