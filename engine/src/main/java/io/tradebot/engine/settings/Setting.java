package io.tradebot.engine.settings;

import java.util.List;

/**
 * One row of the {@link SettingsTable}. Immutable.
 *
 * @param section heading of the group the row belongs to
 * @param key name in the settings file
 * @param type what the text may be
 * @param unit of the value, empty when it has none
 * @param defaultText value when the key is not given, in canonical form; empty for secrets
 * @param meaning for the operator, in sentences
 * @param isSecret whether the value may never be shown, logged or journaled
 * @param aliases other documented names of the same setting
 * @param liveMaxText the most allowed when MODE=live, or empty when the range of the type holds there too
 */
public record Setting(String section, String key, SettingType type, String unit, String defaultText, String meaning,
                      boolean isSecret, List<String> aliases, String liveMaxText) {

    /** A row that is not secret; the default in canonical form, the unit empty when there is none. */
    public static Setting of(String section, String key, SettingType type, String unit, String defaultText, String meaning) {
        return new Setting(section, key, type, unit, defaultText, meaning, false, List.of(), "");
    }

    static Setting secret(String section, String key, SettingType type, String meaning) {
        return new Setting(section, key, type, "", "", meaning, true, List.of(), "");
    }

    Setting alsoNamed(String alias) {
        return new Setting(section, key, type, unit, defaultText, meaning, isSecret, List.of(alias), liveMaxText);
    }

    Setting atMostWhenLive(String max) {
        return new Setting(section, key, type, unit, defaultText, meaning, isSecret, aliases, max);
    }

    /** Type, unit, range and default in one line, as template and form show it. */
    public String rangeText() {
        StringBuilder text = new StringBuilder(type.name());
        if (!unit.isEmpty()) {
            text.append(" (").append(unit).append(')');
        }
        if (!type.range().isEmpty()) {
            text.append(", ").append(type.range());
        }
        if (!liveMaxText.isEmpty()) {
            text.append(", at most ").append(liveMaxText).append(" when MODE=live");
        }
        if (!isSecret) {
            text.append(", default ").append(defaultText.isEmpty() ? "empty" : defaultText);
        }
        return text.toString();
    }

    /** The value as far as it may be shown. */
    String shown(String value) {
        if (isSecret) {
            return "***";
        }
        // An address may carry what does not belong into it: user and password, or a key in the query.
        return SettingsProblem.shown(type.name().equals("URL")
            ? value.replaceAll("//[^/]*@", "//***@").replaceAll("[?#].*", "?***") : value);
    }
}
