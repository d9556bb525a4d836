package io.tradebot.ops.cli;

import java.nio.file.Files;
import java.nio.file.Path;

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
        return Files.isDirectory(inside) ? inside : named;
    }
}
