package io.tradebot.replay.sweep;

import java.io.Serializable;

/**
 * One setting with its value, as it travels with a task. Immutable.
 *
 * @param key   in the settings table
 * @param value as in a settings file
 */
public record Assignment(String key, String value) implements Serializable {

    @Override
    public String toString() {
        return key + '=' + value;
    }
}
