package io.tradebot.ops.cli;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.replay.data.MarketHistory;
import io.tradebot.replay.report.Metric;
import io.tradebot.replay.sweep.Assignment;
import io.tradebot.replay.sweep.LocalSweep;
import io.tradebot.replay.sweep.SweepCsv;
import io.tradebot.replay.sweep.SweepGrid;
import io.tradebot.replay.sweep.SweepInput;
import io.tradebot.replay.sweep.SweepPage;
import io.tradebot.replay.sweep.SweepRow;
import io.tradebot.replay.sweep.SweepTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Runs history under every combination of some settings. */
@Command(name = "sweep", description = {"Run history under every combination of some settings; leave a table, a CSV file and a heat map.",
    "The data are read once; each run has an engine of its own and writes no journal. The result is the same on any number of threads.",
    "Ends with 78 when a run could not be made; its row says why."},
    footer = {"", "Example:", "  tradebot sweep --data out/demo/data --strategy open --set SHORT_TYPE_OPEN=ShortSell \\",
        "    --grid STRAT_OPEN_BUFFER=0.001,0.002,0.005 --grid STRAT_OPEN_TRAIL=0.01..0.03:0.005"})
final class SweepCommand implements Callable<Integer> {

    private static final int ROWS_SHOWN_MAX = 40;
    private static final int PROBLEMS_SHOWN_MAX = 20;
    private static final String TABLE = "sweep.csv";
    private static final String PAGE = "sweep.html";

    private final Screen screen;

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--grid", required = true, paramLabel = "KEY=VALUES",
        description = "a,b,c or first..last:step; lists are parted by semicolons: WEIGHTS=1;0.5,0.5. May be repeated.")
    private List<String> grids = new ArrayList<>();

    @Option(names = "--threads", paramLabel = "N", description = "Runs at the same time; default: one for each core.")
    private int threadCount = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR", description = "New or empty folder for the results; default: the next out/sweep-<n>.")
    private Path out;

    SweepCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        SweepGrid grid = grid();
        EngineSettings checked = settings.checked();
        List<SweepTask> tasks = SweepTask.of(new SweepInput(market.path().text(), market.range().firstEpochDay(),
            market.range().lastEpochDay()), checked, grid);
        requireValid(tasks);
        MarketHistory history = market.read();
        Path folder = (out == null ? ResultFolder.next("sweep") : ResultFolder.named(out)).path();
        List<SweepRow> rows;
        try (Progress progress = new Progress(screen, "sweep", "runs")) {
            rows = LocalSweep.run(tasks, history, threadCount, progress::at);
        }
        SweepCsv.write(folder.resolve(TABLE), grid, rows);
        SweepPage.write(folder.resolve(PAGE), market.path().text(), grid, rows);
        if (screen.isJson()) {
            screen.json(document(folder, rows));
        } else {
            screen.text(text(folder, grid, rows));
        }
        return (rows.stream().allMatch(row -> row.problem().isEmpty()) ? ExitCode.OK : ExitCode.CONFIGURATION).code();
    }

    private SweepGrid grid() {
        if (threadCount < 1) {
            throw new CommandFailure(ExitCode.USAGE, "--threads=" + threadCount + " is below 1");
        }
        try {
            return SweepGrid.parse(grids);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--grid: " + e.getMessage(), e);
        }
    }

    /** All points are checked before anything runs. */
    private static void requireValid(List<SweepTask> tasks) {
        SettingsTable table = StrategyCatalog.settingsTable();
        Set<String> problems = new LinkedHashSet<>();
        for (SweepTask task : tasks) {
            for (SettingsProblem problem : task.problems(table)) {
                problems.add(problem.toString());
            }
        }
        if (!problems.isEmpty()) {
            StringBuilder text = new StringBuilder("the settings of some points of the grid are wrong:");
            problems.stream().limit(PROBLEMS_SHOWN_MAX).forEach(problem -> text.append("\n  ").append(problem));
            int hidden = problems.size() - PROBLEMS_SHOWN_MAX;
            throw new CommandFailure(ExitCode.CONFIGURATION, text + (hidden > 0 ? "\n  and " + hidden + " more" : ""));
        }
    }

    private static String text(Path folder, SweepGrid grid, List<SweepRow> rows) {
        List<String> headings = new ArrayList<>();
        grid.axes().forEach(axis -> headings.add(">" + axis.key()));
        SweepRow.METRICS.forEach(metric -> headings.add(">" + metric.title()));
        headings.add("chain head");
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (SweepRow row : rows.subList(0, Math.min(rows.size(), ROWS_SHOWN_MAX))) {
            List<String> cells = new ArrayList<>();
            row.point().forEach(assignment -> cells.add(assignment.value()));
            SweepRow.METRICS.forEach(metric -> cells.add(row.text(metric)));
            cells.add(row.problem().isEmpty() ? row.chainHead().substring(0, 16) : row.problem());
            table.row(cells.toArray(String[]::new));
        }
        int hidden = rows.size() - ROWS_SHOWN_MAX;
        return table.text() + (hidden > 0 ? "and " + hidden + " more in " + folder.resolve(TABLE) + '\n' : "")
            + "\ntable     " + folder.resolve(TABLE) + "\nheat map  " + folder.resolve(PAGE) + '\n';
    }

    private static Map<String, Object> document(Path folder, List<SweepRow> rows) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("table", folder.resolve(TABLE).toString());
        document.put("page", folder.resolve(PAGE).toString());
        document.put("rows", rows.stream().map(SweepCommand::document).toList());
        return document;
    }

    private static Map<String, Object> document(SweepRow row) {
        Map<String, Object> point = new LinkedHashMap<>();
        for (Assignment assignment : row.point()) {
            point.put(assignment.key(), assignment.value());
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("point", point);
        for (Metric metric : SweepRow.METRICS) {
            document.put(metric.key(), row.value(metric).orElse(null));
        }
        document.put("excerptCount", row.excerptCount());
        document.put("chainHead", row.chainHead());
        document.put("problem", row.problem());
        return document;
    }
}
