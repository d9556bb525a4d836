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
 * @param change when a running bot takes another value
 */
public record Setting(String section, String key, SettingType type, String unit, String defaultText, String meaning,
                      boolean isSecret, List<String> aliases, String liveMaxText, Change change) {

    /** When a running bot takes another value. */
    public enum Change {
        /** At any time: the value is read at each decision. */
        AT_ONCE,
        /** While no trading day and no order is open: a day's plan, float and windows rest on it. */
        BETWEEN_DAYS,
        /** When a process starts: it says which bot, account and program this is. */
        AT_START
    }

    /** A row that is not secret; the default in canonical form, the unit empty when there is none. */
    public static Setting of(String section, String key, SettingType type, String unit, String defaultText, String meaning) {
        return new Setting(section, key, type, unit, defaultText, meaning, false, List.of(), "", Change.BETWEEN_DAYS);
    }

    static Setting secret(String section, String key, SettingType type, String meaning) {
        return new Setting(section, key, type, "", "", meaning, true, List.of(), "", Change.AT_START);
    }

    Setting alsoNamed(String alias) {
        return new Setting(section, key, type, unit, defaultText, meaning, isSecret, List.of(alias), liveMaxText, change);
    }

    Setting atMostWhenLive(String max) {
        return new Setting(section, key, type, unit, defaultText, meaning, isSecret, aliases, max, change);
    }

    /** A row whose value is read at each decision, so that another one may come while a day is open. */
    Setting atOnce() {
        return new Setting(section, key, type, unit, defaultText, meaning, isSecret, aliases, liveMaxText, Change.AT_ONCE);
    }

    Setting atStart() {
        return new Setting(section, key, type, unit, defaultText, meaning, isSecret, aliases, liveMaxText, Change.AT_START);
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
        if (change == Change.AT_ONCE) {
            text.append("; may change while a trading day is open");
        }
        return text.toString();
    }

    /** The value as far as a record may hold it: no secret, and no address with what does not belong into it. */
    String recorded(String value) {
        return isSecret || type.name().equals("URL") ? shown(value) : value;
    }

    /** The value as far as it may be shown on a screen: masked when it is secret, or a part of an address may be. */
    public String shown(String value) {
        if (isSecret) {
            return "***";
        }
        // An address may carry what does not belong into it: user and password, or a key in the query.
        return SettingsProblem.shown(type.name().equals("URL")
            ? value.replaceAll("//[^/]*@", "//***@").replaceAll("[?#].*", "?***") : value);
    }
}
