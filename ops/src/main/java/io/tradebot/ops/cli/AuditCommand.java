package io.tradebot.ops.cli;

import io.tradebot.engine.recovery.DecisionDifference;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.audit.AuditReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Decides a journal again. */
@Command(name = "audit", description = {"Decide every input of a journal again with this program and compare byte for byte.",
    "Ends with 0 when every decision is the same, 3 when one differs, 65 when the journal is damaged.",
    "Shows the first trading decision that differs, and counts all others by kind.",
    "States written down at session starts are decided again too: each must be what all before it gives."},
    footer = {"", "Example:", "  tradebot audit out/backtest-1/journal"})
final class AuditCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    AuditCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        AuditReport report;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            report = Audit.run(JournalFolder.existing(journal), progress::at);
        }
        if (screen.isJson()) {
            screen.json(document(report));
        } else {
            screen.text(text(report) + checkpoints(report));
        }
        return exitCode(report).code();
    }

    static ExitCode exitCode(AuditReport report) {
        if (!report.verification().isSound()) {
            return ExitCode.BAD_DATA;
        }
        return report.isIdentical() ? ExitCode.OK : ExitCode.DIFFERENCE;
    }

    static String text(AuditReport report) {
        if (report.isIdentical()) {
            return "identical: " + report.decisionCount() + " decisions on " + report.excerptCount() + " inputs, chain head "
                + report.chainHead() + '\n';
        }
        StringBuilder text = new StringBuilder();
        report.verification().findings().forEach(finding -> text.append(finding).append('\n'));
        if (report.firstDifference().isEmpty()) {
            return text.append("DAMAGED: the journal is not what was written, so nothing was decided again\n").toString();
        }
        text.append(report.isTrading() ? "the first trading decision that comes out differently:\n"
            : "no trading decision comes out differently; the first other one:\n").append(report.firstDifference().get())
            .append("\nall that come out differently, some perhaps because of it:\n");
        report.differencesByKind().forEach((kind, count) -> text.append(String.format(Locale.ROOT, "%8d %s\n", count, kind)));
        report.end().ifPresent(end -> text.append("nothing was decided behind ").append(end).append('\n'));
        long count = report.differencesByKind().values().stream().mapToLong(Long::longValue).sum();
        return text.append("DIFFERENT: ").append(count).append(count == 1 ? " decision, " : " decisions, ").append(report.decisionCount())
            .append(" the same, on ").append(report.excerptCount()).append(" inputs\n").toString();
    }

    /** States of session starts: a fold may begin at any of them. */
    static String checkpoints(AuditReport report) {
        long equal = report.checkpointCount();
        long other = report.differencesByKind().getOrDefault("Checkpointed", 0L);
        if (!report.verification().isSound() || equal + other == 0) {
            return "";
        }
        return equal + (equal == 1 ? " checkpoint equals" : " checkpoints equal") + " the full fold" + (other == 0 ? "" : ", " + other
            + (other == 1 ? " does not" : " do not")) + '\n';
    }

    static Map<String, Object> document(AuditReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("journal", report.verification().journal().toString());
        document.put("isIdentical", report.isIdentical());
        document.put("isSound", report.verification().isSound());
        document.put("excerptCount", report.excerptCount());
        document.put("decisionCount", report.decisionCount());
        document.put("checkpointCount", report.checkpointCount());
        document.put("chainHead", report.chainHead());
        document.put("firstDifference", report.firstDifference().map(AuditCommand::difference).orElse(null));
        document.put("isTradingDifference", report.isTrading());
        document.put("differencesByKind", report.differencesByKind());
        document.put("end", report.end().orElse(null));
        document.put("findings", VerificationJson.findings(report.verification()));
        return document;
    }

    private static Map<String, Object> difference(DecisionDifference difference) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sequence", difference.sequence());
        document.put("time", difference.time().toString());
        document.put("input", difference.input());
        document.put("record", difference.record());
        document.put("journaled", difference.journaled());
        document.put("now", difference.now());
        document.put("changes", difference.changes());
        document.put("fault", difference.fault());
        return document;
    }
}
