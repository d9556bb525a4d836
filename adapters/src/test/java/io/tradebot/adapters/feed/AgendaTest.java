package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AgendaTest {

    private static final long SECOND = 1_000_000_000L;

    private final List<String> done = new ArrayList<>();

    @Test
    void shouldGoByTimeThenLaneThenOrder() throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(0));
        note(agenda, 20, Lane.FEED, "c");
        note(agenda, 10, Lane.CLOCK, "b2");
        note(agenda, 10, Lane.FEED, "b1");
        note(agenda, 10, Lane.CLOCK, "b3");
        note(agenda, 10, Lane.BROKER, "b0");
        note(agenda, 5, Lane.OPERATOR, "a");
        agenda.run();
        assertEquals(List.of("a@5", "b0@10", "b1@10", "b2@10", "b3@10", "c@20"), done);
        assertEquals(20, agenda.pace().nanoTime());
    }

    @Test
    void shouldAwaitQuietBehindEveryActionBeforeTimeMoves() throws InterruptedException {
        AtomicReference<Agenda> itself = new AtomicReference<>();
        Agenda agenda = new Agenda(Pace.stepped(0), () -> done.add("quiet@" + itself.get().pace().nanoTime()));
        itself.set(agenda);
        note(agenda, 10, Lane.FEED, "a");
        note(agenda, 10, Lane.FEED, "b");
        note(agenda, 30, Lane.FEED, "c");
        agenda.run();
        assertEquals(List.of("a@10", "quiet@10", "b@10", "quiet@10", "c@30", "quiet@30"), done);
    }

    @Test
    void shouldDoWhatTheBarrierScheduledBeforeLaterThings() throws InterruptedException {
        AtomicReference<Agenda> itself = new AtomicReference<>();
        Agenda agenda = new Agenda(Pace.stepped(0), () -> {
            if (done.size() == 1) {
                note(itself.get(), 15, Lane.BROKER, "answer");
                note(itself.get(), 3, Lane.BROKER, "overdue");
            }
        });
        itself.set(agenda);
        note(agenda, 10, Lane.FEED, "minute");
        note(agenda, 20, Lane.FEED, "next");
        agenda.run();
        assertEquals(List.of("minute@10", "overdue@10", "answer@15", "next@20"), done);
    }

    @Test
    void shouldRepeatUntilCancelled() throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(0));
        Agenda.Entry tick = agenda.every(10, 10, Lane.CLOCK, () -> done.add("tick@" + agenda.pace().nanoTime()));
        agenda.at(35, Lane.SUPERVISOR, () -> agenda.cancel(tick));
        agenda.run();
        assertEquals(List.of("tick@10", "tick@20", "tick@30"), done);
        assertThrows(IllegalArgumentException.class, () -> agenda.every(0, 0, Lane.CLOCK, () -> { }));
    }

    @Test
    void shouldLetAnActionCancelItsOwnRepetition() throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(0));
        AtomicReference<Agenda.Entry> tick = new AtomicReference<>();
        tick.set(agenda.every(1, 1, Lane.CLOCK, () -> {
            done.add("tick");
            agenda.cancel(tick.get());
        }));
        agenda.run();
        assertEquals(List.of("tick"), done);
    }

    @Test
    void shouldStopAtTheTimeAsked() throws InterruptedException {
        Agenda agenda = new Agenda(Pace.stepped(0));
        note(agenda, 10, Lane.FEED, "a");
        note(agenda, 30, Lane.FEED, "b");
        agenda.runUntil(20);
        assertEquals(List.of("a@10"), done);
        assertEquals(20, agenda.pace().nanoTime());
        assertEquals(30, agenda.nextNanos());
    }

    @Test
    void shouldLeaveOutTicksThatPassedWhileTheProcessStoodStill() throws InterruptedException {
        AdjustableClock monotonic = new AdjustableClock(0);
        Agenda agenda = new Agenda(Pace.accelerated(monotonic, 0, Pace.REAL_SPEED_PPM));
        agenda.every(SECOND, SECOND, Lane.CLOCK, () -> done.add("tick@" + agenda.pace().nanoTime() / SECOND));
        monotonic.advance(SECOND);
        agenda.runUntil(SECOND);
        monotonic.advance(600 * SECOND);
        agenda.runUntil(601 * SECOND);
        assertEquals(List.of("tick@1", "tick@601"), done);
        assertEquals(602 * SECOND, agenda.nextNanos());
    }

    @Test
    void shouldWaitForTheClockAndForOthersWithARunningPace() throws Exception {
        AdjustableClock monotonic = new AdjustableClock(0);
        Agenda agenda = new Agenda(Pace.accelerated(monotonic, 0, Pace.REAL_SPEED_PPM));
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                agenda.run();
            } catch (Throwable any) {
                thrown.set(any);
            }
        });
        agenda.at(SECOND, Lane.FEED, () -> seen.add("timed"));
        thread.start();
        agenda.at(0, Lane.OPERATOR, () -> seen.add("asked")); // from another thread, due at once
        assertEquals("asked", seen.poll(10, TimeUnit.SECONDS));
        assertTrue(seen.isEmpty());
        monotonic.advance(SECOND);
        assertEquals("timed", seen.poll(10, TimeUnit.SECONDS));
        agenda.stop();
        thread.join(10_000);
        assertFalse(thread.isAlive());
        assertNull(thrown.get());
    }

    @Test
    void shouldKeepTheOrderOfALaneThatManyThreadsShare() throws Exception {
        Agenda agenda = new Agenda(Pace.stepped(0));
        CountDownLatch ready = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            threads.add(new Thread(() -> {
                ready.countDown();
                for (int i = 0; i < 500; i++) {
                    note(agenda, 7, Lane.values()[number], number + ":" + i);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        agenda.run();
        List<String> expected = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            for (int i = 0; i < 500; i++) {
                expected.add(t + ":" + i + "@7");
            }
        }
        assertEquals(expected, done);
    }

    @Test
    void shouldEndWithWhatAnActionThrows() {
        Agenda agenda = new Agenda(Pace.stepped(0));
        agenda.at(1, Lane.FEED, () -> {
            throw new IllegalStateException("broken");
        });
        note(agenda, 2, Lane.FEED, "never");
        assertThrows(IllegalStateException.class, agenda::run);
        assertEquals(List.of(), done);
    }

    private void note(Agenda agenda, long timeNanos, Lane lane, String text) {
        agenda.at(timeNanos, lane, () -> done.add(text + "@" + agenda.pace().nanoTime()));
    }
}
