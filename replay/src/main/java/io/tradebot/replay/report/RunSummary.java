package io.tradebot.replay.report;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * What was run: the facts that let a reader find and repeat it. Immutable, any thread.
 *
 * @param identity        bot identity, such as {@code ENTITY_JURISDICTION_BROKER_BOT}
 * @param version         version tag of the program
 * @param mode            {@code backtest}, {@code paper} or {@code live}
 * @param dataDescription where the prices came from, in words
 * @param firstEpochDay   first date asked for, days since 1970-01-01
 * @param lastEpochDay    last date asked for
 * @param firstSequence   first journal sequence of the run
 * @param lastSequence    last journal sequence of the run
 * @param chainHead       hash chain at the last sequence, hexadecimal
 * @param zone            time zone in which times of day are shown; the report also carries them in UTC
 * @param settings        the settings in force at the start, in the order to show them
 */
public record RunSummary(String identity, String version, String mode, String dataDescription, long firstEpochDay,
                         long lastEpochDay, long firstSequence, long lastSequence, String chainHead, ZoneId zone,
                         List<Setting> settings) {

    /** A setting as it was in force; never a secret. */
    public record Setting(String key, String value) {
        /** Both parts are needed. */
        public Setting {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Copies the list of settings. */
    public RunSummary {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(dataDescription, "dataDescription");
        Objects.requireNonNull(chainHead, "chainHead");
        Objects.requireNonNull(zone, "zone");
        settings = List.copyOf(settings);
    }
}
