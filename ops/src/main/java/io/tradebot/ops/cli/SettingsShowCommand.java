package io.tradebot.ops.cli;

import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.ops.config.HomeSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints the settings in force and where each came from; secrets are masked. */
@Command(name = "show", description = "Print the settings in force in a home; secrets are masked. A flag wins over the environment "
    + "(TRADEBOT_KEY), that over the encrypted store, that over the file .env of the home, that over defaults.",
    footer = {"", "Example:", "  tradebot settings show --origin --home my-bot"})
final class SettingsShowCommand implements Callable<Integer> {

    private final Screen screen;
    private final Surroundings surroundings;

    @Mixin
    private final HomeOption home;

    @Option(names = "--origin", description = "Say where each value came from.")
    private boolean isOriginShown;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting as a flag; wins over all. May be repeated. No secrets.")
    private Map<String, String> flags = new LinkedHashMap<>();

    SettingsShowCommand(Screen screen, Surroundings surroundings) {
        this.screen = screen;
        this.surroundings = surroundings;
        this.home = new HomeOption(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        SettingsTable table = StrategyCatalog.settingsTable();
        HomeSettings settings = HomeSettings.load(home.path(), surroundings.environment(), flags, table, InstantSource.system());
        settings.notices().forEach(screen::note);
        CheckedSettings checked = settings.checked();
        checked.settings(); // all problems at once
        if (screen.isJson()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            table.rows().forEach(row -> rows.add(document(row, checked)));
            screen.json(rows);
        } else if (isOriginShown) {
            TextTable text = new TextTable("key", "value", "origin");
            table.rows().forEach(row -> text.row(row.key(), value(row, checked), origin(row, checked)));
            screen.text(text.text());
        } else {
            table.rows().forEach(row -> screen.line(row.key() + "=" + value(row, checked)));
        }
        return ExitCode.OK.code();
    }

    private Map<String, Object> document(Setting row, CheckedSettings checked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("key", row.key());
        document.put("value", value(row, checked));
        document.put("isSecret", row.isSecret());
        document.put("origin", origin(row, checked));
        return document;
    }

    private static String value(Setting row, CheckedSettings checked) {
        if (row.isSecret()) {
            return checked.secret(row.key()).isPresent() ? row.shown("") : "";
        }
        return row.shown(checked.settings().value(row.key()));
    }

    private static String origin(Setting row, CheckedSettings checked) {
        return checked.origin(row.key()).orElse(row.isSecret() ? "not set" : "default");
    }
}
