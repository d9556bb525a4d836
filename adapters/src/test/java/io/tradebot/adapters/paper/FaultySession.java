package io.tradebot.adapters.paper;

import io.tradebot.engine.book.Lot;
import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.BrokerQueryPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.StartCause;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** A session in stepped time: the engine in a plain loop, the paper broker on its thread, a random market of some symbols. */
final class FaultySession implements AutoCloseable {

    static final long SECOND_NANOS = 1_000_000_000L;
    static final long MINUTE_NANOS = 60 * SECOND_NANOS;
    static final int SYMBOLS = 4;
    static final long POSITION_LIMIT_E9 = 60_000_000_000L;
    private static final long STEP_NANOS = 5 * SECOND_NANOS;
    private static final long E8_PER_CENT = 1_000_000L;

    final Session day = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 11, 4).toEpochDay());
    final RecordingJournal journal = new RecordingJournal();
    final AdjustableClock clock = new AdjustableClock();
    final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final EngineSettings settings = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0", "STRAT_OPEN_BUFFER",
        "0.001", "MAX_POSITION_SIZE", "60", "OPEN_MONITORING_TIME", "10", "SHORT_TYPE_OPEN", "ShortSell", "COMMISSION_PER_ORDER", "0.35",
        "FRACTIONAL", "false"));
    private final TradingEngine engine = new TradingEngine(StrategyCatalog::load);
    private final Path logFile;
    private final Random market;
    private final long[] cents = new long[SYMBOLS];
    final InputGateway gateway;
    PaperBroker broker;

    FaultySession(Path logFile, long seed, FaultPlan plan) throws Exception {
        this.logFile = logFile;
        market = new Random(seed);
        gateway = new InputGateway(new LoopPipeline(new DecideStage(engine), new JournalStage(journal), new DispatchStage(new Current(), new Current())));
        clock.set(day.openNanos() - MINUTE_NANOS);
        gateway.sessionStarted(clock.nanoTime(), RunMode.PAPER, settings.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
        for (int id = 1; id <= SYMBOLS; id++) {
            gateway.instrumentDefined(clock.nanoTime(), id, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, symbol(id));
            cents[id - 1] = 2_000 + market.nextInt(3_000);
        }
        start(plan);
    }

    private static String symbol(int id) {
        return "S" + (char) ('A' + id - 1);
    }

    private void start(FaultPlan plan) throws Exception {
        broker = new PaperBroker(settings, FaultySession::symbol, clock, fault::set, logFile, plan);
        broker.start(gateway);
        broker.connect();
        settle();
    }

    /** Kills the broker and the bot's process with it, and goes on with both under another plan. */
    void restart(FaultPlan plan) throws Exception {
        broker.close();
        gateway.processStarted(clock.nanoTime(), StartCause.CRASH, gateway.publishedCount(), OrderTicket.NO_PRICE, "17", "2024b",
            SettingsTable.PRODUCT_VERSION_TAG);
        start(plan);
    }

    /** The minutes from..to of the session, with the clock told every five seconds. */
    void run(int from, int to) throws Exception {
        for (int minute = from; minute < to; minute++) {
            runMinute(day.openNanos() + minute * MINUTE_NANOS);
        }
    }

    private void runMinute(long start) throws Exception {
        long end = start + MINUTE_NANOS;
        for (long at = start; at < end; at += STEP_NANOS) {
            tick(at);
        }
        clock.set(end);
        List<PaperBar> bars = new ArrayList<>();
        for (int id = 1; id <= SYMBOLS; id++) {
            if (market.nextInt(20) > 0) {
                bars.add(bar(id));
            }
        }
        broker.onMinute(start, bars);
        settle();
        for (PaperBar bar : bars) {
            gateway.barClosed(end, bar.instrumentId(), start, MINUTE_NANOS, bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), bar.volumeShares(), 0);
        }
        gateway.minuteClosed(end, start, bars.size());
        settle();
    }

    private void tick(long at) throws Exception {
        clock.set(at);
        gateway.timeAdvanced(at, ClockSource.TEST);
        broker.onTime();
        settle();
    }

    /** The market after the close, so that what is late can come and the broker is asked. */
    void rest(int minutes) throws Exception {
        long from = clock.nanoTime();
        for (long at = from; at < from + minutes * MINUTE_NANOS; at += STEP_NANOS) {
            tick(at);
        }
    }

    void closeSession() throws Exception {
        clock.set(day.closeNanos());
        broker.onSessionClosed(day.closeNanos());
        settle();
        gateway.timeAdvanced(day.closeNanos(), ClockSource.TEST);
        settle();
    }

    private PaperBar bar(int id) {
        long open = cents[id - 1];
        long close = Math.max(open + market.nextInt(81) - 40, 500);
        cents[id - 1] = close;
        long high = Math.max(open, close) + market.nextInt(20);
        long low = Math.min(open, close) - market.nextInt(20);
        return new PaperBar(id, open * E8_PER_CENT, high * E8_PER_CENT, low * E8_PER_CENT, close * E8_PER_CENT, 10_000);
    }

    private void settle() throws Exception {
        broker.awaitIdle();
        if (fault.get() != null) {
            throw new AssertionError("the paper broker failed", fault.get());
        }
    }

    /** Units by instrument as the engine has them. */
    Map<Integer, Long> engineUnits() {
        Map<Integer, Long> units = new TreeMap<>();
        for (Lot lot : engine.openLots()) {
            units.merge(lot.instrumentId(), lot.side() == PositionSide.LONG ? lot.leavesQtyE9() : -lot.leavesQtyE9(), Math::addExact);
        }
        units.values().removeIf(value -> value == 0);
        return units;
    }

    long engineCashE8() {
        return engine.cash().totalE8();
    }

    @Override
    public void close() {
        broker.close();
    }

    /** The broker that runs now. */
    private final class Current implements BrokerPort, BrokerQueryPort {

        @Override
        public void submitOrder(OrderTicket ticket) {
            broker.submitOrder(ticket);
        }

        @Override
        public void cancelOrder(long orderId) {
            broker.cancelOrder(orderId);
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            broker.replaceOrder(orderId, qtyE9, limitPriceE8, stopPriceE8);
        }

        @Override
        public void queryOrder(long orderId, String clientOrderId) {
            broker.queryOrder(orderId, clientOrderId);
        }

        @Override
        public void requestSnapshot(int snapshotNumber, long executionsSinceNanos) {
            broker.requestSnapshot(snapshotNumber, executionsSinceNanos);
        }
    }
}
