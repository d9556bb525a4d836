package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.Agenda;
import io.tradebot.adapters.feed.Lane;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.SupervisorPhase;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans each day at TBOT_SUPERVISOR_UTC_HHMM and goes through its phases (requirements 5): the session is opened with the plan, each
 * phase is noted in the journal and its task done. Started after that time, it plans at once (requirement S110); phases whose time has
 * passed are noted as late. A phase that the journal has already is not begun again. The agenda's thread only.
 */
public final class Supervisor {

    private static final long NANOS_PER_MINUTE = 60 * 1_000_000_000L;

    private final Agenda agenda;
    private final TradingCalendar calendar;
    private final Day day;
    private int plannedEpochDay = Integer.MIN_VALUE;

    /** What the supervisor has done at its times. */
    public interface Day {

        /** Settings in force: when to plan, when strategies start. */
        EngineSettings settings();

        /** Opens the session, or does nothing when the journal has it open already. */
        void open(DayPlan plan);

        /** Phases of that session date that the journal has. */
        Set<SupervisorPhase> begun(int sessionEpochDay);

        /** Does what belongs to the phase; strategies run by themselves. */
        void begin(DayPlan plan, DayPlan.Phase phase);

        /** No session in the day that begins here. */
        void idle(long timeNanos);
    }

    /** A supervisor that has not planned yet. */
    public Supervisor(Agenda agenda, TradingCalendar calendar, Day day) {
        this.agenda = agenda;
        this.calendar = calendar;
        this.day = day;
    }

    /** Plans the day that runs now and schedules the plans of all days to come. */
    public void start() {
        long nowNanos = agenda.pace().nanoTime();
        long nextNanos = nextPlanNanos(nowNanos);
        agenda.at(nowNanos, Lane.SUPERVISOR, this::plan);
        agenda.at(nextNanos, Lane.SUPERVISOR, this::planAndSchedule);
    }

    /** The first time after this at which a day is planned. */
    long nextPlanNanos(long timeNanos) {
        int minuteOfDay = minuteOfDay(day.settings().value("TBOT_SUPERVISOR_UTC_HHMM"));
        long midnight = Math.floorDiv(timeNanos, TradingCalendar.NANOS_PER_DAY) * TradingCalendar.NANOS_PER_DAY;
        long todayNanos = midnight + minuteOfDay * NANOS_PER_MINUTE;
        return todayNanos > timeNanos ? todayNanos : todayNanos + TradingCalendar.NANOS_PER_DAY;
    }

    private static int minuteOfDay(String hhmm) {
        return Integer.parseInt(hhmm.substring(0, 2)) * 60 + Integer.parseInt(hhmm.substring(2));
    }

    private void planAndSchedule() {
        agenda.at(nextPlanNanos(agenda.pace().nanoTime()), Lane.SUPERVISOR, this::planAndSchedule); // again each day: the setting may change
        plan();
    }

    private void plan() {
        long nowNanos = agenda.pace().nanoTime();
        Optional<DayPlan> found = DayPlan.at(nowNanos, day.settings(), calendar);
        if (found.isEmpty()) {
            day.idle(nowNanos);
            return;
        }
        DayPlan plan = found.get();
        if (plan.session().epochDay() == plannedEpochDay) {
            return; // at the start, which was before the supervisor's time
        }
        plannedEpochDay = plan.session().epochDay();
        day.open(plan);
        Set<SupervisorPhase> begun = day.begun(plan.session().epochDay());
        for (DayPlan.Phase phase : plan.phases()) {
            if (!begun.contains(phase.phase())) {
                agenda.at(phase.dueNanos(), Lane.SUPERVISOR, () -> day.begin(plan, phase));
            }
        }
    }

    /** Fields of the SupervisorPhaseStarted record of a phase that begins now. */
    static Map<String, Object> record(DayPlan plan, DayPlan.Phase phase, long nowNanos) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("phase", phase.phase().name());
        values.put("sessionEpochDay", plan.session().epochDay());
        values.put("isLate", nowNanos - phase.dueNanos() > NANOS_PER_MINUTE);
        values.put("dueNanos", phase.dueNanos());
        return values;
    }
}
