package io.tradebot.ops.cli;

import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.ops.config.HomeSettings;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of commands that run strategies. */
final class SettingsOptions {

    private static final String ALL = "all";

    @Option(names = "--strategy", paramLabel = "NAME",
        description = "Run only this strategy, or all of STRATEGY_SEQUENCE; default: what the settings say.")
    private String strategy;

    @Option(names = "--settings", paramLabel = "FILE", description = "Settings file; see tradebot settings template.")
    private Path settings;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; wins over the file. May be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The settings, checked by the table of the strategies that are found. */
    EngineSettings checked() {
        List<SettingsFile> weakestFirst = new ArrayList<>();
        if (settings != null) {
            weakestFirst.add(SettingsSource.read(settings));
        }
        SecretArguments.refuse(StrategyCatalog.settingsTable(), overrides.keySet());
        weakestFirst.add(SettingsFile.of("--set", overrides));
        if (strategy != null) {
            weakestFirst.add(SettingsFile.of("--strategy", Map.of("STRATEGY_OVERRIDE", strategy.equals(ALL) ? "null" : strategy)));
        }
        EngineSettings checked = StrategyCatalog.settingsTable().check(weakestFirst.toArray(SettingsFile[]::new)).settings();
        requireStrategies(checked);
        return checked;
    }

    /** The settings of a home: those of its store, environment and plain file, and over them what the command line says; or --settings alone. */
    CheckedSettings checked(Path home, Screen screen) throws IOException {
        Map<String, String> flags = new LinkedHashMap<>(overrides);
        if (strategy != null) {
            flags.put("STRATEGY_OVERRIDE", strategy.equals(ALL) ? "null" : strategy);
        }
        if (settings != null) {
            SecretArguments.refuse(StrategyCatalog.settingsTable(), flags.keySet());
            CheckedSettings given = StrategyCatalog.settingsTable().check(SettingsSource.read(settings), SettingsFile.of("--set", flags));
            requireStrategies(given.settings());
            return given;
        }
        HomeSettings loaded = HomeSettings.load(home, System.getenv(), flags, StrategyCatalog.settingsTable(), InstantSource.system());
        loaded.notices().forEach(screen::note);
        requireStrategies(loaded.checked().settings());
        return loaded.checked();
    }

    /** The settings may name strategies that come with another version or another jar. */
    private static void requireStrategies(EngineSettings checked) {
        List<String> available = StrategyCatalog.load().stream().map(Strategy::name).toList();
        List<String> wanted = checked.strategyOverride() == null ? List.of(checked.strategySequence()) : List.of(checked.strategyOverride());
        List<String> missing = wanted.stream().filter(name -> !available.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new CommandFailure(ExitCode.CONFIGURATION, "the settings ask for the strategies " + String.join(", ", missing)
                + ", which are not found here; there are " + String.join(", ", available) + ". Name the jars of others with --plugins, "
                + "run one with --strategy " + available.get(0) + ", or take the others out with --set STRATEGY_SEQUENCE="
                + String.join(",", available));
        }
    }
}
