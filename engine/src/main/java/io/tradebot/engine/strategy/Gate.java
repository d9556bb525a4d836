package io.tradebot.engine.strategy;

import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.MeasureUnit;

/** What a strategy's gate compared. A reused carrier. Engine thread only. */
public final class Gate {

    private FilterKind filter;
    private MeasureUnit unit;
    private long actualValue;
    private long limitValue;

    /** Empties it: nothing was compared. */
    public void clear() {
        set(null, MeasureUnit.NONE, 0, 0);
    }

    /** Fills it; {@link MeasureUnit#NONE} when there was no value to compare. */
    public void set(FilterKind newFilter, MeasureUnit newUnit, long newActualValue, long newLimitValue) {
        filter = newFilter;
        unit = newUnit;
        actualValue = newActualValue;
        limitValue = newLimitValue;
    }

    /** What was looked at; null when the strategy has no gate. */
    public FilterKind filter() {
        return filter;
    }

    /** Scale of the two values. */
    public MeasureUnit unit() {
        return unit;
    }

    /** Value that was compared. */
    public long actualValue() {
        return actualValue;
    }

    /** Limit it was compared with. */
    public long limitValue() {
        return limitValue;
    }
}
