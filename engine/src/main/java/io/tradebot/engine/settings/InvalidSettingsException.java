package io.tradebot.engine.settings;

import java.util.List;

/** The settings cannot be used; carries every problem found, not only the first. */
public final class InvalidSettingsException extends RuntimeException {

    private final transient List<SettingsProblem> problems;

    /** At least one problem. */
    public InvalidSettingsException(List<SettingsProblem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order of the file and then of the table. */
    public List<SettingsProblem> problems() {
        return problems;
    }

    private static String text(List<SettingsProblem> problems) {
        StringBuilder text = new StringBuilder(problems.size() == 1 ? "one setting is wrong:" : problems.size()
            + " settings are wrong:");
        problems.forEach(problem -> text.append("\n  ").append(problem));
        return text.toString();
    }
}
