package io.tradebot.engine.order;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.AveragePrice;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderType;

import java.util.ArrayList;
import java.util.List;

/** One order of ours: what was asked and what is known of it. Engine thread only; the state is set by OrderTable alone. */
public final class Order {

    private final long id;
    private final long parentOrderId;
    private final long ocoGroupId;
    private final long positionId;
    private final long entryOrderId;
    private final int strategyId;
    private final int slot;
    private final int instrumentId;
    private final int signalInstrumentId;
    private final OrderSide side;
    private final OrderRole role;
    private final OrderType orderType;
    private final ExitReason exitReason;
    private final long trailPpm;
    private final long trailDistanceE8;
    private final String clientOrderId;
    private final AveragePrice fills = new AveragePrice();
    private long qtyE9;
    private final long referencePriceE8;
    private long limitPriceE8;
    private long stopPriceE8;
    private long askedQtyE9;
    private long askedLimitPriceE8;
    private long askedStopPriceE8;
    private final List<String> executionIds = new ArrayList<>(2);
    private OrderState state = OrderState.NEW;
    private long closedQtyE9;
    private boolean isCancelRequested;
    private BrokerRejectReason refusal = BrokerRejectReason.NULL_VAL;

    Order(OrderTicket ticket) {
        id = ticket.orderId;
        parentOrderId = ticket.parentOrderId;
        ocoGroupId = ticket.ocoGroupId;
        positionId = ticket.positionId;
        entryOrderId = ticket.parentOrderId == 0 ? ticket.entryOrderId : ticket.parentOrderId;
        strategyId = ticket.strategyId;
        slot = ticket.slot;
        instrumentId = ticket.instrumentId;
        signalInstrumentId = ticket.signalInstrumentId;
        side = ticket.side;
        role = ticket.role;
        orderType = ticket.orderType;
        exitReason = ticket.exitReason;
        qtyE9 = ticket.qtyE9;
        referencePriceE8 = ticket.referencePriceE8;
        limitPriceE8 = ticket.limitPriceE8;
        stopPriceE8 = ticket.stopPriceE8;
        trailPpm = ticket.trailPpm;
        trailDistanceE8 = ticket.trailDistanceE8;
        clientOrderId = ticket.clientOrderId;
        restore();
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

    /** Entry that opened what this one closes; 0 for an entry. */
    public long entryOrderId() {
        return entryOrderId;
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

    /** Quantity that the broker works, what has filled included. */
    public long qtyE9() {
        return qtyE9;
    }

    /** Price that was known when it was decided. */
    public long referencePriceE8() {
        return referencePriceE8;
    }

    /** Limit price that the broker works with; OrderTicket.NO_PRICE when it has none. */
    public long limitPriceE8() {
        return limitPriceE8;
    }

    /** Stop price that the broker works with; OrderTicket.NO_PRICE when it has none. */
    public long stopPriceE8() {
        return stopPriceE8;
    }

    /** Distance of a stop from what it follows or from its parent's price; OrderTicket.NO_PRICE when it has none. */
    public long trailPpm() {
        return trailPpm;
    }

    /** The same as a price; OrderTicket.NO_PRICE when it has none. */
    public long trailDistanceE8() {
        return trailDistanceE8;
    }

    /** Id under which it was sent to the broker. */
    public String clientOrderId() {
        return clientOrderId;
    }

    /** Quantity asked for last. */
    public long askedQtyE9() {
        return askedQtyE9;
    }

    /** Limit price asked for last, or OrderTicket.NO_PRICE. */
    public long askedLimitPriceE8() {
        return askedLimitPriceE8;
    }

    /** Stop price asked for last, or OrderTicket.NO_PRICE. */
    public long askedStopPriceE8() {
        return askedStopPriceE8;
    }

    /** The broker's ids of its executions, in the order they came. The list is shared: read only. */
    public List<String> executionIds() {
        return executionIds;
    }

    /** True when this is what was asked for last. */
    boolean asksFor(long otherQtyE9, long otherLimitPriceE8, long otherStopPriceE8) {
        return askedQtyE9 == otherQtyE9 && askedLimitPriceE8 == otherLimitPriceE8 && askedStopPriceE8 == otherStopPriceE8;
    }

    /** Notes a change that is asked for; the broker works with what was before until it agrees. */
    void ask(long newQtyE9, long newLimitPriceE8, long newStopPriceE8) {
        askedQtyE9 = newQtyE9;
        askedLimitPriceE8 = newLimitPriceE8;
        askedStopPriceE8 = newStopPriceE8;
    }

    /** The broker works with these terms now. */
    void change(long newQtyE9, long newLimitPriceE8, long newStopPriceE8) {
        qtyE9 = newQtyE9;
        limitPriceE8 = newLimitPriceE8;
        stopPriceE8 = newStopPriceE8;
        restore();
    }

    /** The change was refused: the broker works with what was before. */
    void restore() {
        ask(qtyE9, limitPriceE8, stopPriceE8);
    }

    /** True when nothing is left to fill, whatever the broker answers to a change that was asked for. */
    boolean isComplete() {
        return fills.qtyE9() >= Math.max(qtyE9, askedQtyE9);
    }

    /** Quantity filled. */
    public long filledQtyE9() {
        return fills.qtyE9();
    }

    /** What the average leaves out, 10^-17 USD. */
    public long fillRestE17() {
        return fills.restE17();
    }

    /** Quantity-weighted average of the fills, half up; 0 without fills. */
    public long averagePriceE8() {
        return fills.priceE8();
    }

    /** Quantity that may still fill; 0 when more was filled than asked. */
    public long leavesQtyE9() {
        return Math.max(qtyE9 - filledQtyE9(), 0);
    }

    /** Quantity of an entry that fills of other orders have closed. */
    public long closedQtyE9() {
        return closedQtyE9;
    }

    void addClosed(long executedQtyE9) {
        closedQtyE9 = Math.addExact(closedQtyE9, executedQtyE9);
    }

    /** True for an exit by decision that closes what this entry opened. */
    boolean isExitOf(long ofEntryOrderId) {
        return role == OrderRole.EXIT && entryOrderId == ofEntryOrderId;
    }

    /** What is known of it. */
    public OrderState state() {
        return state;
    }

    /** Why the broker refused it; NULL_VAL when it did not. */
    public BrokerRejectReason refusal() {
        return refusal;
    }

    void refusal(BrokerRejectReason reason) {
        refusal = reason;
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
    public boolean isCancelRequested() {
        return isCancelRequested;
    }

    void cancelRequested(boolean requested) {
        isCancelRequested = requested;
    }

    void restoreFills(long priceE8, long filledQtyE9, long restE17, long newClosedQtyE9) {
        fills.restore(priceE8, filledQtyE9, restE17);
        closedQtyE9 = newClosedQtyE9;
    }

    void restoreExecution(String executionId) {
        executionIds.add(executionId);
    }

    void forgetExecution(String executionId) {
        executionIds.remove(executionId);
    }

    /** Takes an execution out again; its id stays noted. */
    void removeExecution(long priceE8, long executedQtyE9) {
        fills.remove(priceE8, executedQtyE9);
    }

    /** Notes an execution; false when this id was noted before. */
    boolean addExecution(String executionId, long priceE8, long executedQtyE9) {
        if (executionIds.contains(executionId)) {
            return false;
        }
        executionIds.add(executionId);
        fills.add(priceE8, executedQtyE9);
        return true;
    }
}
