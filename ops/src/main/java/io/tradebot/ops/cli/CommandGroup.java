package io.tradebot.ops.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that only leads to other commands; alone it is an error that names them. */
abstract class CommandGroup implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** The commands about a journal. */
    @Command(name = "journal", description = "Look into, verify, seal and repair a journal.", synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tradebot journal describe out/backtest-1/journal"})
    static final class Journal extends CommandGroup {
    }

    /** The commands about the books. */
    @Command(name = "ledger", description = "Look into the books of a run.", synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tradebot ledger balance out/backtest-1"})
    static final class Ledger extends CommandGroup {
    }

    /** The commands that try to catch a strategy. */
    @Command(name = "check", description = "Try to catch a strategy that breaks its contract.", synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tradebot check lookahead --data out/demo/data --strategy open"})
    static final class Check extends CommandGroup {
    }

    /** The commands about settings. */
    @Command(name = "settings", description = "Print, check, compare and change settings; the encrypted store.", synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tradebot settings check my.env"})
    static final class Settings extends CommandGroup {
    }
}
