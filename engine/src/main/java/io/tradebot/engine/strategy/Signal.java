package io.tradebot.engine.strategy;

import io.tradebot.journal.event.Direction;

/** A wish to enter. A reused carrier; valid until the next check. Engine thread only. */
public final class Signal {

    private Direction direction;
    private long triggerPx;

    /** Fills it: which way, and the level in px that was crossed (Setup.NO_PX when there is none). */
    public void set(Direction newDirection, long newTriggerPx) {
        direction = newDirection;
        triggerPx = newTriggerPx;
    }

    /** BULLISH or BEARISH. */
    public Direction direction() {
        return direction;
    }

    /** Level that was crossed, px. */
    public long triggerPx() {
        return triggerPx;
    }
}
