package io.tradebot.engine.settings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Settings that somebody asks for, as a record may hold them: of a secret only that it was asked for, and of a key that the table
 * does not know no value either, because a mistyped secret is still a secret. The engine refuses both. Immutable, any thread.
 */
public final class SettingsRequest {

    /** Most settings in one request. */
    public static final int MAX_COUNT = 500;
    /** Most bytes of all keys and values together. */
    public static final int MAX_LENGTH = 1 << 16;
    /** Most bytes of one value, as a record's text can be. */
    private static final int MAX_VALUE_LENGTH = 32_768;

    private final List<EngineSettings.Entry> entries;

    private SettingsRequest(List<EngineSettings.Entry> entries) {
        this.entries = Collections.unmodifiableList(entries);
    }

    /**
     * Keeps what a record may hold.
     *
     * @param table the settings of the product and of the strategies that run
     * @throws IllegalArgumentException when there are more, or longer ones, than a record takes; names the key, never the value
     */
    public static SettingsRequest of(SettingsTable table, Map<String, String> valueByKey) {
        List<EngineSettings.Entry> entries = new ArrayList<>();
        if (valueByKey.size() > MAX_COUNT) {
            throw new IllegalArgumentException("a request names " + valueByKey.size() + " settings, more than the " + MAX_COUNT
                + " that it may; ask for them in parts");
        }
        long length = 0;
        for (Map.Entry<String, String> given : valueByKey.entrySet()) {
            Setting row = table.row(given.getKey());
            String value = row == null ? "" : row.recorded(given.getValue());
            EngineSettings.Entry entry = new EngineSettings.Entry(given.getKey(), value);
            int valueLength = value.getBytes(StandardCharsets.UTF_8).length;
            if (valueLength > MAX_VALUE_LENGTH) {
                throw new IllegalArgumentException(given.getKey() + " has " + valueLength + " bytes, more than the " + MAX_VALUE_LENGTH
                    + " that a record takes; shorten it");
            }
            length += valueLength + given.getKey().getBytes(StandardCharsets.UTF_8).length;
            if (length > MAX_LENGTH) {
                throw new IllegalArgumentException("the settings up to " + SettingsProblem.shown(given.getKey()) + " have more than the "
                    + MAX_LENGTH + " bytes that a record takes; ask for them in parts");
            }
            entries.add(entry);
        }
        return new SettingsRequest(entries);
    }

    /** Keys and values as they were given, in their order. */
    public List<EngineSettings.Entry> entries() {
        return entries;
    }
}
