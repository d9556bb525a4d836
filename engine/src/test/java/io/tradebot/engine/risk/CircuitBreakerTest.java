package io.tradebot.engine.risk;

import io.tradebot.engine.script.DecisionLog;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CircuitBreakerTest {

    private static final long EXIT_NANOS = 1_000L;
    private static final long CLEARS_NANOS = EXIT_NANOS + 86_400_000_000_000L;

    private final DecisionLog log = new DecisionLog();
    private final CircuitBreaker breaker = new CircuitBreaker(log.decisions(), 1_000_000, 100_000);

    @Test
    void shouldNotTripAtTheLimit() {
        breaker.onTradeClosed(-100_000, EXIT_NANOS);
        assertFalse(breaker.blocksEntryAt(EXIT_NANOS));
        assertEquals(List.of(), log.takeNames());
    }

    @Test
    void shouldTripOneCentBehindTheLimitAndClearAfterADay() {
        breaker.onTradeClosed(-100_001, EXIT_NANOS);
        assertEquals(List.of("CircuitBreakerTripped"), log.takeNames());
        assertTrue(breaker.blocksEntryAt(CLEARS_NANOS - 1));
        assertEquals(List.of(), log.takeNames());
        assertFalse(breaker.blocksEntryAt(CLEARS_NANOS));
        assertEquals(List.of("CircuitBreakerCleared"), log.takeNames());
        assertFalse(breaker.blocksEntryAt(CLEARS_NANOS + 1));
        assertEquals(List.of(), log.takeNames(), "clears once");
    }

    @Test
    void shouldMeasureFromTheHighestEquity() {
        breaker.onTradeClosed(500_000, 1);
        breaker.onTradeClosed(-150_000, 2);
        assertFalse(breaker.blocksEntryAt(3));
        breaker.onTradeClosed(-1, 4);
        assertTrue(breaker.blocksEntryAt(5));
        assertEquals(1_349_999, breaker.equityCents());
    }

    @Test
    void shouldStartANewPeakWhenItClears() {
        breaker.onTradeClosed(-200_000, EXIT_NANOS);
        breaker.onTradeClosed(-50_000, CLEARS_NANOS); // the new peak is 800000, without this result
        assertFalse(breaker.blocksEntryAt(CLEARS_NANOS));
        breaker.onTradeClosed(-30_000, CLEARS_NANOS);
        assertFalse(breaker.blocksEntryAt(CLEARS_NANOS), "80000 of 800000 is the limit");
        breaker.onTradeClosed(-1, CLEARS_NANOS);
        assertTrue(breaker.blocksEntryAt(CLEARS_NANOS));
        assertEquals(List.of("CircuitBreakerTripped", "CircuitBreakerCleared", "CircuitBreakerTripped"), log.takeNames());
    }

    @Test
    void shouldNotMoveTheClearingByALossWhileTripped() {
        breaker.onTradeClosed(-200_000, EXIT_NANOS);
        breaker.onTradeClosed(-200_000, EXIT_NANOS + 5);
        assertEquals(CLEARS_NANOS, breaker.clearsNanos());
    }

    @Test
    void shouldCountFeesButNotTransfers() {
        breaker.onTransfer(-500_000); // equity and peak are 500000 then, 100000 is the limit
        breaker.onTradeClosed(-50_000, 1);
        assertFalse(breaker.blocksEntryAt(2));
        breaker.onBooked(-50_001);
        assertFalse(breaker.blocksEntryAt(3), "looked at when a trade closes");
        breaker.onTradeClosed(0, 4);
        assertTrue(breaker.blocksEntryAt(5));
        assertEquals(399_999, breaker.equityCents());
    }

    @Test
    void shouldMeasureFromTheEquityThatADividendRaised() {
        breaker.onBooked(500_000);
        breaker.onTradeClosed(-150_000, 1);
        assertFalse(breaker.blocksEntryAt(2), "150000 of 1500000 is the limit");
        breaker.onTradeClosed(-1, 3);
        assertTrue(breaker.blocksEntryAt(4));
    }

    @Test
    void shouldBeOffAtZero() {
        CircuitBreaker off = new CircuitBreaker(log.decisions(), 1_000_000, 0);
        off.onTradeClosed(-999_999, EXIT_NANOS);
        assertFalse(off.blocksEntryAt(EXIT_NANOS));
        assertEquals(List.of(), log.takeNames());
    }
}
