package io.tradebot.engine.strategy;

import io.tradebot.engine.indicator.Adx;
import io.tradebot.engine.indicator.Vwap;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.FilterKind;
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
        long adxE6 = symbol.adx().valueE6();
        if (isAdxFilterOn && adxE6 != Adx.UNDEFINED && adxE6 > adxMaxE6) {
            signal.stop(FilterKind.ADX, MeasureUnit.PPM, adxE6, adxMaxE6);
        } else if (isBollingerFilterOn && symbol.bollinger().isDefined() && !touchesBand(symbol, isBullish)) {
            signal.stop(FilterKind.BOLLINGER, MeasureUnit.NONE, 0, 0);
        } else if (isReversalFilterOn && !isRejection(symbol.bars(), isBullish)) {
            signal.stop(FilterKind.REVERSAL_BAR, MeasureUnit.NONE, 0, 0);
        }
    }

    private boolean touchesBand(Instrument symbol, boolean isBullish) {
        return isBullish ? symbol.bollinger().touchesLower(bollingerHundredths)
            : symbol.bollinger().touchesUpper(bollingerHundredths);
    }

    /** The bar reached beyond the one before it and closed in the half away from the extreme. */
    private static boolean isRejection(SessionBars bars, boolean isBullish) {
        int i = bars.count() - 1;
        long twiceClose = 2 * bars.closePx(i);
        long sum = bars.highPx(i) + bars.lowPx(i);
        return isBullish
            ? bars.closePx(i) > bars.openPx(i) && bars.lowPx(i) <= bars.lowPx(i - 1) && twiceClose >= sum
            : bars.closePx(i) < bars.openPx(i) && bars.highPx(i) >= bars.highPx(i - 1) && twiceClose <= sum;
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
