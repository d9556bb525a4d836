package io.tradebot.replay.whatif;

/**
 * A setting that is not what it was. Immutable.
 *
 * @param key in the settings table
 * @param was canonical value in the journal
 * @param now canonical value in the what-if
 */
public record SettingChange(String key, String was, String now) {
}
