package io.tradebot.ops.cli;

import io.tradebot.ops.daemon.Home;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder of a bot. */
final class HomeOption {

    private final Map<String, String> environment;

    @Option(names = "--home", paramLabel = "DIR",
        description = "Folder with everything of one bot; default: TRADEBOT_HOME, else .local/state/tradebot in your home.")
    private Path folder;

    /** With the environment of this process. */
    HomeOption() {
        environment = System.getenv();
    }

    /** With the environment that the command sees. */
    HomeOption(Surroundings surroundings) {
        environment = surroundings.environment();
    }

    /** The folder, which need not exist. */
    Path path() {
        if (folder != null) {
            return folder;
        }
        String named = environment.getOrDefault("TRADEBOT_HOME", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state", "tradebot") : Path.of(named);
    }

    /** The home, which need not exist. */
    Home home() {
        return new Home(path());
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
