package io.tradebot.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tradebot.journal.event.ShortType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTableTest {

    private final SettingsTable table = SettingsTable.standard();

    /** The keys that requirements section 2 names (S022 to S082), without those it has replaced. */
    @ParameterizedTest
    @ValueSource(strings = {"ENVIRONMENT", "LOCAL", "LOCAL_IP", "LOCAL_PORT", "REMOTE_IP", "REMOTE_PORT", "FINNHUB_API_KEY",
        "ALPACA_PAPER_API_KEY", "ALPACA_PAPER_SECRET_KEY", "ALPACA_LIVE_API_KEY", "ALPACA_LIVE_SECRET_KEY", "ALPACA_PAPER_URL",
        "ALPACA_LIVE_URL", "IBKR_PAPER_USERNAME", "IBKR_PAPER_ACCOUNT_NUMBER", "IBKR_PAPER_PASSWORD", "IBKR_LIVE_API_KEY",
        "IBKR_LIVE_SECRET_KEY", "ALERT_EMAIL", "SMTP_USER", "SMTP_PASS", "SMTP_HOST", "SMTP_PORT", "VERSION_TAG", "BUILD_MODE",
        "DISABLE_ALL_TRADES", "FORCE_PAPER_EXPORT", "DEBUG_LOG_LEVEL", "ENABLE_LOGGING", "LOG_FORMAT", "TRADE_CONFIRMATION_REQUIRED",
        "API_RETRY_LIMIT", "FRACTIONAL", "TOTAL_ALLOCATION", "MAX_TRADES", "WEIGHTS", "CANDIDATE_MULTIPLIER", "DAILY_LOSS_LIMIT",
        "MAX_RISK_PER_TRADE", "MAX_OPEN_POSITIONS", "REBALANCE_TRIGGER_PCT", "MIN_PRICE", "MAX_PRICE", "MIN_VOLUME_THRESHOLD",
        "ALPACA_ENABLED", "IBKR_ENABLED", "BROKER_NAME", "ALPACA_MODE", "IBKR_MODE", "STRATEGY_SEQUENCE", "STRATEGY_OVERRIDE",
        "TRADING_DAYS", "TIMEZONE", "TBOT_SUPERVISOR_UTC_HHMM", "SLEEP_TIME", "STRAT_OPEN_ENABLED", "STRAT_MID_ENABLED",
        "STRAT_CLOSE_ENABLED", "START_TIME_OPEN", "START_TIME_MID", "START_TIME_CLOSE", "OPEN_ANALYSIS_TIME", "OPEN_MONITORING_TIME",
        "MID_ANALYSIS_TIME", "MID_MONITORING_TIME", "CLOSE_ANALYSIS_TIME", "CLOSE_MONITORING_TIME", "OPEN_BREAKOUT_TIME",
        "MID_BREAKOUT_TIME", "CLOSE_BREAKOUT_TIME", "STRAT_OPEN_BUFFER", "STRAT_MID_VWAP_THRESHOLD", "STRAT_CLOSE_VIX_THRESHOLD",
        "SHORT_TYPE_OPEN", "SHORT_TYPE_MID", "SHORT_TYPE_CLOSE", "ADX_FILTER_ENABLED", "NOTIFY_ON_FILL", "NOTIFY_ON_EXIT",
        "GNC_EXPORT_MODE", "TRADING_BOT__WEBHOOK__SECRET"})
    void shouldHaveTheKeysOfTheRequirements(String key) {
        assertNotNull(table.row(key), key);
    }

    @Test
    void shouldKeepCredentialsSecretAndNothingElse() {
        List<String> words = List.of("KEY", "SECRET", "PASS", "TOKEN", "USER", "ACCOUNT", "EMAIL", "SMTP", "WEBHOOK_URL");
        for (Setting row : table.rows()) {
            assertEquals(words.stream().anyMatch(row.key()::contains), row.isSecret(), row.key());
            assertEquals(row.isSecret(), row.section().startsWith("Secrets"), row.key());
        }
    }

    @Test
    void shouldWriteItsDefaultsInCanonicalForm() throws RefusedValueException {
        for (Setting row : table.rows()) {
            if (!row.isSecret()) {
                assertEquals(row.defaultText(), row.type().canonical(row.defaultText()), row.key());
            }
        }
    }

    @Test
    void shouldExplainEachRowInASentence() {
        Set<String> keys = new HashSet<>();
        for (Setting row : table.rows()) {
            assertTrue(row.meaning().matches("[A-Za-z].*[.]") && !row.meaning().contains("\n"), row.key());
            assertTrue(keys.add(row.key()), row.key());
        }
    }

    @Test
    void shouldRenderATemplateThatReadsBackAsTheDefaults() {
        String template = table.template();
        SettingsFile file = SettingsFile.parse("template", template);
        assertEquals(EngineSettings.defaults(), table.check(file).settings());
        assertEquals(table.rows().stream().filter(row -> !row.isSecret()).map(Setting::key).toList(),
            file.entries().stream().map(SettingsFile.Entry::key).toList());
        for (Setting row : table.rows()) {
            assertTrue(template.contains("\n# " + row.meaning() + "\n# " + row.rangeText() + "\n" + (row.isSecret() ? "#" : "")
                + row.key() + "=" + row.defaultText() + "\n"), row.key());
        }
        assertTrue(template.contains("# ratio (fraction), 0 to 1, at most 0.05 when MODE=live, default 0.025; may change while a trading day is open\nMAX_RISK_PER_TRADE=0.025\n"));
        assertTrue(template.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7f), "the template is plain ASCII");
    }

    @Test
    void shouldFindRowsByTheirOtherNames() {
        assertSame(table.row("STRAT_OPEN_TRAIL"), table.row("TRAIL"));
        assertSame(table.row("MID_ADX_FILTER"), table.row("ADX_FILTER_ENABLED"));
        assertNull(table.row("NO_SUCH_KEY"));
    }

    @Test
    void shouldTakeRowsOfAStrategyFromOutside() {
        SettingsTable wider = table.plus(SettingsTable.strategyRows("sma", "11:00", 15, 60, 120, "disabled", "0.01"));
        assertEquals(List.of("open", "mid", "close", "sma"), wider.strategies());
        EngineSettings settings = wider.check(SettingsFile.parse("s.env", "STRATEGY_SEQUENCE=sma\nSMA_BREAKOUT_TIME=90")).settings();
        assertEquals(new StrategySettings("sma", true, 660, 15, 90, 120, ShortType.DISABLED, 10_000), settings.strategy("sma"));
        assertEquals(settings, EngineSettings.fromJournal(wider, settings.entries()));
        assertFalse(table.check(SettingsFile.parse("s.env", "STRATEGY_SEQUENCE=sma")).problems().isEmpty());
        assertThrows(IllegalArgumentException.class, () -> wider.plus(wider.rows()));
    }

    @Test
    void shouldStateTheVersionOfTheBuild() throws IOException {
        Path pom = rootFile("pom.xml");
        assumeTrue(pom != null, "skipped: not run from a source tree");
        String text = Files.readString(pom, StandardCharsets.UTF_8);
        String version = text.replaceAll("(?s).*?<artifactId>tradebot</artifactId>\\s*<version>([^<]+)</version>.*", "$1");
        assertEquals(SettingsTable.PRODUCT_VERSION_TAG, "v" + version);
    }

    private static Path rootFile(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("engine")) && Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        return null;
    }
}
