package io.tradebot.engine.sim;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.AveragePrice;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.value.FixedPoint;

/** An order at the simulated exchange. Prices in px (USD x 10^4). Changed by SimulatedBook and MinuteMatching alone. */
final class SimulatedOrder {

    static final long NO_PX = Long.MIN_VALUE;

    private static final long NEVER = Long.MIN_VALUE;

    final long orderId;
    final long parentOrderId;
    final long ocoGroupId;
    final int instrumentId;
    final String symbol;
    final OrderSide side;
    final OrderRole role;
    final OrderType orderType;
    final TimeInForce timeInForce;
    /** Asked for now, what has filled included. */
    long qtyE9;
    long limitPx;
    /** Stop price of its own; NO_PX when the stop keeps a distance. */
    long fixedStopPx;
    boolean isWorking = true;
    /** It was there when the minute began; one that came later waits for the next. */
    boolean isInMinute;
    private final long trailPpm;
    private final long trailPx;
    private final AveragePrice fills = new AveragePrice();
    private boolean isTriggered;
    /** What a distance is kept from: the parent's average price, and for a trailing stop the best price since. */
    private long basisPx = NO_PX;
    private long parentFilledQtyE9;
    private boolean isParentComplete;
    private long takenBySiblingsE9;
    private long entryBarStartNanos = NEVER;
    private boolean isEnteredInside;

    SimulatedOrder(OrderTicket ticket, String symbol) {
        orderId = ticket.orderId;
        parentOrderId = ticket.parentOrderId;
        ocoGroupId = ticket.ocoGroupId;
        instrumentId = ticket.instrumentId;
        this.symbol = symbol;
        side = ticket.side;
        role = ticket.role;
        orderType = ticket.orderType;
        timeInForce = ticket.timeInForce;
        qtyE9 = ticket.qtyE9;
        limitPx = optionalPx(ticket.limitPriceE8);
        fixedStopPx = optionalPx(ticket.stopPriceE8);
        trailPpm = ticket.trailPpm;
        trailPx = optionalPx(ticket.trailDistanceE8);
    }

    static long optionalPx(long priceE8) {
        return priceE8 == OrderTicket.NO_PRICE ? NO_PX : BarPx.toPx(priceE8);
    }

    boolean isBuy() {
        return side == OrderSide.BUY || side == OrderSide.BUY_TO_COVER;
    }

    /** Reduces or closes a position; its quantity follows what its parent has filled. */
    boolean isClosing() {
        return side == OrderSide.SELL || side == OrderSide.BUY_TO_COVER;
    }

    boolean isChild() {
        return parentOrderId != 0;
    }

    /** Works at once or not at all. */
    boolean isImmediate() {
        return timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
    }

    boolean isStop() {
        return orderType == OrderType.STOP || orderType == OrderType.STOP_LIMIT || orderType == OrderType.TRAILING_STOP;
    }

    boolean isTriggered() {
        return isTriggered;
    }

    long filledQtyE9() {
        return fills.qtyE9();
    }

    boolean isComplete() {
        return filledQtyE9() >= qtyE9;
    }

    /** What may fill now: nothing while it waits for its parent. */
    long openQtyE9() {
        if (!isWorking || isChild() && !isClosing() && !isParentComplete) {
            return 0;
        }
        long totalQtyE9 = isChild() && isClosing() ? Math.min(qtyE9, parentFilledQtyE9 - takenBySiblingsE9) : qtyE9;
        return Math.max(0, totalQtyE9 - filledQtyE9());
    }

    void addFill(long px, long addedQtyE9) {
        fills.add(px * FixedPoint.E8_PER_PX, addedQtyE9);
    }

    long averagePx() {
        return FixedPoint.multiplyDivideHalfUp(fills.priceE8(), 1, FixedPoint.E8_PER_PX);
    }

    /** Another order of the group has filled; this one asks for so much less. */
    void reduceBy(long siblingQtyE9) {
        takenBySiblingsE9 += siblingQtyE9;
        qtyE9 -= siblingQtyE9;
    }

    /** The parent will fill no more than it has. */
    void limitToParent() {
        qtyE9 = Math.min(qtyE9, parentFilledQtyE9 - takenBySiblingsE9);
    }

    /** The parent has filled: at this price, in the bar that starts then, at its open or inside. */
    void onParentFilled(SimulatedOrder parent, long px, long barStartNanos, boolean isInside) {
        parentFilledQtyE9 = parent.filledQtyE9();
        isParentComplete = parent.isComplete();
        if (!isClosing()) {
            entryBarStartNanos = barStartNanos;
        } else if (entryBarStartNanos == NEVER) {
            entryBarStartNanos = barStartNanos;
            isEnteredInside = isInside;
            basisPx = px;
        } else {
            basisPx = orderType == OrderType.TRAILING_STOP ? better(basisPx, px) : parent.averagePx();
        }
    }

    /** The parent filled first in the bar that starts then. */
    boolean isEntryBar(long barStartNanos) {
        return entryBarStartNanos == barStartNanos;
    }

    /** The parent filled first inside that bar, so that its open, and perhaps its extremes, came before. */
    boolean isEnteredInside(long barStartNanos) {
        return isEnteredInside && isEntryBar(barStartNanos);
    }

    /** A stop that follows the market and has no parent begins at the first price it sees. */
    void seeFirst(long openPx) {
        if (orderType == OrderType.TRAILING_STOP && basisPx == NO_PX) {
            basisPx = openPx;
        }
    }

    /** Price that triggers a stop (strategy-rules 6.4); of two distances the shorter. */
    long stopPx() {
        if (fixedStopPx != NO_PX) {
            return fixedStopPx;
        }
        if (trailPpm == OrderTicket.NO_PRICE) {
            return isBuy() ? basisPx + trailPx : basisPx - trailPx;
        }
        if (isBuy()) {
            long byRatio = FixedPoint.multiplyDivideCeil(basisPx, FixedPoint.PPM + trailPpm, FixedPoint.PPM);
            return trailPx == NO_PX ? byRatio : Math.min(byRatio, basisPx + trailPx);
        }
        long byRatio = FixedPoint.multiplyDivideFloor(basisPx, FixedPoint.PPM - trailPpm, FixedPoint.PPM);
        return trailPx == NO_PX ? byRatio : Math.max(byRatio, basisPx - trailPx);
    }

    /** Triggers the stop when the price reaches it; once triggered it stays so. */
    boolean triggerAt(long px) {
        isTriggered = isTriggered || (isBuy() ? px >= stopPx() : px <= stopPx());
        return isTriggered;
    }

    /** A bar has closed without triggering the stop; a trailing stop follows the best price that came after the entry. */
    void follow(BarPx bar, long barStartNanos) {
        if (orderType == OrderType.TRAILING_STOP && !isTriggered) {
            long extremePx = isBuy() ? bar.low() : bar.high();
            basisPx = better(basisPx, isEnteredInside(barStartNanos) ? bar.close() : extremePx);
        }
    }

    /** The better of two prices for what a stop protects: the higher for one that sells. */
    private long better(long onePx, long otherPx) {
        return isBuy() ? Math.min(onePx, otherPx) : Math.max(onePx, otherPx);
    }
}
