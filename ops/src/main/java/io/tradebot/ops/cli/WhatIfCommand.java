package io.tradebot.ops.cli;

import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.replay.report.Figure;
import io.tradebot.replay.report.Metric;
import io.tradebot.replay.whatif.DecisionChange;
import io.tradebot.replay.whatif.SettingChange;
import io.tradebot.replay.whatif.WhatIf;
import io.tradebot.replay.whatif.WhatIfReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides a journal again under other settings. */
@Command(name = "whatif", description = {"Decide the inputs of a journal again under other settings and show what comes out differently.",
    "For the journal of a backtest also in money, as the simulated exchange answers again; for a live journal up to the first order",
    "that differs, as nobody knows how an order that was never sent would have been filled."},
    footer = {"", "Example:", "  tradebot whatif out/demo/run --set STRAT_OPEN_BUFFER=0.005 --set MAX_TRADES=2 --set WEIGHTS=0.5,0.5"})
final class WhatIfCommand implements Runnable {

    private static final List<Metric> MONEY = List.of(Metric.TRADES, Metric.WIN_RATE, Metric.NET_PNL, Metric.FEES, Metric.MAX_DRAWDOWN,
        Metric.END_EQUITY);

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting that is to differ from the journal's. May be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--limit", paramLabel = "N", description = "Changed decisions to show; all are counted. Default 20.")
    private int limit = 20;

    WhatIfCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        if (limit < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--limit=" + limit + " is below 0");
        }
        SecretArguments.refuse(StrategyCatalog.settingsTable(), overrides.keySet());
        WhatIfReport report = WhatIf.run(JournalFolder.existing(journal), overrides, limit);
        if (screen.isJson()) {
            screen.json(document(report));
        } else {
            screen.text(text(report));
        }
    }

    private static String text(WhatIfReport report) {
        StringBuilder text = new StringBuilder();
        report.settings().forEach(change -> text.append(change.key()).append('=').append(change.now()).append(" instead of ")
            .append(change.was()).append('\n'));
        if (report.settings().isEmpty()) {
            text.append("no setting differs from the journal's\n");
        }
        for (DecisionChange change : report.changes()) {
            text.append("\nsequence ").append(change.sequence()).append(", ").append(Instant.ofEpochSecond(0, change.timeNanos()))
                .append("\n  was  ").append(change.was().isEmpty() ? "nothing" : change.was())
                .append("\n  now  ").append(change.now().isEmpty() ? "nothing" : change.now()).append('\n');
        }
        long hidden = report.changedCount() - report.changes().size();
        text.append(hidden > 0 ? "\nand " + hidden + " more; see them with --limit\n" : "").append('\n');
        report.money().ifPresent(money -> text.append(moneyText(money)).append('\n'));
        return text.append("changed  ").append(report.alteredCount()).append(" decisions altered, ").append(report.goneCount())
            .append(" gone, ").append(report.newCount()).append(" new; the journal has ").append(report.decisionCount()).append("\nknown    ").append(report.knowable()).append('\n').toString();
    }

    private static String moneyText(WhatIfReport.Money money) {
        TextTable table = new TextTable("", ">was", ">now");
        for (Metric metric : MONEY) {
            table.row(metric.title(), shown(money.was().figure(metric)), shown(money.now().figure(metric)));
        }
        return table.text();
    }

    private static String shown(Figure figure) {
        return figure.value().map(value -> value.toPlainString() + " " + figure.metric().unit().text()).orElse("undefined").strip();
    }

    private static Map<String, Object> document(WhatIfReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        List<Map<String, Object>> settings = new ArrayList<>();
        for (SettingChange change : report.settings()) {
            settings.add(pair("key", change.key(), change.was(), change.now()));
        }
        document.put("settings", settings);
        document.put("decisionCount", report.decisionCount());
        document.put("changedCount", report.changedCount());
        document.put("alteredCount", report.alteredCount());
        document.put("goneCount", report.goneCount());
        document.put("newCount", report.newCount());
        List<Map<String, Object>> changes = new ArrayList<>();
        for (DecisionChange change : report.changes()) {
            Map<String, Object> shown = pair("sequence", change.sequence(), change.was(), change.now());
            shown.put("time", Instant.ofEpochSecond(0, change.timeNanos()).toString());
            changes.add(shown);
        }
        document.put("changes", changes);
        report.money().ifPresent(money -> document.put("money", moneyDocument(money)));
        document.put("isKnownToTheEnd", report.isKnownToTheEnd());
        document.put("known", report.knowable());
        return document;
    }

    private static Map<String, Object> moneyDocument(WhatIfReport.Money money) {
        Map<String, Object> document = new LinkedHashMap<>();
        for (Metric metric : MONEY) {
            document.put(metric.key(), pair("unit", metric.unit().text(), money.was().figure(metric).value().orElse(null),
                money.now().figure(metric).value().orElse(null)));
        }
        document.put("chainHead", pair("unit", "SHA-256", money.headWas(), money.headNow()));
        return document;
    }

    private static Map<String, Object> pair(String name, Object value, Object was, Object now) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put(name, value);
        pair.put("was", was);
        pair.put("now", now);
        return pair;
    }
}
