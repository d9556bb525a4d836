package io.tradebot.engine.core;

import io.tradebot.engine.check.CheckModule;
import io.tradebot.engine.check.Findings;
import io.tradebot.engine.check.SelfCheck;
import io.tradebot.engine.indicator.IndicatorCheck;
import io.tradebot.engine.order.OrderFact;
import io.tradebot.engine.order.OrderTransitions;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.selection.CapitalShares;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.SelfCheckSubject;
import io.tradebot.journal.value.FixedPoint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The self checks of a run (requirement S116): each strategy and each safety module, switched on or off. One refusal of an
 * enabled module keeps every day shut. Engine thread only, cold.
 */
final class SelfChecks {

    private static final LocalDate WINTER_DAY = LocalDate.of(2024, 1, 10);
    private static final LocalDate SUMMER_DAY = LocalDate.of(2024, 7, 10);
    private static final LocalDate HALF_DAY = LocalDate.of(2024, 7, 3);

    private final EngineSettings settings;
    private final TradingCalendar calendar;
    private final List<CheckModule> modules = new ArrayList<>();

    SelfChecks(EngineSettings settings, TradingCalendar calendar) {
        this.settings = settings;
        this.calendar = calendar;
        addSafety("calendar", true, this::checkCalendar);
        addSafety("indicators", true, new IndicatorCheck());
        addSafety("capital-shares", true, this::checkShares);
        addSafety("order-table", true, SelfChecks::checkOrderTable);
        modules.add(new CheckModule(SelfCheckSubject.SETTINGS, "settings", true, this::checkSettings));
    }

    /** Adds a safety module. */
    void addSafety(String name, boolean isEnabled, SelfCheck check) {
        modules.add(new CheckModule(SelfCheckSubject.SAFETY, name, isEnabled, check));
    }

    /** Adds a strategy: its own check, and whether its windows fit a full session. */
    void addStrategy(StrategyRun run, StrategyDesk desk) {
        modules.add(new CheckModule(SelfCheckSubject.STRATEGY, run.settings().name(), run.settings().isEnabled(), findings -> {
            run.strategy().selfCheck(findings);
            checkWindows(run, desk, findings);
        }));
    }

    /** Runs and reports all; false, and EntryBlocked, when no day may open. */
    boolean run(Decisions decisions) {
        boolean isPassed = true;
        for (CheckModule module : modules) {
            isPassed &= module.run(decisions);
        }
        if (!isPassed) {
            decisions.entryBlocked(EntryBlock.SELF_CHECK, 0, 0, MeasureUnit.NONE, 0, 0);
        }
        return isPassed;
    }

    /** A strategy that never runs may be meant, so this warns. */
    private void checkWindows(StrategyRun run, StrategyDesk desk, Findings findings) {
        for (LocalDate date : List.of(WINTER_DAY, SUMMER_DAY)) {
            Session session = calendar.sessionOn((int) date.toEpochDay());
            StrategyWindow window = desk.windowOf(run.settings(), session);
            if (!StrategyDesk.fits(window, session)) {
                findings.warn("does not run on full sessions such as " + date + ": its analysis window "
                    + Instant.ofEpochSecond(0, window.analysisStartNanos()) + " to " + Instant.ofEpochSecond(0, window.breakoutStartNanos())
                    + " must begin at the open or later and end before the hard exit at " + Instant.ofEpochSecond(0, window.hardExitNanos())
                    + "; change its START_TIME or ANALYSIS_TIME, or switch it off");
                return;
            }
        }
        if (run.settings().breakoutMinutes() < 2) {
            findings.warn("can never enter: a signal needs one minute of BREAKOUT_TIME and its fill the next; set 2 or more");
        }
    }

    private void checkCalendar(Findings findings) {
        findings.expect("open of " + WINTER_DAY, "2024-01-10T14:30:00Z", openOf(WINTER_DAY));
        findings.expect("open of " + SUMMER_DAY, "2024-07-10T13:30:00Z", openOf(SUMMER_DAY));
        Session half = calendar.sessionOn((int) HALF_DAY.toEpochDay());
        findings.expect("close of " + HALF_DAY, "2024-07-03T17:00:00Z", Instant.ofEpochSecond(0, half.closeNanos()).toString());
        findings.expect("session on Independence Day 2024", null, calendar.sessionOn((int) HALF_DAY.plusDays(1).toEpochDay()));
    }

    private String openOf(LocalDate date) {
        return Instant.ofEpochSecond(0, calendar.sessionOn((int) date.toEpochDay()).openNanos()).toString();
    }

    /** The founding documents' table, and that the shares in force never add up to more than the weights. */
    private void checkShares(Findings findings) {
        long[] weights = {400_000, 200_000, 200_000, 200_000};
        String[] table = {"[1000000]", "[600000, 400000]", "[400000, 300000, 300000]", "[400000, 200000, 200000, 200000]"};
        for (int slots = 1; slots <= weights.length; slots++) {
            findings.expect("shares of " + slots + " slots", table[slots - 1], Arrays.toString(CapitalShares.of(weights, slots)));
        }
        long most = Arrays.stream(settings.weightsPpm()).sum();
        for (int slots = 1; slots <= settings.maxTrades(); slots++) {
            findings.expect("shares of " + slots + " slots by WEIGHTS stay within " + most + " ppm", true,
                Arrays.stream(CapitalShares.of(settings.weightsPpm(), slots)).sum() <= most);
        }
    }

    /** Every cell is decided, no fact makes an unknown state, and an order that ended works no more except by a broker's word. */
    private static void checkOrderTable(Findings findings) {
        for (OrderState state : OrderState.values()) {
            boolean canEnd = state == OrderState.NULL_VAL || OrderTransitions.isFinal(state);
            for (OrderFact fact : OrderFact.values()) {
                OrderState next = OrderTransitions.next(state, fact, false);
                OrderState nextWhenPartlyFilled = OrderTransitions.next(state, fact, true);
                findings.expect("state after " + fact + " in " + state + " is known", true,
                    next != OrderState.NULL_VAL && nextWhenPartlyFilled != OrderState.NULL_VAL);
                canEnd |= next != null && OrderTransitions.isFinal(next);
            }
            findings.expect("some fact ends an order in state " + state, true, canEnd);
        }
    }

    private void checkSettings(Findings findings) {
        long most = FixedPoint.multiplyDivideFloor(settings.totalAllocationPpm(), Arrays.stream(settings.weightsPpm()).sum(), FixedPoint.PPM);
        if (most > settings.maxRiskPerTradePpm()) {
            findings.warn("a single slot takes " + most + " ppm of the float, above MAX_RISK_PER_TRADE=" + settings.maxRiskPerTradePpm()
                + " ppm: its orders will be refused; lower TOTAL_ALLOCATION or raise MAX_RISK_PER_TRADE");
        }
        if (settings.maxOpenPositions() < settings.maxTrades()) {
            findings.warn("MAX_OPEN_POSITIONS=" + settings.maxOpenPositions() + " is below MAX_TRADES=" + settings.maxTrades()
                + ": the last slots of a strategy cannot be filled; raise it or lower MAX_TRADES");
        }
    }
}
