package io.tradebot.adapters.feed;

import io.tradebot.journal.event.TradingState;

import java.util.List;

/** Is given each minute when it is over, before the engine is: whoever simulates fills works it first. Agenda's thread. */
@FunctionalInterface
public interface MinuteListener {

    /**
     * Returns when the minute has been worked.
     *
     * @param startNanos start of the minute
     * @param bars       its bars, symbols in ASCII order; none when nothing traded
     */
    void onMinute(long startNanos, List<MinuteBar> bars);

    /** An instrument's exchange halted or resumed it; told before the engine is. */
    default void onTradingState(int instrumentId, TradingState state) {
        // nobody has to act on it
    }
}
