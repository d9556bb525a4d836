package io.tradebot.engine.core;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.DailyLossLimit;
import io.tradebot.engine.risk.EntryBlocks;
import io.tradebot.engine.risk.KillSwitch;
import io.tradebot.engine.selection.Selector;
import io.tradebot.engine.selection.Slot;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.engine.settings.StrategySettings;
import io.tradebot.engine.strategy.FilterResult;
import io.tradebot.engine.strategy.IndicatorValue;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.SkipReason;
import io.tradebot.journal.value.FixedPoint;

/**
 * Lets the strategies of a run work: plans their windows at the open, selects at T1, watches slots in the breakout window and
 * sends signals through the gate (strategy-rules 2.6, 5, 6.1, 6.2). Engine thread only.
 */
final class StrategyDesk {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private final SettingsInForce settings;
    private final Decisions decisions;
    private final TradingCalendar calendar;
    private final Market market;
    private final KillSwitch killSwitch;
    private final EntryBlocks blocks;
    private final DailyLossLimit lossLimit;
    private final Selector selector;
    private final SignalDesk signals;
    private final DaySummary summary;
    private final Signal signal = new Signal();
    private final FilterResult marketGate = new FilterResult();

    StrategyDesk(SettingsInForce settings, Decisions decisions, TradingCalendar calendar, Market market, KillSwitch killSwitch,
            EntryBlocks blocks, DailyLossLimit lossLimit, Selector selector, SignalDesk signals, DaySummary summary) {
        this.settings = settings;
        this.decisions = decisions;
        this.calendar = calendar;
        this.market = market;
        this.killSwitch = killSwitch;
        this.blocks = blocks;
        this.lossLimit = lossLimit;
        this.selector = selector;
        this.signals = signals;
        this.summary = summary;
    }

    /** Plans a strategy's windows for the day, or says why it does not run; {@code timeNanos} is when the day was opened. */
    void schedule(StrategyRun run, Session session, long timeNanos) {
        if (!run.settings().isEnabled()) {
            run.startDay(null);
            decisions.strategySkipped(run.id(), SkipReason.DISABLED, MeasureUnit.NONE, 0, 0);
            return;
        }
        StrategyWindow window = windowOf(run.settings(), session);
        boolean isInSession = fits(window, session);
        boolean isLate = isInSession && timeNanos > window.breakoutStartNanos();
        run.startDay(isInSession && !isLate ? window : null);
        if (isLate) { // its analysis is over, so it would not select any more
            decisions.strategySkipped(run.id(), SkipReason.LATE_START, MeasureUnit.NANOS, timeNanos, window.breakoutStartNanos());
        } else if (isInSession) {
            decisions.strategyScheduled(run.id(), window.analysisStartNanos(), window.breakoutStartNanos(),
                window.breakoutEndNanos(), window.hardExitNanos());
        } else {
            decisions.strategySkipped(run.id(), SkipReason.SESSION, MeasureUnit.NANOS, window.breakoutStartNanos(),
                window.hardExitNanos());
        }
    }

    /** True when a strategy with these windows runs on the day; on a half day this drops the late one. */
    static boolean fits(StrategyWindow window, Session session) {
        return window.analysisStartNanos() >= session.openNanos() && window.breakoutStartNanos() < window.hardExitNanos();
    }

    /** Windows of a strategy on a day (strategy-rules 2.6). */
    StrategyWindow windowOf(StrategySettings strategy, Session session) {
        long start = calendar.toNanos(session.epochDay(), strategy.startMinuteOfDay(), settings.now().timeZone());
        long breakoutStart = start + strategy.analysisMinutes() * MINUTE_NANOS;
        long hardExit = session.closeNanos() - settings.now().hardExitMinutes() * MINUTE_NANOS;
        long breakoutEnd = Math.min(breakoutStart + strategy.breakoutMinutes() * MINUTE_NANOS, hardExit);
        return new StrategyWindow(start, breakoutStart, breakoutEnd, hardExit, session.closeNanos(), session.epochDay(),
            calendar.previousSession(session.epochDay()).epochDay());
    }

    /** A strategy's part of a closed minute: selection at T1, then signals. */
    void onMinuteClosed(StrategyRun run, long minuteStartNanos, long timeNanos) {
        StrategyWindow window = run.window();
        if (timeNanos == window.breakoutStartNanos()) {
            select(run, timeNanos);
        } else if (minuteStartNanos >= window.breakoutStartNanos() && timeNanos < window.breakoutEndNanos()
            && !killSwitch.isTripped()) {
            for (Slot slot : run.slots()) {
                watch(run, slot, minuteStartNanos, timeNanos);
            }
        }
    }

    private void select(StrategyRun run, long timeNanos) {
        if (killSwitch.isTripped()) {
            decisions.strategySkipped(run.id(), SkipReason.HALTED, killSwitch.unit(), killSwitch.actualValue(), killSwitch.limitValue());
        } else if (settings.now().isTradingDisabled()) {
            decisions.strategySkipped(run.id(), SkipReason.TRADES_DISABLED, MeasureUnit.NONE, 0, 0);
        } else if (blocks.find(EntryBlocks.ALL) != null) { // what is chosen while data, clock or broker are in doubt is in doubt
            decisions.strategySkipped(run.id(), SkipReason.ENTRY_BLOCKED, MeasureUnit.CODE, blocks.find(EntryBlocks.ALL).reason().value(), 0);
        } else if (passesGate(run, timeNanos)) {
            selector.select(run, timeNanos, run.window().epochDay(), lossLimit.floatCents());
        }
    }

    private boolean passesGate(StrategyRun run, long timeNanos) {
        marketGate.clear();
        boolean isPassed = run.strategy().passesGate(market.volatilityIndex(), run.window(), timeNanos, marketGate);
        if (marketGate.filter() != null) {
            writeFilter(run, 0, 0, Direction.EITHER, marketGate);
        }
        if (!isPassed) {
            decisions.strategySkipped(run.id(), SkipReason.VIX, marketGate.unit(), marketGate.actualValue(),
                marketGate.limitValue());
        }
        return isPassed;
    }

    private void watch(StrategyRun run, Slot slot, long minuteStartNanos, long timeNanos) {
        Instrument symbol = slot.symbol();
        boolean hasBar = symbol.bars().lastStartNanos() == minuteStartNanos && minuteStartNanos >= slot.assignedNanos();
        if (slot.state() != Slot.State.WATCH || !hasBar
            || !run.strategy().checkSignal(symbol, run.window(), slot.setup(), signal)) {
            return;
        }
        summary.onSignal();
        writeIndicators(run, slot, minuteStartNanos);
        long closePx = symbol.bars().closePx(symbol.bars().count() - 1);
        decisions.signalRaised(run.id(), slot.number(), symbol.id(), signal.direction(), minuteStartNanos, FixedPoint.pxToE8(closePx),
            signal.triggerPx() == Setup.NO_PX ? OrderTicket.NO_PRICE : FixedPoint.pxToE8(signal.triggerPx()));
        for (int i = 0; i < signal.filterCount(); i++) {
            writeFilter(run, slot.number(), symbol.id(), signal.direction(), signal.filterAt(i));
        }
        FilterResult stop = signal.stoppedBy();
        if (stop != null) {
            decisions.signalFiltered(run.id(), slot.number(), symbol.id(), signal.direction(), stop.filter(), stop.unit(),
                stop.actualValue(), stop.limitValue());
            return;
        }
        signals.onSignal(run, slot, signal.direction(), timeNanos);
    }

    private void writeIndicators(StrategyRun run, Slot slot, long minuteStartNanos) {
        for (int i = 0; i < signal.indicatorCount(); i++) {
            IndicatorValue indicator = signal.indicatorAt(i);
            decisions.indicatorObserved(run.id(), slot.number(), slot.symbol().id(), indicator.kind(), indicator.isDefined(),
                minuteStartNanos, indicator.unit(), indicator.value());
        }
    }

    private void writeFilter(StrategyRun run, int slotNumber, int instrumentId, Direction direction, FilterResult result) {
        decisions.filterEvaluated(run.id(), slotNumber, instrumentId, direction, result.filter(), result.verdict(), result.unit(),
            result.actualValue(), result.limitValue());
    }
}
