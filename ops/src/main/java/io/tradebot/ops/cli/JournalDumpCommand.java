package io.tradebot.ops.cli;

import io.tradebot.journal.tool.JournalDump;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/** Shows the records of a journal. */
@Command(name = "dump", description = "Show the records of a journal, one a line; with --json one JSON object a line.",
    footer = {"", "Example:", "  tradebot journal dump out/backtest-1/journal --from 0 --to 9"})
final class JournalDumpCommand implements Runnable {

    private final Screen screen;

    @Parameters(paramLabel = "JOURNAL", description = "Folder of a journal or of a run.")
    private Path journal;

    @Option(names = "--from", paramLabel = "SEQUENCE", description = "First excerpt; default ${DEFAULT-VALUE}.", defaultValue = "0")
    private long from;

    @Option(names = "--to", paramLabel = "SEQUENCE", description = "Last excerpt; default: the end.")
    private long to = Long.MAX_VALUE;

    JournalDumpCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        if (from < 0 || to < from) {
            throw new CommandFailure(ExitCode.USAGE, "--from " + from + " and --to " + to + " are no range of sequences from 0");
        }
        Path folder = JournalFolder.existing(journal);
        try {
            screen.write(out -> JournalDump.dump(folder, from, to, screen.isJson(), out));
        } catch (IllegalArgumentException isBehindTheEnd) {
            throw new CommandFailure(ExitCode.NO_INPUT, isBehindTheEnd.getMessage(), isBehindTheEnd);
        }
    }
}
