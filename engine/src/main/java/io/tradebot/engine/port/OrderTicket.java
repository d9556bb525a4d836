package io.tradebot.engine.port;

import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;

/**
 * Everything that describes an order when it is asked for: the fields of an OrderRequested record. A reused carrier
 * between the deciding code, the record and the broker; copy what must live longer than the call.
 */
public final class OrderTicket {

    /** Stands for "no price" or "no distance", as in the record. */
    public static final long NO_PRICE = Long.MIN_VALUE;

    public long orderId;
    public long parentOrderId;
    public long ocoGroupId;
    public long positionId;
    /** Entry that opened what this one closes; not part of the record, where parent and position say it. */
    public long entryOrderId;
    public int strategyId;
    public int slot;
    public int instrumentId;
    public int signalInstrumentId;
    public OrderSide side;
    public OrderRole role;
    public OrderType orderType;
    public TimeInForce timeInForce;
    /** Why the position is to be closed; NULL_VAL for an entry. */
    public ExitReason exitReason;
    public long qtyE9;
    public long limitPriceE8;
    public long stopPriceE8;
    /** Distance of a trailing stop, or of a fixed stop from the parent's price, in millionths. */
    public long trailPpm;
    /** The same distance in price; with both set the shorter counts. */
    public long trailDistanceE8;
    public long referencePriceE8;
    public long allocationE8;
    public String clientOrderId;

    /** A ticket of its own with the same contents, for whoever hands it to another thread. */
    public OrderTicket copy() {
        OrderTicket copy = new OrderTicket();
        copy.orderId = orderId;
        copy.parentOrderId = parentOrderId;
        copy.ocoGroupId = ocoGroupId;
        copy.positionId = positionId;
        copy.entryOrderId = entryOrderId;
        copy.strategyId = strategyId;
        copy.slot = slot;
        copy.instrumentId = instrumentId;
        copy.signalInstrumentId = signalInstrumentId;
        copy.side = side;
        copy.role = role;
        copy.orderType = orderType;
        copy.timeInForce = timeInForce;
        copy.exitReason = exitReason;
        copy.qtyE9 = qtyE9;
        copy.limitPriceE8 = limitPriceE8;
        copy.stopPriceE8 = stopPriceE8;
        copy.trailPpm = trailPpm;
        copy.trailDistanceE8 = trailDistanceE8;
        copy.referencePriceE8 = referencePriceE8;
        copy.allocationE8 = allocationE8;
        copy.clientOrderId = clientOrderId;
        return copy;
    }

    /** Empties the ticket: no parent, no group, no prices, a day order without exit reason. */
    public OrderTicket reset() {
        orderId = 0;
        parentOrderId = 0;
        ocoGroupId = 0;
        positionId = 0;
        entryOrderId = 0;
        strategyId = 0;
        slot = 0;
        instrumentId = 0;
        signalInstrumentId = 0;
        side = null;
        role = null;
        orderType = null;
        timeInForce = TimeInForce.DAY;
        exitReason = ExitReason.NULL_VAL;
        qtyE9 = 0;
        limitPriceE8 = NO_PRICE;
        stopPriceE8 = NO_PRICE;
        trailPpm = NO_PRICE;
        trailDistanceE8 = NO_PRICE;
        referencePriceE8 = 0;
        allocationE8 = 0;
        clientOrderId = "";
        return this;
    }
}
