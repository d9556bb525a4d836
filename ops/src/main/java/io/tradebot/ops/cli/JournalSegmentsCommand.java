package io.tradebot.ops.cli;

import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.SegmentSummary;
import io.tradebot.journal.log.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Lists the segments of a journal. */
@Command(name = "segments", description = "Verify a journal and list its segments: state, sequences, times, size.",
    footer = {"", "Example:", "  tradebot journal segments out/backtest-1/journal"})
final class JournalSegmentsCommand implements Callable<Integer> {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    JournalSegmentsCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        VerificationReport report;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            report = JournalVerifier.verify(JournalFolder.existing(journal), progress::at);
        }
        if (screen.isJson()) {
            screen.json(VerificationJson.of(report));
        } else {
            print(report);
        }
        return (report.isSound() ? ExitCode.OK : ExitCode.BAD_DATA).code();
    }

    private void print(VerificationReport report) {
        TextTable table = new TextTable("segment", "state", ">first", ">last", ">excerpts", ">data bytes", ">file bytes", "from", "to", "file");
        for (SegmentSummary segment : report.segments()) {
            boolean isEmpty = segment.excerptCount() == 0;
            table.row(String.format(Locale.ROOT, "%08d", segment.number()), segment.state(), isEmpty ? "" : "" + segment.firstSequence(),
                isEmpty ? "" : "" + (segment.nextSequence() - 1), "" + segment.excerptCount(), "" + segment.dataEnd(), "" + segment.fileLength(),
                isEmpty ? "" : instant(segment.firstTimeNanos()), isEmpty ? "" : instant(segment.lastTimeNanos()),
                segment.file() == null ? "" : segment.file().getFileName().toString());
        }
        screen.text(table.text());
        report.findings().forEach(finding -> screen.line(finding.toString()));
        if (!report.isSound()) {
            screen.line(JournalFolder.remedy(report));
        }
    }

    private static String instant(long timeNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNanos, NANOS_PER_SECOND)).toString();
    }
}
