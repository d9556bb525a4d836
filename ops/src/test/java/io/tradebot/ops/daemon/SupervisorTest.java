package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.Agenda;
import io.tradebot.adapters.feed.Pace;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.SupervisorPhase;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SupervisorTest {

    private final List<String> story = new ArrayList<>();
    private final Set<SupervisorPhase> begun = EnumSet.noneOf(SupervisorPhase.class);

    @Test
    void shouldGoThroughTwoDaysAndAWeekend() throws InterruptedException {
        run("2024-03-08T05:00:00Z", "2024-03-11T21:00:00Z");
        assertEquals(List.of(
            "2024-03-08T05:00:00Z open 2024-03-08",
            "2024-03-08T14:30:00Z OPEN", "2024-03-08T15:30:00Z MID", "2024-03-08T15:45:00Z HOLDINGS", "2024-03-08T19:30:00Z CLOSE",
            "2024-03-08T21:00:00Z UNIVERSE",
            "2024-03-09T06:00:00Z idle", "2024-03-10T06:00:00Z idle",
            "2024-03-11T06:00:00Z open 2024-03-11", // an hour earlier by UTC from now on: daylight time
            "2024-03-11T13:30:00Z OPEN", "2024-03-11T14:30:00Z MID", "2024-03-11T14:45:00Z HOLDINGS", "2024-03-11T18:30:00Z CLOSE",
            "2024-03-11T20:00:00Z UNIVERSE"), story);
    }

    @Test
    void shouldRunAtOnceWhenLateAndLeaveOutWhatWasBegun() throws InterruptedException {
        begun.add(SupervisorPhase.OPEN);
        run("2024-03-11T14:35:00Z", "2024-03-11T19:00:00Z");
        assertEquals(List.of("2024-03-11T14:35:00Z open 2024-03-11", "2024-03-11T14:35:00Z MID late", "2024-03-11T14:45:00Z HOLDINGS",
            "2024-03-11T18:30:00Z CLOSE"), story);
    }

    private void run(String from, String to) throws InterruptedException {
        Pace pace = Pace.stepped(nanos(from));
        Agenda agenda = new Agenda(pace);
        new Supervisor(agenda, new TradingCalendar(), new Story(pace)).start();
        agenda.runUntil(nanos(to));
    }

    private final class Story implements Supervisor.Day {

        private final Pace pace;
        private int openDay;

        Story(Pace pace) {
            this.pace = pace;
        }

        @Override
        public EngineSettings settings() {
            return EngineSettings.defaults();
        }

        @Override
        public void open(DayPlan plan) {
            tell("open " + java.time.LocalDate.ofEpochDay(plan.session().epochDay()));
            if (openDay != 0 && openDay != plan.session().epochDay()) {
                begun.clear();
            }
            openDay = plan.session().epochDay();
        }

        @Override
        public Set<SupervisorPhase> begun(int sessionEpochDay) {
            return EnumSet.copyOf(begun.isEmpty() ? EnumSet.noneOf(SupervisorPhase.class) : begun);
        }

        @Override
        public void begin(DayPlan plan, DayPlan.Phase phase) {
            begun.add(phase.phase());
            Map<String, Object> record = Supervisor.record(plan, phase, pace.nanoTime());
            tell(phase.phase() + (record.get("isLate").equals(true) ? " late" : ""));
        }

        @Override
        public void idle(long timeNanos) {
            tell("idle");
        }

        private void tell(String what) {
            story.add(Instant.ofEpochSecond(0, pace.nanoTime()) + " " + what);
        }
    }

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
