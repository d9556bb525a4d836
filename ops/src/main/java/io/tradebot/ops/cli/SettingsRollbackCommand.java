package io.tradebot.ops.cli;

import io.tradebot.ops.config.WholeStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Takes a backup of the encrypted store. */
@Command(name = "rollback", description = "Take the settings and secrets of a backup, all of them, under new keys. Also for a store with a lost "
    + "key, a lost key ring or a damaged file.",
    footer = {"", "Example:", "  tradebot settings rollback 7 --reason 'wrong weights' --home my-bot"})
final class SettingsRollbackCommand implements Callable<Integer> {

    private final Screen screen;

    @Mixin
    private final HomeOption home;

    @Parameters(paramLabel = "SET", description = "Number of the key set, as tradebot settings backups lists it.")
    private int set;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with the change. No secrets.")
    private String reason;

    @Option(names = "--user", paramLabel = "NAME", description = "Who; default: the user of the system.")
    private String user = System.getProperty("user.name");

    SettingsRollbackCommand(Screen screen, Surroundings surroundings) {
        this.screen = screen;
        this.home = new HomeOption(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        int keySet = RunningBot.whileNone(home.path(), () -> WholeStore.rollBack(home.path(), InstantSource.system(), set, user, reason));
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("from", set);
            document.put("keySet", keySet);
            screen.json(document);
        } else {
            screen.line("the contents of key set " + set + " are in force again, as key set " + keySet);
        }
        return ExitCode.OK.code();
    }
}
