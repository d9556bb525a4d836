package io.tradebot.ops.cli;

import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.ops.config.SettingsEdit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Changes settings and secrets in the encrypted store of a home whose bot does not run. */
@Command(name = "set", description = "Change settings and secrets in the encrypted store of a home, all or none; every key is renewed. "
    + "Secrets come from a file or standard input, never from the command line. Asks nothing.",
    footer = {"", "Examples:", "  tradebot settings set MAX_PRICE=80 --reason 'smaller accounts' --home my-bot",
        "  tradebot settings set --from - --reason 'new key' --home my-bot < keys.env"})
final class SettingsSetCommand implements Callable<Integer> {

    private static final int LENGTH_MAX = 1 << 20;

    private final Screen screen;
    private final Surroundings surroundings;

    @Mixin
    private final HomeOption home;

    @Parameters(arity = "0..*", paramLabel = "KEY=VALUE", description = "Settings that are no secrets.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--from", paramLabel = "FILE", description = "Settings and secrets, one KEY=VALUE a line; - for standard input.")
    private String from;

    @Option(names = "--unset", paramLabel = "KEY", description = "Takes its default again; a secret is removed. May be repeated.")
    private List<String> unset = new ArrayList<>();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept with the change. No secrets.")
    private String reason;

    @Option(names = "--user", paramLabel = "NAME", description = "Who; default: the user of the system.")
    private String user = System.getProperty("user.name");

    SettingsSetCommand(Screen screen, Surroundings surroundings) {
        this.screen = screen;
        this.surroundings = surroundings;
        this.home = new HomeOption(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        if (values.isEmpty() && from == null && unset.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "nothing to set; name KEY=VALUE, --from FILE or --unset KEY");
        }
        if (reason.isBlank()) {
            throw new CommandFailure(ExitCode.USAGE, "--reason is empty; say why");
        }
        SettingsTable table = StrategyCatalog.settingsTable();
        SecretArguments.refuse(table, values.keySet());
        List<SettingsFile> given = new ArrayList<>(List.of(SettingsFile.of("command line", values)));
        if (from != null) {
            given.add(from.equals("-") ? SettingsFile.parse("standard input", surroundings.in().readNBytes(LENGTH_MAX))
                : SettingsSource.read(Path.of(from)));
        }
        int keySet = RunningBot.whileNone(home.path(), () ->
            new SettingsEdit(home.path(), table, InstantSource.system()).set(given, unset, user, reason));
        int count = given.stream().mapToInt(file -> file.entries().size()).sum() + unset.size();
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("changed", count);
            document.put("keySet", keySet);
            screen.json(document);
        } else {
            screen.line(count + (count == 1 ? " setting stored" : " settings stored") + ", key set " + keySet + " is in force");
        }
        return ExitCode.OK.code();
    }
}
