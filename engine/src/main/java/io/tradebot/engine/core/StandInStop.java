package io.tradebot.engine.core;

import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.Position;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

/**
 * A protective stop that does not rest at the broker: the engine looks at every closed bar of the instrument itself, by the same
 * rule (strategy-rules 6.4), and leaves by a market order. A stop that was reached stays so. Engine thread only.
 */
final class StandInStop implements WatchedStop {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private final Position position;
    private final Order stop;
    private final boolean isLong;
    private long bestPx;
    private boolean isReached;

    /** Begins with the best price since the entry, as far as bars of this session tell. */
    StandInStop(Position position, Order stop) {
        this.position = position;
        this.stop = stop;
        isLong = position.side() == PositionSide.LONG;
        bestPx = entryPx();
        SessionBars bars = position.instrument().bars();
        long entryMinuteNanos = position.entryNanos() - Math.floorMod(position.entryNanos(), MINUTE_NANOS);
        for (int i = bars.firstIndexFrom(entryMinuteNanos); i < bars.count(); i++) {
            follow(bars, i);
        }
    }

    /** As it was: the best price is the one that bars told then. */
    StandInStop(Position position, Order stop, long bestPx, boolean wasReached) {
        this.position = position;
        this.stop = stop;
        isLong = position.side() == PositionSide.LONG;
        this.bestPx = bestPx;
        isReached = wasReached;
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public ExitReason reason() {
        return stop.exitReason();
    }

    @Override
    public boolean isReached(long minuteStartNanos) {
        SessionBars bars = position.instrument().bars();
        if (!isReached && bars.lastStartNanos() == minuteStartNanos) {
            long px = worstPx();
            isReached = isLong ? px <= stopPx() : px >= stopPx();
            if (!isReached) {
                follow(bars, bars.count() - 1);
            }
        }
        return isReached;
    }

    @Override
    public boolean wasReached() {
        return isReached;
    }

    @Override
    public long bestPx() {
        return bestPx;
    }

    @Override
    public long worstPx() {
        SessionBars bars = position.instrument().bars();
        int last = bars.count() - 1;
        if (last < 0) {
            return entryPx();
        }
        return isLong ? bars.lowPx(last) : bars.highPx(last);
    }

    @Override
    public long stopPx() {
        if (stop.stopPriceE8() != OrderTicket.NO_PRICE) {
            return stop.stopPriceE8() / FixedPoint.E8_PER_PX;
        }
        long basisPx = stop.orderType() == OrderType.TRAILING_STOP ? bestPx : entryPx();
        if (stop.trailPpm() == OrderTicket.NO_PRICE) {
            return byPrice(basisPx);
        }
        if (stop.trailDistanceE8() == OrderTicket.NO_PRICE) {
            return byRatio(basisPx);
        }
        return isLong ? Math.max(byPrice(basisPx), byRatio(basisPx)) : Math.min(byPrice(basisPx), byRatio(basisPx));
    }

    private long byPrice(long basisPx) {
        long distancePx = stop.trailDistanceE8() / FixedPoint.E8_PER_PX;
        return isLong ? basisPx - distancePx : basisPx + distancePx;
    }

    private long byRatio(long basisPx) {
        return isLong ? FixedPoint.multiplyDivideFloor(basisPx, FixedPoint.PPM - stop.trailPpm(), FixedPoint.PPM)
            : FixedPoint.multiplyDivideCeil(basisPx, FixedPoint.PPM + stop.trailPpm(), FixedPoint.PPM);
    }

    private void follow(SessionBars bars, int index) {
        bestPx = isLong ? Math.max(bestPx, bars.highPx(index)) : Math.min(bestPx, bars.lowPx(index));
    }

    private long entryPx() {
        return FixedPoint.multiplyDivideHalfUp(position.entryPriceE8(), 1, FixedPoint.E8_PER_PX);
    }
}
