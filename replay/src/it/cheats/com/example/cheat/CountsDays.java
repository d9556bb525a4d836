package com.example.cheat;

import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.strategy.FilterResult;
import io.tradebot.engine.strategy.StrategyWindow;

/** Selects on every third day of a run: what it does on a day depends on when the run began. */
public final class CountsDays extends Base {

    private int dayCount;

    @Override
    public String name() {
        return "counts";
    }

    @Override
    public boolean passesGate(VolatilityIndex volatility, StrategyWindow window, long timeNanos, FilterResult result) {
        return dayCount++ % 3 == 0;
    }
}
