package io.tradebot.engine.strategy;

import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.value.FixedPoint;

/**
 * How a strategy's entries are sent. Prices are distances from the last price of what is traded, in millionths; positive is the
 * worse direction: above it for a buyer, below it for a seller. Immutable.
 *
 * @param orderType   MARKET, LIMIT, STOP or STOP_LIMIT
 * @param timeInForce IOC and FOK for MARKET and LIMIT only
 * @param limitPpm    distance of the limit; a negative one waits for a better price. Of LIMIT and STOP_LIMIT
 * @param stopPpm     distance of the stop, at least 0. Of STOP and STOP_LIMIT; a stop-limit's limit is not before its stop
 */
public record EntryPlan(OrderType orderType, TimeInForce timeInForce, long limitPpm, long stopPpm) {

    /** At the next price: what strategy-rules 6.2 asks for. */
    public static final EntryPlan MARKET = new EntryPlan(OrderType.MARKET, TimeInForce.DAY, 0, 0);

    /**
     * Checks the plan.
     *
     * @throws IllegalArgumentException naming what is not allowed
     */
    public EntryPlan {
        boolean isStop = orderType == OrderType.STOP || orderType == OrderType.STOP_LIMIT;
        boolean isImmediate = timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
        if (!isStop && orderType != OrderType.MARKET && orderType != OrderType.LIMIT) {
            throw new IllegalArgumentException("an entry cannot be a " + orderType + " order; use MARKET, LIMIT, STOP or STOP_LIMIT");
        }
        if (isStop && isImmediate) {
            throw new IllegalArgumentException("a " + orderType + " entry waits for its price and cannot be " + timeInForce);
        }
        if (stopPpm < 0 || stopPpm >= FixedPoint.PPM || Math.abs(limitPpm) >= FixedPoint.PPM) {
            throw new IllegalArgumentException("limitPpm=" + limitPpm + " stopPpm=" + stopPpm + ": a distance is below "
                + FixedPoint.PPM + " (the whole price), that of a stop at least 0");
        }
        if (orderType == OrderType.STOP_LIMIT && limitPpm < stopPpm) {
            throw new IllegalArgumentException("limitPpm=" + limitPpm + " is before stopPpm=" + stopPpm
                + ": a triggered order could not fill at its stop; raise limitPpm");
        }
    }

    /** A limit order, good for the day. */
    public static EntryPlan limit(long limitPpm) {
        return new EntryPlan(OrderType.LIMIT, TimeInForce.DAY, limitPpm, 0);
    }

    /** A stop order, good for the day. */
    public static EntryPlan stop(long stopPpm) {
        return new EntryPlan(OrderType.STOP, TimeInForce.DAY, 0, stopPpm);
    }

    /** A stop-limit order, good for the day. */
    public static EntryPlan stopLimit(long stopPpm, long limitPpm) {
        return new EntryPlan(OrderType.STOP_LIMIT, TimeInForce.DAY, limitPpm, stopPpm);
    }

    /** Limit price in px, rounded so that it never costs more than the distance; {@link Setup#NO_PX} when the type has none. */
    public long limitPx(long referencePx, boolean isBuy) {
        if (orderType != OrderType.LIMIT && orderType != OrderType.STOP_LIMIT) {
            return Setup.NO_PX;
        }
        return isBuy ? FixedPoint.multiplyDivideFloor(referencePx, FixedPoint.PPM + limitPpm, FixedPoint.PPM)
            : FixedPoint.multiplyDivideCeil(referencePx, FixedPoint.PPM - limitPpm, FixedPoint.PPM);
    }

    /** Stop price in px, rounded so that it is never nearer than the distance; {@link Setup#NO_PX} when the type has none. */
    public long stopPx(long referencePx, boolean isBuy) {
        if (orderType != OrderType.STOP && orderType != OrderType.STOP_LIMIT) {
            return Setup.NO_PX;
        }
        return isBuy ? FixedPoint.multiplyDivideCeil(referencePx, FixedPoint.PPM + stopPpm, FixedPoint.PPM)
            : FixedPoint.multiplyDivideFloor(referencePx, FixedPoint.PPM - stopPpm, FixedPoint.PPM);
    }
}
