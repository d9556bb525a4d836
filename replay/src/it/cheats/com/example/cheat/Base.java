package com.example.cheat;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;

import java.util.List;

/** An honest strategy that watches everything and never sees a signal, for others to break the contract with. */
public abstract class Base implements Strategy {

    private ExitPlan exitPlan;

    @Override
    public List<Setting> settings() {
        return SettingsTable.strategyRows(name(), "09:30", 20, 60, 30, "disabled", "0.02");
    }

    @Override
    public void configure(EngineSettings settings) {
        exitPlan = new ExitPlan(OrderType.STOP, settings.strategy(name()).stopPpm());
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        setup.set(SetupKind.CUSTOM, Direction.BULLISH, 1, Setup.NO_PX, Setup.NO_PX);
        return true;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        return false;
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }
}
