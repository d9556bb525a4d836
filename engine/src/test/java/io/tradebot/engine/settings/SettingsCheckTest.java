package io.tradebot.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    private static final String ARROW = " => ";

    static Stream<String> badSettings() throws IOException {
        try (InputStream file = SettingsCheckTest.class.getResourceAsStream("bad-settings.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("badSettings")
    void shouldNameTheProblem(String line) {
        int arrow = line.indexOf(ARROW);
        String input = line.substring(0, arrow);
        String expected = line.substring(arrow + ARROW.length()).replaceFirst("^~", Matcher.quoteReplacement(input));
        List<SettingsProblem> problems = check(input.replace(" & ", "\n")).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(expected, problems.get(0).toString().replaceFirst("^s\\.env line 1: ", ""));
    }

    @Test
    void shouldHaveManyBadInputs() throws IOException {
        assertTrue(badSettings().count() >= 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAX_RISK_PER_TRADE=1", "TOTAL_ALLOCATION=0", "TOTAL_ALLOCATION=1.000000", "DAILY_LOSS_LIMIT=.5",
        "MAX_OPEN_POSITIONS=0", "CIRCUIT_BREAKER_DRAWDOWN=0", "MIN_VOLUME_THRESHOLD=0", "MIN_PRICE=0", "MIN_PRICE=100",
        "MAX_TRADES=1 & WEIGHTS=1", "MAX_TRADES=2 & WEIGHTS= 0.5 , 0.5 ", "WEIGHTS=0.1,0.2,0.3,0.4", "MAX_PRICE=800000.0001",
        "STRATEGY_OVERRIDE=", "STRATEGY_OVERRIDE=null", "STRATEGY_OVERRIDE=mid", "STRATEGY_SEQUENCE=close", "TRADING_DAYS=sat",
        "MID_ADX_MAX=25.5", "MID_BOLLINGER_K=2.25", "ADX_FILTER_ENABLED=false", "HARD_EXIT_MINUTES=0", "MID_BREAKOUT_TIME=0",
        "START_TIME_OPEN=00:00", "START_TIME_CLOSE=23:59", "TIMEZONE=US/Eastern", "SLEEP_TIME=250ms", "START_FLOAT=0.01",
        "BROKER_NAME=PAPER & ALPACA_ENABLED=false", "BROKER_NAME=IBKR & ALPACA_ENABLED=false & IBKR_ENABLED=true",
        "MODE=live & ALPACA_MODE=live & MAX_RISK_PER_TRADE=0.05", "ALPACA_MODE=live & MAX_RISK_PER_TRADE=0.9", "FINNHUB_API_KEY=",
        "ALPACA_PAPER_URL=http://127.0.0.1:8080", "LOCAL_IP=::1", "UNIVERSE=BRK.B,BF-B,A", "INVERSE_ETF_MAP=*:SH",
        "FEE_SCHEDULE=alpaca & COMMISSION_PER_ORDER=0 & COMMISSION_PER_SHARE=0.000000", "FEE_SCHEDULE=off & COMMISSION_PER_SHARE=0.01"})
    void shouldAccept(String input) {
        assertEquals(List.of(), check(input.replace(" & ", "\n")).problems());
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        String text = """
            MAX_PRICE=1
            nonsense
            MIN_PRICE=5
            WEIGHTS=0.9,0.2
            MAX_TRADES=3
            TIMEZONE=Mars/Olympus
            SMTP_PASS="canary-7391
            MAX_PRCE=5
            IBKR_ENABLED=true
            DAILY_LOSS_LIMIT=5
            """;
        InvalidSettingsException refused = assertThrows(InvalidSettingsException.class, () -> check(text).settings());
        assertEquals("""
            9 settings are wrong:
              s.env line 2: The line has no '='. Write KEY=VALUE, or begin the line with # to make it a comment.
              s.env line 7: SMTP_PASS has a quote that is not closed. Put the whole value between two equal quotes; a value that \
            contains one kind goes into the other.
              s.env line 8: MAX_PRCE is no setting. Did you mean MAX_PRICE?
              s.env line 6: TIMEZONE=Mars/Olympus is no region of the tz database. Write a name such as America/New_York, \
            Europe/London or UTC.
              s.env line 10: DAILY_LOSS_LIMIT=5 is above 1, the most allowed. It is a fraction: write 0.05 for 5 %.
              s.env line 9: IBKR_ENABLED=true is the second broker enabled besides ALPACA, and one bot has one broker. Set all but \
            one of ALPACA_ENABLED, IBKR_ENABLED to false.
              s.env line 4: WEIGHTS=0.9,0.2 has 2 entries, but MAX_TRADES=3. Give one weight for each slot.
              s.env line 4: WEIGHTS=0.9,0.2 has the sum 1.1, above 1. Lower the weights.
              s.env line 3: MIN_PRICE=5 is above MAX_PRICE=1. Lower it, or raise MAX_PRICE.""", refused.getMessage());
        assertEquals(9, refused.problems().size());
    }

    @Test
    void shouldPlaceAProblemOfADefaultWhereItsCounterpartWasGiven() {
        assertEquals("s.env line 1: MIN_PRICE=2 is above MAX_PRICE=1. Lower it, or raise MAX_PRICE.",
            check("MAX_PRICE=1").problems().get(0).toString());
    }

    @Test
    void shouldNeverShowASecret() {
        for (Setting row : SettingsTable.standard().rows()) {
            if (row.isSecret()) {
                String canary = "canary 7391\u0007" + "x".repeat(600);
                CheckedSettings checked = check(row.key() + "=" + canary);
                assertFalse(checked.problems().isEmpty(), row.key());
                assertFalse(checked.problems().toString().contains("canary"), row.key());
            }
        }
        SettingsFile file = SettingsFile.parse("s.env", "SMTP_PASS=canary\nSMTP_PAS=canary\ncanary\ncanary canary=1\nSMTP_USER='canary");
        assertFalse(file.toString().contains("canary"));
        assertFalse(SettingsTable.standard().check(file).problems().toString().contains("canary"));
    }

    @Test
    void shouldHandOutSecretsApartFromTheSettings() {
        CheckedSettings checked = check("SMTP_PASS=' a#b '\nFINNHUB_API_KEY=");
        assertEquals(Optional.of(" a#b "), checked.secret("SMTP_PASS"));
        assertEquals(Optional.empty(), checked.secret("FINNHUB_API_KEY"));
        assertEquals(EngineSettings.defaults(), checked.settings());
    }

    @Test
    void shouldLetTheStrongerOriginWin() {
        CheckedSettings checked = SettingsTable.standard().check(SettingsFile.parse("s.env", "MAX_PRICE=50\nMIN_PRICE=3\nTRAIL=0.01"),
            SettingsFile.of("command line", Map.of("MAX_PRICE", "60", "STRAT_OPEN_TRAIL", "0.03")));
        assertEquals("60", checked.settings().value("MAX_PRICE"));
        assertEquals("0.03", checked.settings().value("STRAT_OPEN_TRAIL"));
        assertEquals(Optional.of("command line"), checked.origin("MAX_PRICE"));
        assertEquals(Optional.of("s.env line 2"), checked.origin("MIN_PRICE"));
        assertEquals(Optional.empty(), checked.origin("WEIGHTS"));
    }

    @Test
    void shouldEscapeAndCutWhatItShows() {
        assertEquals("\\u001b[31m\\u202e", SettingsProblem.shown("\u001b[31m\u202e"));
        assertEquals("x".repeat(80) + "...", SettingsProblem.shown("x".repeat(1_000)));
        assertEquals("UNIVERSE=" + "A".repeat(80) + "... has 70000 characters, more than 65000. Shorten it.",
            check("UNIVERSE=" + "A".repeat(70_000)).problems().get(0).message());
    }

    private static CheckedSettings check(String text) {
        return SettingsTable.standard().check(SettingsFile.parse("s.env", text));
    }
}
