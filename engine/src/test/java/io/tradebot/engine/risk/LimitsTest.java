package io.tradebot.engine.risk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.script.EngineRun;
import io.tradebot.engine.script.FixedStopStrategy;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.engine.script.ScriptedBars;
import io.tradebot.engine.script.Seed;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.TradingState;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Limits hold at every record of random sessions, and a restart at any record is no way round them. */
class LimitsTest {

    private static final Session DAY = new TradingCalendar().sessionOn((int) LocalDate.of(2026, 6, 4).toEpochDay());
    private static final Session NEXT_DAY = new TradingCalendar().nextSession(DAY.epochDay());
    private static final List<String> SYMBOLS = List.of("AAA", "CCC", "DDD", "EEE", "FFF");
    private static final int MINUTES = 60;
    private static final Map<String, String> VALUES = Map.ofEntries(
        Map.entry("STRATEGY_SEQUENCE", "open,mid"), Map.entry("START_TIME_MID", "09:45"), Map.entry("MID_ANALYSIS_TIME", "5"),
        Map.entry("MIN_VOLUME_THRESHOLD", "0"), Map.entry("STRAT_OPEN_BUFFER", "0.001"), Map.entry("SHORT_TYPE_OPEN", "ShortSell"),
        Map.entry("TRAIL", "0.004"), Map.entry("STRAT_MID_STOP", "0.004"), Map.entry("TOTAL_ALLOCATION", "0.03"),
        Map.entry("MAX_TRADES", "5"), Map.entry("WEIGHTS", "0.4,0.3,0.1,0.1,0.1"), Map.entry("MAX_OPEN_POSITIONS", "4"),
        Map.entry("MAX_TOTAL_EXPOSURE", "2400.00"), Map.entry("MAX_SYMBOL_EXPOSURE", "1500.00"), Map.entry("MAX_POSITION_SIZE", "180"),
        Map.entry("MAX_ORDERS_PER_MINUTE", "2"), Map.entry("MAX_SYMBOL_ORDERS_PER_MINUTE", "1"), Map.entry("MAX_DAILY_LOSS", "15.00"),
        Map.entry("MAX_REPEATED_ORDERS", "1"), Map.entry("MAX_CANCELS_PER_FILL", "3"), Map.entry("DAY_TRADE_RULES", "auto"));
    private static final Supplier<List<Strategy>> STRATEGIES = () -> List.of(new OpenStrategy(), new FixedStopStrategy());

    @Test
    void shouldNeverPassALimitAtAnyRecord() {
        long seed = Seed.take("LimitsTest");
        Set<String> reasons = new TreeSet<>();
        int entryCount = 0;
        for (int session = 0; session < 40; session++) {
            CommittedByRecords committed = new CommittedByRecords("seed " + seed + ", session " + session);
            run(seed + session).excerpts().forEach(committed::onExcerpt);
            entryCount += committed.entryCount;
            reasons.addAll(committed.reasons);
        }
        assertTrue(entryCount > 100, entryCount + " entries, seed " + seed);
        assertTrue(reasons.containsAll(Set.of("TOTAL_EXPOSURE", "ORDER_RATE", "MAX_OPEN_POSITIONS")), "refusals " + reasons + ", seed " + seed);
    }

    @Test
    void shouldDecideTheSameAfterARestartAtEveryRecord() {
        long seed = Seed.take("LimitsTest");
        List<RecordedExcerpts.Excerpt> journal = run(seed).excerpts();
        for (int restart = 1; restart < journal.size(); restart++) {
            TradingEngine recovered = new TradingEngine(STRATEGIES);
            for (int i = 0; i < restart; i++) {
                decide(recovered, journal.get(i)); // what it says was said before: only its state counts
            }
            for (int i = restart; i < Math.min(restart + 40, journal.size()); i++) {
                assertArrayEquals(journal.get(i).body(), decide(recovered, journal.get(i)),
                    "restart behind record " + restart + ", record " + i + ", seed " + seed);
            }
        }
    }

    private static byte[] decide(TradingEngine engine, RecordedExcerpts.Excerpt excerpt) {
        int inputLength = RecordBatch.PREFIX_LENGTH + new UnsafeBuffer(excerpt.body()).getInt(0, ByteOrder.LITTLE_ENDIAN);
        RecordBatch batch = new RecordBatch();
        batch.copyFrom(new UnsafeBuffer(excerpt.body()), 0, inputLength, 1);
        engine.decide(batch, excerpt.timeNanos());
        byte[] body = new byte[batch.length()];
        batch.buffer().getBytes(0, body);
        return body;
    }

    private static RecordedExcerpts run(long seed) {
        RecordedExcerpts journal = new RecordedExcerpts();
        RandomGenerator random = Seed.generator(seed);
        try (EngineRun run = new EngineRun(EngineSettings.of(VALUES), STRATEGIES, EngineRun.Answers.EXCHANGE, EngineRun.Host.LOOP, journal)) {
            run.start(DAY.openNanos() - EngineRun.MINUTE_NANOS, RunMode.BACKTEST, SYMBOLS);
            for (Session session : List.of(DAY, NEXT_DAY)) {
                runMorning(run, random, session);
            }
        }
        return journal;
    }

    private static void runMorning(EngineRun run, RandomGenerator random, Session session) {
        fill(run, random, session);
        run.advanceTo(session.openNanos());
        for (int minute = 0; minute < MINUTES; minute++) {
            long start = session.openNanos() + minute * EngineRun.MINUTE_NANOS;
            run.runMinute(start);
            if (random.nextInt(20) == 0) {
                run.gateway().tradingHaltChanged(start + EngineRun.MINUTE_NANOS, random.nextInt(1, SYMBOLS.size() + 1),
                    random.nextBoolean() ? TradingState.PAUSED : TradingState.TRADING, start, Long.MIN_VALUE, "");
                run.settle();
            }
        }
        run.closeSession(session.closeNanos());
    }

    private static void fill(EngineRun run, RandomGenerator random, Session session) {
        for (String symbol : SYMBOLS) {
            long px = random.nextLong(50_000, 150_000);
            for (int minute = 0; minute < MINUTES; minute++) {
                long step = px / 300;
                px += random.nextLong(-step, step + 1);
                long close = px + random.nextLong(-step, step + 1);
                run.bars().put(session.openNanos() + minute * EngineRun.MINUTE_NANOS, run.idOf(symbol), new ScriptedBars.Bar(px * 10_000,
                    (Math.max(px, close) + 20) * 10_000, (Math.min(px, close) - 20) * 10_000, close * 10_000, random.nextLong(100, 1_000)));
            }
        }
    }

    /** What is committed, read from records alone: entries at the price they were decided on. */
    private static final class CommittedByRecords {

        private static final double E8 = 1e8;
        private static final double E9 = 1e9;

        private final String where;
        private final Map<Long, Entry> entries = new TreeMap<>();
        private final List<Long> requestNanos = new ArrayList<>();
        private final Set<String> reasons = new TreeSet<>();
        private int entryCount;

        private static final class Entry {
            private long instrumentId;
            private double price;
            private double asked;
            private double filled;
            private double closed;
            private boolean isOpen = true;

            private double qty() {
                return (isOpen ? Math.max(asked, filled) : filled) - closed;
            }
        }

        CommittedByRecords(String where) {
            this.where = where;
        }

        void onExcerpt(RecordedExcerpts.Excerpt excerpt) {
            for (RecordContent record : excerpt.records()) {
                onRecord(record.type().name(), record.row(), excerpt.timeNanos());
                check(excerpt.timeNanos());
            }
        }

        private void onRecord(String name, RecordContent.Row row, long timeNanos) {
            switch (name) {
                case "OrderRequested" -> onRequested(row, timeNanos);
                case "OrderDenied" -> reasons.add(row.enumValue("reason").name());
                case "OrderFilled" -> {
                    Entry entry = entries.get(row.number("orderId"));
                    if (entry != null) {
                        entry.filled += row.number("qtyE9") / E9;
                    }
                }
                case "OrderStateChanged" -> {
                    Entry entry = entries.get(row.number("orderId"));
                    if (entry != null && Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED", "NOT_PLACED").contains(row.enumValue("toState").name())) {
                        entry.isOpen = false;
                    }
                }
                case "PositionOpened" -> entries.put(-row.number("positionId"), entries.get(row.number("orderId")));
                case "LotClosed" -> entries.get(-row.number("positionId")).closed += row.number("qtyE9") / E9;
                default -> { }
            }
        }

        private void onRequested(RecordContent.Row row, long timeNanos) {
            String role = row.enumValue("role").name();
            if (role.equals("ENTRY")) {
                long inMinute = requestNanos.stream().filter(nanos -> nanos > timeNanos - RiskGate.RATE_WINDOW_NANOS).count();
                assertTrue(inMinute < 2, where + ": " + inMinute + " orders in the minute before an entry");
                Entry entry = new Entry();
                entry.instrumentId = row.number("instrumentId");
                entry.price = row.number("referencePriceE8") / E8;
                entry.asked = row.number("qtyE9") / E9;
                entries.put(row.number("orderId"), entry);
                entryCount++;
            }
            if (role.equals("ENTRY") || role.equals("EXIT")) {
                requestNanos.add(timeNanos);
            }
        }

        private void check(long timeNanos) {
            double[] worthBySymbol = new double[SYMBOLS.size() + 1];
            double[] qtyBySymbol = new double[SYMBOLS.size() + 1];
            int count = 0;
            for (Map.Entry<Long, Entry> known : entries.entrySet()) {
                Entry entry = known.getValue();
                if (known.getKey() > 0 && entry.qty() > 1e-7) {
                    worthBySymbol[(int) entry.instrumentId] += entry.qty() * entry.price;
                    qtyBySymbol[(int) entry.instrumentId] += entry.qty();
                    count++;
                }
            }
            assertTrue(Arrays.stream(worthBySymbol).sum() <= 2_400.000001, where + " at " + timeNanos + ": " + Arrays.toString(worthBySymbol));
            assertTrue(Arrays.stream(worthBySymbol).max().orElse(0) <= 1_500.000001, where + " at " + timeNanos);
            assertTrue(Arrays.stream(qtyBySymbol).max().orElse(0) <= 180.000001, where + " at " + timeNanos + ": " + Arrays.toString(qtyBySymbol));
            assertTrue(count <= 4, where + " at " + timeNanos + ": " + count + " open and pending");
        }
    }
}
