package io.tradebot.ops.daemon;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.StrategySettings;
import io.tradebot.journal.event.SupervisorPhase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The phases of one trading day and when they are due (requirements 5): open, holdings, mid, close, universe. Start times are local
 * in TIMEZONE, so daylight time is followed; a start outside the session has no phase, as the engine skips that strategy. Immutable.
 *
 * @param session exchange session
 * @param phases  in the order in which they are due
 */
public record DayPlan(Session session, List<Phase> phases) {

    private static final long NANOS_PER_MINUTE = 60 * 1_000_000_000L;
    private static final int HOLDINGS_DELAY_MINUTES = 10;

    /** Phase and when it is due, epoch nanoseconds, UTC. */
    public record Phase(SupervisorPhase phase, long dueNanos) {
    }

    /** Copies the list. */
    public DayPlan {
        phases = List.copyOf(phases);
    }

    /**
     * The plan that the supervisor makes at this time: of the next session that has not closed, when that opens within a day.
     *
     * @return empty on a day without session, or outside TRADING_DAYS
     */
    public static Optional<DayPlan> at(long timeNanos, EngineSettings settings, TradingCalendar calendar) {
        Session session = calendar.sessionOn(calendar.exchangeDayAt(timeNanos));
        if (session == null || session.closeNanos() <= timeNanos) {
            session = calendar.nextSession(calendar.exchangeDayAt(timeNanos));
        }
        boolean isSoon = session != null && session.openNanos() - timeNanos < TradingCalendar.NANOS_PER_DAY;
        if (!isSoon || !settings.isTradingDay(session.isoWeekday())) {
            return Optional.empty();
        }
        return Optional.of(of(session, settings, calendar));
    }

    /** The plan of a session. */
    public static DayPlan of(Session session, EngineSettings settings, TradingCalendar calendar) {
        List<Phase> phases = new ArrayList<>();
        addStart(phases, SupervisorPhase.OPEN, "open", session, settings, calendar);
        StrategySettings open = settings.strategy("open");
        if (!phases.isEmpty()) {
            int minutes = open.analysisMinutes() + open.breakoutMinutes() + open.monitoringMinutes() + HOLDINGS_DELAY_MINUTES;
            long dueNanos = phases.get(0).dueNanos() + minutes * NANOS_PER_MINUTE;
            phases.add(new Phase(SupervisorPhase.HOLDINGS, Math.min(dueNanos, session.closeNanos())));
        }
        addStart(phases, SupervisorPhase.MID, "mid", session, settings, calendar);
        addStart(phases, SupervisorPhase.CLOSE, "close", session, settings, calendar);
        phases.add(new Phase(SupervisorPhase.UNIVERSE, session.closeNanos()));
        phases.sort((a, b) -> Long.compare(a.dueNanos(), b.dueNanos())); // stable: equal times stay in the order of the phases
        return new DayPlan(session, phases);
    }

    private static void addStart(List<Phase> phases, SupervisorPhase phase, String strategy, Session session, EngineSettings settings,
            TradingCalendar calendar) {
        StrategySettings row = settings.strategy(strategy);
        if (row == null || !row.isEnabled()) {
            return;
        }
        long dueNanos = calendar.toNanos(session.epochDay(), row.startMinuteOfDay(), settings.timeZone());
        if (session.contains(dueNanos)) {
            phases.add(new Phase(phase, dueNanos));
        }
    }
}
