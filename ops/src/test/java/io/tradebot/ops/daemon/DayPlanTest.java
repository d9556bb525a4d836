package io.tradebot.ops.daemon;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.SupervisorPhase;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DayPlanTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private final TradingCalendar calendar = new TradingCalendar();
    private final EngineSettings settings = EngineSettings.defaults();

    @Test
    void shouldPlanEveryDateOf20YearsInItsLocalTimes() {
        int sessions = 0;
        for (LocalDate date = LocalDate.of(2008, 1, 1); date.getYear() < 2028; date = date.plusDays(1)) {
            long supervisorNanos = nanos(date.atTime(6, 0).atZone(ZoneId.of("UTC")).toInstant());
            Optional<DayPlan> plan = DayPlan.at(supervisorNanos, settings, calendar);
            Session session = calendar.sessionOn((int) date.toEpochDay());
            assertEquals(session != null, plan.isPresent(), date.toString());
            if (session == null) {
                continue;
            }
            sessions++;
            assertEquals(session, plan.get().session());
            for (DayPlan.Phase phase : plan.get().phases()) {
                LocalTime local = Instant.ofEpochSecond(0, phase.dueNanos()).atZone(NEW_YORK).toLocalTime();
                LocalTime expected = switch (phase.phase()) {
                    case OPEN -> LocalTime.of(9, 30);
                    case HOLDINGS -> LocalTime.of(10, 45);
                    case MID -> LocalTime.of(10, 30);
                    case CLOSE -> LocalTime.of(14, 30);
                    case UNIVERSE -> session.isHalfDay() ? LocalTime.of(13, 0) : LocalTime.of(16, 0);
                    case NULL_VAL -> throw new IllegalStateException();
                };
                assertEquals(expected, local, date + " " + phase);
            }
            boolean hasClose = plan.get().phases().stream().anyMatch(phase -> phase.phase() == SupervisorPhase.CLOSE);
            assertEquals(!session.isHalfDay(), hasClose, date + ": close begins behind an early close");
        }
        assertTrue(sessions > 5000, sessions + " sessions");
    }

    @Test
    void shouldPlanTheRunningSessionWhenStartedLate() {
        Session session = calendar.sessionOn((int) LocalDate.of(2024, 3, 11).toEpochDay());
        assertEquals(session, DayPlan.at(session.openNanos() + 1, settings, calendar).orElseThrow().session());
        assertEquals(session, DayPlan.at(session.closeNanos() - 1, settings, calendar).orElseThrow().session());
        assertEquals(LocalDate.of(2024, 3, 12).toEpochDay(), DayPlan.at(session.closeNanos(), settings, calendar).orElseThrow().session().epochDay());
    }

    @Test
    void shouldHaveNoPlanBeforeADayWithoutSession() {
        Session friday = calendar.sessionOn((int) LocalDate.of(2024, 3, 8).toEpochDay());
        assertFalse(DayPlan.at(friday.closeNanos(), settings, calendar).isPresent());
    }

    @Test
    void shouldLeaveOutWhatSettingsSwitchOff() {
        EngineSettings without = EngineSettings.of(Map.of("STRAT_OPEN_ENABLED", "false", "TRADING_DAYS", "mon,tue"));
        Session monday = calendar.sessionOn((int) LocalDate.of(2024, 3, 11).toEpochDay());
        List<SupervisorPhase> phases = DayPlan.of(monday, without, calendar).phases().stream().map(DayPlan.Phase::phase).toList();
        assertEquals(List.of(SupervisorPhase.MID, SupervisorPhase.CLOSE, SupervisorPhase.UNIVERSE), phases);
        assertFalse(DayPlan.at(monday.openNanos() + 2 * TradingCalendar.NANOS_PER_DAY, without, calendar).isPresent(), "Wednesday");
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
