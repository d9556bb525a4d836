package io.tradebot.engine.core;

import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.StrategySettings;
import io.tradebot.engine.strategy.Strategy;

import java.util.ArrayList;
import java.util.List;

/** Takes the strategies of STRATEGY_SEQUENCE (or the one of STRATEGY_OVERRIDE) from what is on the class path. */
final class StrategyLoading {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private StrategyLoading() {
    }

    static List<StrategyRun> load(EngineSettings settings, List<Strategy> available, Decisions decisions) {
        List<StrategyRun> runs = new ArrayList<>();
        for (String name : namesOf(settings)) {
            Strategy strategy = find(name, available);
            strategy.configure(settings);
            StrategySettings own = settings.strategy(name);
            StrategyRun run = new StrategyRun(runs.size() + 1, strategy, own);
            runs.add(run);
            decisions.strategyLoaded(run.id(), own.isEnabled(), own.shortType(), own.analysisMinutes() * MINUTE_NANOS,
                own.breakoutMinutes() * MINUTE_NANOS, own.monitoringMinutes() * MINUTE_NANOS, name);
        }
        return runs;
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
