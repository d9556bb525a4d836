package io.tradebot.engine.order;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.OrderState;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.ArrayList;
import java.util.List;

/**
 * All orders of ours, by id. Creates them from tickets, applies facts through {@link OrderTransitions} and writes every step
 * as a decision. Engine thread only.
 */
public final class OrderTable {

    /** Most orders open at once. */
    public static final int MAX_OPEN_ORDERS = 10_000;

    private final Decisions decisions;
    private final OrderTraffic traffic;
    private final IntentExceeded onIntentExceeded;
    private final IntentGuard guard = new IntentGuard(this);
    private final Long2ObjectHashMap<Order> orderById = new Long2ObjectHashMap<>(); // looked up, never iterated
    private final List<Order> open = new ArrayList<>();
    private final List<Order> entriesOfDay = new ArrayList<>();
    private long firstKnownId = 1;
    private long lastOrderId;

    /** Steps go to these decisions, counts to the traffic; the listener hears of orders that the last gate kept back. */
    public OrderTable(Decisions decisions, OrderTraffic traffic, IntentExceeded onIntentExceeded) {
        this.decisions = decisions;
        this.traffic = traffic;
        this.onIntentExceeded = onIntentExceeded;
    }

    /** The id that the next {@link #request} will give. */
    public long nextOrderId() {
        return lastOrderId + 1;
    }

    /** True when an entry of the slot works, or has filled, today: another one would be kept back. */
    public boolean isEntrySent(int strategyId, int slot) {
        return guard.isEntrySent(strategyId, slot);
    }

    /**
     * Creates an order from the ticket, gives the ticket its id, and writes OrderRequested; unless it asks for more than its
     * intent allows.
     *
     * @return the order, or null when it was kept back
     */
    public Order request(OrderTicket ticket) {
        long allowedQtyE9 = guard.allowedQtyE9(ticket);
        if (ticket.qtyE9 > allowedQtyE9) {
            onIntentExceeded.onIntentExceeded(ticket, allowedQtyE9);
            return null;
        }
        if (open.size() >= MAX_OPEN_ORDERS) {
            throw new IllegalStateException("more than " + MAX_OPEN_ORDERS + " open orders");
        }
        ticket.orderId = ++lastOrderId;
        Order order = new Order(ticket);
        orderById.put(order.id(), order);
        open.add(order);
        if (order.isEntry()) {
            entriesOfDay.add(order);
        }
        traffic.onRequested(ticket);
        decisions.orderRequested(ticket);
        return order;
    }

    /**
     * Asks for the end of an open order; once, until the broker refuses it or an unknown order is found working.
     *
     * @return true when it was asked for now
     */
    public boolean requestCancel(Order order, CancelReason reason) {
        if (order.isCancelRequested()) {
            return false;
        }
        apply(order, OrderFact.CANCEL_REQUESTED);
        order.cancelRequested(true);
        traffic.onCancelOrReplaceRequested();
        decisions.orderCancelRequested(order.id(), reason);
        return true;
    }

    /** Asks once more for the end of an order whose end was asked for and that works on as if nothing had been said. */
    public void repeatCancel(Order order) {
        traffic.onCancelOrReplaceRequested();
        decisions.orderCancelRequested(order.id(), CancelReason.UNRESOLVED);
    }

    /**
     * Asks for other terms of an order the broker works; nothing is asked when they are what was asked last, or while an
     * earlier request is not settled. The order's terms change when the broker agrees, and stay as they are when it refuses.
     *
     * @return true when it was asked for
     */
    public boolean requestReplace(Order order, long qtyE9, long limitPriceE8, long stopPriceE8) {
        boolean isSame = order.asksFor(qtyE9, limitPriceE8, stopPriceE8);
        if (isSame || order.state() != OrderState.ACKED && order.state() != OrderState.PARTIAL) {
            return false;
        }
        if (qtyE9 <= order.filledQtyE9()) {
            throw new IllegalArgumentException("order " + order.id() + " has filled " + order.filledQtyE9()
                + " E9, its quantity cannot become " + qtyE9 + "; cancel it instead");
        }
        order.ask(qtyE9, limitPriceE8, stopPriceE8);
        apply(order, OrderFact.REPLACE_REQUESTED);
        traffic.onCancelOrReplaceRequested();
        decisions.orderReplaceRequested(order.id(), qtyE9, limitPriceE8, stopPriceE8);
        return true;
    }

    /** The order, or null when it is not ours. */
    public Order find(long orderId) {
        return orderById.get(orderId);
    }

    /** Orders that may still fill, oldest first. The list is shared: read only, and copy before deciding on orders in a loop. */
    public List<Order> open() {
        return open;
    }

    /** Facts about orders before this one are not ours any more. */
    public long firstKnownId() {
        return firstKnownId;
    }

    /** True when the outcome of an order is not known. */
    public boolean hasUnknown() {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).state() == OrderState.UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    /** Entries asked for today. The list is shared: read only. */
    public List<Order> entriesOfDay() {
        return entriesOfDay;
    }

    /**
     * Finds the order of a broker fact; an unknown one is refused by a decision.
     *
     * @return the order, or null
     */
    public Order findFor(int inputTemplateId, long orderId) {
        Order order = orderById.get(orderId);
        if (order == null) {
            decisions.inputRefused(InputRefusal.UNKNOWN_ORDER, inputTemplateId, 0, orderId);
        }
        return order;
    }

    /** Applies a fact without quantity. A fact that the table calls illegal is refused by a decision; false then. */
    public boolean applyFact(int inputTemplateId, Order order, OrderFact fact) {
        if (!isLegal(inputTemplateId, order, fact)) {
            return false;
        }
        if (fact == OrderFact.REPLACE_REJECTED) {
            order.restore();
        }
        apply(order, fact);
        completeIfFilled(order);
        return true;
    }

    /**
     * Applies a change that the broker made, asked for or not: for some brokers the orders of a group ask for less when one of
     * them fills in part. An order that has filled that much is complete.
     *
     * @return false when the table calls it illegal (refused by a decision)
     */
    public boolean applyReplaced(int inputTemplateId, Order order, long qtyE9, long limitPriceE8, long stopPriceE8) {
        if (!isLegal(inputTemplateId, order, OrderFact.REPLACED)) {
            return false;
        }
        order.change(qtyE9, limitPriceE8, stopPriceE8);
        apply(order, OrderFact.REPLACED);
        completeIfFilled(order);
        return true;
    }

    private boolean isLegal(int inputTemplateId, Order order, OrderFact fact) {
        if (OrderTransitions.next(order.state(), fact, order.filledQtyE9() > 0) == null) {
            decisions.inputRefused(InputRefusal.ILLEGAL_TRANSITION, inputTemplateId, order.instrumentId(), order.id());
            return false;
        }
        return true;
    }

    private void completeIfFilled(Order order) {
        if (order.state() != OrderState.FILLED && order.filledQtyE9() > 0 && order.isComplete()) {
            apply(order, OrderFact.FILLED);
        }
    }

    /**
     * Applies an execution once per execution id.
     *
     * @return false when it was booked before (refused by a decision)
     */
    public boolean applyFill(int inputTemplateId, Order order, String executionId, long priceE8, long qtyE9) {
        if (!order.addExecution(executionId, priceE8, qtyE9)) {
            decisions.inputRefused(InputRefusal.DUPLICATE_EXECUTION, inputTemplateId, order.instrumentId(), order.id());
            return false;
        }
        traffic.onFilled();
        noteClosed(order, qtyE9);
        noteOverfill(order);
        apply(order, order.isComplete() ? OrderFact.FILLED : OrderFact.PARTIALLY_FILLED);
        return true;
    }

    /**
     * The broker took an execution back: the quantities follow. The state stays, because what the broker works on does not change by
     * it; the id stays known.
     */
    public void takeBackFill(Order order, long priceE8, long qtyE9) {
        order.removeExecution(priceE8, qtyE9);
        noteClosed(order, -qtyE9);
        decisions.orderStateChanged(order.id(), order.state(), order.state(), order.filledQtyE9());
    }

    /**
     * Another execution takes the place of one that was taken back.
     *
     * @param isSameId the broker gave it the id of the one that was taken back
     */
    public void replaceFill(Order order, String executionId, boolean isSameId, long priceE8, long qtyE9) {
        if (isSameId) {
            order.forgetExecution(executionId);
        }
        order.addExecution(executionId, priceE8, qtyE9);
        noteClosed(order, qtyE9);
        noteOverfill(order);
        if (order.isOpen() && order.isComplete()) {
            apply(order, OrderFact.FILLED);
        } else {
            decisions.orderStateChanged(order.id(), order.state(), order.state(), order.filledQtyE9());
        }
    }

    /** Something else than an order has closed a part of what an entry opened; negative when a split has added to it. */
    public void noteClosedOtherwise(long entryOrderId, long qtyE9) {
        Order entry = orderById.get(entryOrderId);
        if (entry != null) {
            entry.addClosed(qtyE9);
        }
    }

    private void noteClosed(Order order, long qtyE9) {
        if (order.entryOrderId() != 0) {
            noteClosedOtherwise(order.entryOrderId(), qtyE9);
        }
    }

    private void noteOverfill(Order order) {
        if (order.filledQtyE9() > order.qtyE9()) {
            decisions.overfillFound(order.id(), order.instrumentId(), order.qtyE9(), order.filledQtyE9());
        }
    }

    /** Open orders that close what an entry opened, oldest first, a list of its own. */
    public List<Order> openClosers(long entryOrderId) {
        List<Order> closers = new ArrayList<>();
        for (Order order : open) {
            if (order.entryOrderId() == entryOrderId && !order.isEntry()) {
                closers.add(order);
            }
        }
        return closers;
    }

    /** Open orders in an instrument, oldest first, a list of its own. */
    public List<Order> openIn(int instrumentId) {
        return open.stream().filter(order -> order.instrumentId() == instrumentId).toList();
    }

    /** Notes why the broker refused the order. */
    public void noteRefusal(Order order, BrokerRejectReason reason) {
        order.refusal(reason);
    }

    /** Open orders that wait for this one, or close what it opened; oldest first, a list of its own. */
    public List<Order> openChildren(long parentOrderId) {
        List<Order> children = new ArrayList<>();
        for (Order order : open) {
            if (order.parentOrderId() == parentOrderId) {
                children.add(order);
            }
        }
        return children;
    }

    /** A new day. Forgets finished orders, about which no fact is expected any more; not those that opened what is still held. */
    public void startDay() {
        entriesOfDay.clear();
        for (; firstKnownId <= lastOrderId && isForgettable(firstKnownId); firstKnownId++) {
            orderById.remove(firstKnownId);
        }
    }

    /** An order as it was; in the order of their ids. */
    public void restore(CheckpointedDecoder.OpenOrdersDecoder row) {
        OrderTicket ticket = new OrderTicket();
        ticket.orderId = row.orderId();
        ticket.positionId = row.positionId();
        ticket.instrumentId = row.instrumentId();
        ticket.side = row.side();
        ticket.role = row.role();
        OrderState state = row.state();
        ticket.qtyE9 = row.qtyE9();
        long filledQtyE9 = row.filledQtyE9();
        ticket.limitPriceE8 = row.limitPriceE8();
        ticket.stopPriceE8 = row.stopPriceE8();
        ticket.parentOrderId = row.parentOrderId();
        ticket.ocoGroupId = row.ocoGroupId();
        ticket.entryOrderId = row.entryOrderId();
        ticket.strategyId = row.strategyId();
        ticket.slot = row.slot();
        ticket.signalInstrumentId = row.signalInstrumentId();
        ticket.orderType = row.orderType();
        ticket.exitReason = row.exitReason();
        ticket.clientOrderId = row.clientOrderId();
        ticket.referencePriceE8 = row.referencePriceE8();
        ticket.trailPpm = row.trailPpm();
        ticket.trailDistanceE8 = row.trailDistanceE8();
        Order order = new Order(ticket);
        order.state(state);
        order.refusal(row.refusal());
        order.cancelRequested(row.isCancelRequested() == BooleanType.YES);
        order.ask(row.askedQtyE9(), row.askedLimitPriceE8(), row.askedStopPriceE8());
        order.restoreFills(row.averagePriceE8(), filledQtyE9, row.fillRestValue(), row.closedQtyE9());
        orderById.put(order.id(), order);
        if (row.isOfDay() == BooleanType.YES) {
            entriesOfDay.add(order);
        }
    }

    /** The orders that may still fill, oldest first; they are known. */
    public void restoreOpen(long[] orderIds) {
        for (long orderId : orderIds) {
            open.add(orderById.get(orderId));
        }
    }

    /** An execution id of an order, in the order they came. */
    public void restoreExecution(long orderId, String executionId) {
        orderById.get(orderId).restoreExecution(executionId);
    }

    /** The ids that are given next and known first. */
    public void restoreIds(long nextOrderId, long newFirstKnownId) {
        lastOrderId = nextOrderId - 1;
        firstKnownId = newFirstKnownId;
    }

    private boolean isForgettable(long orderId) {
        Order order = orderById.get(orderId);
        return order == null || !order.isOpen() && !(order.isEntry() && order.filledQtyE9() > order.closedQtyE9());
    }

    private void apply(Order order, OrderFact fact) {
        OrderState before = order.state();
        OrderState after = OrderTransitions.next(before, fact, order.filledQtyE9() > 0);
        if (after == null) {
            throw new IllegalStateException("order " + order.id() + " is " + before + "; " + fact + " makes no sense then");
        }
        if (fact == OrderFact.CANCEL_REJECTED || before == OrderState.UNKNOWN && (after == OrderState.ACKED || after == OrderState.PARTIAL)) {
            order.cancelRequested(false);
        }
        if (before == OrderState.UNKNOWN && after != OrderState.UNKNOWN && fact != OrderFact.REPLACED) {
            order.restore(); // whether a change got through is not known; it may be asked for again
        }
        boolean wasOpen = order.isOpen();
        order.state(after);
        if (wasOpen && !order.isOpen()) {
            open.remove(order);
        } else if (!wasOpen && order.isOpen()) {
            open.add(order);
        }
        if (after != before || fact == OrderFact.PARTIALLY_FILLED) {
            decisions.orderStateChanged(order.id(), before, after, order.filledQtyE9());
        }
    }
}
