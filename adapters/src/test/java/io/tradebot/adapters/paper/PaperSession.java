package io.tradebot.adapters.paper;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LivePipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RunMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One day of a live session with the paper broker: the engine in its ring, a scripted market, one symbol. */
final class PaperSession implements AutoCloseable {

    static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    static final int SYMBOL = 1;
    private static final long E8_PER_CENT = 1_000_000L;
    private static final long TIMEOUT_SECONDS = 20;

    final Session day = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 11, 4).toEpochDay());
    final RecordingJournal journal = new RecordingJournal();
    final AdjustableClock clock = new AdjustableClock();
    final AtomicReference<Throwable> fault = new AtomicReference<>();
    final CountDownLatch faulted = new CountDownLatch(1);
    /** Orders that reached the broker before the journal had them on stable storage; must stay empty. */
    final List<String> tooEarly = new CopyOnWriteArrayList<>();
    final PaperBroker broker;
    final LivePipeline pipeline;
    final InputGateway gateway;

    PaperSession() {
        EngineSettings settings = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0"));
        broker = new PaperBroker(settings, id -> "ABCD", clock, thrown -> {
            fault.set(thrown);
            faulted.countDown();
        });
        pipeline = new LivePipeline(new DecideStage(new TradingEngine(StrategyCatalog::load)), new JournalStage(journal),
            new DispatchStage(new JournalFirst()));
        gateway = new InputGateway(pipeline);
        broker.start(gateway);
        clock.set(day.openNanos());
        gateway.sessionStarted(day.openNanos(), RunMode.PAPER, settings.entries(), "TEST_US_PAPER_BOT1",
            SettingsTable.PRODUCT_VERSION_TAG);
        gateway.instrumentDefined(day.openNanos(), SYMBOL, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE,
            "ABCD");
        gateway.timeAdvanced(day.openNanos(), ClockSource.WALL);
    }

    /** Twenty quiet minutes around 50.00, a bar that breaks out at 51.20; the entry is at the broker afterwards. */
    PaperSession untilEntryRequested() throws Exception {
        for (int minute = 0; minute < 20; minute++) {
            bar(minute, 5_000, 5_005, 4_995, 5_000);
        }
        bar(20, 5_000, 5_125, 5_000, 5_120);
        return this;
    }

    /** And the minute in which the entry fills at 51.25. */
    PaperSession untilPositionOpen() throws Exception {
        untilEntryRequested();
        bar(21, 5_125, 5_140, 5_110, 5_130);
        journal.await(1, "PositionOpened");
        return this;
    }

    /** One minute of the symbol, prices in cents, as the market data side gives it. */
    void bar(int minute, long open, long high, long low, long close) throws Exception {
        long start = startNanos(minute);
        PaperBar bar = new PaperBar(SYMBOL, open * E8_PER_CENT, high * E8_PER_CENT, low * E8_PER_CENT, close * E8_PER_CENT, 1_000);
        long end = start + MINUTE_NANOS;
        clock.set(end);
        await(broker.onMinute(start, List.of(bar)));
        gateway.barClosed(end, SYMBOL, start, MINUTE_NANOS, bar.openE8(), bar.highE8(), bar.lowE8(), bar.closeE8(), 10_000, 0);
        endMinute(start, 1);
    }

    /** A minute without a trade. */
    void silence(int minute) throws Exception {
        clock.set(startNanos(minute) + MINUTE_NANOS);
        await(broker.onMinute(startNanos(minute), List.of()));
        endMinute(startNanos(minute), 0);
    }

    void close(Session session) throws Exception {
        clock.set(session.closeNanos());
        await(broker.onSessionClosed(session.closeNanos()));
        gateway.timeAdvanced(session.closeNanos(), ClockSource.WALL);
        pipeline.awaitDispatched();
    }

    long startNanos(int minute) {
        return day.openNanos() + minute * MINUTE_NANOS;
    }

    static void await(CompletableFuture<Void> done) throws Exception {
        done.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** What the strategies decide on the minute is in the broker's queue afterwards, before the next minute. */
    private void endMinute(long startNanos, int barCount) {
        gateway.minuteClosed(startNanos + MINUTE_NANOS, startNanos, barCount);
        pipeline.awaitDispatched();
    }

    @Override
    public void close() {
        broker.close();
        pipeline.close();
    }

    /** Passes on to the paper broker and notes what comes before the journal has it. */
    private final class JournalFirst implements BrokerPort {

        @Override
        public void submitOrder(OrderTicket ticket) {
            if (journal.synced("OrderRequested orderId=" + ticket.orderId + " ").isEmpty()) {
                tooEarly.add("order " + ticket.orderId);
            }
            broker.submitOrder(ticket);
        }

        @Override
        public void cancelOrder(long orderId) {
            if (journal.synced("OrderCancelRequested orderId=" + orderId + " ").isEmpty()) {
                tooEarly.add("cancel " + orderId);
            }
            broker.cancelOrder(orderId);
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            broker.replaceOrder(orderId, qtyE9, limitPriceE8, stopPriceE8);
        }
    }
}
