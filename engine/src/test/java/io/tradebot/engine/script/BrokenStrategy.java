package io.tradebot.engine.script;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.OrderType;

/** A strategy in the place of MID that finds itself in no order. */
final class BrokenStrategy implements Strategy {

    @Override
    public String name() {
        return "mid";
    }

    @Override
    public void configure(EngineSettings settings) {
        // needs nothing
    }

    @Override
    public void selfCheck(Findings findings) {
        findings.warn("looks odd");
        findings.refuse("is broken; repair it");
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        return false;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        return false;
    }

    @Override
    public ExitPlan exitPlan() {
        return new ExitPlan(OrderType.STOP, 1);
    }
}
