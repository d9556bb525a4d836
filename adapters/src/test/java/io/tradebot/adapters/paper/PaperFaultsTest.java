package io.tradebot.adapters.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.fee.UnknownFeeException;
import io.tradebot.engine.port.BrokerQueryPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each fault by itself, at the broker's answers: one entry of 100 shares that fills at 20.00 in the next minute. */
@Timeout(60)
class PaperFaultsTest {

    private static final long E8 = 100_000_000L;
    private static final long HUNDRED = 100_000_000_000L;

    @TempDir
    private Path folder;

    // --- the way there ---

    @Test
    void shouldLoseARequest() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.LOST_REQUEST, 1))) {
            desk.submit(1, "BOT1-1").after(5).minute();
            assertEquals(List.of("OrderSent orderId=1", "OrderStateUnknown orderId=1 text=\"no answer in time\""), desk.facts());
            assertEquals(0, desk.received("submit").size());
            assertEquals(1, PaperLog.lines(desk.file, "! ").size());
            desk.query(1, "BOT1-1");
            assertEquals("OrderNotFound orderId=1", desk.last());
        }
    }

    @Test
    void shouldLoseAReply() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.LOST_REPLY, 1))) {
            desk.submit(1, "BOT1-1").after(5);
            assertEquals(List.of("OrderSent orderId=1", "OrderStateUnknown orderId=1 text=\"no answer in time\""), desk.facts());
            assertEquals(1, desk.received("submit").size());
            desk.query(1, "BOT1-1");
            assertTrue(desk.last().startsWith("OrderSnapshotObserved snapshotNumber=- orderId=1 state=ACKED"), desk.last());
        }
    }

    @Test
    void shouldAcceptLate() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.LATE_ACCEPT, 1))) {
            desk.submit(1, "BOT1-1").after(5).query(1, "BOT1-1");
            assertEquals("OrderNotFound orderId=1", desk.last());
            desk.after(84);
            assertEquals(0, desk.received("submit").size());
            desk.after(1);
            assertTrue(desk.last().startsWith("OrderAcknowledged orderId=1"), desk.last());
            assertEquals(1, desk.received("submit").size());
        }
    }

    @Test
    void shouldRefuseByTheReasonOfThePlan() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.REJECT, 2).rejectWith(BrokerRejectReason.WASH_TRADE))) {
            desk.submit(1, "BOT1-1").submit(2, "BOT1-2");
            assertEquals("OrderRejected orderId=2 reason=WASH_TRADE text=\"by the fault plan\"", desk.last());
            assertEquals(OrderState.REJECTED, desk.broker.book().find(2).state);
        }
    }

    // --- answers ---

    @Test
    void shouldTellTwice() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.DUPLICATE, 1))) {
            desk.submit(1, "BOT1-1").minute().after(4);
            assertEquals(4, desk.facts("OrderFilled").stream().filter(fact -> fact.contains("executionId=SIM-X1")).count());
        }
    }

    @Test
    void shouldTellInAnotherOrder() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.REORDERED, 1))) {
            desk.submit(1, "BOT1-1").submit(2, "BOT1-2").after(4);
            assertEquals(List.of("OrderAcknowledged orderId=2 brokerOrderId=SIM-2", "OrderAcknowledged orderId=1 brokerOrderId=SIM-1"),
                desk.facts("OrderAcknowledged"));
        }
    }

    @Test
    void shouldKeepAFillBackUntilItIsAsked() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.MISSING_FILL, 1))) {
            desk.submit(1, "BOT1-1").minute().after(10);
            assertEquals(List.of(), desk.facts("OrderFilled"));
            desk.snapshot(7, BrokerQueryPort.ALL_EXECUTIONS);
            assertEquals(1, desk.facts("OrderFilled").size());
            assertEquals(1, desk.facts("PositionObserved snapshotNumber=7 ").stream().filter(fact -> fact.contains(" signedQty=100 ")).count());
            assertEquals(1, desk.facts("AccountObserved status=ACTIVE").size());
            assertTrue(desk.last().startsWith("ReconciliationCompleted snapshotNumber=7 isComplete=true"), desk.last());
        }
    }

    @Test
    void shouldFillInTwoParts() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.PARTIAL_FILL, 1))) {
            desk.submit(1, "BOT1-1").minute();
            assertEquals(2, desk.facts("OrderFilled orderId=1 ").stream().filter(fact -> fact.contains(" qty=50 ")).count());
        }
    }

    @Test
    void shouldGiveTheIdOfTheOrderBefore() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.ORDER_ID_SURPRISE, 2))) {
            desk.submit(1, "BOT1-1").submit(2, "BOT1-2");
            assertEquals("OrderAcknowledged orderId=2 brokerOrderId=SIM-1", desk.last());
        }
    }

    // --- ends and corrections ---

    @Test
    void shouldFillAfterTheCancel() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.FILL_AFTER_CANCEL, 1))) {
            desk.minute().submit(1, "BOT1-1").cancel(1);
            List<String> facts = desk.facts();
            assertTrue(facts.get(facts.size() - 2).startsWith("OrderCancelled orderId=1"), facts.toString());
            assertTrue(desk.last().startsWith("OrderFilled orderId=1") && desk.last().contains(" qty=50 "), desk.last());
            assertEquals(OrderState.CANCELLED, desk.broker.book().find(1).state);
        }
    }

    @Test
    void shouldFillMoreThanWasOrdered() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.OVERFILL, 1))) {
            desk.submit(1, "BOT1-1").minute();
            assertEquals(Map.of(1, 101_000_000_000L), desk.broker.book().positions());
            assertEquals(2, desk.facts("OrderFilled orderId=1").size());
        }
    }

    @Test
    void shouldTakeAFillBack() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.BUST, 1))) {
            desk.submit(1, "BOT1-1").minute().after(5);
            assertTrue(desk.last().startsWith("FillBusted orderId=1") && desk.last().contains("executionId=SIM-X1"), desk.last());
            assertEquals(Map.of(), desk.broker.book().positions());
            assertEquals(10_000_000_000_000L, desk.broker.book().cashE8());
        }
    }

    @Test
    void shouldCorrectAFill() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.CORRECTION, 1))) {
            desk.submit(1, "BOT1-1").minute().after(5);
            assertTrue(desk.last().contains("executionId=SIM-X1.c correctedExecutionId=SIM-X1"), desk.last());
            assertEquals(Map.of(1, HUNDRED), desk.broker.book().positions());
        }
    }

    @Test
    void shouldRefuseOrNotHearACancel() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.CANCEL_REJECTED, 1).at(Fault.CANCEL_LOST, 2))) {
            desk.submit(1, "BOT1-1").submit(2, "BOT1-2").cancel(1).cancel(2);
            assertEquals("OrderCancelRejected orderId=1 text=\"too late to cancel\"", desk.last());
            desk.cancel(2);
            assertTrue(desk.last().startsWith("OrderCancelled orderId=2"), desk.last());
        }
    }

    // --- lists ---

    @Test
    void shouldGiveAnOldListAndOneWithoutItsEnd() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1).at(Fault.STALE_SNAPSHOT, 2).at(Fault.INCOMPLETE_SNAPSHOT, 3))) {
            desk.snapshot(1, 0).submit(1, "BOT1-1").minute().snapshot(2, 0);
            assertEquals(List.of(), desk.facts("PositionObserved"));
            desk.snapshot(3, 0);
            assertTrue(desk.last().startsWith("ReconciliationCompleted snapshotNumber=3 isComplete=false"), desk.last());
            assertEquals(1, desk.facts("PositionObserved").size());
        }
    }

    // --- the connection ---

    @Test
    void shouldBeMute() throws Exception {
        long now = PaperDesk.START_NANOS;
        try (PaperDesk desk = desk(FaultPlan.of(1).during(Fault.MUTE, now, now + 20 * PaperDesk.SECOND_NANOS))) {
            desk.submit(1, "BOT1-1").snapshot(1, 0).query(1, "BOT1-1");
            assertEquals(List.of("OrderSent orderId=1"), desk.facts());
            desk.after(20).query(1, "BOT1-1");
            assertTrue(desk.last().contains("state=ACKED"), desk.last());
        }
    }

    @Test
    void shouldDropTheConnectionAndComeBack() throws Exception {
        long from = PaperDesk.START_NANOS + 10 * PaperDesk.SECOND_NANOS;
        try (PaperDesk desk = desk(FaultPlan.of(1).during(Fault.DISCONNECTED, from, from + 5 * PaperDesk.SECOND_NANOS))) {
            desk.broker.connect();
            desk.snapshot(1, 0).after(10).submit(1, "BOT1-1");
            assertEquals("OrderRejected orderId=1 reason=OTHER text=\"not sent: the connection is down\"", desk.last());
            desk.after(5).snapshot(2, 0);
            assertEquals(List.of("AUTHORISED", "READY", "DISCONNECTED", "AUTHORISED", "READY"),
                desk.facts("BrokerConnectionChanged").stream().map(fact -> fact.replaceAll(".*toState=(\\w+).*", "$1")).toList());
            assertEquals(0, desk.received("submit").size());
        }
    }

    // --- the log ---

    @Test
    void shouldTakeAClientOrderIdOnce() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1))) {
            desk.submit(1, "BOT1-1").submit(1, "BOT1-1").minute();
            assertEquals(2, desk.facts("OrderAcknowledged orderId=1 brokerOrderId=SIM-1").size());
            assertEquals(1, desk.facts("OrderFilled").size());
            assertEquals(List.of("0", "1"), desk.received("submit").stream().map(line -> PaperLines.parse(line).text("again")).toList());
        }
    }

    @Test
    void shouldBeTheSameAfterARestart() throws Exception {
        FaultPlan plan = FaultPlan.of(1).at(Fault.PARTIAL_FILL, 1).at(Fault.BUST, 2);
        try (PaperDesk desk = desk(plan)) {
            desk.submit(1, "BOT1-1").submit(2, "BOT1-2").minute().after(5).submit(3, "BOT1-3");
            Map<Integer, Long> positions = desk.broker.book().positions();
            long cash = desk.broker.book().cashE8();
            Files.writeString(desk.file, Files.readString(desk.file, StandardCharsets.UTF_8) + "> 1 submit order=9", StandardCharsets.UTF_8); // torn
            desk.restart(FaultPlan.of(2));
            assertEquals(positions, desk.broker.book().positions());
            assertEquals(cash, desk.broker.book().cashE8());
            assertEquals(OrderState.ACKED, desk.broker.book().find(3).state);
            desk.minute();
            assertTrue(desk.last().contains("orderId=3") && desk.last().contains("executionId=SIM-X3"), desk.last());
            desk.query(1, "BOT1-1");
            assertTrue(desk.last().contains("orderId=1 state=FILLED"), desk.last());
        }
    }

    @Test
    void shouldWriteAnAnswerBeforeItLeaves() throws Exception {
        try (PaperDesk desk = desk(FaultPlan.of(1))) {
            desk.submit(1, "BOT1-1").minute();
            assertEquals(List.of("acknowledged", "filled"), PaperLog.lines(desk.file, "< ").stream().map(line -> line.split(" ")[2]).toList());
            assertEquals(List.of(), desk.unwritten);
        }
    }

    @Test
    void shouldRefuseAnotherFile() throws Exception {
        Path file = folder.resolve("other.log");
        Files.writeString(file, "something else\n", StandardCharsets.UTF_8);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> PaperLog.open(file));
        assertTrue(refused.getMessage().contains("other.log begins with 'something else'"), refused.getMessage());
    }

    @Test
    void shouldNotStartOnADateWhoseFeesAreNotKnown() throws Exception {
        EngineSettings settings = EngineSettings.of(Map.of("FEE_SCHEDULE", "alpaca"));
        AdjustableClock clock = new AdjustableClock();
        clock.set(PaperDesk.START_NANOS + 20L * 365 * 86_400 * PaperDesk.SECOND_NANOS);
        try (PaperBroker broker = new PaperBroker(settings, id -> "ABCD", clock, thrown -> { })) {
            assertThrows(UnknownFeeException.class, () -> broker.start(null));
        }
    }

    // --- the plan ---

    @Test
    void shouldReadThePlanItWrites() {
        FaultPlan plan = FaultPlan.of(77).rate(Fault.LOST_REPLY, 20_000).at(Fault.REJECT, 3, 5).rejectWith(BrokerRejectReason.MARKET_CLOSED)
            .during(Fault.MUTE, 10, 20).during(Fault.DISCONNECTED, 30, 40);
        assertEquals("seed=77 reject=MARKET_CLOSED LOST_REPLY=20000 REJECT@3,5 MUTE:10-20 DISCONNECTED:30-40", plan.toString());
        assertEquals(plan.toString(), FaultPlan.parse(plan.toString()).toString());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> FaultPlan.parse("seed=1 LOST=3"));
        assertTrue(refused.getMessage().startsWith("part 'LOST=3' of a fault plan has no meaning"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> FaultPlan.of(1).rate(Fault.BUST, 1_000_001));
        assertThrows(IllegalArgumentException.class, () -> FaultPlan.of(1).during(Fault.BUST, 1, 2));
    }

    @Test
    void shouldStrikeAsOftenAsTheRateSays() {
        FaultPlan plan = FaultPlan.of(7).rate(Fault.BUST, 100_000);
        int count = 0;
        for (int i = 0; i < 10_000; i++) {
            count += plan.strikes(Fault.BUST, i, "key " + i) ? 1 : 0;
        }
        assertTrue(count > 850 && count < 1_150, "struck " + count + " of 10000");
    }

    private PaperDesk desk(FaultPlan plan) throws Exception {
        return new PaperDesk(folder.resolve("broker.log"), plan);
    }

    static OrderTicket ticket(long orderId, String clientOrderId) {
        OrderTicket ticket = new OrderTicket().reset();
        ticket.orderId = orderId;
        ticket.clientOrderId = clientOrderId;
        ticket.instrumentId = 1;
        ticket.signalInstrumentId = 1;
        ticket.side = OrderSide.BUY;
        ticket.role = OrderRole.ENTRY;
        ticket.orderType = OrderType.MARKET;
        ticket.exitReason = ExitReason.NULL_VAL;
        ticket.qtyE9 = HUNDRED;
        ticket.referencePriceE8 = 20 * E8;
        return ticket;
    }
}
