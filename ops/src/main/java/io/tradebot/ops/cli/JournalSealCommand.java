package io.tradebot.ops.cli;

import io.tradebot.journal.event.SealCause;
import io.tradebot.journal.log.JournalException;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Seals a journal that was written without a key. */
@Command(name = "seal", description = {"Seal a journal as it is now, such as that of a backtest that is to be shown to somebody.",
    "The seal is appended as an excerpt of its own."},
    footer = {"", "Example:", "  tradebot journal seal out/backtest-1/journal"})
final class JournalSealCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    @Mixin
    private SealKeyOption key = new SealKeyOption();

    JournalSealCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = JournalFolder.existing(journal);
        try (Progress progress = new Progress(screen, "verifying", "bytes")) {
            WriterOptions options = WriterOptions.defaults().withProgress(progress::at).sealedBy(key.openOrCreate(screen));
            try (JournalWriter writer = JournalWriter.open(folder, options)) {
                if (writer.nextSequence() == 0) {
                    throw new JournalException("journal " + folder + " has no excerpt to seal");
                }
                writer.seal(SealCause.OPERATOR);
            }
        }
        return JournalSealsCommand.show(screen, folder, null);
    }
}
