package io.tradebot.adapters.paper;

import io.tradebot.engine.fee.FeeCharge;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.AveragePrice;
import io.tradebot.engine.position.LegAmount;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is true at the paper broker, whatever it has told: orders, executions, positions, cash. Not thread safe; owned by the broker's
 * thread.
 */
final class PaperBook {

    /** An order as the broker has it. */
    static final class PaperOrder {
        final OrderTicket ticket;
        final long number;
        final String brokerOrderId;
        final AveragePrice fills = new AveragePrice();
        OrderState state = OrderState.ACKED;
        long qtyE9;
        long updatedNanos;

        PaperOrder(OrderTicket ticket, long number) {
            this.ticket = ticket;
            this.number = number;
            brokerOrderId = "SIM-" + ticket.orderId;
            qtyE9 = ticket.qtyE9;
        }

        boolean isOpen() {
            return state == OrderState.ACKED || state == OrderState.PARTIAL;
        }

        boolean isBuy() {
            return ticket.side == OrderSide.BUY || ticket.side == OrderSide.BUY_TO_COVER;
        }
    }

    /** A fee that was told with an execution. */
    record PaperFee(FeeCharge fee, long chargedNanos, int tradeEpochDay, String feeId) {
    }

    /** An execution; one that is taken back stays, marked. */
    static final class PaperExecution {
        final String id;
        final PaperOrder order;
        final long executedNanos;
        final long priceE8;
        final long qtyE9;
        final long leavesQtyE9;
        final long commissionE8;
        final List<PaperFee> fees = new ArrayList<>();
        long bustedNanos = Long.MIN_VALUE;
        PaperExecution replacement;

        PaperExecution(String id, PaperOrder order, long executedNanos, long priceE8, long qtyE9, long leavesQtyE9, long commissionE8) {
            this.id = id;
            this.order = order;
            this.executedNanos = executedNanos;
            this.priceE8 = priceE8;
            this.qtyE9 = qtyE9;
            this.leavesQtyE9 = leavesQtyE9;
            this.commissionE8 = commissionE8;
        }

        boolean isTakenBack() {
            return bustedNanos != Long.MIN_VALUE || replacement != null;
        }
    }

    private final Map<Long, PaperOrder> orderById = new TreeMap<>();
    private final Map<String, PaperOrder> orderByClientId = new HashMap<>(); // looked up, never iterated
    private final Map<String, PaperExecution> executionById = new HashMap<>(); // looked up, never iterated
    private final List<PaperExecution> executions = new ArrayList<>();
    private final Map<Integer, Long> signedQtyE9ByInstrument = new TreeMap<>();
    private final Map<Integer, Integer> multiplierByInstrument = new HashMap<>(); // looked up, never iterated
    private long cashE8;

    PaperBook(long cashE8) {
        this.cashE8 = cashE8;
    }

    void defineOption(int instrumentId, int multiplier) {
        multiplierByInstrument.put(instrumentId, multiplier);
    }

    PaperOrder add(OrderTicket ticket, long number, long nowNanos) {
        PaperOrder order = new PaperOrder(ticket, number);
        order.updatedNanos = nowNanos;
        orderById.put(ticket.orderId, order);
        orderByClientId.put(ticket.clientOrderId, order);
        return order;
    }

    PaperOrder find(long orderId) {
        return orderById.get(orderId);
    }

    PaperOrder findByClientId(String clientOrderId) {
        return orderByClientId.get(clientOrderId);
    }

    /** Open orders, by id. */
    List<PaperOrder> open() {
        return orderById.values().stream().filter(PaperOrder::isOpen).toList();
    }

    PaperExecution findExecution(String id) {
        return executionById.get(id);
    }

    /** Executions from a time on, in the order in which they came, those that were taken back with them. */
    List<PaperExecution> executionsSince(long sinceNanos) {
        return executions.stream().filter(execution -> execution.executedNanos >= sinceNanos || isTakenBackSince(execution, sinceNanos)).toList();
    }

    private static boolean isTakenBackSince(PaperExecution execution, long sinceNanos) {
        return execution.bustedNanos != Long.MIN_VALUE && execution.bustedNanos >= sinceNanos;
    }

    List<PaperExecution> executionsOf(PaperOrder order) {
        return executions.stream().filter(execution -> execution.order == order).toList();
    }

    /** Books an execution. */
    PaperExecution fill(String id, PaperOrder order, long executedNanos, long priceE8, long qtyE9, long leavesQtyE9, long commissionE8) {
        PaperExecution execution = new PaperExecution(id, order, executedNanos, priceE8, qtyE9, leavesQtyE9, commissionE8);
        executions.add(execution);
        executionById.put(id, execution);
        order.fills.add(priceE8, qtyE9);
        boolean isComplete = order.fills.qtyE9() >= order.qtyE9;
        if (order.isOpen() || isComplete) {
            order.state = isComplete ? OrderState.FILLED : OrderState.PARTIAL;
        }
        book(execution, 1);
        return execution;
    }

    /** Takes an execution back. */
    void bust(PaperExecution execution, long nowNanos) {
        execution.bustedNanos = nowNanos;
        execution.order.fills.remove(execution.priceE8, execution.qtyE9);
        book(execution, -1);
    }

    /** Puts another execution in the place of one. */
    PaperExecution correct(PaperExecution wrong, String newId, long priceE8) {
        wrong.order.fills.remove(wrong.priceE8, wrong.qtyE9);
        book(wrong, -1);
        PaperExecution right = new PaperExecution(newId, wrong.order, wrong.executedNanos, priceE8, wrong.qtyE9, wrong.leavesQtyE9, wrong.commissionE8);
        wrong.replacement = right;
        executionById.put(newId, right);
        wrong.order.fills.add(priceE8, wrong.qtyE9);
        book(right, 1);
        return right;
    }

    private void book(PaperExecution execution, int sign) {
        OrderTicket ticket = execution.order.ticket;
        long signedQtyE9 = sign * (execution.order.isBuy() ? execution.qtyE9 : -execution.qtyE9);
        long legE8 = LegAmount.ofE8(execution.priceE8, execution.qtyE9, multiplierByInstrument.getOrDefault(ticket.instrumentId, 1));
        move(ticket.instrumentId, signedQtyE9, (signedQtyE9 > 0 ? -legE8 : legE8) - sign * execution.commissionE8);
    }

    /** Units and cash that come in or go out. */
    void move(int instrumentId, long signedQtyE9, long amountE8) {
        long leftE9 = signedQtyE9ByInstrument.merge(instrumentId, signedQtyE9, Math::addExact);
        if (leftE9 == 0) {
            signedQtyE9ByInstrument.remove(instrumentId);
        }
        cashE8 = Math.addExact(cashE8, amountE8);
    }

    void charge(long amountE8) {
        cashE8 = Math.subtractExact(cashE8, amountE8);
    }

    /** Units by instrument, negative when short; a copy. */
    Map<Integer, Long> positions() {
        return new TreeMap<>(signedQtyE9ByInstrument);
    }

    long cashE8() {
        return cashE8;
    }
}
