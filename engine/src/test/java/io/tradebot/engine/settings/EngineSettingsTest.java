package io.tradebot.engine.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tradebot.journal.event.ShortType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSettingsTest {

    /** The defaults that strategy-rules section 10 states, literally. */
    private static final String SECTION_10 = """
        START_TIME_OPEN=09:30
        START_TIME_MID=10:30
        START_TIME_CLOSE=14:30
        TIMEZONE=America/New_York
        OPEN_ANALYSIS_TIME=20
        MID_ANALYSIS_TIME=10
        CLOSE_ANALYSIS_TIME=10
        OPEN_MONITORING_TIME=30
        MID_MONITORING_TIME=45
        CLOSE_MONITORING_TIME=30
        STRAT_OPEN_BUFFER=0.02
        STRAT_MID_VWAP_THRESHOLD=0.02
        STRAT_CLOSE_VIX_THRESHOLD=15
        SHORT_TYPE_OPEN=disabled
        SHORT_TYPE_MID=InverseETF
        SHORT_TYPE_CLOSE=LongPut
        TOTAL_ALLOCATION=0.02
        MAX_TRADES=4
        WEIGHTS=0.4,0.2,0.2,0.2
        DAILY_LOSS_LIMIT=0.05
        MAX_RISK_PER_TRADE=0.025
        MAX_OPEN_POSITIONS=5
        FRACTIONAL=true
        MIN_PRICE=2
        MAX_PRICE=100
        MIN_VOLUME_THRESHOLD=1000000
        STRAT_OPEN_TRAIL=0.02
        STRAT_MID_STOP=0.015
        STRAT_CLOSE_STOP=0.02
        MID_ADX_MAX=25
        MID_BOLLINGER_K=2
        MAX_SPREAD=0.015
        HARD_EXIT_MINUTES=5
        TRADING_DAYS=mon,tue,wed,thu,fri
        OPEN_BREAKOUT_TIME=15
        MID_BREAKOUT_TIME=20
        CLOSE_BREAKOUT_TIME=15
        CANDIDATE_MULTIPLIER=3
        CLOSE_TREND_MIN=0.005
        CLOSE_SPIKE_MIN=0.01
        VIX_MAX_AGE_SECONDS=900
        MIN_ORDER_NOTIONAL=1.00
        START_FLOAT=100000.00
        SLIPPAGE=0.0001
        COMMISSION_PER_ORDER=0.00
        COMMISSION_PER_SHARE=0.00
        PDT_ENFORCE=false
        CIRCUIT_BREAKER_DRAWDOWN=0.1
        MID_REVERSAL_FILTER=true
        MID_ADX_FILTER=true
        MID_BOLLINGER_FILTER=true
        INVERSE_ETF_MAP=
        UNIVERSE=
        STRATEGY_SEQUENCE=open,mid,close
        STRATEGY_OVERRIDE=null
        STRAT_OPEN_ENABLED=true
        STRAT_MID_ENABLED=true
        STRAT_CLOSE_ENABLED=true
        DISABLE_ALL_TRADES=false
        """;

    @Test
    void shouldHaveTheDefaultsOfTheStrategyRules() {
        EngineSettings settings = EngineSettings.defaults();
        for (String line : SECTION_10.lines().toList()) {
            String key = line.substring(0, line.indexOf('='));
            assertEquals(line, key + "=" + settings.value(key));
        }
    }

    @Test
    void shouldScaleTheDefaults() {
        EngineSettings settings = EngineSettings.defaults();
        assertEquals(new StrategySettings("open", true, 570, 20, 15, 30, ShortType.DISABLED, 20_000), settings.strategy("open"));
        assertEquals(new StrategySettings("mid", true, 630, 10, 20, 45, ShortType.INVERSE_ETF, 15_000), settings.strategy("mid"));
        assertEquals(new StrategySettings("close", true, 870, 10, 15, 30, ShortType.LONG_PUT, 20_000), settings.strategy("close"));
        assertEquals("[20000, 20000, true, true, 25000000, true, 200, 1500000000, 900, 5000, 10000]", Arrays.asList(
            settings.openBufferPpm(), settings.midVwapThresholdPpm(), settings.isMidReversalFilterOn(), settings.isMidAdxFilterOn(),
            settings.midAdxMaxE6(), settings.isMidBollingerFilterOn(), settings.midBollingerKHundredths(),
            settings.closeVixThresholdE8(), settings.vixAgeSecondsMax(), settings.closeTrendMinPpm(), settings.closeSpikeMinPpm()).toString());
        assertEquals("[200000000, 10000000000, 1000000, 15000, 3, 20000, 4, true, 5, 25000, 100, 50000, 100000, false]", Arrays.asList(
            settings.minPriceE8(), settings.maxPriceE8(), settings.minVolumeShares(), settings.maxSpreadPpm(),
            settings.candidateMultiplier(), settings.totalAllocationPpm(), settings.maxTrades(), settings.isFractional(),
            settings.maxOpenPositions(), settings.maxRiskPerTradePpm(), settings.minOrderNotionalCents(),
            settings.dailyLossLimitPpm(), settings.circuitBreakerDrawdownPpm(), settings.isPdtEnforced()).toString());
        assertEquals("[10000000, 100, 0, 0, off, 5, false, false, false, America/New_York]", Arrays.asList(
            settings.startFloatCents(), settings.slippagePpm(), settings.commissionPerOrderCents(),
            settings.commissionPerShareMicros(), settings.feeSchedule(), settings.hardExitMinutes(), settings.isLive(), settings.isTradingDisabled(),
            settings.isConfirmationRequired(), settings.timeZone()).toString());
        assertArrayEquals(new long[] {400_000, 200_000, 200_000, 200_000}, settings.weightsPpm());
        assertArrayEquals(new String[] {"open", "mid", "close"}, settings.strategySequence());
        assertArrayEquals(new String[0], settings.universe());
        assertNull(settings.strategyOverride());
        assertNull(settings.inverseEtf("SPY"));
        assertTrue(settings.isTradingDay(1) && settings.isTradingDay(5));
        assertFalse(settings.isTradingDay(6) || settings.isTradingDay(7));
    }

    @Test
    void shouldReadListsAndMaps() {
        EngineSettings settings = EngineSettings.of(Map.of("UNIVERSE", "SPY, AAPL,BRK.B", "INVERSE_ETF_MAP", "*:SH,QQQ:SQQQ,SPY:SH",
            "TRADING_DAYS", "fri,mon", "STRATEGY_OVERRIDE", "open", "COMMISSION_PER_SHARE", "0.005", "TRAIL", "0.03"));
        assertArrayEquals(new String[] {"AAPL", "BRK.B", "SPY"}, settings.universe());
        assertEquals("SQQQ", settings.inverseEtf("QQQ"));
        assertEquals("SH", settings.inverseEtf("AAPL"));
        assertArrayEquals(new String[] {"SH", "SQQQ"}, settings.inverseEtfs());
        assertEquals("QQQ:SQQQ,SPY:SH,*:SH", settings.value("INVERSE_ETF_MAP"));
        assertEquals("mon,fri", settings.value("TRADING_DAYS"));
        assertFalse(settings.isTradingDay(2));
        assertEquals("open", settings.strategyOverride());
        assertEquals(5_000, settings.commissionPerShareMicros());
        assertEquals(30_000, settings.strategy("open").stopPpm());
    }

    @Test
    void shouldNotLetCallersChangeArrays() {
        EngineSettings settings = EngineSettings.defaults();
        settings.weightsPpm()[0] = 1;
        settings.strategySequence()[0] = "x";
        assertEquals(400_000, settings.weightsPpm()[0]);
        assertEquals("open", settings.strategySequence()[0]);
    }

    @Test
    void shouldNameTheKnownStrategiesWhenAskedForAnother() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> EngineSettings.defaults().strategy("lunch")).getMessage()
            .contains("[open, mid, close]"));
        assertThrows(IllegalArgumentException.class, () -> EngineSettings.defaults().value("FINNHUB_API_KEY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "risk", "seed", "short"})
    void shouldLoadTheProfileOfTheExpectedTrades(String profile) throws IOException {
        Path file = sharedFile("shared/expected/profiles/" + profile + ".env");
        assumeTrue(file != null, "skipped: no ../shared/expected/profiles/" + profile + ".env beside the project");
        EngineSettings settings = SettingsTable.standard().check(SettingsFile.parse(profile + ".env", Files.readAllBytes(file))).settings();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.startsWith("#") && line.contains("=")) {
                String key = line.substring(0, line.indexOf('='));
                assertEquals(line, key + "=" + settings.value(key));
            }
        }
    }

    @Test
    void shouldComeBackEqualFromTheJournal() {
        long seed = System.nanoTime();
        System.out.println("EngineSettingsTest random settings seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            EngineSettings settings = EngineSettings.of(randomSettings(random));
            EngineSettings again = EngineSettings.fromJournal(SettingsTable.standard(), settings.entries());
            assertEquals(settings, again, "seed " + seed);
            assertEquals(settings.entries(), again.entries(), "seed " + seed);
            assertEquals(settings.strategy("mid"), again.strategy("mid"), "seed " + seed);
            assertArrayEquals(settings.weightsPpm(), again.weightsPpm(), "seed " + seed);
        }
    }

    @Test
    void shouldReadTheJournalOfAnotherVersion() {
        List<EngineSettings.Entry> entries = List.of(new EngineSettings.Entry("VERSION_TAG", "v9.8.7"),
            new EngineSettings.Entry("MAX_PRICE", "50"));
        EngineSettings settings = EngineSettings.fromJournal(SettingsTable.standard(), entries);
        assertEquals("v9.8.7", settings.value("VERSION_TAG"));
        assertEquals(5_000_000_000L, settings.maxPriceE8());
        assertThrows(InvalidSettingsException.class, () -> EngineSettings.fromJournal(SettingsTable.standard(),
            List.of(new EngineSettings.Entry("NO_SUCH_KEY", "1"))));
    }

    @Test
    void shouldNotCarrySecretsIntoTheJournal() {
        EngineSettings settings = EngineSettings.of(Map.of("ALPACA_LIVE_SECRET_KEY", "canary-7391", "SMTP_PASS", "canary-7391"));
        assertFalse(settings.toString().contains("canary"));
        assertFalse(settings.entries().toString().contains("canary"));
        assertEquals(EngineSettings.defaults(), settings);
    }

    @Test
    void shouldHaveNoClockAlarmInARunFromBeforeIt() {
        List<EngineSettings.Entry> today = EngineSettings.of(Map.of()).entries();
        List<EngineSettings.Entry> before = today.stream().filter(entry -> !entry.key().equals("CLOCK_ALARM_SECONDS")).toList();
        assertEquals(1_000_000_000L, EngineSettings.fromJournal(SettingsTable.standard(), today).risk().clockAlarmNanos());
        assertEquals(0, EngineSettings.fromJournal(SettingsTable.standard(), before).risk().clockAlarmNanos());
    }

    @Test
    void shouldDifferByAnyValue() {
        assertNotEquals(EngineSettings.defaults(), EngineSettings.of(Map.of("LOG_FORMAT", "csv")));
        assertEquals(EngineSettings.defaults(), EngineSettings.of(Map.of("MAX_SPREAD", "0.0150", "START_FLOAT", "100000")));
    }

    private static Map<String, String> randomSettings(Random random) {
        Map<String, String> valueByKey = new LinkedHashMap<>();
        for (Setting row : SettingsTable.standard().rows()) {
            if (random.nextBoolean() && !row.isSecret()) {
                String value = randomValue(row, random);
                if (value != null) {
                    valueByKey.put(row.key(), value);
                }
            }
        }
        int slots = 1 + random.nextInt(8);
        valueByKey.put("MAX_TRADES", Integer.toString(slots));
        valueByKey.put("WEIGHTS", random.ints(slots, 1, 125_001).mapToObj(ppm -> String.format(Locale.ROOT, "0.%06d", ppm))
            .collect(Collectors.joining(",")));
        valueByKey.put("MIN_PRICE", "0." + (1 + random.nextInt(9_999)));
        valueByKey.put("MAX_PRICE", random.nextInt(1, 20_000) + "." + random.nextInt(10_000));
        if (!valueByKey.getOrDefault("FEE_SCHEDULE", "off").equals("off")) {
            valueByKey.put("COMMISSION_PER_ORDER", "0");
            valueByKey.put("COMMISSION_PER_SHARE", "0");
        }
        return valueByKey;
    }

    private static String randomValue(Setting row, Random random) {
        if (row.section().equals("Broker") || row.key().equals("MODE") || row.key().equals("VERSION_TAG")
            || row.key().equals("WEIGHTS")) {
            return null; // bound together by rules
        }
        if (!row.type().choices().isEmpty() && !row.type().name().startsWith("list")) {
            return row.type().choices().get(random.nextInt(row.type().choices().size()));
        }
        return switch (row.type().name()) {
            case "ratio" -> String.format(Locale.ROOT, "0.%06d", random.nextInt(1_000_000));
            case "money" -> row.key().equals("START_FLOAT") ? random.nextInt(1, 1_000_000) + ".5" : "0." + random.nextInt(100);
            case "price" -> random.nextInt(1_000) + "." + random.nextInt(10_000);
            case "number" -> random.nextInt(10) + "." + random.nextInt(100);
            case "integer", "port", "minutes" -> Integer.toString(1 + random.nextInt(20));
            case "local time" -> String.format(Locale.ROOT, "%02d:%02d", random.nextInt(24), random.nextInt(60));
            case "UTC time" -> String.format(Locale.ROOT, "%02d%02d", random.nextInt(24), random.nextInt(60));
            case "duration" -> 10 + random.nextInt(100_000) + "ms";
            case "time zone" -> List.of("UTC", "Europe/London", "US/Eastern").get(random.nextInt(3));
            case "list of days" -> shuffled(SettingType.DAYS, random);
            case "list of strategies" -> shuffled(List.of("open", "mid", "close"), random);
            case "list of symbols" -> shuffled(List.of("SPY", "AAPL", "BRK.B", "QQQ"), random);
            case "map of symbols" -> shuffled(List.of("SPY:SH", "*:SH", "QQQ:SQQQ"), random);
            case "strategy" -> List.of("open", "mid", "close", "null", "").get(random.nextInt(5));
            case "host" -> List.of("", "127.0.0.1", "::1", "bot.example.org").get(random.nextInt(4));
            case "text" -> List.of("{\"text\":\"{text}\"}", "a=b # \"c\"").get(random.nextInt(2));
            default -> throw new AssertionError("no random value for the type of " + row.key());
        };
    }

    private static String shuffled(List<String> items, Random random) {
        List<String> some = new ArrayList<>(items);
        Collections.shuffle(some, random);
        return String.join(",", some.subList(0, 1 + random.nextInt(some.size())));
    }

    private static Path sharedFile(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(path))) {
                return folder.resolve(path);
            }
        }
        return null;
    }
}
