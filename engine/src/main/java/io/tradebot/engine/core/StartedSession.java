package io.tradebot.engine.core;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.SessionStartedDecoder;

import java.util.ArrayList;
import java.util.List;

/** What a SessionStarted record says. */
record StartedSession(RunMode runMode, EngineSettings settings, String identity, String versionTag) {

    /** {@code table}: the settings of the product and of the strategies that are found here. */
    static StartedSession read(SessionStartedDecoder started, SettingsTable table) {
        List<EngineSettings.Entry> entries = new ArrayList<>();
        for (SessionStartedDecoder.SettingsDecoder setting : started.settings()) {
            entries.add(new EngineSettings.Entry(setting.key(), setting.value()));
        }
        return new StartedSession(started.runMode(), EngineSettings.fromJournal(table, entries), started.identity(),
            started.versionTag());
    }

    boolean isLive() {
        return runMode == RunMode.LIVE;
    }

    /** Last part of ENTITY_JURISDICTION_BROKER_BOT. */
    String botId() {
        return identity.substring(identity.lastIndexOf('_') + 1);
    }
}
