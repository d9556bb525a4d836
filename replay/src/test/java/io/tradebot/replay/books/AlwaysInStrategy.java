package io.tradebot.replay.books;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;

/**
 * Enters whatever it gets a slot for, at once, so that a test decides by facts what happens. It stands in for a built-in strategy
 * of its name and uses the settings of that; symbols with an odd id are bullish, the others bearish. It ranks one group of symbols
 * above the others, or takes no other, so that several of them enter different symbols.
 */
final class AlwaysInStrategy implements Strategy {

    /** Symbols belong to as many groups, by their ids. */
    static final int GROUPS = 3;

    private static final long PX_PER_USD = 10_000;

    private final String name;
    private final int group;
    private final boolean isAloneInGroup;
    private final boolean hasTarget;

    AlwaysInStrategy(String name, int group, boolean isAloneInGroup, boolean hasTarget) {
        this.name = name;
        this.group = group;
        this.isAloneInGroup = isAloneInGroup;
        this.hasTarget = hasTarget;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void configure(EngineSettings settings) {
        // nothing to choose
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        boolean isOurs = symbol.id() % GROUPS == group;
        setup.set(SetupKind.CUSTOM, direction(symbol), isOurs ? 2 : 1, Setup.NO_PX, Setup.NO_PX);
        return isOurs || !isAloneInGroup;
    }

    private static Direction direction(Instrument symbol) {
        return symbol.id() % 2 == 1 ? Direction.BULLISH : Direction.BEARISH;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        signal.set(setup.direction(), Setup.NO_PX);
        return true;
    }

    @Override
    public ExitPlan exitPlan() {
        return new ExitPlan(OrderType.STOP, 20_000);
    }

    @Override
    public long targetPx(Instrument symbol, Direction direction, boolean isBefore) {
        long lastPx = symbol.bars().closePx(symbol.bars().count() - 1);
        return !hasTarget ? Setup.NO_PX : direction == Direction.BULLISH ? lastPx + PX_PER_USD : lastPx - PX_PER_USD;
    }
}
