package io.tradebot.ops.cli;

import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.ops.check.BuildCheck;
import io.tradebot.ops.check.Finding;
import io.tradebot.ops.config.StoreException;
import io.tradebot.ops.daemon.Home;
import io.tradebot.ops.daemon.HomeLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Looks whether a bot can run. */
@Command(name = "doctor", description = {"Look at everything a bot needs: Java, disk, clock, modes, settings, strategies, journal, books, lock.",
    "The same checks run before each start, which a refusal ends with 78. Exit code 3 when something is refused."},
    footer = {"", "Example:", "  tradebot doctor --home ~/bot"})
final class DoctorCommand implements Callable<Integer> {

    private final Screen screen;

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    DoctorCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        BuildCheck check = check(home.existing(), settings, screen);
        if (screen.isJson()) {
            screen.json(document(check));
        } else {
            for (Finding finding : check.findings()) {
                screen.line(String.format(Locale.ROOT, "%-14s %s", finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '), finding));
            }
            screen.line(check.isPassed() ? "nothing stops a start" : "a start would be refused");
        }
        return (check.isPassed() ? ExitCode.OK : ExitCode.DIFFERENCE).code();
    }

    /** All checks of a home. */
    static BuildCheck check(Home home, SettingsOptions settings, Screen screen) throws IOException {
        List<String> problems = new ArrayList<>();
        try {
            settings.checked(home.root(), screen);
        } catch (InvalidSettingsException | CommandFailure | StoreException | IOException wrong) {
            problems.add(wrong.getMessage());
        }
        return new BuildCheck(home.root(), InstantSource.system()).machineAndFiles()
            .settings(problems, StrategyCatalog.load().stream().map(Strategy::name).toList()).journalAndBooks().process(HomeLock.holder(home));
    }

    /** The findings as JSON. */
    static Map<String, Object> document(BuildCheck check) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("isPassed", check.isPassed());
        document.put("findings", check.findings());
        return document;
    }
}
