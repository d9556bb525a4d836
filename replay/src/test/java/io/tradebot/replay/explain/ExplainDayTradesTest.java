package io.tradebot.replay.explain;

import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.data.SyntheticMarket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The count of day trades holds below a float only: what is shown must give the verdict on both sides of it. */
class ExplainDayTradesTest {

    @TempDir
    private Path temp;

    @Test
    void shouldSayThatTheFloatFreesFromTheCount() {
        String text = explained("50000.00");
        assertTrue(text.contains("float 50000.00 >= float without a count 25000.00 ? yes"), text);
        assertFalse(text.contains("DAY_TRADES: REFUSED"), text);
    }

    @Test
    void shouldCompareTheCountBelowThatFloat() {
        String text = explained("20000.00");
        assertTrue(text.contains("float 20000.00 < float without a count 25000.00 ? yes"), text);
        assertTrue(text.contains("day trades 3 < limit 3 ? no"), text);
        assertTrue(text.contains("DAY_TRADES: REFUSED"), text);
    }

    private String explained(String startFloat) {
        BacktestResult run = DemoRun.run(temp, "run", EngineHost.Kind.LOOP, SettingsTable.standard().check(SyntheticMarket.demoSettings(),
            SettingsFile.of("test", Map.of("PDT_ENFORCE", "true", "START_FLOAT", startFloat))).settings());
        List<Chain> chains = AllChains.of(run.folder().journal(), run.ledger());
        chains.forEach(chain -> assertEquals(List.of(), chain.disagreements(), chain.subject()));
        return ChainText.of(chains);
    }
}
