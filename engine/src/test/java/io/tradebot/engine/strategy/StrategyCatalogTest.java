package io.tradebot.engine.strategy;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingType;
import io.tradebot.engine.settings.SettingsTable;
import org.junit.jupiter.api.Test;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StrategyCatalogTest {

    @Test
    void shouldFindTheBuiltInOnesInTheOrderOfTheirNames() {
        assertEquals(List.of("close", "mid", "open"), StrategyCatalog.load().stream().map(Strategy::name).toList());
    }

    @Test
    void shouldNotAskALoaderThatDoesNotKnowThisProgram() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader stranger = new URLClassLoader(new URL[0], null)) {
            thread.setContextClassLoader(stranger);
            assertEquals(3, StrategyCatalog.load().size());
            thread.setContextClassLoader(null);
            assertEquals(3, StrategyCatalog.load().size());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void shouldPutRowsOfStrategiesBehindTheStandardOnes() {
        SettingsTable table = StrategyCatalog.settingsTable(List.of(new OpenStrategy(), new Outside("gap", "GAP_MIN")));
        assertEquals(List.of("open", "mid", "close", "gap"), table.strategies());
        assertEquals("7", table.row("GAP_MIN").defaultText());
        assertNull(SettingsTable.standard().row("GAP_MIN"));
    }

    @Test
    void shouldRefuseRowsThatAreNotItsOwn() {
        refuses(new Outside("gap", "MAX_TRADES"), "brings the setting MAX_TRADES; its keys must start with GAP_");
        refuses(new Outside("mid", "MID_ADX_MAX"), "two rows of the settings table are named");
        refuses(new Outside("gap", "GAP_MIN") {
            @Override
            public List<Setting> settings() {
                return super.settings().subList(7, 8);
            }
        }, "lacks the settings every strategy has");
    }

    private static void refuses(Strategy strategy, String words) {
        IllegalStateException refused = assertThrows(IllegalStateException.class,
            () -> StrategyCatalog.settingsTable(List.of(strategy)));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
        assertTrue(refused.getMessage().contains(strategy.getClass().getName()), refused.getMessage());
    }

    /** A strategy with one setting of its own. */
    private static class Outside implements Strategy {

        private final String name;
        private final String key;

        Outside(String name, String key) {
            this.name = name;
            this.key = key;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<Setting> settings() {
            List<Setting> rows = new ArrayList<>(SettingsTable.strategyRows(name, "10:00", 5, 5, 5, "disabled", "0.01"));
            rows.add(Setting.of("Strategy " + name, key, SettingType.integer(0, 10), "", "7", "Smallest gap."));
            return rows;
        }

        @Override
        public void configure(EngineSettings settings) {
            throw new AssertionError("nothing is run here");
        }

        @Override
        public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
            throw new AssertionError("nothing is run here");
        }

        @Override
        public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
            throw new AssertionError("nothing is run here");
        }

        @Override
        public ExitPlan exitPlan() {
            throw new AssertionError("nothing is run here");
        }
    }
}
