package io.tradebot.ops.cli;

import io.tradebot.journal.log.VerificationReport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The journal that an argument names: the journal itself, or the folder of a run that has one. */
final class JournalFolder {

    private JournalFolder() {
    }

    static Path existing(Path named) {
        if (!Files.exists(named)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no journal " + named);
        }
        if (!Files.isDirectory(named)) {
            throw new CommandFailure(ExitCode.NO_INPUT, named + " is a file; a journal is a folder, such as out/backtest-1/journal");
        }
        Path inside = named.resolve("journal");
        Path journal = Files.isDirectory(inside) ? inside : named;
        requireJournal(journal);
        return journal;
    }

    /** Anything that a writer leaves, damaged or set aside: nothing of it means that another folder was meant, not that all is well. */
    private static void requireJournal(Path journal) {
        try (Stream<Path> entries = Files.list(journal)) {
            if (entries.noneMatch(entry -> entry.getFileName().toString().matches("anchor(\\.damaged)?|[0-9]{8}(\\.damaged)?"))) {
                throw new CommandFailure(ExitCode.NO_INPUT, journal + " is not a journal: it has neither an anchor nor a segment such as "
                    + "00000001; name the folder of a journal or of a run");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + journal + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What to do about damage, for the end of a listing of it. */
    static String remedy(VerificationReport report) {
        Path journal = report.journal();
        return "to do: restore a backup if there is one; else 'tradebot journal export-prefix " + journal + " TARGET' copies the "
            + report.excerptCount() + " verified excerpts into a new journal, 'tradebot journal repair " + journal
            + "' sets aside what is damaged and goes on behind them";
    }
}
