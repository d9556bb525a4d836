package io.tradebot.engine.script;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.CloseStrategy;
import io.tradebot.engine.strategy.MidStrategy;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.value.FixedPoint;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The engine with the simulated exchange makes the same trades as the rules written down a second time, on random markets. */
class RulesOracleTest {

    private static final int RUNS = 600;
    private static final long START_FLOAT_CENTS = 10_000_000;
    private static final Session DAY = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 3, 5).toEpochDay());
    private static final Session HALF_DAY = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 7, 3).toEpochDay());

    @Test
    void shouldTradeLikeTheRulesWrittenDownASecondTime() {
        long seed = Seed.take("RulesOracleTest");
        Map<String, Integer> seen = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = Seed.generator(seed + run);
            Session session = random.nextInt(4) == 0 ? HALF_DAY : DAY;
            RulesOracle.Rules rules = rules(random, session);
            TreeMap<String, TreeMap<Integer, RulesOracle.Bar>> market = market(random, rules);
            List<RulesOracle.Trade> expected = RulesOracle.trade(rules, market, START_FLOAT_CENTS);
            assertEquals(text(expected), text(engineTrades(rules, market, session)), "-Dtest.seed=" + (seed + run) + " repeats it as the first run");
            expected.forEach(trade -> {
                seen.merge(rules.strategy, 1, Integer::sum);
                seen.merge(trade.reason(), 1, Integer::sum);
                seen.merge(trade.side(), 1, Integer::sum);
                seen.merge(trade.fallbackLevel() > 0 ? "after a fallback" : "first choice", 1, Integer::sum);
                seen.merge(trade.symbol().equals(trade.signalSymbol()) ? "the symbol itself" : "inverse fund", 1, Integer::sum);
            });
        }
        System.out.println("RulesOracleTest compared trades " + seen);
        assertTrue(seen.keySet().containsAll(List.of("TRAIL_STOP", "STOP", "VWAP_TOUCH", "open", "mid", "close", "TIMEOUT", "HARD_EXIT", "KILL_SWITCH", "long", "short", "after a fallback",
            "inverse fund")), "the random markets show too little: " + seen);
    }

    private static String text(List<RulesOracle.Trade> trades) {
        StringBuilder text = new StringBuilder();
        trades.forEach(trade -> text.append(trade).append('\n'));
        return text.toString();
    }

    private static RulesOracle.Rules rules(RandomGenerator random, Session session) {
        RulesOracle.Rules rules = new RulesOracle.Rules();
        rules.sessionMinutes = (int) ((session.closeNanos() - session.openNanos()) / EngineRun.MINUTE_NANOS);
        rules.strategy = List.of("open", "mid", "close").get(random.nextInt(3));
        rules.start = random.nextInt(rules.strategy.equals("close") ? 1 : 0, 50);
        rules.midThreshold = random.nextLong(0, 8_000);
        rules.adxFilter = random.nextInt(3) == 0;
        rules.adxMax = random.nextLong(5, 60);
        rules.bollingerFilter = random.nextInt(3) == 0;
        rules.bollingerK = random.nextInt(50, 250);
        rules.reversalFilter = random.nextBoolean();
        rules.trendMin = random.nextLong(0, 8_000);
        rules.spikeMin = random.nextLong(1, 20_000);
        rules.analysis = random.nextInt(3, 25);
        rules.breakout = random.nextInt(5, 60);
        rules.monitoring = random.nextInt(3) == 0 ? 400 : random.nextInt(1, 60);
        rules.hardExitMinutes = random.nextInt(0, 10);
        rules.buffer = random.nextLong(0, 5_000);
        rules.trail = random.nextLong(2_000, random.nextBoolean() ? 20_000 : 100_000);
        rules.shortType = List.of("disabled", "ShortSell", "InverseETF", "LongPut").get(random.nextInt(4));
        rules.inverse = rules.shortType.equals("InverseETF") ? Map.of("AAA", "INV1", random.nextBoolean() ? "*" : "CCC", "INV2", "DDD", "GONE") : Map.of();
        rules.maxTrades = random.nextInt(1, 5);
        rules.weights = random.longs(rules.maxTrades, 50_000, 250_000).toArray();
        rules.multiplier = random.nextInt(1, 4);
        rules.maxOpen = random.nextInt(1, 6);
        rules.allocation = random.nextLong(10_000, 60_000);
        rules.maxRisk = random.nextInt(4) == 0 ? random.nextLong(5_000, 60_000) : 60_000;
        rules.slippage = random.nextLong(0, 2_000);
        rules.commissionPerOrder = random.nextLong(0, 200);
        rules.commissionPerShareMicros = random.nextLong(0, 10_000);
        rules.dailyLossLimit = random.nextBoolean() ? 50_000 : random.nextLong(1, 100);
        rules.fractional = random.nextBoolean();
        rules.minPricePx = random.nextInt(4) > 0 ? 20_000 : 99_000;
        rules.maxPricePx = random.nextInt(4) > 0 ? 1_000_000 : 103_000;
        return rules;
    }

    /** A few symbols around 10 USD on a coarse grid, so that scores and levels tie; minutes and whole stretches are missing. */
    private static TreeMap<String, TreeMap<Integer, RulesOracle.Bar>> market(RandomGenerator random, RulesOracle.Rules rules) {
        TreeMap<String, TreeMap<Integer, RulesOracle.Bar>> market = new TreeMap<>();
        TreeSet<String> symbols = new TreeSet<>(List.of("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "INV1", "INV2"));
        long grid = random.nextBoolean() ? 500 : 1;
        for (String symbol : symbols) {
            double density = random.nextInt(3) == 0 ? 0.5 : 0.95;
            TreeMap<Integer, RulesOracle.Bar> series = new TreeMap<>();
            long px = 100_000;
            int goneUntil = -1;
            for (int t = 0; t < rules.sessionMinutes; t++) {
                px = Math.max(5_000, px + random.nextLong(-8, 9) * (grid == 1 ? random.nextLong(1, 60) : grid / 2) / (t < rules.analysis ? 4 : 1));
                if (random.nextInt(60) == 0) {
                    goneUntil = t + random.nextInt(1, 12);
                }
                if (t < goneUntil || random.nextDouble() > density) {
                    continue;
                }
                long open = round(px + random.nextLong(-300, 301), grid);
                long close = round(px, grid);
                long high = Math.max(open, close) + random.nextLong(0, 3) * grid;
                long low = Math.max(1, Math.min(open, close) - random.nextLong(0, 3) * grid);
                series.put(t, new RulesOracle.Bar(open, high, low, close, random.nextInt(4) == 0 ? 0 : random.nextLong(1, 4) * 100));
            }
            market.put(symbol, series);
        }
        if (random.nextBoolean()) {
            market.put("BBB", new TreeMap<>(market.get("AAA"))); // a perfect tie
        }
        return market;
    }

    private static long round(long px, long grid) {
        return Math.max(grid, px / grid * grid);
    }

    private static EngineSettings settings(RulesOracle.Rules rules) {
        Map<String, String> values = new LinkedHashMap<>();
        String upper = rules.strategy.toUpperCase(Locale.ROOT);
        values.put("STRATEGY_OVERRIDE", rules.strategy);
        values.put("START_TIME_" + upper, LocalTime.of(9, 30).plusMinutes(rules.start).toString());
        values.put("STRAT_MID_VWAP_THRESHOLD", ratio(rules.midThreshold));
        values.put("MID_ADX_FILTER", Boolean.toString(rules.adxFilter));
        values.put("MID_ADX_MAX", Long.toString(rules.adxMax));
        values.put("MID_BOLLINGER_FILTER", Boolean.toString(rules.bollingerFilter));
        values.put("MID_BOLLINGER_K", decimal(rules.bollingerK, 2));
        values.put("MID_REVERSAL_FILTER", Boolean.toString(rules.reversalFilter));
        values.put("CLOSE_TREND_MIN", ratio(rules.trendMin));
        values.put("CLOSE_SPIKE_MIN", ratio(rules.spikeMin));
        values.put("MIN_VOLUME_THRESHOLD", "0");
        values.put("CIRCUIT_BREAKER_DRAWDOWN", "0");
        values.put(upper + "_ANALYSIS_TIME", Integer.toString(rules.analysis));
        values.put(upper + "_BREAKOUT_TIME", Integer.toString(rules.breakout));
        values.put(upper + "_MONITORING_TIME", Integer.toString(rules.monitoring));
        values.put("HARD_EXIT_MINUTES", Integer.toString(rules.hardExitMinutes));
        values.put("STRAT_OPEN_BUFFER", ratio(rules.buffer));
        values.put(rules.strategy.equals("open") ? "STRAT_OPEN_TRAIL" : "STRAT_" + upper + "_STOP", ratio(rules.trail));
        values.put("SHORT_TYPE_" + upper, rules.shortType);
        List<String> pairs = new ArrayList<>();
        new TreeMap<>(rules.inverse).forEach((symbol, fund) -> pairs.add(symbol + ":" + fund));
        values.put("INVERSE_ETF_MAP", String.join(",", pairs));
        values.put("TOTAL_ALLOCATION", ratio(rules.allocation));
        values.put("MAX_TRADES", Integer.toString(rules.maxTrades));
        List<String> weights = new ArrayList<>();
        for (long weight : rules.weights) {
            weights.add(ratio(weight));
        }
        values.put("WEIGHTS", String.join(",", weights));
        values.put("CANDIDATE_MULTIPLIER", Integer.toString(rules.multiplier));
        values.put("MAX_OPEN_POSITIONS", Integer.toString(rules.maxOpen));
        values.put("MAX_RISK_PER_TRADE", ratio(rules.maxRisk));
        values.put("SLIPPAGE", ratio(rules.slippage));
        values.put("COMMISSION_PER_ORDER", decimal(rules.commissionPerOrder, 2));
        values.put("COMMISSION_PER_SHARE", ratio(rules.commissionPerShareMicros));
        values.put("DAILY_LOSS_LIMIT", ratio(rules.dailyLossLimit));
        values.put("FRACTIONAL", Boolean.toString(rules.fractional));
        values.put("MIN_PRICE", decimal(rules.minPricePx, 4));
        values.put("MAX_PRICE", decimal(rules.maxPricePx, 4));
        return EngineSettings.of(values);
    }

    private static String ratio(long ppm) {
        return decimal(ppm, 6);
    }

    private static String decimal(long value, int scale) {
        return BigDecimal.valueOf(value, scale).toPlainString();
    }

    private static List<RulesOracle.Trade> engineTrades(RulesOracle.Rules rules, TreeMap<String, TreeMap<Integer, RulesOracle.Bar>> market,
            Session session) {
        RecordedExcerpts journal = new RecordedExcerpts();
        List<String> symbols = List.copyOf(market.keySet());
        try (EngineRun run = new EngineRun(settings(rules), () -> List.of(new OpenStrategy(), new MidStrategy(), new CloseStrategy()), EngineRun.Answers.EXCHANGE, EngineRun.Host.LOOP, journal)) {
            run.start(session.openNanos() - EngineRun.MINUTE_NANOS, RunMode.BACKTEST, symbols);
            market.forEach((symbol, series) -> series.forEach((minute, bar) -> run.bars().put(session.openNanos() + minute * EngineRun.MINUTE_NANOS,
                run.idOf(symbol), new ScriptedBars.Bar(bar.o() * 10_000, bar.h() * 10_000, bar.l() * 10_000, bar.c() * 10_000, bar.v()))));
            run.gateway().volatilityIndexObserved(session.openNanos() - EngineRun.MINUTE_NANOS, VolatilitySource.DAILY, 0,
                new TradingCalendar().previousSession(session.epochDay()).epochDay(), 20 * FixedPoint.E8);
            run.settle();
            run.runSession(session);
        }
        List<RulesOracle.Trade> trades = new ArrayList<>();
        for (RecordContent record : journal.decisions("TradeClosed")) {
            trades.add(trade(record.row(), symbols, session));
        }
        trades.sort(Comparator.comparingInt(RulesOracle.Trade::entryMinute).thenComparing(RulesOracle.Trade::symbol));
        return trades;
    }

    private static RulesOracle.Trade trade(RecordContent.Row row, List<String> symbols, Session session) {
        return new RulesOracle.Trade(symbols.get(row.number("instrumentId").intValue() - 1),
            row.enumValue("side").name().equals("LONG") ? "long" : "short",
            minute(row.number("entryNanos"), session), row.number("entryPriceE8") / 10_000,
            minute(row.number("exitNanos"), session), row.number("exitPriceE8") / 10_000, row.enumValue("exitReason").name(),
            row.number("qtyE9") / 1_000, symbols.get(row.number("signalInstrumentId").intValue() - 1), row.number("slot").intValue(),
            row.number("fallbackLevel").intValue(), row.number("feesE8") / 1_000_000, row.number("pnlE8") / 1_000_000);
    }

    private static int minute(long nanos, Session session) {
        return (int) ((nanos - session.openNanos()) / EngineRun.MINUTE_NANOS);
    }
}
