package io.tradebot.ops.cli;

import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.strategy.StrategyCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Checks a settings file. */
@Command(name = "check", description = "Check a settings file and name every problem in it.",
    footer = {"", "Example:", "  tradebot settings check my.env"})
final class SettingsCheckCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "Settings file, one KEY=VALUE a line.")
    private Path file;

    SettingsCheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        SettingsFile given = SettingsSource.read(file);
        CheckedSettings checked = StrategyCatalog.settingsTable().check(given);
        List<SettingsProblem> problems = checked.problems();
        if (screen.isJson()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", file.toString());
            document.put("isValid", problems.isEmpty());
            document.put("problems", problems);
            screen.json(document);
        } else {
            problems.forEach(problem -> screen.line(problem.toString()));
            screen.line(file + ": " + (problems.isEmpty() ? given.entries().size() + " settings, no problems"
                : problems.size() + " problems"));
        }
        return (problems.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION).code();
    }
}
