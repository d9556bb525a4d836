package io.tradebot.engine.core;

import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.StrategySettings;
import io.tradebot.engine.strategy.Strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the strategies of STRATEGY_SEQUENCE (or the one of STRATEGY_OVERRIDE) from what is on the class path. */
final class StrategyLoading {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    /** Most strategies of one journal. */
    private static final int MAX_STRATEGIES = 254;

    private StrategyLoading() {
    }

    /**
     * Loads and reports them. A name keeps the id that it was given first, because positions and lots of earlier sessions name it; new
     * names get the next ids.
     */
    static List<StrategyRun> load(EngineSettings settings, List<Strategy> available, Map<String, Integer> idByName, Decisions decisions) {
        List<StrategyRun> runs = new ArrayList<>();
        for (String name : namesOf(settings)) {
            Strategy strategy = find(name, available);
            strategy.configure(settings);
            StrategySettings own = settings.strategy(name);
            StrategyRun run = new StrategyRun(idOf(name, idByName), strategy, own);
            runs.add(run);
            decisions.strategyLoaded(run.id(), own.isEnabled(), own.shortType(), own.analysisMinutes() * MINUTE_NANOS,
                own.breakoutMinutes() * MINUTE_NANOS, own.monitoringMinutes() * MINUTE_NANOS, name);
        }
        return runs;
    }

    /** What loading would throw for these settings: a strategy that is not here, or one that takes offence at its settings. */
    static Optional<SettingsProblem> findProblem(EngineSettings settings, List<Strategy> available) {
        for (String name : namesOf(settings)) {
            try {
                find(name, available).configure(settings);
            } catch (IllegalArgumentException refused) {
                String key = settings.strategyOverride() == null ? "STRATEGY_SEQUENCE" : "STRATEGY_OVERRIDE";
                return Optional.of(new SettingsProblem("request", key, settings.value(key), "cannot run: " + refused.getMessage(), "Leave it as it is."));
            }
        }
        return Optional.empty();
    }

    private static int idOf(String name, Map<String, Integer> idByName) {
        if (idByName.size() == MAX_STRATEGIES && !idByName.containsKey(name)) {
            throw new IllegalArgumentException("strategy '" + name + "' would be number " + (MAX_STRATEGIES + 1) + " of this journal, the most is "
                + MAX_STRATEGIES + "; begin a new journal or use a name that was used before");
        }
        idByName.putIfAbsent(name, idByName.size() + 1);
        return idByName.get(name);
    }

    private static String[] namesOf(EngineSettings settings) {
        return settings.strategyOverride() == null ? settings.strategySequence() : new String[] {settings.strategyOverride()};
    }

    private static Strategy find(String name, List<Strategy> available) {
        for (Strategy strategy : available) {
            if (strategy.name().equals(name)) {
                return strategy;
            }
        }
        throw new IllegalArgumentException("strategy '" + name + "' is not on the class path, found: "
            + available.stream().map(Strategy::name).toList() + "; take it out of STRATEGY_SEQUENCE or add its jar");
    }
}
