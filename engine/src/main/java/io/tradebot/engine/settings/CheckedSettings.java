package io.tradebot.engine.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of {@link SettingsTable#check}: either settings that can be used, or every problem. Immutable.
 */
public final class CheckedSettings {

    private final List<SettingsProblem> problems;
    private final EngineSettings settings;
    private final Map<String, String> secretByKey;
    private final Map<String, String> originByKey;

    CheckedSettings(List<SettingsProblem> problems, EngineSettings settings, Map<String, String> secretByKey,
                    Map<String, String> originByKey) {
        this.problems = List.copyOf(problems);
        this.settings = settings;
        this.secretByKey = Collections.unmodifiableMap(new LinkedHashMap<>(secretByKey));
        this.originByKey = Collections.unmodifiableMap(new LinkedHashMap<>(originByKey));
    }

    /** All problems, in the order of the files and then of the table; empty when the settings can be used. */
    public List<SettingsProblem> problems() {
        return problems;
    }

    /**
     * The settings.
     *
     * @throws InvalidSettingsException naming all problems when there is one
     */
    public EngineSettings settings() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return settings;
    }

    /** Where the value of a key was given; empty when it is the default. */
    public Optional<String> origin(String key) {
        return Optional.ofNullable(originByKey.get(key));
    }

    /** The value of a secret setting, when it was given. Never log, journal or show it. */
    public Optional<String> secret(String key) {
        return Optional.ofNullable(secretByKey.get(key));
    }
}
