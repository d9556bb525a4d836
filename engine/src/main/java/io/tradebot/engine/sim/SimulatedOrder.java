package io.tradebot.engine.sim;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.value.FixedPoint;

/** An order at the simulated exchange. Prices in px (USD x 10^4). */
final class SimulatedOrder {

    private static final long NO_PX = Long.MIN_VALUE;

    final long orderId;
    final long parentOrderId;
    final long ocoGroupId;
    final int instrumentId;
    final String symbol;
    final OrderSide side;
    final OrderRole role;
    final OrderType orderType;
    final long qtyE9;
    final long distancePpm;
    long limitPx;
    boolean isWorking = true;
    /** Of a child: its parent has filled. */
    boolean isActive;
    /** Of an active protective stop: best price since entry (highest for a long position, lowest for a short one). */
    long bestPx;
    /** Of an active child: bar in which its parent filled. */
    long entryBarStartNanos;

    SimulatedOrder(OrderTicket ticket, String symbol) {
        orderId = ticket.orderId;
        parentOrderId = ticket.parentOrderId;
        ocoGroupId = ticket.ocoGroupId;
        instrumentId = ticket.instrumentId;
        this.symbol = symbol;
        side = ticket.side;
        role = ticket.role;
        orderType = ticket.orderType;
        qtyE9 = ticket.qtyE9;
        distancePpm = ticket.trailPpm;
        limitPx = ticket.limitPriceE8 == OrderTicket.NO_PRICE ? NO_PX : ticket.limitPriceE8 / FixedPoint.E8_PER_PX;
    }

    boolean isBuy() {
        return side == OrderSide.BUY || side == OrderSide.BUY_TO_COVER;
    }

    /** Protects a long position: sold when the price falls to it. */
    boolean protectsLong() {
        return side == OrderSide.SELL;
    }

    /** Price at which an active protective stop triggers (strategy-rules 6.4). */
    long stopPx() {
        return protectsLong()
            ? FixedPoint.multiplyDivideFloor(bestPx, FixedPoint.PPM - distancePpm, FixedPoint.PPM)
            : FixedPoint.multiplyDivideCeil(bestPx, FixedPoint.PPM + distancePpm, FixedPoint.PPM);
    }

    /** The parent has filled at this price, at the open of the bar that starts then. */
    void activate(long entryPx, long barStartNanos) {
        isActive = true;
        bestPx = entryPx;
        entryBarStartNanos = barStartNanos;
    }

    /** A bar has closed without touching the stop; a trailing stop follows its best price. */
    void follow(long highPx, long lowPx) {
        if (orderType == OrderType.TRAILING_STOP) {
            bestPx = protectsLong() ? Math.max(bestPx, highPx) : Math.min(bestPx, lowPx);
        }
    }
}
