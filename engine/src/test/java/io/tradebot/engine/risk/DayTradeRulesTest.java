package io.tradebot.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tradebot.engine.script.DecisionLog;
import io.tradebot.engine.settings.RiskSettings.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;

class DayTradeRulesTest {

    private final DecisionLog log = new DecisionLog();

    @ParameterizedTest
    @CsvSource({
        "false, OFF,             2026-06-03, false, false",
        "false, OFF,             2026-06-04, false, false",
        "true,  OFF,             2026-06-03, true,  false",
        "true,  OFF,             2026-06-04, true,  false",
        "false, AUTO,            2026-06-03, true,  false",
        "false, AUTO,            2026-06-04, false, true",
        "true,  AUTO,            2026-06-04, true,  true",
        "false, LEGACY,          2026-06-04, true,  false",
        "false, INTRADAY_MARGIN, 2020-01-02, false, true"})
    void shouldFollowTheDateUnlessTold(boolean isPdtEnforced, Choice choice, LocalDate date, boolean isCounting, boolean isMargin) {
        DayTradeRules rules = rules(isPdtEnforced, choice, date);
        assertEquals(isCounting, rules.isCounting());
        assertEquals(isMargin, rules.isMargin());
    }

    @ParameterizedTest
    @CsvSource({"199999, 199999", "200000, 800000", "1000000, 4000000", "-5, 0"})
    void shouldLendNothingBelowTheLeastEquity(long equityCents, long limitCents) {
        assertEquals(limitCents * 1_000_000, rules(false, Choice.INTRADAY_MARGIN, LocalDate.of(2026, 6, 4)).marginLimitE8(equityCents));
    }

    @Test
    void shouldForgetTheOldestOfFiveSessions() {
        DayTradeRules rules = rules(true, Choice.OFF, LocalDate.of(2024, 3, 4));
        rules.onTradeClosed(1, 1);
        for (int session = 2; session <= 5; session++) {
            rules.startDay(session);
        }
        assertEquals(1, rules.countWith(0));
        rules.startDay(6);
        assertEquals(0, rules.countWith(0));
    }

    private DayTradeRules rules(boolean isPdtEnforced, Choice choice, LocalDate date) {
        DayTradeRules rules = new DayTradeRules(log.decisions(), isPdtEnforced, choice, 4_000_000);
        rules.startDay((int) date.toEpochDay());
        return rules;
    }
}
