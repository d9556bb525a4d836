package io.tradebot.engine.strategy;

import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.FilterVerdict;
import io.tradebot.journal.event.MeasureUnit;

/** What one filter said and what it compared. A reused carrier. Engine thread only. */
public final class FilterResult {

    private FilterKind filter;
    private FilterVerdict verdict;
    private MeasureUnit unit;
    private long actualValue;
    private long limitValue;

    /** Empties it: nothing was asked. */
    public void clear() {
        set(null, null, MeasureUnit.NONE, 0, 0);
    }

    /** Fills it; {@link MeasureUnit#NONE} when there was no value to compare. */
    public void set(FilterKind newFilter, FilterVerdict newVerdict, MeasureUnit newUnit, long newActualValue, long newLimitValue) {
        filter = newFilter;
        verdict = newVerdict;
        unit = newUnit;
        actualValue = newActualValue;
        limitValue = newLimitValue;
    }

    /** Which filter; null when none was asked. */
    public FilterKind filter() {
        return filter;
    }

    /** What it said. */
    public FilterVerdict verdict() {
        return verdict;
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
