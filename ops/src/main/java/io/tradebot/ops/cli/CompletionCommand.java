package io.tradebot.ops.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(name = "completion", description = "Print a completion script for bash or zsh.",
    footer = {"", "Example:", "  source <(tradebot completion)"})
final class CompletionCommand implements Runnable {

    private final Screen screen;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        screen.text(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    }
}
