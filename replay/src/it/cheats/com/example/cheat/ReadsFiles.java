package com.example.cheat;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;

import java.nio.file.Files;
import java.nio.file.Path;

/** Would read tomorrow's paper. No run can show that: it decides the same each time. */
public final class ReadsFiles extends Base {

    private static long callCount;

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        callCount++;
        if (!new Paper().exists(symbol.symbol())) {
            return false;
        }
        signal.set(Direction.BULLISH, callCount);
        return true;
    }

    private static final class Paper {

        boolean exists(String symbol) {
            return Files.exists(Path.of("tomorrow", symbol + ".csv"));
        }
    }
}
