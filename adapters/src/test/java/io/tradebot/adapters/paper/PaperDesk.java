package io.tradebot.adapters.paper;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.ExcerptSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * A paper broker whose facts are kept as lines of text; requests come from the test, time is stepped. The engine behind it has asked for
 * nothing and nobody carries out what it wants.
 */
final class PaperDesk implements AutoCloseable {

    static final long SECOND_NANOS = 1_000_000_000L;
    static final long START_NANOS = 1_730_730_600L * SECOND_NANOS; // 2024-11-04 09:30 New York

    private static final long PRICE_E8 = 2_000_000_000L;

    final Path file;
    /** Answers of orders that left before the log had them; must stay empty. */
    final List<String> unwritten = new ArrayList<>();
    PaperBroker broker;
    private final EngineSettings settings = EngineSettings.of(Map.of("SLIPPAGE", "0"));
    private final AdjustableClock clock = new AdjustableClock();
    private final List<String> facts = new ArrayList<>();
    private final InputGateway gateway = new InputGateway(new LoopPipeline(new DecideStage(new TradingEngine(StrategyCatalog::load)),
        new JournalStage(new Lines()), new DispatchStage(new Deaf())));
    private long minuteNanos = START_NANOS;

    PaperDesk(Path file, FaultPlan plan) throws Exception {
        this.file = file;
        clock.set(START_NANOS);
        gateway.sessionStarted(START_NANOS, RunMode.PAPER, settings.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
        gateway.instrumentDefined(START_NANOS, 1, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, "ABCD");
        facts.clear();
        start(plan);
    }

    private void start(FaultPlan plan) {
        broker = new PaperBroker(settings, id -> "ABCD", clock, thrown -> facts.add("FAILED " + thrown), file, plan);
        broker.start(gateway);
    }

    void restart(FaultPlan plan) {
        broker.close();
        start(plan);
    }

    PaperDesk submit(long orderId, String clientOrderId) throws Exception {
        broker.submitOrder(PaperFaultsTest.ticket(orderId, clientOrderId));
        return settle();
    }

    PaperDesk cancel(long orderId) throws Exception {
        broker.cancelOrder(orderId);
        return settle();
    }

    PaperDesk query(long orderId, String clientOrderId) throws Exception {
        broker.queryOrder(orderId, clientOrderId);
        return settle();
    }

    PaperDesk snapshot(int number, long sinceNanos) throws Exception {
        broker.requestSnapshot(number, sinceNanos);
        return settle();
    }

    /** So many seconds pass, the broker is told each. */
    PaperDesk after(int seconds) throws Exception {
        for (int i = 0; i < seconds; i++) {
            clock.set(clock.nanoTime() + SECOND_NANOS);
            broker.onTime();
            settle();
        }
        return this;
    }

    /** A minute at 20.00. */
    PaperDesk minute() throws Exception {
        clock.set(Math.max(clock.nanoTime(), minuteNanos + 60 * SECOND_NANOS));
        broker.onMinute(minuteNanos, List.of(new PaperBar(1, PRICE_E8, PRICE_E8, PRICE_E8, PRICE_E8, 10_000)));
        minuteNanos += 60 * SECOND_NANOS;
        return settle();
    }

    private PaperDesk settle() throws Exception {
        broker.awaitIdle();
        return this;
    }

    /** Inputs that begin so. */
    synchronized List<String> facts(String begin) {
        return facts.stream().filter(fact -> fact.startsWith(begin)).toList();
    }

    synchronized List<String> facts() {
        return List.copyOf(facts);
    }

    synchronized String last() {
        return facts.get(facts.size() - 1);
    }

    /** Lines of the log about requests of this kind. */
    List<String> received(String word) {
        return PaperLog.lines(file, "> ").stream().filter(line -> line.split(" ")[2].equals(word)).toList();
    }

    @Override
    public void close() {
        broker.close();
    }

    /** The engine's own wishes do not count here. */
    private static final class Deaf implements BrokerPort {

        @Override
        public void submitOrder(OrderTicket ticket) {
            // asked for by the test alone
        }

        @Override
        public void cancelOrder(long orderId) {
            // asked for by the test alone
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            // asked for by the test alone
        }
    }

    /** Keeps the input of each excerpt as text. */
    private final class Lines implements ExcerptSink {

        private final RecordPrinter printer = new RecordPrinter();
        private long sequence;

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            RecordCursor cursor = new RecordCursor().wrap(body, offset, length);
            cursor.next();
            String fact = printer.line(cursor);
            if (fact.startsWith("OrderFilled") && PaperLog.lines(file, "< ").stream().noneMatch(line -> line.contains(" filled "))) {
                unwritten.add(fact);
            }
            synchronized (PaperDesk.this) {
                facts.add(fact);
            }
            return sequence++;
        }

        @Override
        public void sync() {
            // nothing is kept
        }
    }
}
