package io.tradebot.engine.strategy;

import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.MeasureUnit;

/** A wish to enter, and the filter that stopped it if one did. A reused carrier; valid until the next check. Engine thread only. */
public final class Signal {

    private final Gate filter = new Gate();
    private Direction direction;
    private long triggerPx;

    /** Fills it: which way, and the level in px that was crossed (Setup.NO_PX when there is none). No filter stops it yet. */
    public void set(Direction newDirection, long newTriggerPx) {
        direction = newDirection;
        triggerPx = newTriggerPx;
        filter.clear();
    }

    /** A filter of the strategy stops it; the first one counts. */
    public void stop(FilterKind kind, MeasureUnit unit, long actualValue, long limitValue) {
        if (!isStopped()) {
            filter.set(kind, unit, actualValue, limitValue);
        }
    }

    /** True when a filter stops it. */
    public boolean isStopped() {
        return filter.filter() != null;
    }

    /** The filter that stops it and what it compared. */
    public Gate filter() {
        return filter;
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
