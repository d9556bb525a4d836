package io.tradebot.engine.pipeline;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.ClockSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LoopPipelineTest {

    private static DecideStage decide() {
        return new DecideStage(new TradingEngine(() -> List.of(new OpenStrategy())));
    }

    private static InputGateway loop(CallLog log) {
        return new InputGateway(new LoopPipeline(decide(), new JournalStage(log), new DispatchStage(log)));
    }

    @Test
    void shouldSyncAnIntentBeforeItIsSent() {
        CallLog log = new CallLog();
        BreakoutDay.untilTheOrder(loop(log));
        List<String> calls = log.calls();
        assertEquals(List.of("append intent", "sync intent", "submit 1", "submit 2"), calls.subList(calls.size() - 4, calls.size()));
    }

    @Test
    void shouldNotWaitForMarketDataThatCausesNothing() {
        CallLog log = new CallLog();
        BreakoutDay.untilTheOrder(loop(log));
        assertEquals(List.of("append", "sync", "append"), log.calls().subList(0, 3), "the start of the run is synced, its market data is not");
        assertEquals(3, log.calls().stream().filter(call -> call.startsWith("sync")).count(), "with the day's opening and the order");
    }

    @Test
    void shouldJournalAFaultWithItsInputAndHalt() {
        CallLog log = new CallLog();
        InputGateway gateway = loop(log);
        BreakoutDay.start(gateway);
        HaltedException halted = assertThrows(HaltedException.class, () -> gateway.timeAdvanced(BreakoutDay.START_NANOS - 1, ClockSource.TEST));
        assertTrue(halted.getCause().getMessage().startsWith("time went back"), halted.getCause().getMessage());
        assertEquals(List.of("TimeAdvanced", "EngineFaulted"), log.journaled().get(1));
        assertEquals(List.of("append", "sync", "append", "sync"), log.calls(), "the fault is on stable storage, nothing is sent");
        assertThrows(HaltedException.class, () -> BreakoutDay.start(gateway));
        assertEquals(4, log.calls().size(), "nothing happens any more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"append intent", "sync intent"})
    void shouldSendNothingThatIsNotInTheJournal(String breaksAt) {
        CallLog log = new CallLog(breaksAt);
        InputGateway gateway = loop(log);
        assertThrows(IllegalStateException.class, () -> BreakoutDay.untilTheOrder(gateway));
        assertTrue(log.calls().stream().noneMatch(call -> call.startsWith("submit")), log.calls().toString());
        int callCount = log.calls().size();
        assertThrows(HaltedException.class, () -> gateway.timeAdvanced(BreakoutDay.endNanos(), ClockSource.TEST));
        assertEquals(callCount, log.calls().size());
    }

    @Test
    void shouldHaltWhenSendingFails() {
        CallLog log = new CallLog("submit 1");
        InputGateway gateway = loop(log);
        assertThrows(IllegalStateException.class, () -> BreakoutDay.untilTheOrder(gateway));
        assertEquals("submit 1", log.calls().get(log.calls().size() - 1), "the second order is not sent after the first failed");
        assertThrows(HaltedException.class, () -> gateway.timeAdvanced(BreakoutDay.endNanos(), ClockSource.TEST));
    }

    @Test
    void shouldRefuseInputsFromInsideAStage() {
        InputGateway[] gateway = new InputGateway[1];
        CallLog log = new CallLog();
        BrokerPort nosy = new BrokerPort() {
            @Override
            public void submitOrder(OrderTicket ticket) {
                gateway[0].orderAcknowledged(BreakoutDay.endNanos(), ticket.orderId, "B-1");
            }

            @Override
            public void cancelOrder(long orderId) {
                // not asked here
            }

            @Override
            public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
                // not asked here
            }
        };
        gateway[0] = new InputGateway(new LoopPipeline(decide(), new JournalStage(log), new DispatchStage(nosy)));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> BreakoutDay.untilTheOrder(gateway[0]));
        assertTrue(refused.getMessage().contains("from inside a stage"), refused.getMessage());
    }

    @Test
    void shouldGoOnAfterAnInputThatCannotBeEncoded() {
        CallLog log = new CallLog();
        InputGateway gateway = loop(log);
        BreakoutDay.start(gateway);
        assertThrows(IndexOutOfBoundsException.class, () -> gateway.orderAcknowledged(BreakoutDay.START_NANOS, 1, "x".repeat(200)));
        gateway.timeAdvanced(BreakoutDay.START_NANOS, ClockSource.TEST);
        assertEquals(List.of(List.of("SessionStarted", "StrategyLoaded", "SelfCheckReported", "Checkpointed"), List.of("TimeAdvanced")), log.journaled());
    }
}
