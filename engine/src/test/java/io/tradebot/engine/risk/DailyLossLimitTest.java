package io.tradebot.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.script.DecisionLog;
import org.junit.jupiter.api.Test;

import java.util.List;

class DailyLossLimitTest {

    private static final long FLOAT_CENTS = 100_000;
    private static final long FRACTION_PPM = 50_000; // 50.00 USD

    private final DecisionLog log = new DecisionLog();
    private final KillSwitch killSwitch = new KillSwitch(log.decisions());

    @Test
    void shouldHaltAboveTheFractionAndNotAtIt() {
        DailyLossLimit limit = start(0);
        limit.onTradeClosed(-5_000);
        assertFalse(killSwitch.isTripped());
        limit.onTradeClosed(-1);
        assertTrue(killSwitch.isTripped() && !killSwitch.isMoneyLoss());
    }

    @Test
    void shouldHaltAtTheMoneyLimitWhenThatIsTighter() {
        DailyLossLimit limit = start(4_000);
        limit.onTradeClosed(-3_999);
        assertFalse(killSwitch.isTripped());
        limit.onTradeClosed(-1);
        assertTrue(killSwitch.isMoneyLoss());
        assertEquals(List.of("KillSwitchTripped"), log.takeNames());
    }

    @Test
    void shouldIgnoreAMoneyLimitThatIsWider() {
        DailyLossLimit limit = start(6_000);
        limit.onTradeClosed(-5_001);
        assertTrue(killSwitch.isTripped() && !killSwitch.isMoneyLoss());
    }

    @Test
    void shouldTripOnceAndClearWithTheNextSession() {
        DailyLossLimit limit = start(4_000);
        limit.onTradeClosed(-9_000);
        limit.onTradeClosed(-9_000);
        killSwitch.startDay();
        killSwitch.startDay();
        assertFalse(killSwitch.isTripped());
        assertEquals(List.of("KillSwitchTripped", "KillSwitchCleared"), log.takeNames());
    }

    private DailyLossLimit start(long moneyLimitCents) {
        DailyLossLimit limit = new DailyLossLimit(killSwitch, FRACTION_PPM, moneyLimitCents);
        limit.startDay(FLOAT_CENTS);
        return limit;
    }
}
