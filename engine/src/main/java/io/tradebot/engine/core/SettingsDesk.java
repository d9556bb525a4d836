package io.tradebot.engine.core;

import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.settings.ChangedSettings;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.event.SettingsChangedDecoder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers who asks for other settings: applied, or refused as a whole with every problem. While a trading day or an order is open only
 * what is read at each decision is taken. Engine thread only.
 */
final class SettingsDesk {

    private final SettingsTable table;
    private final SettingsInForce inForce;
    private final Supplier<List<Strategy>> strategies;
    private final Decisions decisions;

    /** {@code table}: the settings of the product and of the strategies that the supplier gives, new and unconfigured ones each time. */
    SettingsDesk(SettingsTable table, SettingsInForce inForce, Supplier<List<Strategy>> strategies, Decisions decisions) {
        this.table = table;
        this.inForce = inForce;
        this.strategies = strategies;
        this.decisions = decisions;
    }

    /**
     * Appends SettingsApplied or SettingsRefused; the record's decoder is read in the order of its groups and texts.
     *
     * @return true when something is in force now that is not read at each decision: a desk must be built with it
     */
    boolean onChanged(SettingsChangedDecoder changed, ChangedSettings.Moment moment) {
        List<EngineSettings.Entry> request = new ArrayList<>();
        for (SettingsChangedDecoder.SettingsDecoder setting : changed.settings()) {
            request.add(new EngineSettings.Entry(setting.key(), setting.value()));
        }
        String user = changed.user();
        ChangedSettings outcome = ChangedSettings.of(table, inForce.now(), request, moment);
        List<SettingsProblem> problems = new ArrayList<>(outcome.problems());
        if (user.isBlank()) {
            problems.add(new SettingsProblem("", "", "", "Nobody is named who asks for it", "Say who."));
        }
        boolean needsDesk = problems.isEmpty() && !outcome.isAtOnce(table);
        if (needsDesk) { // what a session start would halt on is refused here
            StrategyLoading.findProblem(outcome.settings(), strategies.get()).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            decisions.settingsRefused(problems, user);
            return false;
        }
        inForce.change(outcome.settings());
        decisions.settingsApplied(inForce.changeCount(), outcome.settings().digest(), outcome.values(), user);
        return needsDesk;
    }
}
