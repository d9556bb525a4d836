package io.tradebot.ops.cli;

import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.ops.config.StoredOrigins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Compares two sets of settings by their meaning. */
@Command(name = "diff", description = "Compare settings files by meaning, or one with the encrypted store of a home; secrets are masked.",
    footer = {"", "Examples:", "  tradebot settings diff old.env new.env", "  tradebot settings diff store new.env --home my-bot"})
final class SettingsDiffCommand implements Callable<Integer> {

    private static final String STORE = "store";

    private final Screen screen;

    @Mixin
    private final HomeOption home;

    @Parameters(index = "0", paramLabel = "A", description = "Settings file, or the word store.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "Settings file, or the word store.")
    private String second;

    SettingsDiffCommand(Screen screen, Surroundings surroundings) {
        this.screen = screen;
        this.home = new HomeOption(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        SettingsTable table = StrategyCatalog.settingsTable();
        CheckedSettings a = checked(first, table);
        CheckedSettings b = checked(second, table);
        List<Map<String, String>> differences = new ArrayList<>();
        for (Setting row : table.rows()) {
            if (!value(row, a).equals(value(row, b))) {
                Map<String, String> difference = new LinkedHashMap<>();
                difference.put("key", row.key());
                difference.put("a", shown(row, a));
                difference.put("b", shown(row, b));
                differences.add(difference);
            }
        }
        if (screen.isJson()) {
            screen.json(differences);
        } else if (differences.isEmpty()) {
            screen.line("no differences");
        } else {
            TextTable text = new TextTable("key", first, second);
            differences.forEach(difference -> text.row(difference.get("key"), difference.get("a"), difference.get("b")));
            screen.text(text.text());
        }
        return (differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    private CheckedSettings checked(String source, SettingsTable table) throws IOException {
        CheckedSettings checked = source.equals(STORE) ? table.check(StoredOrigins.read(home.path(), InstantSource.system()))
            : table.check(SettingsSource.read(Path.of(source)));
        checked.settings(); // all problems at once
        return checked;
    }

    private static String value(Setting row, CheckedSettings checked) {
        return row.isSecret() ? checked.secret(row.key()).orElse("") : checked.settings().value(row.key());
    }

    /** Two secrets that differ look the same: that they are listed says it. */
    private static String shown(Setting row, CheckedSettings checked) {
        String value = value(row, checked);
        return value.isEmpty() ? row.isSecret() ? "not set" : "empty" : row.shown(value);
    }
}
