package io.tradebot.engine.script;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.EntryPlan;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;

/**
 * A strategy from outside, for what OPEN alone cannot show. It stands in for the settings of MID: symbols that begin with N have
 * no setup, with B a bearish one; it buys when a bar closes above its open and protects with a fixed stop.
 */
public final class FixedStopStrategy implements Strategy {

    private final EntryPlan entryPlan;
    private ExitPlan exitPlan;

    public FixedStopStrategy() {
        this(EntryPlan.MARKET);
    }

    /** One that enters by this plan. */
    FixedStopStrategy(EntryPlan entryPlan) {
        this.entryPlan = entryPlan;
    }

    @Override
    public String name() {
        return "mid";
    }

    @Override
    public void configure(EngineSettings settings) {
        exitPlan = new ExitPlan(OrderType.STOP, settings.strategy(name()).stopPpm());
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        if (symbol.symbol().startsWith("N")) {
            return false;
        }
        setup.set(SetupKind.CUSTOM, symbol.symbol().startsWith("B") ? Direction.BEARISH : Direction.BULLISH, 1, Setup.NO_PX, Setup.NO_PX);
        return true;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        SessionBars bars = symbol.bars();
        int last = bars.count() - 1;
        signal.set(Direction.BULLISH, Setup.NO_PX);
        return bars.closePx(last) > bars.openPx(last);
    }

    @Override
    public EntryPlan entryPlan() {
        return entryPlan;
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }
}
