package io.tradebot.ops.cli;

import io.tradebot.ops.daemon.Home;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a bot. */
final class HomeOption {

    @Option(names = "--home", paramLabel = "DIR",
        description = "Folder of the bot; default: TRADEBOT_HOME, else .local/state/tradebot in your home.")
    private Path folder;

    /** The home, which need not exist. */
    Home home() {
        if (folder != null) {
            return new Home(folder);
        }
        String named = System.getenv("TRADEBOT_HOME");
        return new Home(named != null && !named.isEmpty() ? Path.of(named) : Path.of(System.getProperty("user.home"), ".local", "state", "tradebot"));
    }

    /** The home of a bot that has run. */
    Home existing() {
        Home home = home();
        if (!Files.isDirectory(home.root())) {
            throw new CommandFailure(ExitCode.NO_INPUT, "there is no home " + home.root() + "; tradebot run --home DIR makes one");
        }
        return home;
    }
}
