package io.tradebot.engine.strategy;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.indicator.Adx;
import io.tradebot.engine.indicator.Bollinger;
import io.tradebot.engine.indicator.Vwap;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.IndicatorKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;
import io.tradebot.journal.value.FixedPoint;

/**
 * Mean reversion to the volume-weighted average price: enters against a deviation when no trend is running, the band is touched
 * and the bar rejects the extreme; leaves when the price is back (strategy-rules 5.1, 6.1, 6.4). Engine thread only.
 */
public final class MidStrategy implements Strategy {

    private static final long E6_PER_PX = 100;
    private static final long E8_PER_E6 = 100;

    private long thresholdPpm;
    private boolean isAdxFilterOn;
    private long adxMaxE6;
    private boolean isBollingerFilterOn;
    private int bollingerHundredths;
    private boolean isReversalFilterOn;
    private ExitPlan exitPlan;

    @Override
    public String name() {
        return "mid";
    }

    @Override
    public void configure(EngineSettings settings) {
        thresholdPpm = settings.midVwapThresholdPpm();
        isAdxFilterOn = settings.isMidAdxFilterOn();
        adxMaxE6 = settings.midAdxMaxE6();
        isBollingerFilterOn = settings.isMidBollingerFilterOn();
        bollingerHundredths = settings.midBollingerKHundredths();
        isReversalFilterOn = settings.isMidReversalFilterOn();
        exitPlan = new ExitPlan(OrderType.STOP, settings.strategy(name()).stopPpm());
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        SessionBars bars = symbol.bars();
        long vwapE6 = symbol.vwap().valueE6();
        if (vwapE6 == Vwap.UNDEFINED) {
            return false;
        }
        long closeE6 = bars.closePx(bars.firstIndexFrom(window.breakoutStartNanos()) - 1) * E6_PER_PX;
        long scorePpm = FixedPoint.multiplyDivideFloor(Math.abs(closeE6 - vwapE6), FixedPoint.PPM, vwapE6);
        setup.set(SetupKind.VWAP_DEVIATION, Direction.EITHER, scorePpm, Setup.NO_PX, Setup.NO_PX);
        return true;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        SessionBars bars = symbol.bars();
        int last = bars.count() - 1;
        long vwapE6 = symbol.vwap().valueE6();
        if (last < 1 || vwapE6 == Vwap.UNDEFINED) {
            return false;
        }
        long closePpm = Math.multiplyExact(bars.closePx(last) * E6_PER_PX, FixedPoint.PPM);
        if (closePpm < Math.multiplyExact(vwapE6, FixedPoint.PPM - thresholdPpm)) {
            signal.set(Direction.BULLISH, vwapE6 / E6_PER_PX);
        } else if (closePpm > Math.multiplyExact(vwapE6, FixedPoint.PPM + thresholdPpm)) {
            signal.set(Direction.BEARISH, vwapE6 / E6_PER_PX);
        } else {
            return false;
        }
        filter(symbol, signal);
        return true;
    }

    private void filter(Instrument symbol, Signal signal) {
        boolean isBullish = signal.direction() == Direction.BULLISH;
        signal.use(IndicatorKind.VWAP, MeasureUnit.PRICE_E8, Math.multiplyExact(symbol.vwap().valueE6(), E8_PER_E6));
        filterByAdx(symbol, signal);
        filterByBand(symbol, signal, isBullish);
        filterByBar(symbol.bars(), signal, isBullish);
    }

    private void filterByAdx(Instrument symbol, Signal signal) {
        if (!isAdxFilterOn) {
            signal.filterOff(FilterKind.ADX);
            return;
        }
        long adxE6 = symbol.adx().valueE6();
        if (adxE6 == Adx.UNDEFINED) {
            signal.useUndefined(IndicatorKind.ADX);
            signal.filterUndecided(FilterKind.ADX);
            return;
        }
        signal.use(IndicatorKind.ADX, MeasureUnit.PPM, adxE6);
        signal.filter(FilterKind.ADX, adxE6 <= adxMaxE6, MeasureUnit.PPM, adxE6, adxMaxE6);
    }

    /** A bullish signal needs a low at or below the lower band, a bearish one a high at or above the upper band. */
    private void filterByBand(Instrument symbol, Signal signal, boolean isBullish) {
        if (!isBollingerFilterOn) {
            signal.filterOff(FilterKind.BOLLINGER);
            return;
        }
        IndicatorKind band = isBullish ? IndicatorKind.BOLLINGER_LOWER : IndicatorKind.BOLLINGER_UPPER;
        Bollinger bollinger = symbol.bollinger();
        if (!bollinger.isDefined()) {
            signal.useUndefined(band);
            signal.filterUndecided(FilterKind.BOLLINGER);
            return;
        }
        long bandE8 = isBullish ? bollinger.lowerE8(bollingerHundredths) : bollinger.upperE8(bollingerHundredths);
        if (bandE8 == Bollinger.NO_WIDTH) {
            signal.useUndefined(band);
            signal.filter(FilterKind.BOLLINGER, false, MeasureUnit.NONE, 0, 0); // the price has not moved: nothing to revert
            return;
        }
        int last = symbol.bars().count() - 1;
        boolean isTouched = isBullish ? bollinger.touchesLower(bollingerHundredths) : bollinger.touchesUpper(bollingerHundredths);
        long extremePx = isBullish ? symbol.bars().lowPx(last) : symbol.bars().highPx(last);
        signal.use(band, MeasureUnit.PRICE_E8, bandE8);
        signal.filter(FilterKind.BOLLINGER, isTouched, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(extremePx), bandE8);
    }

    /**
     * The bar must close in its own direction, reach at least as far as the bar before it, and close in the half away from the
     * extreme. Notes the first comparison that fails, or the last.
     */
    private void filterByBar(SessionBars bars, Signal signal, boolean isBullish) {
        if (!isReversalFilterOn) {
            signal.filterOff(FilterKind.REVERSAL_BAR);
            return;
        }
        int i = bars.count() - 1;
        long close = bars.closePx(i);
        long open = bars.openPx(i);
        long extreme = isBullish ? bars.lowPx(i) : bars.highPx(i);
        long extremeBefore = isBullish ? bars.lowPx(i - 1) : bars.highPx(i - 1);
        long sum = bars.highPx(i) + bars.lowPx(i);
        if (isBullish ? close <= open : close >= open) {
            signal.filter(FilterKind.REVERSAL_BAR, false, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(close), FixedPoint.pxToE8(open));
        } else if (isBullish ? extreme > extremeBefore : extreme < extremeBefore) {
            signal.filter(FilterKind.REVERSAL_BAR, false, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(extreme),
                FixedPoint.pxToE8(extremeBefore));
        } else {
            boolean isAway = isBullish ? 2 * close >= sum : 2 * close <= sum;
            signal.filter(FilterKind.REVERSAL_BAR, isAway, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(close), FixedPoint.pxToE8(sum) / 2);
        }
    }

    /** VWAP 10.00 (later bars have no volume) with the default threshold of 2 percent: a close must be below 9.80 or above 10.20. */
    @Override
    public void selfCheck(Findings findings) {
        findings.expect("signal of a rejection bar at 9.79", "BULLISH", deviation(97_700, 98_000, 97_500, 97_900));
        findings.expect("signal of a bar at 9.80", "none", deviation(97_700, 98_000, 97_500, 98_000));
        findings.expect("signal of a falling bar at 9.79", "REVERSAL_BAR", deviation(98_000, 98_000, 97_500, 97_900));
        findings.expect("signal of a rejection bar at 10.21", "BEARISH", deviation(102_300, 102_500, 102_000, 102_100));
        findings.expect("signal of a bar at 10.20", "none", deviation(102_300, 102_500, 102_000, 102_000));
    }

    private static String deviation(long openPx, long highPx, long lowPx, long closePx) {
        MidStrategy fresh = new MidStrategy();
        fresh.configure(EngineSettings.defaults());
        GoldenBars bars = new GoldenBars().bar(100_000, 100_000, 100_000, 100_000, 100).bar(100_000, 100_000, 100_000, 100_000, 0);
        StrategyWindow window = GoldenBars.window(0, 2);
        Setup setup = new Setup();
        fresh.findSetup(bars.symbol(), window, setup);
        bars.bar(openPx, highPx, lowPx, closePx, 0);
        Signal signal = new Signal();
        if (!fresh.checkSignal(bars.symbol(), window, setup, signal)) {
            return "none";
        }
        return signal.stoppedBy() == null ? signal.direction().name() : signal.stoppedBy().filter().name();
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }

    @Override
    public long targetPx(Instrument symbol, Direction direction, boolean isBefore) {
        long vwapE6 = isBefore ? symbol.vwap().valueBeforeLastE6() : symbol.vwap().valueE6();
        if (vwapE6 == Vwap.UNDEFINED) {
            return Setup.NO_PX;
        }
        return direction == Direction.BULLISH ? FixedPoint.multiplyDivideCeil(vwapE6, 1, E6_PER_PX) : vwapE6 / E6_PER_PX;
    }
}
