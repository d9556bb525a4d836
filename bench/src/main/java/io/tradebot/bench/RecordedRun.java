package io.tradebot.bench;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.ExcerptSink;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Map;

/**
 * The inputs of a backtest of the opening-range strategy on the seeded market, recorded once: settings, instruments, bars,
 * minute ends and the facts of the simulated exchange. Feeding them to a new engine makes it decide the same again.
 */
final class RecordedRun {

    static final int SESSION_COUNT = 20;
    static final int BAR_COUNT = SESSION_COUNT * SeededMarket.MINUTES_PER_SESSION * SeededMarket.SYMBOL_COUNT;

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final EngineSettings SETTINGS = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open",
        "STRAT_OPEN_BUFFER", "0.001", "MIN_VOLUME_THRESHOLD", "0"));

    private final Excerpts inputs = new Excerpts();
    private final RecordCursor cursor = new RecordCursor();
    private final SeededMarket market = new SeededMarket();
    private final SimulatedExchange exchange = new SimulatedExchange(SETTINGS, SeededMarket::symbol);
    private final InputGateway gateway = new InputGateway(new LoopPipeline(
        new DecideStage(new TradingEngine(StrategyCatalog::load)), new JournalStage(new InputsOnly()),
        new DispatchStage(exchange)));
    private int fillCount;

    private RecordedRun() {
    }

    /** Runs it and returns the inputs, one an excerpt. */
    static Excerpts inputs() {
        RecordedRun run = new RecordedRun();
        run.run();
        if (run.fillCount < SESSION_COUNT) {
            throw new IllegalStateException("only " + run.fillCount + " fills in " + SESSION_COUNT
                + " sessions: the seeded market does not exercise the engine any more; change it or the settings");
        }
        return run.inputs;
    }

    private void run() {
        Session session = new TradingCalendar().sessionOn((int) LocalDate.of(2025, 3, 10).toEpochDay());
        long startNanos = session.openNanos();
        gateway.sessionStarted(startNanos, RunMode.BACKTEST, SETTINGS.entries(), "BENCH_US_SIM_BOT1",
            SettingsTable.PRODUCT_VERSION_TAG);
        for (int id = 1; id <= SeededMarket.SYMBOL_COUNT; id++) {
            gateway.instrumentDefined(startNanos, id, InstrumentKind.EQUITY, 1, 0, Long.MIN_VALUE, Integer.MIN_VALUE,
                SeededMarket.symbol(id));
        }
        for (int i = 0; i < SESSION_COUNT; i++) {
            run(session);
            session = new TradingCalendar().nextSession(session.epochDay());
        }
    }

    private void run(Session session) {
        market.startSession();
        advanceTo(session.openNanos());
        for (long start = session.openNanos(); start < session.closeNanos(); start += MINUTE_NANOS) {
            runMinute(start, start + MINUTE_NANOS);
        }
        exchange.closeSession(session.closeNanos());
        letAnswersIn();
        advanceTo(session.closeNanos());
    }

    private void advanceTo(long timeNanos) {
        exchange.onTime(timeNanos);
        gateway.timeAdvanced(timeNanos, ClockSource.HISTORICAL);
        letAnswersIn();
    }

    private void runMinute(long startNanos, long endNanos) {
        market.nextMinute();
        exchange.startMinute(startNanos, market);
        letAnswersIn();
        exchange.onTime(endNanos);
        for (int id = 1; id <= SeededMarket.SYMBOL_COUNT; id++) {
            exchange.onBar(id, market.closeE8(id));
            gateway.barClosed(endNanos, id, startNanos, MINUTE_NANOS, market.openE8(id), market.highE8(id), market.lowE8(id),
                market.closeE8(id), 10_000, 0);
        }
        gateway.minuteClosed(endNanos, startNanos, SeededMarket.SYMBOL_COUNT);
        letAnswersIn();
    }

    private void letAnswersIn() {
        while (exchange.publishNext(gateway)) {
            // one at a time, so that what is decided on one fill takes effect before the next
        }
    }

    /** Keeps the input of each excerpt and drops the decisions. */
    private final class InputsOnly implements ExcerptSink {

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            cursor.wrap(body, offset, length);
            cursor.next();
            if (cursor.templateId() == OrderFilledDecoder.TEMPLATE_ID) {
                fillCount++;
            }
            return inputs.append(body, offset, inputLength(body, offset), timeNanos);
        }

        private int inputLength(DirectBuffer body, int offset) {
            return RecordBatch.PREFIX_LENGTH
                + body.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public void sync() {
            // memory
        }
    }
}
