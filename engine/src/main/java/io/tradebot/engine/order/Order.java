package io.tradebot.engine.order;

import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderType;
import io.tradebot.engine.port.OrderTicket;

import java.util.ArrayList;
import java.util.List;

/** One order of ours: what was asked and what is known of it. Engine thread only; the state is set by OrderTable alone. */
public final class Order {

    private final long id;
    private final long parentOrderId;
    private final long ocoGroupId;
    private final long positionId;
    private final int strategyId;
    private final int slot;
    private final int instrumentId;
    private final int signalInstrumentId;
    private final OrderSide side;
    private final OrderRole role;
    private final OrderType orderType;
    private final ExitReason exitReason;
    private final long qtyE9;
    private long limitPriceE8;
    private long stopPriceE8;
    private final List<String> executionIds = new ArrayList<>(2);
    private OrderState state = OrderState.NEW;
    private long filledQtyE9;
    private boolean isCancelRequested;

    Order(OrderTicket ticket) {
        id = ticket.orderId;
        parentOrderId = ticket.parentOrderId;
        ocoGroupId = ticket.ocoGroupId;
        positionId = ticket.positionId;
        strategyId = ticket.strategyId;
        slot = ticket.slot;
        instrumentId = ticket.instrumentId;
        signalInstrumentId = ticket.signalInstrumentId;
        side = ticket.side;
        role = ticket.role;
        orderType = ticket.orderType;
        exitReason = ticket.exitReason;
        qtyE9 = ticket.qtyE9;
        limitPriceE8 = ticket.limitPriceE8;
        stopPriceE8 = ticket.stopPriceE8;
    }

    /** Ours, from 1. */
    public long id() {
        return id;
    }

    /** Order that must fill first; 0 when none. */
    public long parentOrderId() {
        return parentOrderId;
    }

    /** One-cancels-other group; 0 when none. */
    public long ocoGroupId() {
        return ocoGroupId;
    }

    /** Position it closes; 0 for an entry and for a child of one. */
    public long positionId() {
        return positionId;
    }

    /** Strategy it belongs to. */
    public int strategyId() {
        return strategyId;
    }

    /** Slot it belongs to. */
    public int slot() {
        return slot;
    }

    /** What is traded. */
    public int instrumentId() {
        return instrumentId;
    }

    /** What gave the signal. */
    public int signalInstrumentId() {
        return signalInstrumentId;
    }

    /** Side. */
    public OrderSide side() {
        return side;
    }

    /** Role. */
    public OrderRole role() {
        return role;
    }

    /** Type. */
    public OrderType orderType() {
        return orderType;
    }

    /** Why it closes; NULL_VAL for an entry. */
    public ExitReason exitReason() {
        return exitReason;
    }

    /** Quantity asked. */
    public long qtyE9() {
        return qtyE9;
    }

    /** Limit price asked last; OrderTicket.NO_PRICE when it has none. */
    public long limitPriceE8() {
        return limitPriceE8;
    }

    /** Stop price asked last; OrderTicket.NO_PRICE when it has none. */
    public long stopPriceE8() {
        return stopPriceE8;
    }

    /** Notes the prices of a change that was asked for. */
    void prices(long newLimitPriceE8, long newStopPriceE8) {
        limitPriceE8 = newLimitPriceE8;
        stopPriceE8 = newStopPriceE8;
    }

    /** Quantity filled. */
    public long filledQtyE9() {
        return filledQtyE9;
    }

    /** What is known of it. */
    public OrderState state() {
        return state;
    }

    /** True while the broker may still fill it. */
    public boolean isOpen() {
        return !OrderTransitions.isFinal(state);
    }

    /** True for orders that open a position. */
    public boolean isEntry() {
        return role == OrderRole.ENTRY;
    }

    void state(OrderState next) {
        state = next;
    }

    /** True from our wish to cancel until the broker refuses it. */
    boolean isCancelRequested() {
        return isCancelRequested;
    }

    void cancelRequested(boolean requested) {
        isCancelRequested = requested;
    }

    /** Notes an execution; false when this id was noted before. */
    boolean addExecution(String executionId, long executedQtyE9) {
        if (executionIds.contains(executionId)) {
            return false;
        }
        executionIds.add(executionId);
        filledQtyE9 = Math.addExact(filledQtyE9, executedQtyE9);
        return true;
    }
}
