package io.tradebot.engine.strategy;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.IndicatorKind;
import io.tradebot.journal.event.MeasureUnit;
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
            return raise(signal, Direction.BULLISH, setup.rangeHighPx(), setup);
        }
        if (closePpm < Math.multiplyExact(setup.rangeLowPx(), FixedPoint.PPM - bufferPpm)) {
            return raise(signal, Direction.BEARISH, setup.rangeLowPx(), setup);
        }
        return false;
    }

    /** No filters: a breakout needs nothing but the blocklist (requirement S157). */
    private static boolean raise(Signal signal, Direction direction, long triggerPx, Setup setup) {
        signal.set(direction, triggerPx);
        signal.use(IndicatorKind.RANGE_HIGH, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(setup.rangeHighPx()));
        signal.use(IndicatorKind.RANGE_LOW, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(setup.rangeLowPx()));
        return true;
    }

    /** Range 10.00 to 10.20 with the default buffer of 2 percent: a close must be above 10.404 or below 9.80. */
    @Override
    public void selfCheck(Findings findings) {
        findings.expect("direction of a close at 10.4041", Direction.BULLISH, breakout(104_041, findings));
        findings.expect("direction of a close at 10.4040", null, breakout(104_040, findings));
        findings.expect("direction of a close at 9.7999", Direction.BEARISH, breakout(97_999, findings));
        findings.expect("direction of a close at 9.8000", null, breakout(98_000, findings));
    }

    private static Direction breakout(long closePx, Findings findings) {
        OpenStrategy fresh = new OpenStrategy();
        fresh.configure(EngineSettings.defaults());
        GoldenBars bars = new GoldenBars().bar(101_000, 102_000, 101_000, 101_000, 100).bar(101_000, 101_000, 100_000, 101_000, 100);
        StrategyWindow window = GoldenBars.window(0, 2);
        Setup setup = new Setup();
        findings.expect("setup of a range", true, fresh.findSetup(bars.symbol(), window, setup));
        findings.expect("score of the range 10.00 to 10.20", 20_000L, setup.scorePpm());
        bars.bar(closePx, closePx, closePx, closePx, 100);
        Signal signal = new Signal();
        return fresh.checkSignal(bars.symbol(), window, setup, signal) ? signal.direction() : null;
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }
}
