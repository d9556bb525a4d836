package io.tradebot.ops.cli;

import io.tradebot.journal.log.JournalExport;
import io.tradebot.journal.log.VerificationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** Copies the verified part of a journal. */
@Command(name = "export-prefix", description = {"Copy the verified part of a journal, damaged or not, into a new journal that verifies by itself.",
    "Same excerpts, same chain, same seals; the source is only read."},
    footer = {"", "Example:", "  tradebot journal export-prefix out/backtest-1/journal out/part --to 999"})
final class JournalExportPrefixCommand implements Runnable {

    private final Screen screen;

    @Parameters(index = "0", paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    @Parameters(index = "1", paramLabel = "TARGET", description = "New or empty folder for the copy.")
    private Path target;

    @Option(names = "--to", paramLabel = "SEQUENCE", description = "Last excerpt to copy; default: the last verified one.")
    private Long to;

    JournalExportPrefixCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        if (to != null && to < 0) {
            throw new CommandFailure(ExitCode.USAGE, "--to " + to + " is no sequence; the first is 0");
        }
        VerificationReport copy;
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            copy = JournalExport.prefix(JournalFolder.existing(journal), target, to == null ? -1 : to, progress::at);
        } catch (IllegalArgumentException cannotBe) {
            boolean isTarget = cannotBe.getMessage().startsWith(target.toString());
            throw new CommandFailure(isTarget ? ExitCode.CANNOT_CREATE : ExitCode.NO_INPUT, cannotBe.getMessage(), cannotBe);
        }
        if (screen.isJson()) {
            screen.json(VerificationJson.of(copy));
        } else {
            screen.line(copy.excerptCount() + " excerpts in " + target + ", chain head " + copy.headChain());
        }
    }
}
