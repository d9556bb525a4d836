package io.tradebot.replay.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.replay.backtest.BacktestRequest;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.BacktestRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunFolder;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real bars, all strategies: no orphan, and the numbers shown give the verdict of every decision (../shared). */
class ExplainSharedTest {

    private static final Path SHARED = Path.of("..", "..", "shared");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"seed", "demo", "short", "risk"})
    void shouldExplainEveryDecisionOfTheExpectedRuns(String profile) throws IOException {
        Path expected = SHARED.resolve("expected");
        Assumptions.assumeTrue(Files.isDirectory(expected), "skipped: ../shared/expected is not beside the project");
        SettingsFile file = SettingsFile.parse(profile, Files.readAllBytes(expected.resolve("profiles").resolve(profile + ".env")));
        EngineSettings settings = SettingsTable.standard().check(file).settings();
        BacktestResult result = BacktestRun.run(new BacktestRequest(DataPath.find(SHARED.resolve("data").toString()), DateRange.ALL,
            Optional.empty(), settings, RunIdentity.BACKTEST, EngineHost.Kind.LOOP, new RunFolder(temp.resolve(profile))), (done, total) -> { });

        Orphans orphans = Orphans.in(result.folder().journal());
        assertEquals(List.of(), orphans.list());
        assertTrue(orphans.checkedCount() > 0, "nothing was checked");
        int count = 0;
        for (Chain chain : AllChains.of(result.folder().journal(), result.ledger())) {
            for (Step step : chain.steps()) {
                for (Arithmetic arithmetic : step.arithmetic()) {
                    String where = chain.strategy() + ' ' + chain.symbol() + " at " + step.sequence() + '.' + step.index() + ": " + arithmetic.text();
                    assertTrue(arithmetic.agrees(), where);
                    String outcome = arithmetic.text().contains("?") ? arithmetic.outcome()
                        : new BigDecimal(arithmetic.outcome()).stripTrailingZeros().toPlainString();
                    assertEquals(outcome, Recomputation.of(arithmetic.text()), where);
                    boolean isMissedSignal = step.stage() == Stage.WATCH && !chain.strategy().equals("close") && arithmetic.outcome().equals("yes");
                    assertFalse(isMissedSignal, "a signal that was not raised: " + where); // close asks for two things at once
                    count++;
                }
            }
        }
        assertTrue(count > 100, "only " + count + " numbers were worked out again");
        explainAnOrderOfEachRole(result);
    }

    private static void explainAnOrderOfEachRole(BacktestResult result) {
        Map<String, Fact> orderByRole = new TreeMap<>();
        AllChains.orders(result.folder().journal()).forEach(order -> orderByRole.putIfAbsent(order.word("role"), order));
        orderByRole.values().forEach(order -> AllChains.explain(result.folder().journal(), Optional.of(result.ledger()),
            Long.toString(order.number("orderId"))).forEach(chain -> AllChains.assertExplains(chain, order)));
        assertTrue(orderByRole.containsKey("PROTECTIVE_STOP"), orderByRole.keySet()::toString);
    }
}
