package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    private final AdjustableClock wall = new AdjustableClock(START);
    private final AdjustableClock monotonic = new AdjustableClock(5);
    private final Pace pace = Pace.real(wall, monotonic);
    private final List<String> told = new ArrayList<>();
    private final ClockWatch watch = new ClockWatch(pace, wall, monotonic, SECOND, new ClockWatch.Listener() {

        @Override
        public void onSkew(long timeNanos, long comparedNanos, long skewNanos, String text) {
            told.add("skew " + skewNanos / SECOND + " at " + (timeNanos - START) / SECOND);
        }

        @Override
        public void onPause(long timeNanos, long pauseNanos) {
            told.add("pause " + pauseNanos / SECOND + " at " + (timeNanos - START) / SECOND);
        }
    });

    @Test
    void shouldSayNothingWhileTheClocksAgree() {
        pass(3_600);
        assertEquals(List.of(), told);
        assertEquals(START + 3_600 * SECOND, pace.nanoTime());
    }

    @Test
    void shouldFollowSmallStepsWithoutAWord() {
        wall.advance(SECOND / 2);
        pass(1);
        assertEquals(START + 3 * SECOND / 2, pace.nanoTime());
        wall.advance(-SECOND / 2);
        pass(1);
        pass(1);
        assertEquals(START + 3 * SECOND, pace.nanoTime());
        assertEquals(List.of(), told);
    }

    @Test
    void shouldFollowALeapSecondSmearedOverADay() {
        for (int i = 0; i < 86_400; i++) {
            monotonic.advance(SECOND);
            wall.advance(SECOND - SECOND / 86_400);
            watch.check();
        }
        assertEquals(List.of(), told);
        assertEquals(0, (pace.nanoTime() - wall.nanoTime()) / (SECOND / 100));
    }

    @Test
    void shouldFollowAJumpForwardAndTellItUntilTheClocksAgreedForAMinute() {
        wall.advance(3_600 * SECOND);
        pass(1);
        assertEquals(List.of("skew -3600 at 3601"), told);
        pass(59);
        assertEquals(1, told.size());
        pass(1);
        assertEquals(List.of("skew -3600 at 3601", "skew 0 at 3661"), told);
        assertEquals(wall.nanoTime(), pace.nanoTime());
    }

    @Test
    void shouldNotFollowAJumpBackwardAndTellItOnce() {
        wall.advance(-3_600 * SECOND);
        pass(500);
        assertEquals(List.of("skew 3600 at 1"), told);
        assertEquals(START + 500 * SECOND, pace.nanoTime());
        wall.advance(3_600 * SECOND);
        pass(61);
        assertEquals(List.of("skew 3600 at 1", "skew 0 at 560"), told);
    }

    @Test
    void shouldTellAStoppedProcessByTheMonotonicClock() {
        pass(1);
        wall.advance(30 * SECOND);
        monotonic.advance(30 * SECOND);
        pass(1);
        assertEquals(List.of("pause 30 at 32"), told);
        pass(100);
        assertEquals(1, told.size());
    }

    @Test
    void shouldTellASuspendedMachineByTheWallClock() {
        pass(1);
        wall.advance(28_800 * SECOND); // eight hours, of which the monotonic clock knows nothing
        pass(1);
        assertEquals(List.of("skew -28800 at 28802"), told);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            monotonic.advance(SECOND);
            wall.advance(SECOND);
            watch.check();
        }
    }
}
