package io.tradebot.engine.strategy;

import io.tradebot.journal.event.IndicatorKind;
import io.tradebot.journal.event.MeasureUnit;

/** A figure that a strategy used. A reused carrier. Engine thread only. */
public final class IndicatorValue {

    private IndicatorKind kind;
    private boolean isDefined;
    private MeasureUnit unit;
    private long value;

    void set(IndicatorKind newKind, boolean newIsDefined, MeasureUnit newUnit, long newValue) {
        kind = newKind;
        isDefined = newIsDefined;
        unit = newUnit;
        value = newValue;
    }

    /** Which figure. */
    public IndicatorKind kind() {
        return kind;
    }

    /** False while there is not enough data for it. */
    public boolean isDefined() {
        return isDefined;
    }

    /** Scale of the value. */
    public MeasureUnit unit() {
        return unit;
    }

    /** The value; 0 while it is not defined. */
    public long value() {
        return value;
    }
}
