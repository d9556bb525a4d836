package io.tradebot.adapters.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.pipeline.HaltedException;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PaperBrokerTest {

    @Test
    void shouldSendAnOrderOnlyWhenTheJournalHasIt() throws Exception {
        try (PaperSession session = new PaperSession().untilPositionOpen()) {
            assertEquals(List.of(), session.tooEarly);
            assertEquals(2, session.journal.lines("OrderRequested ").size(), "entry and protective stop");
        }
    }

    @Test
    void shouldTellWhatBecomesOfAnOrderInOrder() throws Exception {
        try (PaperSession session = new PaperSession().untilPositionOpen()) {
            RecordingJournal journal = session.journal;
            int requested = journal.indexOf("OrderRequested orderId=1 ");
            int sent = journal.indexOf("OrderSent orderId=1");
            int acknowledged = journal.indexOf("OrderAcknowledged orderId=1 ");
            int filled = journal.indexOf("OrderFilled orderId=1 ");
            assertTrue(0 <= requested && requested < sent && sent < acknowledged && acknowledged < filled,
                requested + " " + sent + " " + acknowledged + " " + filled);
            assertEquals(1, journal.lines("OrderFilled orderId=1 ", "price=51.2552").size(), "51.25 and slippage");
            assertEquals(List.of(), journal.lines("InputRefused"));
        }
    }

    @Test
    void shouldTellAFillWhenItBecomesKnownAndWhenItHappened() throws Exception {
        try (PaperSession session = new PaperSession().untilPositionOpen()) {
            int filled = session.journal.indexOf("OrderFilled orderId=1 ");
            assertEquals(session.startNanos(22), session.journal.timeNanos(filled), "known when the minute is over");
            assertEquals(1, session.journal.lines("OrderFilled orderId=1 ", "executed=2024-11-04T14:51:00Z").size());
        }
    }

    @Test
    void shouldKnowAFillBeforeTheBarsOfItsMinute() throws Exception {
        try (PaperSession session = new PaperSession().untilPositionOpen()) {
            int filled = session.journal.indexOf("OrderFilled orderId=1 ");
            int bar = session.journal.indexOf("BarClosed ", "barStart=2024-11-04T14:51:00Z");
            assertTrue(0 <= filled && filled < bar, filled + " " + bar);
        }
    }

    @Test
    void shouldCloseAPositionByItsTrailingStop() throws Exception {
        try (PaperSession session = new PaperSession().untilPositionOpen()) {
            session.bar(22, 5_130, 5_130, 5_000, 5_010);
            session.journal.await(1, "TradeClosed ", "exitReason=TRAIL_STOP", "exitPrice=50.3669");
            assertEquals(List.of(), session.journal.lines("InputRefused"));
        }
    }

    @Test
    void shouldEndTheStopWhenTheExitFills() throws Exception {
        try (PaperSession session = new PaperSession().untilPositionOpen()) {
            for (int minute = 22; minute < 51; minute++) {
                session.bar(minute, 5_130, 5_135, 5_125, 5_130);
            }
            session.journal.await(1, "OrderRequested ", "role=EXIT");
            session.bar(51, 5_131, 5_135, 5_125, 5_130);
            session.journal.await(1, "TradeClosed ", "exitReason=TIMEOUT");
            session.journal.await(1, "OrderCancelled orderId=2 ", "SIBLING_FILLED");
        }
    }

    @Test
    void shouldCancelAnEntryThatDoesNotFillInItsWindow() throws Exception {
        try (PaperSession session = new PaperSession().untilEntryRequested()) {
            for (int minute = 21; minute < 35; minute++) {
                session.silence(minute);
            }
            session.journal.await(1, "OrderCancelled orderId=1 ", "REQUESTED");
            session.journal.await(1, "OrderCancelled orderId=2 ", "PARENT_ENDED");
            assertEquals(List.of(), session.tooEarly);
            session.bar(35, 5_125, 5_130, 5_120, 5_125);
            assertEquals(List.of(), session.journal.lines("OrderFilled"));
        }
    }

    @Test
    void shouldExpireWhatWorksAtTheClose() throws Exception {
        try (PaperSession session = new PaperSession().untilEntryRequested()) {
            session.close(session.day);
            session.journal.await(1, "OrderExpired orderId=1 ");
            session.journal.await(1, "OrderExpired orderId=2 ");
        }
    }

    @Test
    void shouldSayThatACancelCameTooLate() throws Exception {
        try (PaperSession session = new PaperSession().untilPositionOpen()) {
            session.broker.cancelOrder(1);
            session.broker.replaceOrder(2, 1, 5_000_000_000L, OrderTicket.NO_PRICE); // a trailing stop has no limit price
            session.journal.await(1, "OrderCancelRejected orderId=1 ");
            session.journal.await(1, "OrderReplaceRejected orderId=2 ");
        }
    }

    @Test
    void shouldKeepACopyOfTheTicket() throws Exception {
        try (PaperSession session = new PaperSession()) {
            OrderTicket ticket = entry(77);
            session.broker.submitOrder(ticket);
            ticket.reset();
            session.journal.await(1, "OrderAcknowledged orderId=77 ");
        }
    }

    @Test
    void shouldReportAFailureAndStopTheNextOrder() throws Exception {
        try (PaperSession session = new PaperSession().untilEntryRequested()) {
            CompletableFuture<Void> again = session.broker.onMinute(session.startNanos(20), List.of());
            ExecutionException failed = assertThrows(ExecutionException.class, () -> PaperSession.await(again));
            assertTrue(failed.getCause().getMessage().contains("came after"), failed.getCause().getMessage());
            assertTrue(session.faulted.await(20, TimeUnit.SECONDS));
            assertSame(failed.getCause(), session.fault.get());
            assertSame(failed.getCause(), session.broker.fault());

            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> session.broker.submitOrder(entry(3)));
            assertTrue(refused.getMessage().contains("submit order 3") && refused.getMessage().contains("has failed"),
                refused.getMessage());
            assertThrows(IllegalStateException.class, () -> session.broker.onMinute(session.startNanos(21), List.of()));
        }
    }

    @Test
    void shouldHaltThePipelineWhenAnOrderCannotBeTaken() throws Exception {
        try (PaperSession session = new PaperSession()) {
            for (int minute = 0; minute < 20; minute++) {
                session.bar(minute, 5_000, 5_005, 4_995, 5_000);
            }
            session.broker.close();
            long start = session.startNanos(20);
            long end = start + PaperSession.MINUTE_NANOS;
            session.gateway.barClosed(end, PaperSession.SYMBOL, start, PaperSession.MINUTE_NANOS, 5_000_000_000L, 5_125_000_000L,
                5_000_000_000L, 5_120_000_000L, 10_000, 0);
            session.gateway.minuteClosed(end, start, 1);
            assertTrue(session.pipeline.awaitHalt(20, TimeUnit.SECONDS));
            assertTrue(session.pipeline.fault().getMessage().contains("submit order 1"), session.pipeline.fault()::toString);
            assertEquals(1, session.journal.synced("OrderRequested orderId=1 ").size(), "the intent is on record");
        }
    }

    @Test
    void shouldReportThatThePipelineHasHalted() throws Exception {
        try (PaperSession session = new PaperSession()) {
            session.gateway.instrumentDefined(session.day.openNanos(), PaperSession.SYMBOL, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE,
                Integer.MIN_VALUE, "OTHER"); // an id keeps its symbol: the engine faults
            assertTrue(session.pipeline.awaitHalt(20, TimeUnit.SECONDS));
            session.broker.submitOrder(entry(5));
            assertTrue(session.faulted.await(20, TimeUnit.SECONDS));
            assertInstanceOf(HaltedException.class, session.fault.get());
            assertEquals(List.of(), session.journal.lines("OrderSent "));
        }
    }

    @Test
    void shouldRefuseOrdersWhenTheQueueIsFullAndWorkTheOthers() throws Exception {
        try (PaperSession session = new PaperSession()) {
            PaperBroker slow = new PaperBroker(EngineSettings.defaults(), id -> "ABCD", session.clock, session.fault::set, 2);
            slow.submitOrder(entry(1));
            slow.submitOrder(entry(2));
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> slow.submitOrder(entry(3)));
            assertTrue(refused.getMessage().contains("submit order 3") && refused.getMessage().contains("2 requests wait"),
                refused.getMessage());
            slow.start(session.gateway);
            slow.close();
            assertEquals(2, session.journal.await(2, "OrderAcknowledged orderId=").size());
            assertNull(session.fault.get());
        }
    }

    @Test
    void shouldTakeNothingAfterTheEnd() throws Exception {
        try (PaperSession session = new PaperSession()) {
            session.broker.close();
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> session.broker.cancelOrder(4));
            assertTrue(refused.getMessage().contains("cancel order 4") && refused.getMessage().contains("closed"),
                refused.getMessage());
        }
    }

    private static OrderTicket entry(long orderId) {
        OrderTicket ticket = new OrderTicket().reset();
        ticket.orderId = orderId;
        ticket.instrumentId = PaperSession.SYMBOL;
        ticket.role = OrderRole.ENTRY;
        ticket.side = OrderSide.BUY;
        ticket.orderType = OrderType.MARKET;
        ticket.qtyE9 = 1_000_000_000L;
        return ticket;
    }
}
