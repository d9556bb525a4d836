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
            String other = otherValue(row);
            if (other == null) {
                continue;
            }
            boolean isAtOnce = row.change() == Setting.Change.AT_ONCE;
            List<String> keys = ask(Map.of(row.key(), other)).problems().stream().map(SettingsProblem::key).toList();
            assertEquals(isAtOnce, !keys.contains(row.key()), row.key() + "=" + other + " " + keys);
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
        ChangedSettings changed = ChangedSettings.of(table, before, request.entries(), true);
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
        return ChangedSettings.of(table, before, SettingsRequest.of(table, valueByKey).entries(), true);
    }

    /** A valid value other than the one before; null for what has none that is easily found. */
    private String otherValue(Setting row) {
        for (String value : List.of("1", "2", "0.5", "true", "false", "live", "test", "debug", "off", "AAA", "AAA:BBB", "10:00", "1000", "10m",
            "LIFO", "disabled", "mon", "UTC", "open", "https://example.com", "legacy", "csv", "quiet", "IBKR", "ibkr_fixed")) {
            try {
                if (!row.isSecret() && !row.type().canonical(value).equals(before.value(row.key()))) {
                    return value;
                }
            } catch (RefusedValueException refused) {
                continue; // not of this type
            }
        }
        return null;
    }
}
