package io.tradebot.ops.cli;

import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.tool.JournalDescribe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Says what is in a journal. */
@Command(name = "describe", description = "Say what is in a journal: segments, times, records by kind, chain head.",
    footer = {"", "Example:", "  tradebot journal describe out/backtest-1/journal"})
final class JournalDescribeCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    JournalDescribeCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        StringBuilder text = new StringBuilder();
        VerificationReport report;
        try (Progress progress = new Progress(screen, "reading", "bytes")) {
            report = JournalDescribe.describe(JournalFolder.existing(journal), progress::at, text);
        }
        if (screen.isJson()) {
            screen.json(VerificationJson.of(report));
        } else {
            screen.text(text.toString());
        }
        return (report.isSound() ? ExitCode.OK : ExitCode.BAD_DATA).code();
    }
}
