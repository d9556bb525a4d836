package io.tradebot.engine.sim;

import io.tradebot.engine.fee.FeeCharge;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What the exchange has to say and has not said yet, in the order in which it came about. Not thread safe. */
final class AnswerQueue {

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final TradingCalendar calendar = new TradingCalendar();
    private long executionCount;

    /** One fact on its way to the engine; known there at {@code timeNanos} at the earliest. */
    private record Answer(long timeNanos, Fact fact) {
    }

    private interface Fact {
        void tell(ExchangeAnswers to, long knownNanos);
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    /** Tells the oldest answer, at its own time or later. */
    void tellFirst(ExchangeAnswers to, long nowNanos) {
        Answer answer = answers.removeFirst();
        answer.fact().tell(to, Math.max(answer.timeNanos(), nowNanos));
    }

    void acknowledged(long atNanos, long orderId) {
        String brokerOrderId = "SIM-" + orderId;
        add(atNanos, (to, at) -> to.acknowledged(at, orderId, brokerOrderId));
    }

    void rejected(long atNanos, long orderId, BrokerRejectReason reason, String text) {
        add(atNanos, (to, at) -> to.rejected(at, orderId, reason, text));
    }

    /** Returns the id of the execution. */
    String filled(long atNanos, SimulatedOrder order, long px, long qtyE9, long commissionE8) {
        String executionId = String.format(Locale.ROOT, "SIM-X%d", ++executionCount);
        long leavesQtyE9 = order.qtyE9 - order.filledQtyE9();
        add(atNanos, (to, at) -> to.filled(at, order.orderId, order.instrumentId, atNanos,
            px * FixedPoint.E8_PER_PX, qtyE9, leavesQtyE9, commissionE8, executionId));
        return executionId;
    }

    /** A fee of an execution, told right behind it; its id is the execution's and the kind's. */
    void feeCharged(long atNanos, SimulatedOrder order, String executionId, FeeCharge fee) {
        String feeId = executionId + "-" + fee.kind().name();
        int tradeEpochDay = calendar.exchangeDayAt(atNanos);
        add(atNanos, (to, at) -> to.feeCharged(at, order.orderId, order.instrumentId, fee, atNanos, tradeEpochDay, executionId, feeId));
    }

    void cancelled(long atNanos, SimulatedOrder order, CancelReason reason) {
        long filledQtyE9 = order.filledQtyE9();
        add(atNanos, (to, at) -> to.cancelled(at, order.orderId, reason, filledQtyE9));
    }

    void expired(long atNanos, SimulatedOrder order) {
        long filledQtyE9 = order.filledQtyE9();
        add(atNanos, (to, at) -> to.expired(at, order.orderId, filledQtyE9));
    }

    void cancelRejected(long atNanos, long orderId, String text) {
        add(atNanos, (to, at) -> to.cancelRejected(at, orderId, text));
    }

    /** Says what an order asks for now, whoever changed it. */
    void replaced(long atNanos, SimulatedOrder order) {
        long qtyE9 = order.qtyE9;
        long limitPriceE8 = toE8(order.limitPx);
        long stopPriceE8 = toE8(order.fixedStopPx);
        add(atNanos, (to, at) -> to.replaced(at, order.orderId, qtyE9, limitPriceE8, stopPriceE8));
    }

    void replaceRejected(long atNanos, long orderId, String text) {
        add(atNanos, (to, at) -> to.replaceRejected(at, orderId, text));
    }

    private static long toE8(long px) {
        return px == SimulatedOrder.NO_PX ? OrderTicket.NO_PRICE : px * FixedPoint.E8_PER_PX;
    }

    private void add(long atNanos, Fact fact) {
        answers.add(new Answer(atNanos, fact));
    }
}
