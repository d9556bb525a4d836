package io.tradebot.ops.cli;

import io.tradebot.replay.state.StateAt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Prints what the engine remembered. */
@Command(name = "state", description = {"Print what the engine remembers: positions, lots, orders, latches, counters, reserves, blocklist, "
    + "rate windows, settings in force.", "Found by deciding every input again; ends with 3 when a decision comes out differently."},
    footer = {"", "Examples:", "  tradebot ledger state out/backtest-1", "  tradebot ledger state out/backtest-1 --as-of 2024-11-05T10:00-05:00"})
final class LedgerStateCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "DIR", description = "Folder of a journal or of a run.")
    private Path folder;

    @Mixin
    private AsOfOption asOf = new AsOfOption();

    LedgerStateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        StateAt.Outcome outcome;
        try {
            outcome = StateAt.of(JournalFolder.existing(folder), asOf.cut());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.NO_INPUT, e.getMessage(), e);
        }
        if (outcome.state().isEmpty()) {
            screen.error(outcome.difference().orElseThrow());
            screen.error("DIFFERENT: this program decides otherwise than the journal says, so it cannot tell the state; see tradebot audit");
            return ExitCode.DIFFERENCE.code();
        }
        StateAt state = outcome.state().get();
        if (screen.isJson()) {
            screen.json(StatePrinter.document(state));
        } else {
            screen.text(StatePrinter.text(state));
        }
        return ExitCode.OK.code();
    }
}
