package io.tradebot.engine.settings;

import io.tradebot.journal.event.LotMethod;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.value.FixedPoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The settings in force, typed. Immutable, any thread; a field read allocates nothing, only arrays are copied.
 *
 * <p>Never holds a secret. {@link #entries()} is what {@code SessionStarted} journals, and {@link #fromJournal} makes
 * equal settings from it, so that an audit decides with what was set then.
 */
public final class EngineSettings {

    /** Key and canonical value of one setting. */
    public record Entry(String key, String value) {
    }

    private final Map<String, String> valueByKey; // canonical, in table order
    private final Map<String, StrategySettings> strategyByName = new LinkedHashMap<>();

    private final boolean isLive;
    private final boolean isTradingDisabled;
    private final boolean isConfirmationRequired;
    private final long confirmationNanos;
    private final String timeZone;
    private final boolean[] isTradingDay = new boolean[8]; // by ISO weekday
    private final String[] strategySequence;
    private final String strategyOverride;
    private final int hardExitMinutes;

    private final long openBufferPpm;
    private final long midVwapThresholdPpm;
    private final boolean isMidReversalFilterOn;
    private final boolean isMidAdxFilterOn;
    private final long midAdxMaxE6;
    private final boolean isMidBollingerFilterOn;
    private final int midBollingerKHundredths;
    private final long closeVixThresholdE8;
    private final int vixAgeSecondsMax;
    private final long closeTrendMinPpm;
    private final long closeSpikeMinPpm;
    private final boolean isCloseImbalanceFilterOn;
    private final long closeImbalanceMaxPpm;

    private final String[] universe;
    private final Map<String, String> inverseEtfBySymbol;
    private final long minPriceE8;
    private final long maxPriceE8;
    private final long minVolumeShares;
    private final long maxSpreadPpm;
    private final int candidateMultiplier;

    private final long totalAllocationPpm;
    private final int maxTrades;
    private final long[] weightsPpm;
    private final boolean isFractional;
    private final int maxOpenPositions;
    private final long maxRiskPerTradePpm;
    private final long minOrderNotionalCents;
    private final long dailyLossLimitPpm;
    private final long circuitBreakerDrawdownPpm;
    private final boolean isPdtEnforced;
    private final RiskSettings risk;
    private final ReconcileSettings reconcile;
    private final FeedSettings feed;

    private final long startFloatCents;
    private final long slippagePpm;
    private final LotMethod lotMethod;
    private final long simVolumeSharePpm;
    private final long commissionPerOrderCents;
    private final long commissionPerShareMicros;
    private final String feeSchedule;

    /** From values that {@link SettingsCheck} has found valid, in table order. */
    EngineSettings(List<String> strategies, Map<String, String> canonicalByKey) {
        valueByKey = new LinkedHashMap<>(canonicalByKey);
        strategies.forEach(name -> strategyByName.put(name, readStrategy(name)));

        isLive = value("MODE").equals("live");
        isTradingDisabled = flag("DISABLE_ALL_TRADES");
        isConfirmationRequired = flag("TRADE_CONFIRMATION_REQUIRED");
        confirmationNanos = whole("TRADE_CONFIRMATION_SECONDS") * 1_000_000_000L;
        timeZone = value("TIMEZONE");
        for (String day : list("TRADING_DAYS")) {
            isTradingDay[SettingType.DAYS.indexOf(day) + 1] = true;
        }
        strategySequence = list("STRATEGY_SEQUENCE");
        strategyOverride = value("STRATEGY_OVERRIDE").equals("null") ? null : value("STRATEGY_OVERRIDE");
        hardExitMinutes = whole("HARD_EXIT_MINUTES");

        openBufferPpm = ppm("STRAT_OPEN_BUFFER");
        midVwapThresholdPpm = ppm("STRAT_MID_VWAP_THRESHOLD");
        isMidReversalFilterOn = flag("MID_REVERSAL_FILTER");
        isMidAdxFilterOn = flag("MID_ADX_FILTER");
        midAdxMaxE6 = scaled("MID_ADX_MAX", 6);
        isMidBollingerFilterOn = flag("MID_BOLLINGER_FILTER");
        midBollingerKHundredths = (int) scaled("MID_BOLLINGER_K", 2);
        closeVixThresholdE8 = scaled("STRAT_CLOSE_VIX_THRESHOLD", 8);
        vixAgeSecondsMax = whole("VIX_MAX_AGE_SECONDS");
        closeTrendMinPpm = ppm("CLOSE_TREND_MIN");
        closeSpikeMinPpm = ppm("CLOSE_SPIKE_MIN");
        isCloseImbalanceFilterOn = flag("CLOSE_IMBALANCE_FILTER");
        closeImbalanceMaxPpm = ppm("CLOSE_IMBALANCE_MAX");

        universe = list("UNIVERSE");
        inverseEtfBySymbol = new LinkedHashMap<>();
        for (String pair : list("INVERSE_ETF_MAP")) {
            int colon = pair.indexOf(':');
            inverseEtfBySymbol.put(pair.substring(0, colon), pair.substring(colon + 1));
        }
        minPriceE8 = scaled("MIN_PRICE", 8);
        maxPriceE8 = scaled("MAX_PRICE", 8);
        minVolumeShares = scaled("MIN_VOLUME_THRESHOLD", 0);
        maxSpreadPpm = ppm("MAX_SPREAD");
        candidateMultiplier = whole("CANDIDATE_MULTIPLIER");

        totalAllocationPpm = ppm("TOTAL_ALLOCATION");
        maxTrades = whole("MAX_TRADES");
        weightsPpm = Arrays.stream(list("WEIGHTS")).mapToLong(weight -> FixedPoint.parse(weight, SettingType.RATIO_SCALE)).toArray();
        isFractional = flag("FRACTIONAL");
        maxOpenPositions = whole("MAX_OPEN_POSITIONS");
        maxRiskPerTradePpm = ppm("MAX_RISK_PER_TRADE");
        minOrderNotionalCents = cents("MIN_ORDER_NOTIONAL");
        dailyLossLimitPpm = ppm("DAILY_LOSS_LIMIT");
        circuitBreakerDrawdownPpm = ppm("CIRCUIT_BREAKER_DRAWDOWN");
        isPdtEnforced = flag("PDT_ENFORCE");
        risk = RiskSettings.of(this);
        reconcile = ReconcileSettings.of(this);
        feed = FeedSettings.of(this);

        startFloatCents = cents("START_FLOAT");
        slippagePpm = ppm("SLIPPAGE");
        lotMethod = lotMethod(value("LOT_METHOD"));
        simVolumeSharePpm = ppm("SIM_VOLUME_SHARE");
        commissionPerOrderCents = cents("COMMISSION_PER_ORDER");
        commissionPerShareMicros = scaled("COMMISSION_PER_SHARE", 6);
        feeSchedule = value("FEE_SCHEDULE");
    }

    /** The defaults of the standard table. */
    public static EngineSettings defaults() {
        return of(Map.of());
    }

    /**
     * The standard table with these values over the defaults.
     *
     * @throws InvalidSettingsException naming all problems when there is one
     */
    public static EngineSettings of(Map<String, String> valueByKey) {
        return SettingsTable.standard().check(SettingsFile.of("settings", valueByKey)).settings();
    }

    /**
     * The settings that a journal's {@code SessionStarted} record carries. Differs from {@link #of} in one thing: the
     * record may be of another version of the product. A key it lacks takes its default.
     *
     * @throws InvalidSettingsException when the record holds what this version cannot read
     */
    public static EngineSettings fromJournal(SettingsTable table, List<Entry> entries) {
        return table.checkRecorded(file("SessionStarted", asItWas(entries))).settings();
    }

    /** A run from before the alarm of the clock had none. */
    private static List<Entry> asItWas(List<Entry> entries) {
        String key = "CLOCK_ALARM_SECONDS";
        return entries.stream().anyMatch(entry -> entry.key().equals(key)) ? entries
            : Stream.concat(entries.stream(), Stream.of(new Entry(key, "0"))).toList();
    }

    static SettingsFile file(String origin, List<Entry> entries) {
        return new SettingsFile(entries.stream().map(entry -> new SettingsFile.Entry(origin, entry.key(), entry.value())).toList(), List.of());
    }

    /** SHA-256 over {@code KEY=VALUE} lines in the order of the table, UTF-8, each ended by a line feed. Cold. */
    public byte[] digest() {
        StringBuilder lines = new StringBuilder();
        valueByKey.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
        try {
            return MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }

    /** Every setting in force with its canonical value, in the order of the table; no secrets. */
    public List<Entry> entries() {
        return valueByKey.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
    }

    /** Canonical value of any setting that is not secret, for those the engine does not need. Cold. */
    public String value(String key) {
        String value = valueByKey.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is no setting of this table, or a secret one");
        }
        return value;
    }

    // --- run and schedule ---

    /** MODE=live: orders are for real money. */
    public boolean isLive() {
        return isLive;
    }

    /** DISABLE_ALL_TRADES. */
    public boolean isTradingDisabled() {
        return isTradingDisabled;
    }

    /** TRADE_CONFIRMATION_REQUIRED. */
    public boolean isConfirmationRequired() {
        return isConfirmationRequired;
    }

    /** TRADE_CONFIRMATION_SECONDS as a span. */
    public long confirmationNanos() {
        return confirmationNanos;
    }

    /** SLEEP_TIME: how often the clock is told. */
    public long sleepNanos() {
        return SettingType.durationMillis(value("SLEEP_TIME")) * 1_000_000L;
    }

    /** TIMEZONE, a tz database name for {@link io.tradebot.engine.session.TradingCalendar#toNanos(int, int, String)}. */
    public String timeZone() {
        return timeZone;
    }

    /** Whether TRADING_DAYS has this weekday: 1 is Monday, 7 is Sunday. */
    public boolean isTradingDay(int isoWeekday) {
        return isTradingDay[isoWeekday];
    }

    /** STRATEGY_SEQUENCE; a copy. */
    public String[] strategySequence() {
        return strategySequence.clone();
    }

    /** STRATEGY_OVERRIDE, or null when all strategies of the sequence run. */
    public String strategyOverride() {
        return strategyOverride;
    }

    /** The settings every strategy has; throws for a name the table does not know. */
    public StrategySettings strategy(String name) {
        StrategySettings strategy = strategyByName.get(name);
        if (strategy == null) {
            throw new IllegalArgumentException("strategy " + name + " has no settings; known are " + strategyByName.keySet());
        }
        return strategy;
    }

    /** HX lies this long before the close. */
    public int hardExitMinutes() {
        return hardExitMinutes;
    }

    // --- strategies ---

    /** STRAT_OPEN_BUFFER. */
    public long openBufferPpm() {
        return openBufferPpm;
    }

    /** STRAT_MID_VWAP_THRESHOLD. */
    public long midVwapThresholdPpm() {
        return midVwapThresholdPpm;
    }

    public boolean isMidReversalFilterOn() {
        return isMidReversalFilterOn;
    }

    public boolean isMidAdxFilterOn() {
        return isMidAdxFilterOn;
    }

    /** MID_ADX_MAX in millionths, the scale of ADX6 in the strategy rules. */
    public long midAdxMaxE6() {
        return midAdxMaxE6;
    }

    public boolean isMidBollingerFilterOn() {
        return isMidBollingerFilterOn;
    }

    /** MID_BOLLINGER_K in hundredths of a standard deviation. */
    public int midBollingerKHundredths() {
        return midBollingerKHundredths;
    }

    /** STRAT_CLOSE_VIX_THRESHOLD, index points scaled by 10^8. */
    public long closeVixThresholdE8() {
        return closeVixThresholdE8;
    }

    /** VIX_MAX_AGE_SECONDS. */
    public int vixAgeSecondsMax() {
        return vixAgeSecondsMax;
    }

    public long closeTrendMinPpm() {
        return closeTrendMinPpm;
    }

    public long closeSpikeMinPpm() {
        return closeSpikeMinPpm;
    }

    public boolean isCloseImbalanceFilterOn() {
        return isCloseImbalanceFilterOn;
    }

    /** CLOSE_IMBALANCE_MAX, a part of all shares in the auction. */
    public long closeImbalanceMaxPpm() {
        return closeImbalanceMaxPpm;
    }

    // --- universe and candidates ---

    /** UNIVERSE in ascending order, empty for every symbol with bars; a copy. */
    public String[] universe() {
        return universe.clone();
    }

    /** The fund INVERSE_ETF_MAP names for a symbol, else the one for all others ({@code *}), else null. */
    public String inverseEtf(String symbol) {
        String fund = inverseEtfBySymbol.get(symbol);
        return fund != null ? fund : inverseEtfBySymbol.get("*");
    }

    /** The funds of INVERSE_ETF_MAP in ascending order, each once; they are never candidates themselves. A copy. */
    public String[] inverseEtfs() {
        return inverseEtfBySymbol.values().stream().distinct().sorted().toArray(String[]::new);
    }

    public long minPriceE8() {
        return minPriceE8;
    }

    public long maxPriceE8() {
        return maxPriceE8;
    }

    /** MIN_VOLUME_THRESHOLD, shares a day; 0 for no gate. */
    public long minVolumeShares() {
        return minVolumeShares;
    }

    public long maxSpreadPpm() {
        return maxSpreadPpm;
    }

    public int candidateMultiplier() {
        return candidateMultiplier;
    }

    // --- allocation and risk ---

    public long totalAllocationPpm() {
        return totalAllocationPpm;
    }

    public int maxTrades() {
        return maxTrades;
    }

    /** WEIGHTS, as many as {@link #maxTrades()}; a copy. */
    public long[] weightsPpm() {
        return weightsPpm.clone();
    }

    /** FRACTIONAL: fractions of a share may be bought. */
    public boolean isFractional() {
        return isFractional;
    }

    public int maxOpenPositions() {
        return maxOpenPositions;
    }

    public long maxRiskPerTradePpm() {
        return maxRiskPerTradePpm;
    }

    public long minOrderNotionalCents() {
        return minOrderNotionalCents;
    }

    public long dailyLossLimitPpm() {
        return dailyLossLimitPpm;
    }

    /** CIRCUIT_BREAKER_DRAWDOWN; 0 for off. */
    public long circuitBreakerDrawdownPpm() {
        return circuitBreakerDrawdownPpm;
    }

    /** PDT_ENFORCE. */
    public boolean isPdtEnforced() {
        return isPdtEnforced;
    }

    /** What a source of market data may do. */
    public FeedSettings feed() {
        return feed;
    }

    /** The further limits of the risk gate. */
    public RiskSettings risk() {
        return risk;
    }

    /** When the broker is asked what it has. */
    public ReconcileSettings reconcile() {
        return reconcile;
    }

    // --- simulated exchange ---

    public long startFloatCents() {
        return startFloatCents;
    }

    public long slippagePpm() {
        return slippagePpm;
    }

    /** Largest part of a minute's volume that simulated orders may take; 0 when it does not matter. */
    public long simVolumeSharePpm() {
        return simVolumeSharePpm;
    }

    public long commissionPerOrderCents() {
        return commissionPerOrderCents;
    }

    /** Which lots a sale uses first. */
    public LotMethod lotMethod() {
        return lotMethod;
    }

    /** COMMISSION_PER_SHARE in millionths of a dollar. */
    public long commissionPerShareMicros() {
        return commissionPerShareMicros;
    }

    /** FEE_SCHEDULE: name of a price list, or {@code off}. */
    public String feeSchedule() {
        return feeSchedule;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EngineSettings that && valueByKey.equals(that.valueByKey);
    }

    @Override
    public int hashCode() {
        return valueByKey.hashCode();
    }

    @Override
    public String toString() {
        return valueByKey.toString();
    }

    // --- reading canonical texts ---

    private StrategySettings readStrategy(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String start = value("START_TIME_" + upper);
        return new StrategySettings(name, flag("STRAT_" + upper + "_ENABLED"),
            Integer.parseInt(start.substring(0, 2)) * 60 + Integer.parseInt(start.substring(3)),
            whole(upper + "_ANALYSIS_TIME"), whole(upper + "_BREAKOUT_TIME"), whole(upper + "_MONITORING_TIME"),
            shortType(value("SHORT_TYPE_" + upper)), ppm(SettingsTable.stopKey(name)));
    }

    private static ShortType shortType(String text) {
        return switch (text) {
            case "disabled" -> ShortType.DISABLED;
            case "InverseETF" -> ShortType.INVERSE_ETF;
            case "ShortSell" -> ShortType.SHORT_SELL;
            case "LongPut" -> ShortType.LONG_PUT;
            default -> throw new IllegalStateException("SHORT_TYPE " + text + " passed the check but has no meaning");
        };
    }

    private static LotMethod lotMethod(String text) {
        return switch (text) {
            case "FIFO" -> LotMethod.FIFO;
            case "LIFO" -> LotMethod.LIFO;
            case "HIFO" -> LotMethod.HIFO;
            case "SPECIFIC" -> LotMethod.SPECIFIC;
            default -> throw new IllegalStateException("LOT_METHOD " + text + " passed the check but has no meaning");
        };
    }

    private boolean flag(String key) {
        return value(key).equals("true");
    }

    String[] list(String key) {
        return value(key).isEmpty() ? new String[0] : value(key).split(",");
    }

    long ppm(String key) {
        return scaled(key, SettingType.RATIO_SCALE);
    }

    long cents(String key) {
        return scaled(key, SettingType.MONEY_SCALE);
    }

    int whole(String key) {
        return Math.toIntExact(scaled(key, 0));
    }

    long scaled(String key, int scale) {
        return FixedPoint.parse(value(key), scale);
    }
}
