package io.tradebot.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.ExcerptSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class LivePipelineTimeTest {

    private static final long NOON_NANOS = 1_730_721_600_000_000_000L; // 2024-11-04T12:00:00Z, before the session

    @Test
    void shouldGiveTheLatestTimeToAPublisherThatWasOvertaken() {
        TimesSink journal = new TimesSink();
        LivePipeline pipeline = new LivePipeline(new DecideStage(new TradingEngine(StrategyCatalog::load)),
            new JournalStage(journal), new DispatchStage(new NoBroker()));
        try (pipeline) {
            InputGateway gateway = new InputGateway(pipeline);
            gateway.sessionStarted(NOON_NANOS, RunMode.PAPER, EngineSettings.defaults().entries(), "TEST_US_PAPER_BOT1",
                SettingsTable.PRODUCT_VERSION_TAG);
            gateway.timeAdvanced(NOON_NANOS + 9, ClockSource.WALL);
            gateway.timeAdvanced(NOON_NANOS + 7, ClockSource.WALL); // read its clock first, was let in second
            gateway.timeAdvanced(NOON_NANOS + 10, ClockSource.WALL);
            pipeline.awaitDispatched();
            assertNull(pipeline.fault());
        }
        assertEquals(List.of(NOON_NANOS, NOON_NANOS + 9, NOON_NANOS + 9, NOON_NANOS + 10), journal.times);
    }

    private static final class TimesSink implements ExcerptSink {

        private final List<Long> times = new CopyOnWriteArrayList<>();

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            times.add(timeNanos);
            return times.size() - 1L;
        }

        @Override
        public void sync() {
            // in memory
        }
    }

    private static final class NoBroker implements BrokerPort {

        @Override
        public void submitOrder(OrderTicket ticket) {
            throw new AssertionError("no order is expected");
        }

        @Override
        public void cancelOrder(long orderId) {
            throw new AssertionError("no cancel is expected");
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            throw new AssertionError("no change is expected");
        }
    }
}
