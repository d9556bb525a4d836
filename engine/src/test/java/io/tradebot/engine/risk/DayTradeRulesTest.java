package io.tradebot.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tradebot.engine.script.DecisionLog;
import io.tradebot.engine.session.TradingCalendar;
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

    /** 2024-03-29 is Good Friday; the trade is closed on Monday 2024-03-25. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2024-03-26 2024-03-27 2024-03-28 2024-04-01 | 1
        2024-03-26 2024-03-27 2024-03-28 2024-04-01 2024-04-02 | 0
        2024-04-01 | 1
        2024-04-02 | 0
        2024-03-28 2024-04-02 | 0
        2024-03-28 2024-04-04 | 0""")
    void shouldForgetASessionAfterFourMoreOfTheExchangeWhetherRunOrNot(String days, int expectedCount) {
        DayTradeRules rules = rules(true, Choice.OFF, LocalDate.of(2024, 3, 25));
        rules.onTradeClosed(1, 1);
        for (String day : days.split(" ")) {
            rules.startDay((int) LocalDate.parse(day).toEpochDay());
        }
        assertEquals(expectedCount, rules.countWith(0));
    }

    @Test
    void shouldCountWhatIsInsideTheWindowAfterAGap() {
        DayTradeRules rules = rules(true, Choice.OFF, LocalDate.of(2024, 3, 25));
        rules.onTradeClosed(1, 1);
        rules.startDay((int) LocalDate.of(2024, 3, 28).toEpochDay());
        rules.onTradeClosed(2, 1);
        rules.onTradeClosed(3, 1);
        rules.startDay((int) LocalDate.of(2024, 4, 2).toEpochDay());
        rules.onTradeClosed(4, 1);
        assertEquals(5, rules.countWith(2));
    }

    private DayTradeRules rules(boolean isPdtEnforced, Choice choice, LocalDate date) {
        DayTradeRules rules = new DayTradeRules(log.decisions(), isPdtEnforced, choice, 4_000_000, new TradingCalendar());
        rules.startDay((int) date.toEpochDay());
        return rules;
    }
}
