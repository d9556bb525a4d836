package io.tradebot.engine.settings;

import io.tradebot.journal.event.ShortType;

/**
 * What the table holds for each strategy alike. Immutable.
 *
 * @param name in lower case, as in STRATEGY_SEQUENCE
 * @param isEnabled STRAT_x_ENABLED
 * @param startMinuteOfDay start of the analysis window, minutes since midnight in the settings' time zone
 * @param analysisMinutes length of the analysis window
 * @param breakoutMinutes length of the window in which an entry must fill
 * @param monitoringMinutes longest time in a position, from its fill
 * @param shortType how a bearish signal is traded
 * @param stopPpm distance of the stop from its base, in millionths
 */
public record StrategySettings(String name, boolean isEnabled, int startMinuteOfDay, int analysisMinutes, int breakoutMinutes,
                               int monitoringMinutes, ShortType shortType, long stopPpm) {
}
