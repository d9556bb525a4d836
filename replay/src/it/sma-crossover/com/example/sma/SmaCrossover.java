package com.example.sma;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingType;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;

import java.util.ArrayList;
import java.util.List;

/**
 * Buys when the simple moving average of the last 5 closes crosses above that of the last 15, and sees the reverse as bearish.
 * How much is traded is not its business: that is TOTAL_ALLOCATION and WEIGHTS, the same for all strategies.
 */
public final class SmaCrossover implements Strategy {

    private static final String SECTION = "Strategy sma";

    private int shortCount;
    private int longCount;
    private ExitPlan exitPlan;

    @Override
    public String name() {
        return "sma";
    }

    @Override
    public List<Setting> settings() {
        List<Setting> rows = new ArrayList<>(SettingsTable.strategyRows(name(), "09:30", 20, 180, 60, "disabled", "0.01"));
        rows.add(Setting.of(SECTION, "SMA_SHORT_WINDOW", SettingType.integer(1, 200), "bars", "5", "Bars of the fast average."));
        rows.add(Setting.of(SECTION, "SMA_LONG_WINDOW", SettingType.integer(2, 200), "bars", "15", "Bars of the slow average."));
        return rows;
    }

    @Override
    public void configure(EngineSettings settings) {
        shortCount = Integer.parseInt(settings.value("SMA_SHORT_WINDOW"));
        longCount = Integer.parseInt(settings.value("SMA_LONG_WINDOW"));
        exitPlan = new ExitPlan(OrderType.TRAILING_STOP, settings.strategy(name()).stopPpm());
        if (shortCount >= longCount) {
            throw new IllegalArgumentException("SMA_SHORT_WINDOW=" + shortCount + " is not below SMA_LONG_WINDOW=" + longCount
                + "; the fast average must be the shorter one");
        }
    }

    /** Every symbol with enough bars is watched; the further apart the averages, the better its rank. */
    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        SessionBars bars = symbol.bars();
        int end = bars.firstIndexFrom(window.breakoutStartNanos());
        if (end <= longCount) {
            return false;
        }
        long fast = sumPx(bars, end, shortCount) * longCount;
        long slow = sumPx(bars, end, longCount) * shortCount;
        setup.set(SetupKind.CUSTOM, Direction.EITHER, Math.abs(fast - slow) * 1_000_000 / slow, Setup.NO_PX, Setup.NO_PX);
        return true;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        SessionBars bars = symbol.bars();
        int end = bars.count();
        int before = side(bars, end - 1);
        int now = side(bars, end);
        if (before <= 0 && now > 0) {
            signal.set(Direction.BULLISH, Setup.NO_PX);
            return true;
        }
        if (before >= 0 && now < 0) {
            signal.set(Direction.BEARISH, Setup.NO_PX);
            return true;
        }
        return false;
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }

    /** Above 0 when the fast average of the bars before {@code end} is above the slow one; exact, as both are sums. */
    private int side(SessionBars bars, int end) {
        return Long.compare(sumPx(bars, end, shortCount) * longCount, sumPx(bars, end, longCount) * shortCount);
    }

    private static long sumPx(SessionBars bars, int end, int count) {
        long sum = 0;
        for (int i = end - count; i < end; i++) {
            sum += bars.closePx(i);
        }
        return sum;
    }
}
