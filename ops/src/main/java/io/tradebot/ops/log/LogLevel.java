package io.tradebot.ops.log;

import java.util.Locale;

/** DEBUG_LOG_LEVEL: how much is written. */
public enum LogLevel {
    /** What somebody should look at. */
    QUIET,
    /** What the bot does. */
    INFO,
    /** Also why it does not, and what comes in, without market data. */
    VERBOSE;

    /** The level of the setting's value. */
    public static LogLevel of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
