package io.tradebot.engine.script;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;

/** A strategy from outside in the place of MID: it signals on every bar, and has filters of volume and spread and one of its own. */
final class FilteredStrategy implements Strategy {

    private static final long LEAST_SHARES = 100;
    private static final long WIDEST_SPREAD_PX = 1_000;

    @Override
    public String name() {
        return "mid";
    }

    @Override
    public void configure(EngineSettings settings) {
        // needs nothing
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        setup.set(SetupKind.CUSTOM, Direction.BULLISH, 1, Setup.NO_PX, Setup.NO_PX);
        return true;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        SessionBars bars = symbol.bars();
        int last = bars.count() - 1;
        signal.set(Direction.BULLISH, Setup.NO_PX);
        signal.filter(FilterKind.VOLUME, bars.volumeShares(last) >= LEAST_SHARES, MeasureUnit.SHARES, bars.volumeShares(last), LEAST_SHARES);
        if (symbol.quote().isTwoSided()) {
            long spreadPx = symbol.quote().askPx() - symbol.quote().bidPx();
            signal.filter(FilterKind.SPREAD, spreadPx <= WIDEST_SPREAD_PX, MeasureUnit.PRICE_E8, spreadPx * 10_000, WIDEST_SPREAD_PX * 10_000);
        } else {
            signal.filterUndecided(FilterKind.SPREAD);
        }
        signal.filter(FilterKind.CUSTOM, bars.closePx(last) > bars.openPx(last), MeasureUnit.NONE, 0, 0);
        return true;
    }

    @Override
    public ExitPlan exitPlan() {
        return new ExitPlan(OrderType.STOP, 20_000);
    }
}
