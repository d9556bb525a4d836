package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    private final AdjustableClock wall = new AdjustableClock(START);
    private final AdjustableClock monotonic = new AdjustableClock(77);

    @Test
    void shouldRunWithTheMonotonicClockFromTheWallClocksTime() {
        Pace pace = Pace.real(wall, monotonic);
        monotonic.advance(3 * SECOND);
        wall.advance(-3_600 * SECOND);
        assertEquals(START + 3 * SECOND, pace.nanoTime());
        assertEquals(2 * SECOND, pace.waitNanos(START + 5 * SECOND));
        assertEquals(-SECOND, pace.waitNanos(START + 2 * SECOND));
    }

    @Test
    void shouldRunAsManyTimesFasterAsAsked() {
        Pace pace = Pace.accelerated(monotonic, START, 10 * Pace.REAL_SPEED_PPM);
        monotonic.advance(3 * SECOND);
        assertEquals(START + 30 * SECOND, pace.nanoTime());
        assertEquals(SECOND, pace.waitNanos(START + 40 * SECOND));
    }

    @Test
    void shouldRunSlowerThanRealWhenAsked() {
        Pace pace = Pace.accelerated(monotonic, START, Pace.REAL_SPEED_PPM / 2);
        monotonic.advance(4 * SECOND);
        assertEquals(START + 2 * SECOND, pace.nanoTime());
        assertEquals(2 * SECOND, pace.waitNanos(START + 3 * SECOND));
        assertEquals(2 * 86_400 * SECOND, pace.waitNanos(Long.MAX_VALUE));
    }

    @Test
    void shouldStandStillRatherThanGoBack() {
        Pace pace = Pace.real(wall, monotonic);
        monotonic.advance(5 * SECOND);
        pace.nanoTime();
        pace.shift(-2 * SECOND);
        monotonic.advance(SECOND);
        assertEquals(START + 5 * SECOND, pace.nanoTime());
        monotonic.advance(2 * SECOND);
        assertEquals(START + 6 * SECOND, pace.nanoTime());
        pace.shift(10 * SECOND);
        assertEquals(START + 16 * SECOND, pace.nanoTime());
    }

    @Test
    void shouldMoveAStepOnlyWhenTold() {
        Pace pace = Pace.stepped(START);
        pace.reach(START + SECOND);
        pace.reach(START);
        assertEquals(START + SECOND, pace.nanoTime());
        assertEquals(0, pace.waitNanos(START + 9 * SECOND));
        assertThrows(UnsupportedOperationException.class, () -> pace.shift(1));
    }

    @Test
    void shouldRefuseASpeedThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Pace.accelerated(monotonic, START, 0));
        assertThrows(IllegalArgumentException.class, () -> Pace.accelerated(monotonic, START, Long.MAX_VALUE));
    }
}
