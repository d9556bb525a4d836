package io.tradebot.ops.cli;

import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.strategy.StrategyCatalog;
import picocli.CommandLine.Command;

import java.util.LinkedHashMap;
import java.util.Map;

/** Prints every setting with meaning, range and default. */
@Command(name = "template", description = "Print a settings file with every key, its meaning, range and default.",
    footer = {"", "Example:", "  tradebot settings template > my.env"})
final class SettingsTemplateCommand implements Runnable {

    private final Screen screen;

    SettingsTemplateCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        if (screen.isJson()) {
            screen.json(StrategyCatalog.settingsTable().rows().stream().map(SettingsTemplateCommand::document).toList());
        } else {
            screen.text(StrategyCatalog.settingsTable().template());
        }
    }

    private static Map<String, Object> document(Setting row) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("key", row.key());
        document.put("aliases", row.aliases());
        document.put("section", row.section());
        document.put("type", row.type().name());
        document.put("range", row.type().range());
        document.put("unit", row.unit());
        document.put("default", row.isSecret() ? null : row.defaultText());
        document.put("isSecret", row.isSecret());
        document.put("meaning", row.meaning());
        return document;
    }
}
