package io.tradebot.engine.strategy;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;
import io.tradebot.journal.value.FixedPoint;

/**
 * Opening range breakout: the high and low of the first minutes, then an entry when a one-minute bar closes beyond them by a
 * buffer; protected by a trailing stop (strategy-rules 5.1, 6.1, 6.4). Engine thread only.
 */
public final class OpenStrategy implements Strategy {

    private long bufferPpm;
    private ExitPlan exitPlan;

    @Override
    public String name() {
        return "open";
    }

    @Override
    public void configure(EngineSettings settings) {
        bufferPpm = settings.openBufferPpm();
        exitPlan = new ExitPlan(OrderType.TRAILING_STOP, settings.strategy(name()).stopPpm());
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        SessionBars bars = symbol.bars();
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        int end = bars.firstIndexFrom(window.breakoutStartNanos());
        for (int i = bars.firstIndexFrom(window.analysisStartNanos()); i < end; i++) {
            high = Math.max(high, bars.highPx(i));
            low = Math.min(low, bars.lowPx(i));
        }
        long scorePpm = FixedPoint.multiplyDivideFloor(high - low, FixedPoint.PPM, low);
        setup.set(SetupKind.OPENING_RANGE, Direction.EITHER, scorePpm, high, low);
        return true;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        long close = symbol.bars().closePx(symbol.bars().count() - 1);
        long closePpm = Math.multiplyExact(close, FixedPoint.PPM);
        if (closePpm > Math.multiplyExact(setup.rangeHighPx(), FixedPoint.PPM + bufferPpm)) {
            signal.set(Direction.BULLISH, setup.rangeHighPx());
            return true;
        }
        if (closePpm < Math.multiplyExact(setup.rangeLowPx(), FixedPoint.PPM - bufferPpm)) {
            signal.set(Direction.BEARISH, setup.rangeLowPx());
            return true;
        }
        return false;
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }
}
