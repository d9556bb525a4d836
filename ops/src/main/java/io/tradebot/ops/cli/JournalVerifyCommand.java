package io.tradebot.ops.cli;

import io.tradebot.journal.log.Finding;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Accounts for every byte of a journal. */
@Command(name = "verify", description = "Account for every byte of a journal: envelopes, chain, seals, manifests, anchor.",
    footer = {"", "Example:", "  tradebot journal verify out/backtest-1/journal"})
final class JournalVerifyCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    JournalVerifyCommand(Screen screen) {
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
        for (Finding finding : report.findings()) {
            screen.line(finding.toString());
        }
        screen.line((report.isSound() ? "sound: " : "DAMAGED: ") + report.excerptCount() + " excerpts verified"
            + (report.isClosed() ? "" : ", not closed by its writer") + ", chain head " + report.headChain());
        if (!report.isSound()) {
            screen.line(JournalFolder.remedy(report));
        }
        if (!report.seals().isEmpty()) {
            screen.line(report.seals().size() + " seals hold, the last over sequence 0 to "
                + report.seals().get(report.seals().size() - 1).sealedSequence());
        }
    }
}
