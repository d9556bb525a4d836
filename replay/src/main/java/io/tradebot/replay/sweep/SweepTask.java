package io.tradebot.replay.sweep;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.replay.backtest.Backtest;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.backtest.RunTally;
import io.tradebot.replay.data.MarketHistory;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One point of a sweep: a value that says everything and holds nothing local, so it can run on any thread of any machine
 * that has the same program, plug-ins and data. Immutable.
 *
 * @param index    position in the grid, from 0
 * @param input    where the history is
 * @param settings every setting of the run that the grid varies
 * @param point    what this point sets differently
 */
public record SweepTask(int index, SweepInput input, List<Assignment> settings, List<Assignment> point) implements Serializable {

    public SweepTask {
        settings = List.copyOf(settings);
        point = List.copyOf(point);
    }

    /** The tasks of a grid over settings that were checked already, in the order of its points. */
    public static List<SweepTask> of(SweepInput input, EngineSettings settings, SweepGrid grid) {
        List<Assignment> base = settings.entries().stream().map(entry -> new Assignment(entry.key(), entry.value())).toList();
        List<SweepTask> tasks = new ArrayList<>();
        for (List<Assignment> point : grid.points()) {
            tasks.add(new SweepTask(tasks.size(), input, base, point));
        }
        return tasks;
    }

    /** What is wrong with the settings of this point; empty when it can run. */
    public List<SettingsProblem> problems(SettingsTable table) {
        return table.check(files()).problems();
    }

    /** Runs on history that is loaded already; a run that fails leaves a row that says why. */
    public SweepRow run(MarketHistory history) {
        try {
            EngineSettings checked = StrategyCatalog.settingsTable().check(files()).settings();
            RunTally tally = new RunTally();
            new Backtest(history, checked, RunIdentity.BACKTEST, EngineHost.Kind.LOOP).run(tally, (done, total) -> { });
            return SweepRow.of(this, tally);
        } catch (RuntimeException failed) {
            return SweepRow.failed(this, failed);
        }
    }

    private SettingsFile[] files() {
        return new SettingsFile[] {SettingsFile.of("settings", toMap(settings)), SettingsFile.of("--grid", toMap(point))};
    }

    private static Map<String, String> toMap(List<Assignment> assignments) {
        Map<String, String> valueByKey = new LinkedHashMap<>();
        assignments.forEach(assignment -> valueByKey.put(assignment.key(), assignment.value()));
        return valueByKey;
    }
}
