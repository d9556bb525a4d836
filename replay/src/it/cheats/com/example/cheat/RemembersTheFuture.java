package com.example.cheat;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;

import java.util.Map;
import java.util.TreeMap;

/** Keeps the prices of a run and knows them all in the next one. */
public final class RemembersTheFuture extends Base {

    private static final Map<String, Long> CLOSE_BY_SYMBOL_AND_TIME = new TreeMap<>();
    private static final long FIVE_MINUTES_NANOS = 300_000_000_000L;

    @Override
    public String name() {
        return "remembers";
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        SessionBars bars = symbol.bars();
        int last = bars.count() - 1;
        CLOSE_BY_SYMBOL_AND_TIME.put(symbol.symbol() + bars.startNanos(last), bars.closePx(last));
        Long later = CLOSE_BY_SYMBOL_AND_TIME.get(symbol.symbol() + (bars.startNanos(last) + FIVE_MINUTES_NANOS));
        if (later == null || later <= bars.closePx(last)) {
            return false;
        }
        signal.set(Direction.BULLISH, Setup.NO_PX);
        return true;
    }
}
