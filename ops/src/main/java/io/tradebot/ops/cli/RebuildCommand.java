package io.tradebot.ops.cli;

import io.tradebot.replay.backtest.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Makes what is derived of a run again from its journal. */
@Command(name = "rebuild", description = {"Make everything that is derived of a run again from its journal, and compare.",
    "That is its books and their chart, trades, summaries, decisions, logs, figures and report."},
    footer = {"", "Example:", "  tradebot rebuild out/backtest-1"})
final class RebuildCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "Folder of a run.")
    private Path folder;

    @Option(names = "--check", description = "End with 3 when anything was not the same before.")
    private boolean isCheck;

    RebuildCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        RunFolder run = new RunFolder(folder);
        if (!Files.isDirectory(run.journal())) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no journal " + run.journal() + "; name the folder of a run");
        }
        RunRebuild rebuild = RunRebuild.of(run);
        if (screen.isJson()) {
            screen.json(rebuild.document());
        } else {
            screen.text(rebuild.text());
        }
        return (isCheck && !rebuild.isIdentical() ? ExitCode.DIFFERENCE : ExitCode.OK).code();
    }
}
