package io.tradebot.replay.explain;

import io.tradebot.replay.explain.DayLog.Bar;

import java.util.List;

/** Bars that a slot looks at: from its assignment in the breakout window, known before the window ends (strategy-rules 6.1). */
final class WatchedBars {

    private WatchedBars() {
    }

    /** {@code window} is the strategy's StrategyScheduled, {@code slot} the SlotAssigned of the symbol. */
    static List<Bar> of(DayLog day, Fact window, Fact slot) {
        long from = Math.max(window.number("breakoutStartNanos"), slot.timeNanos());
        long to = window.number("breakoutEndNanos") - DayLog.MINUTE_NANOS;
        return from >= to ? List.of() : day.bars(slot.number("instrumentId"), from, to);
    }
}
