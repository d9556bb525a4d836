package io.tradebot.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class LivePipelineTest {

    /** Holds the first stage at SessionStarted until it is opened, so that what is published meanwhile makes one batch. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private LivePipeline ring(CallLog log, int length) {
        return new LivePipeline(new DecideStage(new TradingEngine(this::strategies)), new JournalStage(log), new DispatchStage(log), length,
            new BlockingWaitStrategy());
    }

    private List<Strategy> strategies() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return List.of(new OpenStrategy());
    }

    private static void requireHalt(LivePipeline ring) throws InterruptedException {
        assertTrue(ring.awaitHalt(30, TimeUnit.SECONDS), "the ring halts");
        assertNotNull(ring.fault());
        assertThrows(HaltedException.class, () -> new InputGateway(ring).timeAdvanced(BreakoutDay.endNanos(), ClockSource.TEST));
        assertThrows(HaltedException.class, ring::awaitDispatched);
    }

    @Test
    void shouldSyncEveryIntentBeforeItIsSent() {
        CallLog log = new CallLog();
        gate.countDown();
        try (LivePipeline ring = ring(log, 64)) {
            BreakoutDay.untilTheOrder(new InputGateway(ring));
            ring.awaitDispatched();
            assertNull(ring.fault());
        }
        List<String> calls = log.calls();
        int intent = calls.indexOf("append intent");
        int sent = calls.indexOf("submit 1");
        assertTrue(intent >= 0 && calls.subList(intent, sent).stream().anyMatch(call -> call.startsWith("sync")), calls.toString());
        assertEquals(List.of("submit 1", "submit 2"), calls.stream().filter(call -> call.startsWith("submit")).toList());
        assertEquals(45, log.journaled().size());
    }

    @Test
    void shouldNotDecideBehindAFaultInTheSameBatch() throws InterruptedException {
        CallLog log = new CallLog();
        try (LivePipeline ring = ring(log, 128)) {
            InputGateway gateway = new InputGateway(ring);
            BreakoutDay.start(gateway);
            gateway.instrumentDefined(BreakoutDay.SESSION.openNanos(), 0, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, "ABC"); // guilty
            gateway.timeAdvanced(BreakoutDay.SESSION.openNanos(), ClockSource.TEST);
            gateway.timeAdvanced(BreakoutDay.SESSION.openNanos() + 1, ClockSource.TEST);
            gate.countDown();
            requireHalt(ring);
            assertTrue(ring.fault().getCause().getMessage().startsWith("instrument id 0"), ring.fault().toString());
        }
        assertEquals(List.of(List.of("SessionStarted", "StrategyLoaded", "SelfCheckReported", "Checkpointed"), List.of("InstrumentDefined", "EngineFaulted")), log.journaled());
        assertEquals("sync", log.calls().get(log.calls().size() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"append intent", "sync intent"})
    void shouldSendNothingThatIsNotInTheJournal(String breaksAt) throws InterruptedException {
        CallLog log = new CallLog(breaksAt);
        gate.countDown();
        try (LivePipeline ring = ring(log, 128)) {
            BreakoutDay.untilTheOrder(new InputGateway(ring));
            requireHalt(ring);
        }
        assertEquals(breaksAt, log.calls().get(log.calls().size() - 1));
        assertTrue(log.calls().stream().noneMatch(call -> call.startsWith("submit")), log.calls().toString());
    }

    @Test
    void shouldHaltWhenSendingFails() throws InterruptedException {
        CallLog log = new CallLog("submit 1");
        gate.countDown();
        try (LivePipeline ring = ring(log, 128)) {
            BreakoutDay.untilTheOrder(new InputGateway(ring));
            requireHalt(ring);
        }
        assertTrue(log.calls().contains("append intent"));
        assertTrue(!log.calls().contains("submit 2"), log.calls().toString());
    }

    @Test
    void shouldMakePublishersWaitWhenFullAndLoseNothing() throws InterruptedException {
        int ringLength = 4;
        int inputCount = 200;
        CallLog log = new CallLog();
        AtomicInteger publishedCount = new AtomicInteger();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (LivePipeline ring = ring(log, ringLength)) {
            InputGateway gateway = new InputGateway(ring);
            Thread feed = new Thread(() -> {
                BreakoutDay.start(gateway);
                publishedCount.incrementAndGet();
                for (int i = 1; i < inputCount; i++) {
                    gateway.timeAdvanced(BreakoutDay.START_NANOS + i, ClockSource.TEST);
                    publishedCount.incrementAndGet();
                }
            }, "feed");
            feed.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
            feed.start();
            while (publishedCount.get() < ringLength || feed.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait(); // until the feed waits for a slot
            }
            assertEquals(ringLength, publishedCount.get(), "one more than fits is not taken");
            assertEquals(List.of(), log.calls());
            gate.countDown();
            feed.join();
            ring.awaitDispatched();
        }
        assertNull(thrown.get());
        assertEquals(inputCount, log.excerpts().excerpts().size());
        for (int i = 0; i < inputCount; i++) {
            assertEquals(BreakoutDay.START_NANOS + i, log.excerpts().excerpts().get(i).timeNanos());
        }
    }

    @Test
    void shouldFreeAWaitingPublisherWhenItHalts() throws InterruptedException {
        CallLog log = new CallLog("append");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (LivePipeline ring = ring(log, 2)) {
            InputGateway gateway = new InputGateway(ring);
            Thread feed = new Thread(() -> {
                BreakoutDay.start(gateway);
                for (int i = 0; i < 100; i++) {
                    gateway.timeAdvanced(BreakoutDay.START_NANOS, ClockSource.TEST);
                }
            }, "feed");
            feed.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
            feed.start();
            while (feed.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait(); // until the feed waits for a slot
            }
            gate.countDown();
            feed.join();
        }
        assertTrue(thrown.get() instanceof HaltedException, String.valueOf(thrown.get()));
    }

    @Test
    void shouldGoOnAfterAnInputThatCannotBeEncoded() {
        CallLog log = new CallLog();
        gate.countDown();
        try (LivePipeline ring = ring(log, 4)) {
            InputGateway gateway = new InputGateway(ring);
            BreakoutDay.start(gateway);
            assertThrows(IndexOutOfBoundsException.class, () -> gateway.orderAcknowledged(BreakoutDay.START_NANOS, 1, "x".repeat(200)));
            ring.awaitDispatched(); // not for the slot that was given up
            gateway.timeAdvanced(BreakoutDay.START_NANOS, ClockSource.TEST);
            ring.awaitDispatched();
        }
        assertEquals(List.of(List.of("SessionStarted", "StrategyLoaded", "SelfCheckReported", "Checkpointed"), List.of("TimeAdvanced")), log.journaled());
    }
}
