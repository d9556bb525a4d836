package io.tradebot.engine.strategy;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.SetupKind;
import io.tradebot.journal.value.FixedPoint;

/**
 * Late session: fades a large last move, else follows it when it agrees with the day's trend; only while the volatility index
 * is above its threshold (strategy-rules 5.1, 5.3, 6.1, 6.4). Engine thread only.
 */
public final class CloseStrategy implements Strategy {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * NANOS_PER_SECOND;

    private long vixThresholdE8;
    private long vixAgeNanosMax;
    private long trendMinPpm;
    private long spikeMinPpm;
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
        exitPlan = new ExitPlan(OrderType.STOP, settings.strategy(name()).stopPpm());
    }

    /** A day with minute values never falls back to the daily close, so a feed that died is not mistaken for a calm market. */
    @Override
    public boolean passesGate(VolatilityIndex volatility, StrategyWindow window, long timeNanos, Gate gate) {
        gate.set(FilterKind.VIX, MeasureUnit.NONE, 0, vixThresholdE8);
        long valueE8;
        if (volatility.hasMinuteValueOn(window.epochDay())) {
            if (timeNanos - (volatility.minuteStartNanos() + MINUTE_NANOS) > vixAgeNanosMax) {
                return false;
            }
            valueE8 = volatility.minuteValueE8();
        } else if (volatility.hasDailyCloseOn(window.previousEpochDay())) {
            valueE8 = volatility.dailyValueE8();
        } else {
            return false;
        }
        gate.set(FilterKind.VIX, MeasureUnit.INDEX_E8, valueE8, vixThresholdE8);
        return valueE8 > vixThresholdE8;
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
        }
        return isSignal;
    }

    @Override
    public ExitPlan exitPlan() {
        return exitPlan;
    }
}
