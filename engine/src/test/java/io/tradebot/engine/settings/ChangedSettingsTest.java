package io.tradebot.engine.settings;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChangedSettingsTest {

    private final SettingsTable table = SettingsTable.standard();
    private final EngineSettings before = EngineSettings.of(Map.of("ALPACA_MODE", "paper", "MAX_ORDER_QTY", "7"));

    @Test
    void shouldGiveTheSettingsWithTheRequest() {
        ChangedSettings changed = ask(Map.of("MAX_ORDER_QTY", "100.0"));
        assertEquals(List.of(), changed.problems());
        assertEquals(List.of(new ChangedSettings.Value("MAX_ORDER_QTY", "7", "100")), changed.values());
        assertEquals(EngineSettings.of(Map.of("MAX_ORDER_QTY", "100")), changed.settings(), "nothing else changed");
    }

    @Test
    void shouldTakeEverySettingThatMayChangeAtOnceAndRefuseEveryOther() {
        for (Setting row : table.rows()) {
            String other = OtherValue.of(row, before);
            if (other == null) {
                continue;
            }
            boolean isAtOnce = row.change() == Setting.Change.AT_ONCE;
            List<String> keys = ask(Map.of(row.key(), other)).problems().stream().map(SettingsProblem::key).toList();
            assertEquals(isAtOnce, !keys.contains(row.key()), row.key() + "=" + other + " " + keys);
        }
    }

    @Test
    void shouldTakeEverySettingOfASessionBetweenDays() {
        for (Setting row : table.rows()) {
            String other = OtherValue.of(row, before);
            if (other == null) {
                continue;
            }
            List<SettingsProblem> problems = ask(Map.of(row.key(), other), ChangedSettings.Moment.BETWEEN_DAYS).problems();
            assertEquals(row.change() == Setting.Change.AT_START, problems.stream().anyMatch(problem -> problem.key().equals(row.key())
                && problem.toString().contains("at the start of a process")), row.key() + "=" + other + " " + problems);
            assertTrue(problems.stream().noneMatch(problem -> problem.toString().contains("is open")), problems.toString());
        }
    }

    @Test
    void shouldSayWhatOneWaitsFor() {
        for (ChangedSettings.Moment moment : ChangedSettings.Moment.values()) {
            String said = ask(Map.of("HARD_EXIT_MINUTES", "7"), moment).problems().toString();
            String expected = switch (moment) {
                case BETWEEN_DAYS -> "[]";
                case DAY_OPEN -> "is not taken while a trading day is open. Ask again when it has closed.";
                case ORDER_OPEN -> "is not taken while an order is open. Ask again when none is, or cancel it.";
                case SESSION -> "is not taken while a session runs. Start the next session with it.";
            };
            assertTrue(said.contains(expected), said);
        }
    }

    @Test
    void shouldNameEveryProblemAtOnce() {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("MAX_SPREAD", "5");
        asked.put("MODE", "live");
        asked.put("NO_SUCH_KEY", "1");
        asked.put("HARD_EXIT_MINUTES", "7");
        ChangedSettings changed = ask(asked);
        assertNull(changed.settings());
        assertTrue(changed.problems().stream().map(SettingsProblem::key).toList().containsAll(asked.keySet()), changed.problems().toString());
    }

    @Test
    void shouldKeepSecretsOutOfTheRequest() {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("ALPACA_LIVE_SECRET_KEY", "canary-1");
        asked.put("ALPACA_LIVE_SECRT_KEY", "canary-2");
        asked.put("ALPACA_LIVE_URL", "https://user:canary-3@host/?key=canary-4");
        SettingsRequest request = SettingsRequest.of(table, asked);
        ChangedSettings changed = ChangedSettings.of(table, before, request.entries(), ChangedSettings.Moment.DAY_OPEN);
        assertFalse((request.entries() + " " + changed).contains("canary"), request.entries().toString());
        assertEquals(3, changed.problems().size(), changed.problems().toString());
    }

    @Test
    void shouldRefuseMoreThanARecordTakes() {
        String longList = String.join(",", Collections.nCopies(20_000, "AB"));
        String message = assertThrows(IllegalArgumentException.class, () -> SettingsRequest.of(table, Map.of("UNIVERSE", longList))).getMessage();
        assertTrue(message.startsWith("UNIVERSE has 59999 bytes"), message);
    }

    @Test
    void shouldDigestTheLinesInTheOrderOfTheTable() throws NoSuchAlgorithmException {
        StringBuilder lines = new StringBuilder();
        for (Setting row : table.rows()) {
            if (!row.isSecret()) {
                lines.append(row.key()).append('=').append(row.key().equals("MAX_ORDER_QTY") ? "7" : row.defaultText()).append('\n');
            }
        }
        assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(lines.toString().getBytes(StandardCharsets.UTF_8)), before.digest());
    }

    private ChangedSettings ask(Map<String, String> valueByKey) {
        return ask(valueByKey, ChangedSettings.Moment.DAY_OPEN);
    }

    private ChangedSettings ask(Map<String, String> valueByKey, ChangedSettings.Moment moment) {
        return ChangedSettings.of(table, before, SettingsRequest.of(table, valueByKey).entries(), moment);
    }
}
