package io.tradebot.engine.core;

import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.settings.ChangedSettings;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.SettingsChangedDecoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers who asks for other settings: applied, or refused as a whole with every problem. Within a
 * session only what is read at each decision is taken. Engine thread only.
 */
final class SettingsDesk {

    private final SettingsTable table;
    private final SettingsInForce inForce;
    private final Decisions decisions;

    /** {@code table}: the settings of the product and of the strategies that run. */
    SettingsDesk(SettingsTable table, SettingsInForce inForce, Decisions decisions) {
        this.table = table;
        this.inForce = inForce;
        this.decisions = decisions;
    }

    /** Appends SettingsApplied or SettingsRefused; the record's decoder is read in the order of its groups and texts. */
    void onChanged(SettingsChangedDecoder changed) {
        List<EngineSettings.Entry> request = new ArrayList<>();
        for (SettingsChangedDecoder.SettingsDecoder setting : changed.settings()) {
            request.add(new EngineSettings.Entry(setting.key(), setting.value()));
        }
        String user = changed.user();
        ChangedSettings outcome = ChangedSettings.of(table, inForce.now(), request, true);
        List<SettingsProblem> problems = new ArrayList<>(outcome.problems());
        if (user.isBlank()) {
            problems.add(new SettingsProblem("", "", "", "Nobody is named who asks for it", "Say who."));
        }
        if (!problems.isEmpty()) {
            decisions.settingsRefused(problems, user);
            return;
        }
        inForce.change(outcome.settings());
        decisions.settingsApplied(inForce.changeCount(), outcome.settings().digest(), outcome.values(), user);
    }
}
