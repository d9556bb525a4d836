package io.tradebot.replay.explain;

import io.tradebot.journal.event.KillSwitchTrippedDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.SlotFellBackDecoder;
import io.tradebot.replay.explain.DayLog.Bar;

import java.util.List;

/**
 * Bars that a slot looked at and that gave no signal: from its assignment in the breakout window, known before the window ends,
 * until it gave the symbol up, ordered, or the day was halted (strategy-rules 6.1).
 */
final class WatchedBars {

    private WatchedBars() {
    }

    /** {@code window} is the strategy's StrategyScheduled, {@code slot} the SlotAssigned of the symbol. */
    static List<Bar> of(DayLog day, Fact window, Fact slot) {
        long from = Math.max(window.number("breakoutStartNanos"), slot.timeNanos());
        long to = window.number("breakoutEndNanos") - DayLog.MINUTE_NANOS;
        for (Fact fact : day.facts) {
            boolean isGivenUp = fact.is(SlotFellBackDecoder.TEMPLATE_ID) && isOf(slot, fact) && fact.sequence() > slot.sequence();
            boolean isOrdered = fact.is(OrderRequestedDecoder.TEMPLATE_ID) && fact.number("strategyId") == slot.number("strategyId")
                && fact.number("signalInstrumentId") == slot.number("instrumentId");
            if (isGivenUp || isOrdered || fact.is(KillSwitchTrippedDecoder.TEMPLATE_ID)) {
                to = Math.min(to, fact.timeNanos() - DayLog.MINUTE_NANOS);
            }
        }
        return from >= to ? List.of() : day.bars(slot.number("instrumentId"), from, to).stream().filter(bar -> !hasSignal(day, slot, bar)).toList();
    }

    private static boolean hasSignal(DayLog day, Fact slot, Bar bar) {
        return day.facts.stream().anyMatch(fact -> fact.is(SignalRaisedDecoder.TEMPLATE_ID) && isOf(slot, fact)
            && fact.number("barStartNanos") == bar.startNanos());
    }

    private static boolean isOf(Fact slot, Fact fact) {
        return fact.number("strategyId") == slot.number("strategyId") && fact.number("instrumentId") == slot.number("instrumentId");
    }
}
