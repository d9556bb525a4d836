package io.tradebot.ops.log;

import io.tradebot.engine.settings.EngineSettings;

/**
 * How logs are written. Immutable.
 *
 * @param isOn        ENABLE_LOGGING
 * @param level       DEBUG_LOG_LEVEL
 * @param form        LOG_FORMAT
 * @param archiveDays LOG_ARCHIVE_DAYS
 */
public record LogSettings(boolean isOn, LogLevel level, LogForm form, int archiveDays) {

    /** From settings whose texts have been found valid. */
    public static LogSettings of(EngineSettings all) {
        return new LogSettings(all.value("ENABLE_LOGGING").equals("true"), LogLevel.of(all.value("DEBUG_LOG_LEVEL")), LogForm.of(all.value("LOG_FORMAT")),
            Integer.parseInt(all.value("LOG_ARCHIVE_DAYS")));
    }
}
