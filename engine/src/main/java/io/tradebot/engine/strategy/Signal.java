package io.tradebot.engine.strategy;

import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.FilterVerdict;
import io.tradebot.journal.event.IndicatorKind;
import io.tradebot.journal.event.MeasureUnit;

/**
 * A wish to enter, the figures it rests on, and what each filter said to it. Figures and filters are for explaining, so a strategy
 * names all it used, also the filters that let the signal pass or are switched off. A reused carrier; valid until the next
 * check. Engine thread only.
 */
public final class Signal {

    /** Most filters of one signal. */
    public static final int MAX_FILTERS = 8;
    /** Most figures of one signal. */
    public static final int MAX_INDICATORS = 16;

    private final FilterResult[] filters = new FilterResult[MAX_FILTERS];
    private final IndicatorValue[] indicators = new IndicatorValue[MAX_INDICATORS];
    private int filterCount;
    private int indicatorCount;
    private Direction direction;
    private long triggerPx;

    /** An empty one. */
    public Signal() {
        for (int i = 0; i < MAX_FILTERS; i++) {
            filters[i] = new FilterResult();
        }
        for (int i = 0; i < MAX_INDICATORS; i++) {
            indicators[i] = new IndicatorValue();
        }
    }

    /** Begins it: which way, and the level in px that was crossed (Setup.NO_PX when there is none). No filter stops it yet. */
    public void set(Direction newDirection, long newTriggerPx) {
        direction = newDirection;
        triggerPx = newTriggerPx;
        filterCount = 0;
        indicatorCount = 0;
    }

    /** Notes a figure that was used. More than {@link #MAX_INDICATORS} is an error of the strategy. */
    public void use(IndicatorKind kind, MeasureUnit unit, long value) {
        nextIndicator(kind).set(kind, true, unit, value);
    }

    /** Notes a figure that would have been used and is not defined yet. */
    public void useUndefined(IndicatorKind kind) {
        nextIndicator(kind).set(kind, false, MeasureUnit.NONE, 0);
    }

    /** Notes a filter that compared a value with a limit. More than {@link #MAX_FILTERS} is an error of the strategy. */
    public void filter(FilterKind kind, boolean isAllowed, MeasureUnit unit, long actualValue, long limitValue) {
        nextFilter(kind).set(kind, isAllowed ? FilterVerdict.ALLOWED : FilterVerdict.BLOCKED, unit, actualValue, limitValue);
    }

    /** Notes a filter that lacks data; it does not stop the signal. */
    public void filterUndecided(FilterKind kind) {
        nextFilter(kind).set(kind, FilterVerdict.UNDECIDED, MeasureUnit.NONE, 0, 0);
    }

    /** Notes a filter that is switched off. */
    public void filterOff(FilterKind kind) {
        nextFilter(kind).set(kind, FilterVerdict.OFF, MeasureUnit.NONE, 0, 0);
    }

    /** The first filter that stops it, or null when it may go on. */
    public FilterResult stoppedBy() {
        for (int i = 0; i < filterCount; i++) {
            if (filters[i].verdict() == FilterVerdict.BLOCKED) {
                return filters[i];
            }
        }
        return null;
    }

    /** BULLISH or BEARISH. */
    public Direction direction() {
        return direction;
    }

    /** Level that was crossed, px. */
    public long triggerPx() {
        return triggerPx;
    }

    /** Number of filters noted. */
    public int filterCount() {
        return filterCount;
    }

    /** A filter in the order noted, counted from 0. */
    public FilterResult filterAt(int index) {
        return filters[index];
    }

    /** Number of figures noted. */
    public int indicatorCount() {
        return indicatorCount;
    }

    /** A figure in the order noted, counted from 0. */
    public IndicatorValue indicatorAt(int index) {
        return indicators[index];
    }

    private FilterResult nextFilter(FilterKind kind) {
        if (filterCount == MAX_FILTERS) {
            throw new IllegalStateException("filter " + kind + " is one more than the " + MAX_FILTERS + " a signal may name");
        }
        return filters[filterCount++];
    }

    private IndicatorValue nextIndicator(IndicatorKind kind) {
        if (indicatorCount == MAX_INDICATORS) {
            throw new IllegalStateException("figure " + kind + " is one more than the " + MAX_INDICATORS + " a signal may name");
        }
        return indicators[indicatorCount++];
    }
}
