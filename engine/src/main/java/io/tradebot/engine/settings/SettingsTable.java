package io.tradebot.engine.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one table of settings: every key with type, unit, default, range and meaning, in order. Start-up, web form, backtest
 * and template all use it. Immutable, any thread.
 *
 * <p>Names and defaults are those of the strategy rules and the requirements; where those give no number, the meaning
 * says why this one was taken.
 */
public final class SettingsTable {

    /** The product's version as VERSION_TAG must state it; equal to the version in pom.xml and VERSION.md. */
    public static final String PRODUCT_VERSION_TAG = "v0.1.0";

    private static final int MINUTES_MAX = 1_440;
    private static final SettingType FRACTION = SettingType.ratio("0", "1");
    private static final SettingType SECRET = SettingType.text(1, 512);
    private static final SettingType SHORT_TYPE = SettingType.choice("choice", "ShortSell", "LongPut", "InverseETF", "disabled");
    private static final SettingType SEVERITY = SettingType.choice("choice", "info", "notice", "warning", "critical");
    private static final SettingType PAPER_OR_LIVE = SettingType.choice("choice", "paper", "live");
    private static final SettingsTable STANDARD = new SettingsTable(standardRows());

    private final List<Setting> rows;
    private final Map<String, Setting> rowByName = new LinkedHashMap<>(); // keys and aliases

    private SettingsTable(List<Setting> rows) {
        this.rows = List.copyOf(rows);
        for (Setting row : rows) {
            addName(row.key(), row);
            row.aliases().forEach(alias -> addName(alias, row));
        }
    }

    private void addName(String name, Setting row) {
        if (rowByName.put(name, row) != null) {
            throw new IllegalArgumentException("two rows of the settings table are named " + name);
        }
    }

    /** The settings of the product with its built-in strategies. */
    public static SettingsTable standard() {
        return STANDARD;
    }

    /** This table with more rows at its end, for strategies from outside. */
    public SettingsTable plus(List<Setting> more) {
        List<Setting> all = new ArrayList<>(rows);
        all.addAll(more);
        return new SettingsTable(all);
    }

    /** All rows in order. */
    public List<Setting> rows() {
        return rows;
    }

    /** The row of that key or alias, or null. */
    public Setting row(String name) {
        return rowByName.get(name);
    }

    /** Names of the strategies that have rows here, in order. */
    public List<String> strategies() {
        String prefix = "START_TIME_";
        return rows.stream().map(Setting::key).filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()).toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * Checks settings from several origins, the weakest first (a later one wins over an earlier one); what none gives
     * takes its default.
     *
     * @return the settings, or all problems at once
     */
    public CheckedSettings check(SettingsFile... weakestFirst) {
        return new SettingsCheck(this, true).check(weakestFirst);
    }

    /** As {@link #check} for settings that an older version may have journaled: VERSION_TAG need not be this version's. */
    CheckedSettings checkRecorded(SettingsFile... weakestFirst) {
        return new SettingsCheck(this, false).check(weakestFirst);
    }

    /** The documented settings file with every default; secrets stand in it as comments. */
    public String template() {
        StringBuilder text = new StringBuilder("# Settings of TradeBot ").append(PRODUCT_VERSION_TAG)
            .append(". One KEY=VALUE a line; a key that is left out takes its default.\n");
        String section = "";
        for (Setting row : rows) {
            if (!row.section().equals(section)) {
                section = row.section();
                text.append("\n# ==== ").append(section).append(" ====\n");
            }
            text.append("\n# ").append(row.meaning()).append("\n# ").append(row.rangeText()).append('\n');
            text.append(row.isSecret() ? "#" : "").append(row.key()).append('=').append(row.defaultText()).append('\n');
        }
        return text.toString();
    }

    /**
     * The rows every strategy has, for a strategy from outside.
     *
     * @param name lower case
     */
    public static List<Setting> strategyRows(String name, String startTime, int analysisMinutes, int breakoutMinutes,
                                             int monitoringMinutes, String shortType, String stopRatio) {
        return strategyRows(name, startTime, analysisMinutes, breakoutMinutes, monitoringMinutes, shortType,
            Setting.of("Strategy " + name, stopKey(name), FRACTION, "fraction", stopRatio, "Distance of the stop from the entry price."));
    }

    private static List<Setting> strategyRows(String name, String startTime, int analysisMinutes, int breakoutMinutes,
                                              int monitoringMinutes, String shortType, Setting stop) {
        String section = "Strategy " + name;
        String upper = name.toUpperCase(Locale.ROOT);
        return List.of(
            Setting.of(section, "STRAT_" + upper + "_ENABLED", SettingType.bool(), "", "true", "Whether the strategy runs."),
            Setting.of(section, "START_TIME_" + upper, SettingType.localTime(), "in TIMEZONE", startTime,
                "Start of the analysis window. Skipped on days where it is before the open or the window ends too late."),
            Setting.of(section, upper + "_ANALYSIS_TIME", SettingType.minutes(1, MINUTES_MAX), "", Integer.toString(analysisMinutes),
                "Length of the analysis window."),
            Setting.of(section, upper + "_BREAKOUT_TIME", SettingType.minutes(0, MINUTES_MAX), "", Integer.toString(breakoutMinutes),
                "Length of the window behind it in which an entry must fill."),
            Setting.of(section, upper + "_MONITORING_TIME", SettingType.minutes(0, MINUTES_MAX), "",
                Integer.toString(monitoringMinutes), "Longest time in a position, from its fill."),
            Setting.of(section, "SHORT_TYPE_" + upper, SHORT_TYPE, "", shortType, "How a bearish signal is traded."),
            stop);
    }

    static String stopKey(String strategy) {
        return strategy.equals("open") ? "STRAT_OPEN_TRAIL" : "STRAT_" + strategy.toUpperCase(Locale.ROOT) + "_STOP";
    }

    private static List<Setting> standardRows() {
        List<Setting> rows = new ArrayList<>();
        addRun(rows, "Run");
        addBroker(rows, "Broker");
        addSchedule(rows, "Schedule");
        addOpen(rows, "Strategy open");
        addMid(rows, "Strategy mid");
        addClose(rows, "Strategy close");
        addUniverse(rows, "Universe and candidates");
        addRisk(rows, "Allocation and risk");
        addLimits(rows, "Limits of orders and exposure (0 is off)");
        addReconciliation(rows, "Comparing with the broker");
        addFeed(rows, "Market data");
        addBooks(rows, "Books");
        addSimulation(rows, "Backtest and paper");
        addOutput(rows, "Logs, alerts and exports");
        addWeb(rows, "Web");
        addSecrets(rows, "Secrets (kept encrypted, never in journal or logs)");
        return rows;
    }

    private static void addRun(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "VERSION_TAG", SettingType.versionTag(), "", PRODUCT_VERSION_TAG,
            "Version the settings were written for; must be the version that runs.").atStart());
        rows.add(Setting.of(section, "ENVIRONMENT", SettingType.choice("choice", "production", "development", "test"), "", "production",
            "Label of the installation in logs and alerts.").atStart());
        rows.add(Setting.of(section, "BUILD_MODE", SettingType.choice("choice", "release", "debug"), "", "release",
            "debug adds diagnostic logs; decisions are the same.").atStart());
        rows.add(Setting.of(section, "MODE", PAPER_OR_LIVE, "", "paper",
            "live sends orders for real money; the broker's own mode must then say live too.").atStart());
        rows.add(Setting.of(section, "DISABLE_ALL_TRADES", SettingType.bool(), "", "false", "Master block: no slots, no entries.").atOnce());
        rows.add(Setting.of(section, "TRADE_CONFIRMATION_REQUIRED", SettingType.bool(), "", "false",
            "Every entry waits for an operator's approval; exits never do.").atOnce());
        rows.add(Setting.of(section, "TRADE_CONFIRMATION_SECONDS", SettingType.integer(1, 3_600), "seconds", "120",
            "How long an entry waits for it, at most to the end of its breakout window. Two bars: an older price is another trade.").atOnce());
        rows.add(Setting.of(section, "API_RETRY_LIMIT", SettingType.integer(0, 20), "retries", "3",
            "How often a failed call that may be repeated is repeated before it is reported."));
        rows.add(Setting.of(section, "SLEEP_TIME", SettingType.duration(), "", "1s", "How often the clock is told to the engine."));
    }

    private static void addBroker(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "BROKER_NAME", SettingType.choice("choice", "ALPACA", "IBKR", "TRADIER", "PAPER"), "", "ALPACA",
            "The one active broker; it must be the one enabled. PAPER is the built-in one and needs none enabled.").atStart());
        for (String broker : List.of("ALPACA", "IBKR", "TRADIER")) {
            rows.add(Setting.of(section, broker + "_ENABLED", SettingType.bool(), "", broker.equals("ALPACA") ? "true" : "false",
                "Whether " + broker + " may be used. Only one broker may be enabled.").atStart());
            rows.add(Setting.of(section, broker + "_MODE", PAPER_OR_LIVE, "", "paper",
                "Account at " + broker + ". Real money needs live here and in MODE.").atStart());
        }
        rows.add(Setting.of(section, "ALPACA_PAPER_URL", SettingType.url(), "", "https://paper-api.alpaca.markets",
            "Address of the paper account.").atStart());
        rows.add(Setting.of(section, "ALPACA_LIVE_URL", SettingType.url(), "", "https://api.alpaca.markets",
            "Address of the live account.").atStart());
    }

    private static void addSchedule(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "TIMEZONE", SettingType.zone(), "", "America/New_York",
            "Zone of the strategies' start times; daylight time is followed."));
        rows.add(Setting.of(section, "TRADING_DAYS", SettingType.days(), "", "mon,tue,wed,thu,fri",
            "Days on which strategies run; holidays are skipped anyway."));
        rows.add(Setting.of(section, "TBOT_SUPERVISOR_UTC_HHMM", SettingType.utcTime(), "UTC", "0600",
            "When the day's phases are planned; never converted."));
        rows.add(Setting.of(section, "STRATEGY_SEQUENCE", SettingType.strategies(), "", "open,mid,close",
            "Strategies and the order in which they are asked within a minute."));
        rows.add(Setting.of(section, "STRATEGY_OVERRIDE", SettingType.strategyOrNull(), "", "null",
            "Runs only this strategy; null for all of the sequence."));
        rows.add(Setting.of(section, "HARD_EXIT_MINUTES", SettingType.minutes(0, MINUTES_MAX), "", "5",
            "How long before the close every position is closed."));
    }

    private static void addOpen(List<Setting> rows, String section) {
        rows.addAll(strategyRows("open", "09:30", 20, 15, 30, "disabled", Setting.of(section, stopKey("open"), FRACTION, "fraction",
            "0.02", "Distance of the trailing stop from the best price since entry.").alsoNamed("TRAIL")));
        rows.add(Setting.of(section, "STRAT_OPEN_BUFFER", FRACTION, "fraction", "0.02",
            "How far behind the opening range a close must be to count as a breakout."));
    }

    private static void addMid(List<Setting> rows, String section) {
        rows.addAll(strategyRows("mid", "10:30", 10, 20, 45, "InverseETF", "0.015"));
        rows.add(Setting.of(section, "STRAT_MID_VWAP_THRESHOLD", FRACTION, "fraction", "0.02",
            "How far from the volume-weighted average price a close must be."));
        rows.add(Setting.of(section, "MID_REVERSAL_FILTER", SettingType.bool(), "", "true", "Entries need a reversal bar."));
        rows.add(Setting.of(section, "MID_ADX_FILTER", SettingType.bool(), "", "true",
            "Entries are blocked in a strong trend (ADX of 14 bars).").alsoNamed("ADX_FILTER_ENABLED"));
        rows.add(Setting.of(section, "MID_ADX_MAX", SettingType.decimal("number", 6, 0, "0", "100"), "", "25",
            "Highest ADX that does not block."));
        rows.add(Setting.of(section, "MID_BOLLINGER_FILTER", SettingType.bool(), "", "true",
            "Entries need a touch of the Bollinger band of 20 bars."));
        rows.add(Setting.of(section, "MID_BOLLINGER_K", SettingType.decimal("number", 2, 0, "0", "10"), "standard deviations", "2",
            "Width of the band on each side."));
    }

    private static void addClose(List<Setting> rows, String section) {
        rows.addAll(strategyRows("close", "14:30", 10, 15, 30, "LongPut", "0.02"));
        rows.add(Setting.of(section, "STRAT_CLOSE_VIX_THRESHOLD", SettingType.price("0", "1000"), "index points", "15",
            "The strategy runs only while VIX is above this."));
        rows.add(Setting.of(section, "VIX_MAX_AGE_SECONDS", SettingType.integer(0, 86_400), "seconds", "900",
            "Older minute values of VIX do not count. A quarter of an hour: the delay of free sources."));
        rows.add(Setting.of(section, "CLOSE_TREND_MIN", FRACTION, "fraction", "0.005",
            "Smallest move since the open that is a trend. Half a per cent: above the usual drift of a day."));
        rows.add(Setting.of(section, "CLOSE_SPIKE_MIN", FRACTION, "fraction", "0.01",
            "Smallest move in the analysis window that is faded. Twice the trend: a move in minutes."));
        rows.add(Setting.of(section, "CLOSE_IMBALANCE_FILTER", SettingType.bool(), "", "true",
            "Entries are blocked by a strong opposing imbalance of the closing auction, where the source tells it (IBKR, last half hour)."));
        rows.add(Setting.of(section, "CLOSE_IMBALANCE_MAX", FRACTION, "fraction", "0.5",
            "Largest opposing imbalance that does not block, as a part of all shares in the auction. A half: as many shares lack a"
                + " counterpart as have one."));
    }

    private static void addUniverse(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "UNIVERSE", SettingType.symbols(), "", "", "Symbols to look at; empty for every symbol with bars."));
        rows.add(Setting.of(section, "INVERSE_ETF_MAP", SettingType.symbolMap(), "", "",
            "Fund to buy for a bearish signal on a symbol; * for all others. The funds themselves are not looked at."));
        rows.add(Setting.of(section, "MIN_PRICE", SettingType.price("0", "10000000"), "USD", "2", "Lowest last price of a candidate.").atOnce());
        rows.add(Setting.of(section, "MAX_PRICE", SettingType.price("0", "10000000"), "USD", "100", "Highest last price of a candidate.").atOnce());
        rows.add(Setting.of(section, "MIN_VOLUME_THRESHOLD", SettingType.integer(0, 1_000_000_000_000L), "shares a day", "1000000",
            "Lowest mean daily volume of a candidate over 20 sessions; 0 for any."));
        rows.add(Setting.of(section, "MAX_SPREAD", FRACTION, "fraction", "0.015",
            "Widest bid-ask spread, as a part of the price, at which an entry is sent.").atOnce());
        rows.add(Setting.of(section, "CANDIDATE_MULTIPLIER", SettingType.integer(1, 100), "", "3",
            "The pool holds MAX_TRADES times this many candidates. Three: each slot can fall back twice."));
    }

    private static void addRisk(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "TOTAL_ALLOCATION", FRACTION, "fraction", "0.02", "Part of the float that one strategy may use in a session."));
        rows.add(Setting.of(section, "MAX_TRADES", SettingType.integer(1, 100), "slots", "4", "Slots of a strategy in a session."));
        rows.add(Setting.of(section, "WEIGHTS", SettingType.weights(100), "fraction", "0.4,0.2,0.2,0.2", "Shares of the slots, the best rank first."));
        rows.add(Setting.of(section, "FRACTIONAL", SettingType.bool(), "", "true", "Fractions of a share may be bought."));
        rows.add(Setting.of(section, "MAX_OPEN_POSITIONS", SettingType.integer(0, 1_000), "positions", "5",
            "Most open positions and pending entries over all strategies.").atOnce());
        rows.add(Setting.of(section, "MAX_RISK_PER_TRADE", FRACTION, "fraction", "0.025",
            "Largest part of the float in one trade; a larger slot is refused, not cut.").atMostWhenLive("0.05").atOnce());
        rows.add(Setting.of(section, "MIN_ORDER_NOTIONAL", SettingType.money("0", "1000000000"), "USD", "1.00",
            "Smallest order. One dollar: the smallest that brokers of fractional shares take.").atOnce());
        rows.add(Setting.of(section, "DAILY_LOSS_LIMIT", FRACTION, "fraction", "0.05",
            "Realised loss of a day, as a part of its float, above which the day is halted."));
        rows.add(Setting.of(section, "CIRCUIT_BREAKER_DRAWDOWN", FRACTION, "fraction", "0.1",
            "Fall of equity from its peak above which entries stop for 24 hours; 0 for off."));
        rows.add(Setting.of(section, "PDT_ENFORCE", SettingType.bool(), "", "false",
            "Refuse the fourth day trade in five sessions below 25000 USD, on all dates (the rule that ended on 2026-06-04)."));
        rows.add(Setting.of(section, "DAY_TRADE_RULES", SettingType.choice("choice", "off", "auto", "legacy", "intraday_margin"), "", "off",
            "Rule set for day trades besides PDT_ENFORCE; auto counts until 2026-06-03 and looks at intraday margin from 2026-06-04."
                + " Off: the broker applies its own in any case."));
        rows.add(Setting.of(section, "INTRADAY_MARGIN_FACTOR", SettingType.ratio("0", "10"), "times equity", "4",
            "Most exposure under the intraday margin rule. Four: a maintenance margin of 25 %."));
        rows.add(Setting.of(section, "REBALANCE_TRIGGER_PCT", FRACTION, "fraction", "0.05",
            "Deviation of the float from its target that is reported. A twentieth: half of the float target of 10 %."));
    }

    private static void addLimits(List<Setting> rows, String section) {
        SettingType money = SettingType.money("0", "10000000000");
        SettingType qty = SettingType.decimal("number", RiskSettings.QTY_SCALE, 0, "0", "1000000000");
        SettingType orders = SettingType.integer(0, 10_000);
        rows.add(Setting.of(section, "MAX_DAILY_LOSS", money, "USD", "0.00",
            "Realised loss of a day at which the day is halted; the tighter of it and DAILY_LOSS_LIMIT. Off: the fraction alone scales with the float."));
        rows.add(Setting.of(section, "MAX_POSITION_SIZE", qty, "shares or contracts", "0",
            "Most held and asked for of one instrument. Off: a slot's money limits it.").atOnce());
        rows.add(Setting.of(section, "MAX_SYMBOL_EXPOSURE", money, "USD", "0.00",
            "Most money held and asked for in one instrument. Off: one trade a day and symbol limits it.").atOnce());
        rows.add(Setting.of(section, "MAX_TOTAL_EXPOSURE", money, "USD", "0.00",
            "Most money held and asked for in all. Off: TOTAL_ALLOCATION of each strategy limits it.").atOnce());
        rows.add(Setting.of(section, "MAX_ORDER_QTY", qty, "shares or contracts", "0", "Largest quantity of an entry. Off: MAX_RISK_PER_TRADE limits it.").atOnce());
        rows.add(Setting.of(section, "MAX_ORDER_NOTIONAL", money, "USD", "0.00", "Largest worth of an entry. Off: MAX_RISK_PER_TRADE limits it.").atOnce());
        rows.add(Setting.of(section, "MAX_ORDERS_PER_MINUTE", orders, "orders", "0",
            "Entries and exits within 60 seconds before a further entry is refused. Off: MAX_TRADES bounds the entries of a day.").atOnce());
        rows.add(Setting.of(section, "MAX_SYMBOL_ORDERS_PER_MINUTE", orders, "orders", "0",
            "The same for one instrument. Off: one trade a day and symbol bounds it.").atOnce());
        rows.add(Setting.of(section, "MAX_REPEATED_ORDERS", orders, "orders", "0",
            "Entries of one instrument, side and quantity within REPEATED_ORDER_SECONDS before a further one is refused. Off: as above.").atOnce());
        rows.add(Setting.of(section, "REPEATED_ORDER_SECONDS", SettingType.integer(1, 86_400), "seconds", "60",
            "Window of MAX_REPEATED_ORDERS. A minute: the beat of the strategies."));
        rows.add(Setting.of(section, "MAX_CANCELS_PER_FILL", orders, "orders", "0",
            "Cancels and changes a day for each fill before entries are refused; without a fill one counts. Off: moving targets change each minute.").atOnce());
        rows.add(Setting.of(section, "PRICE_COLLAR", FRACTION, "fraction", "0",
            "Farthest that an order's price may be from the middle of the last good quote, or without one from the close before the last."
                + " Off: the rules look at last price and spread alone.").atOnce());
        rows.add(Setting.of(section, "MAX_SLIPPAGE", FRACTION, "fraction", "0",
            "How much worse than the last price the quote's other side may be. Off: no document gives a number, MAX_SPREAD bounds it.").atOnce());
        rows.add(Setting.of(section, "MAX_QUOTE_AGE_SECONDS", SettingType.integer(0, 300), "seconds", "0",
            "A quote that is older is stale and stops an entry. Off: after 300 seconds it counts as none, which stops an entry in live mode only.").atOnce());
        rows.add(Setting.of(section, "MAX_REFUSED_ORDERS", orders, "orders", "0",
            "Orders that the broker refuses one after the other at which the kill switch trips. Off: a refused stop is no reason to stop.").atOnce());
        rows.add(Setting.of(section, "MAX_CLOCK_SKEW_SECONDS", SettingType.integer(0, 3_600), "seconds", "5",
            "Difference between the host's clock and the one it was compared with above which entries are blocked; 0 for off.").atOnce());
        rows.add(Setting.of(section, "CLOCK_ALARM_SECONDS", SettingType.integer(0, 3_600), "seconds", "1",
            "The same difference above which somebody is told; 0 for off. A second: below it the strategies' minutes are the exchange's.").atOnce());
        rows.add(Setting.of(section, "DATA_LOST_EXIT_SECONDS", SettingType.integer(0, 86_400), "seconds", "300",
            "How long a stream of market data may be down before positions that rest on it are closed; 0 for off. The age at which a price is none any more.").atOnce());
        rows.add(Setting.of(section, "WATCHDOG_KILL_SECONDS", SettingType.integer(0, 86_400), "seconds", "300",
            "How long the watchdog may report a failure before the kill switch trips; 0 for off. As long as a price is one.").atOnce());
        rows.add(Setting.of(section, "RESTRICTED_SYMBOLS", SettingType.symbols(), "", "", "Symbols that are never entered, nor signal an entry.").atOnce());
    }

    private static void addReconciliation(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "RECONCILE_OPEN_SECONDS", SettingType.integer(1, 3_600), "seconds", "60",
            "Longest time between two comparisons with the broker while orders are open. A minute: a lost fill is found before the next bar is decided on."));
        rows.add(Setting.of(section, "RECONCILE_IDLE_SECONDS", SettingType.integer(1, 86_400), "seconds", "300",
            "The same while no order is open. Five minutes: only what others do in the account can change anything then."));
        rows.add(Setting.of(section, "RECONCILE_ANSWER_SECONDS", SettingType.integer(1, 600), "seconds", "15",
            "How long the broker may take to answer before it is asked again and entries stop. Three times the time-out of a single request."));
        rows.add(Setting.of(section, "UNKNOWN_ORDER_QUERIES", SettingType.integer(1, 100), "questions", "5",
            "How often the broker must say that it does not have an order before it counts as never placed. Five: one or two answers may be old."));
        rows.add(Setting.of(section, "UNKNOWN_ORDER_SECONDS", SettingType.integer(1, 3_600), "seconds", "120",
            "Over how long it must say so. Two minutes: orders were seen to appear 90 seconds late."));
    }

    private static void addFeed(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "FEED_STALE_SECONDS", SettingType.integer(0, 86_400), "seconds", "90",
            "How long a stream may be mute in a session, or its newest data be old, before it is stale; 0 for off. A minute, the beat of"
                + " bars, and half of one for its way."));
        rows.add(Setting.of(section, "SYMBOL_STALE_SECONDS", SettingType.integer(0, 86_400), "seconds", "300",
            "The same for one symbol of a live stream. The age at which a price is none any more: thin symbols trade seldom."));
        rows.add(Setting.of(section, "FEED_LATENESS_MILLIS", SettingType.integer(0, 60_000), "milliseconds", "1000",
            "How much later than another one a trade may come; a minute is closed that long after its end. A second: what stream sources"
                + " need at the open."));
        rows.add(Setting.of(section, "FEED_AHEAD_MILLIS", SettingType.integer(0, 3_600_000), "milliseconds", "1000",
            "How far in the future a value may be stamped before it is stopped. As much as CLOCK_ALARM_SECONDS lets our own clock be off."));
        rows.add(Setting.of(section, "FEED_PRICE_MAX", SettingType.price("0.0001", "10000000"), "USD", "1000000",
            "Highest price that is believed. Above the dearest listed share (BRK.A)."));
        rows.add(Setting.of(section, "FEED_SHARES_MAX", SettingType.integer(1, 1_000_000_000_000_000L), "shares", "100000000000",
            "Largest size or volume that is believed. More than the whole US market trades in a day."));
        rows.add(Setting.of(section, "FEED_MOVE_MAX", SettingType.ratio("0", "10"), "fraction", "0.5",
            "Farthest that a price may be from the median of the last good ones of its session; 0 for off. A half: wider than any band of"
                + " limit-up and limit-down."));
        rows.add(Setting.of(section, "FEED_MOVE_CONFIRMATIONS", SettingType.integer(1, 20), "values", "5",
            "How many prices in a row that agree with each other make such a move a true one. The first of them are lost."));
    }

    private static void addBooks(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "LOT_METHOD", SettingType.choice("choice", "FIFO", "LIFO", "HIFO", "SPECIFIC"), "", "FIFO",
            "Which lots of a position a sale uses first: the oldest, the newest, those with the smallest gain (the highest cost, for short"
                + " positions the lowest proceeds), or those that a user named for the order. FIFO: what brokers report by default."));
    }

    private static void addSimulation(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "START_FLOAT", SettingType.money("0.01", "10000000000"), "USD", "100000.00", "Capital at the start of the first session; a later one goes on with what is there."));
        rows.add(Setting.of(section, "SLIPPAGE", FRACTION, "fraction", "0.0001",
            "How much worse than the bar's price a simulated market or stop order fills."));
        rows.add(Setting.of(section, "SIM_VOLUME_SHARE", FRACTION, "fraction", "0",
            "Largest part of a minute's volume that simulated orders may take; the rest waits. 0: every order fills completely."));
        rows.add(Setting.of(section, "COMMISSION_PER_ORDER", SettingType.money("0", "10000"), "USD", "0.00", "Commission of each leg."));
        rows.add(Setting.of(section, "COMMISSION_PER_SHARE", SettingType.decimal("money", 6, 2, "0", "1000"), "USD", "0.00",
            "Commission of each share, added to it and rounded up to the cent per leg."));
        rows.add(Setting.of(section, "FEE_SCHEDULE", SettingType.choice("choice", "off", "alpaca", "ibkr_fixed", "ibkr_tiered", "ibkr_lite",
            "tradier"), "", "off",
            "Price list of a broker that simulated fills are charged by, with the regulators' fees of the trade date (fees.md). Needs"
                + " COMMISSION_PER_ORDER and COMMISSION_PER_SHARE at 0. Off: the strategies' rules know those two alone."));
    }

    private static void addOutput(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "ENABLE_LOGGING", SettingType.bool(), "", "true", "Logs for people; the journal is always written."));
        rows.add(Setting.of(section, "DEBUG_LOG_LEVEL", SettingType.choice("choice", "quiet", "info", "verbose"), "", "verbose",
            "How much is logged."));
        rows.add(Setting.of(section, "LOG_FORMAT", SettingType.choice("choice", "json", "csv", "logfmt"), "", "json", "Form of all logs."));
        rows.add(Setting.of(section, "NOTIFY_ON_FILL", SettingType.bool(), "", "true", "Alert on each entry."));
        rows.add(Setting.of(section, "NOTIFY_ON_EXIT", SettingType.bool(), "", "true", "Alert on each exit."));
        rows.add(Setting.of(section, "ALERT_MAIL_SEVERITY", SEVERITY, "", "info",
            "The least urgent alert that is mailed; the summary of a day always is. info: entries, exits, errors and kills are to be mailed.").atStart());
        rows.add(Setting.of(section, "ALERT_CHAT_SEVERITY", SEVERITY, "", "notice",
            "The same for Slack, Discord and the web hook. notice: a chat that tells each fill is muted by its readers.").atStart());
        rows.add(Setting.of(section, "ALERT_GROUP_SECONDS", SettingType.integer(0, 3_600), "seconds", "60",
            "Alerts of one kind within this time after a message with that kind go out together; a critical one goes at once. A minute: the beat of"
                + " the strategies.").atStart());
        rows.add(Setting.of(section, "ALERT_MESSAGES_PER_MINUTE", SettingType.integer(1, 60), "messages", "10",
            "Messages of one channel within a minute; more alerts go out in the next one, or are counted in it. Below what Slack and Discord allow.").atStart());
        rows.add(Setting.of(section, "ALERT_ATTEMPTS", SettingType.integer(1, 100), "attempts", "12",
            "Attempts to deliver before a channel gives up and warnings go to the other channels. Pauses double from 5 seconds to 15 minutes: 12 are"
                + " about an hour.").atStart());
        rows.add(Setting.of(section, "ALERT_WEBHOOK_TEMPLATE", SettingType.text(2, 4_000), "",
            "{\"severity\":\"{severity}\",\"subject\":\"{subject}\",\"text\":\"{text}\"}",
            "What ALERT_WEBHOOK_URL is sent by POST; {severity}, {subject} and {text} are put in as the inside of JSON strings.").atStart());
        rows.add(Setting.of(section, "LOG_ARCHIVE_DAYS", SettingType.integer(1, 3_650), "days", "7",
            "How long the compressed logs of past sessions are kept. Seven: as long as backups; the journal has all of it for ever.").atStart());
        rows.add(Setting.of(section, "METRICS_PORT", SettingType.integer(0, 65_535), "port", "0",
            "Port on this machine for /metrics, /healthz and /readyz; 0 for none. None: the file metrics.prom is always written.").atStart());
        rows.add(Setting.of(section, "GNC_EXPORT_MODE", SettingType.choice("choice", "auto", "off"), "", "auto",
            "auto: a paper or live run writes its GnuCash file after each closed trade, with a backup of the one before."));
        rows.add(Setting.of(section, "FORCE_PAPER_EXPORT", SettingType.bool(), "", "false",
            "Exports go to the paper folder; journal and ledger are not affected."));
    }

    private static void addWeb(List<Setting> rows, String section) {
        rows.add(Setting.of(section, "LOCAL", SettingType.bool(), "", "true", "Pages are served to this machine only."));
        rows.add(Setting.of(section, "LOCAL_IP", SettingType.host(), "", "", "Address to serve on when LOCAL=true; empty for loopback."));
        rows.add(Setting.of(section, "LOCAL_PORT", SettingType.port(), "", "6900", "Port when LOCAL=true."));
        rows.add(Setting.of(section, "REMOTE_IP", SettingType.host(), "", "", "Address to serve on when LOCAL=false."));
        rows.add(Setting.of(section, "REMOTE_PORT", SettingType.port(), "", "6900", "Port when LOCAL=false."));
    }

    private static void addSecrets(List<Setting> rows, String section) {
        rows.add(Setting.secret(section, "ALPACA_PAPER_API_KEY", SECRET, "Key id of the Alpaca paper account."));
        rows.add(Setting.secret(section, "ALPACA_PAPER_SECRET_KEY", SECRET, "Secret of the Alpaca paper account."));
        rows.add(Setting.secret(section, "ALPACA_LIVE_API_KEY", SECRET, "Key id of the Alpaca live account."));
        rows.add(Setting.secret(section, "ALPACA_LIVE_SECRET_KEY", SECRET, "Secret of the Alpaca live account."));
        rows.add(Setting.secret(section, "IBKR_PAPER_USERNAME", SECRET, "User of the IBKR paper account."));
        rows.add(Setting.secret(section, "IBKR_PAPER_ACCOUNT_NUMBER", SECRET, "Account number of the IBKR paper account."));
        rows.add(Setting.secret(section, "IBKR_PAPER_PASSWORD", SECRET, "Password of the IBKR paper account."));
        rows.add(Setting.secret(section, "IBKR_LIVE_API_KEY", SECRET, "Accepted, never required: the IBKR gateway has no such key."));
        rows.add(Setting.secret(section, "IBKR_LIVE_SECRET_KEY", SECRET, "Accepted, never required: the IBKR gateway has no such key."));
        rows.add(Setting.secret(section, "TRADIER_PAPER_TOKEN", SECRET, "Access token of the Tradier sandbox account."));
        rows.add(Setting.secret(section, "TRADIER_PAPER_ACCOUNT", SECRET, "Account number in the Tradier sandbox."));
        rows.add(Setting.secret(section, "TRADIER_LIVE_TOKEN", SECRET, "Access token of the Tradier live account."));
        rows.add(Setting.secret(section, "TRADIER_LIVE_ACCOUNT", SECRET, "Account number of the Tradier live account."));
        rows.add(Setting.secret(section, "FINNHUB_API_KEY", SECRET, "Key of the Finnhub screener."));
        rows.add(Setting.secret(section, "ALERT_EMAIL", SettingType.email(), "Address that alerts are sent to."));
        rows.add(Setting.secret(section, "SMTP_HOST", SettingType.host(), "Mail server."));
        rows.add(Setting.secret(section, "SMTP_PORT", SettingType.port(), "Port of the mail server."));
        rows.add(Setting.secret(section, "SMTP_USER", SECRET, "User at the mail server."));
        rows.add(Setting.secret(section, "SMTP_PASS", SECRET, "Password at the mail server."));
        rows.add(Setting.secret(section, "SLACK_WEBHOOK_URL", SECRET, "Address of an incoming web hook of Slack; alerts go there."));
        rows.add(Setting.secret(section, "DISCORD_WEBHOOK_URL", SECRET, "Address of a web hook of Discord; alerts go there."));
        rows.add(Setting.secret(section, "ALERT_WEBHOOK_URL", SECRET, "Any other https address that alerts are posted to, see ALERT_WEBHOOK_TEMPLATE."));
        rows.add(Setting.secret(section, "METRICS_TOKEN", SettingType.text(16, 512),
            "Who sends it as bearer token to /metrics is also told amounts of money."));
        rows.add(Setting.secret(section, "TRADING_BOT__WEBHOOK__SECRET", SettingType.text(16, 512), "Secret that signs incoming webhooks."));
    }
}
