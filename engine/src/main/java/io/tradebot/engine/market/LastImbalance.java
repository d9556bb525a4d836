package io.tradebot.engine.market;

import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.value.FixedPoint;

/** The latest order imbalance of an instrument before an auction of the running session, in shares. Engine thread only. */
public final class LastImbalance {

    /** Stands for a number of paired shares that the source does not give. */
    public static final long NO_SHARES = Long.MIN_VALUE;

    private long observedNanos = Long.MIN_VALUE;
    private OrderSide side;
    private long imbalanceShares;
    private long pairedShares;

    /** Time by the source; Long.MIN_VALUE while there is none. */
    public long observedNanos() {
        return observedNanos;
    }

    /** True when its size can be judged: the paired shares are known and there is an order at all. */
    public boolean hasShare() {
        return pairedShares != NO_SHARES && imbalanceShares + pairedShares > 0;
    }

    /**
     * Shares without a counterpart as a part of all shares in the auction, in millionths, when they oppose this direction: more
     * to sell against a bullish signal, more to buy against a bearish one. 0 when they support it. Only with {@link #hasShare}.
     */
    public long opposingPpm(Direction direction) {
        boolean isOpposing = side == (direction == Direction.BULLISH ? OrderSide.SELL : OrderSide.BUY);
        return isOpposing ? FixedPoint.multiplyDivideFloor(imbalanceShares, FixedPoint.PPM, Math.addExact(imbalanceShares, pairedShares)) : 0;
    }

    void set(long newObservedNanos, OrderSide newSide, long newImbalanceShares, long newPairedShares) {
        observedNanos = newObservedNanos;
        side = newSide;
        imbalanceShares = newImbalanceShares;
        pairedShares = newPairedShares;
    }

    void clear() {
        set(Long.MIN_VALUE, null, 0, NO_SHARES);
    }
}
