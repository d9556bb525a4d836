package io.tradebot.engine.strategy;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.LastImbalance;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.FilterVerdict;
import io.tradebot.journal.event.IndicatorKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;
import io.tradebot.journal.value.FixedPoint;

/**
 * Late session: fades a large last move, else follows it when it agrees with the day's trend; only while the volatility index
 * is above its threshold, and not against a strong imbalance of the closing auction (strategy-rules 5.1, 5.3, 6.1, 6.4;
 * requirement S180). Engine thread only.
 */
public final class CloseStrategy implements Strategy {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * NANOS_PER_SECOND;

    /** The exchanges publish imbalances of the closing auction in the last half hour: 15:30 to 16:00 on a full day. */
    private static final long IMBALANCE_WINDOW_NANOS = 30 * MINUTE_NANOS;

    private long vixThresholdE8;
    private long vixAgeNanosMax;
    private long trendMinPpm;
    private long spikeMinPpm;
    private boolean isImbalanceFilterOn;
    private long imbalanceMaxPpm;
    private ExitPlan exitPlan;

    @Override
    public String name() {
        return "close";
    }

    @Override
    public void configure(EngineSettings settings) {
        vixThresholdE8 = settings.closeVixThresholdE8();
        vixAgeNanosMax = settings.vixAgeSecondsMax() * NANOS_PER_SECOND;
        trendMinPpm = settings.closeTrendMinPpm();
        spikeMinPpm = settings.closeSpikeMinPpm();
        isImbalanceFilterOn = settings.isCloseImbalanceFilterOn();
        imbalanceMaxPpm = settings.closeImbalanceMaxPpm();
        exitPlan = new ExitPlan(OrderType.STOP, settings.strategy(name()).stopPpm());
    }

    /** A day with a minute series never falls back to the daily close, so a feed that died is not mistaken for a calm market. */
    @Override
    public boolean passesGate(VolatilityIndex volatility, StrategyWindow window, long timeNanos, FilterResult result) {
        result.set(FilterKind.VIX, FilterVerdict.UNDECIDED, MeasureUnit.NONE, 0, 0);
        long valueE8;
        if (volatility.hasMinuteSeriesOn(window.epochDay())) {
            if (!volatility.hasMinuteValueWithin(vixAgeNanosMax, timeNanos)) {
                return false;
            }
            valueE8 = volatility.minuteValueE8();
        } else if (volatility.hasDailyCloseOn(window.previousEpochDay())) {
            valueE8 = volatility.dailyValueE8();
        } else {
            return false;
        }
        boolean isPassed = valueE8 > vixThresholdE8;
        result.set(FilterKind.VIX, isPassed ? FilterVerdict.ALLOWED : FilterVerdict.BLOCKED, MeasureUnit.INDEX_E8, valueE8, vixThresholdE8);
        return isPassed;
    }

    @Override
    public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
        SessionBars bars = symbol.bars();
        int first = bars.firstIndexFrom(window.analysisStartNanos());
        int last = bars.firstIndexFrom(window.breakoutStartNanos()) - 1;
        if (first == 0) {
            return false; // no bar before the window: the day has no trend yet
        }
        long sessionMove = bars.closePx(first - 1) - bars.openPx(0);
        long lastMove = bars.closePx(last) - bars.openPx(first);
        long sessionPpm = FixedPoint.multiplyDivideFloor(Math.abs(sessionMove), FixedPoint.PPM, bars.openPx(0));
        long lastPpm = FixedPoint.multiplyDivideFloor(Math.abs(lastMove), FixedPoint.PPM, bars.openPx(first));
        SetupKind kind;
        Direction direction;
        if (lastPpm >= spikeMinPpm && lastMove != 0) {
            kind = SetupKind.FADE;
            direction = lastMove > 0 ? Direction.BEARISH : Direction.BULLISH;
        } else if (sessionPpm >= trendMinPpm && sessionMove != 0 && Long.signum(lastMove) == Long.signum(sessionMove)) {
            kind = SetupKind.MOMENTUM;
            direction = sessionMove > 0 ? Direction.BULLISH : Direction.BEARISH;
        } else {
            return false;
        }
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        for (int i = first; i <= last; i++) {
            high = Math.max(high, bars.highPx(i));
            low = Math.min(low, bars.lowPx(i));
        }
        setup.set(kind, direction, Math.max(sessionPpm, lastPpm), high, low);
        return true;
    }

    @Override
    public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
        SessionBars bars = symbol.bars();
        int i = bars.count() - 1;
        if (i < 1) {
            return false;
        }
        boolean isBullish = setup.direction() == Direction.BULLISH;
        long close = bars.closePx(i);
        long trigger;
        boolean isSignal;
        if (setup.kind() == SetupKind.MOMENTUM) {
            trigger = isBullish ? setup.rangeHighPx() : setup.rangeLowPx();
            isSignal = isBullish ? close > trigger : close < trigger;
        } else {
            trigger = isBullish ? bars.highPx(i - 1) : bars.lowPx(i - 1);
            isSignal = isBullish ? close > bars.openPx(i) && close > trigger : close < bars.openPx(i) && close < trigger;
        }
        if (isSignal) {
            signal.set(setup.direction(), trigger);
            signal.use(IndicatorKind.RANGE_HIGH, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(setup.rangeHighPx()));
            signal.use(IndicatorKind.RANGE_LOW, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(setup.rangeLowPx()));
            filterByImbalance(symbol, window, signal);
        }
        return isSignal;
    }

    /**
     * Stops a signal that the auction's imbalance opposes. The imbalance is published in the last half hour only and by few
     * sources, so without a fresh one the filter does not decide.
     */
    private void filterByImbalance(Instrument symbol, StrategyWindow window, Signal signal) {
        if (!isImbalanceFilterOn) {
            signal.filterOff(FilterKind.IMBALANCE);
            return;
        }
        long timeNanos = symbol.bars().lastStartNanos() + MINUTE_NANOS;
        LastImbalance imbalance = symbol.imbalance();
        boolean isFresh = imbalance.observedNanos() >= Math.max(window.closeNanos() - IMBALANCE_WINDOW_NANOS, timeNanos - Market.MAX_AGE_NANOS)
            && imbalance.observedNanos() <= timeNanos;
        if (!isFresh || !imbalance.hasShare()) {
            signal.useUndefined(IndicatorKind.IMBALANCE);
            signal.filterUndecided(FilterKind.IMBALANCE);
            return;
        }
        long opposingPpm = imbalance.opposingPpm(signal.direction());
        signal.use(IndicatorKind.IMBALANCE, MeasureUnit.PPM, opposingPpm);
        signal.filter(FilterKind.IMBALANCE, opposingPpm <= imbalanceMaxPpm, MeasureUnit.PPM, opposingPpm, imbalanceMaxPpm);
    }

    /** Open 10.00, 10.05 before the window; with the defaults a last move of 1 percent is faded, of less followed with the trend. */
    @Override
    public void selfCheck(Findings findings) {
        findings.expect("setup of a last move of +1 percent", "FADE BEARISH", setupOf(100_500, 101_505));
        findings.expect("setup of a last move of +0.9 percent", "MOMENTUM BULLISH", setupOf(100_500, 101_404));
        findings.expect("setup of a last move against the day", "none", setupOf(100_500, 100_400));
        findings.expect("setup of a day that moved 0.4 percent", "none", setupOf(100_400, 100_500));
    }

    private static String setupOf(long beforePx, long lastPx) {
        CloseStrategy fresh = new CloseStrategy();
        fresh.configure(EngineSettings.defaults());
        GoldenBars bars = new GoldenBars().bar(100_000, 100_000, 100_000, 100_000, 100).bar(beforePx, beforePx, beforePx, beforePx, 100)
            .bar(beforePx, Math.max(beforePx, lastPx), Math.min(beforePx, lastPx), lastPx, 100);
        Setup setup = new Setup();
        return fresh.findSetup(bars.symbol(), GoldenBars.window(2, 3), setup) ? setup.kind() + " " + setup.direction() : "none";
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }
}
