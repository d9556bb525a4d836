package io.tradebot.engine.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a request for other settings: the settings with it, or every problem at once. Immutable.
 *
 * @param problems empty when the request is granted
 * @param settings with the request; null when it is refused
 * @param values what differs from before, in the order of the table; empty when nothing does
 */
public record ChangedSettings(List<SettingsProblem> problems, EngineSettings settings, List<Value> values) {

    /** One setting that gets another value; both canonical. */
    public record Value(String key, String before, String now) {
    }

    /** When somebody asks: what a day's plan rests on does not change under it. */
    public enum Moment {
        /** Every setting of a session is taken. */
        BETWEEN_DAYS("", ""),
        DAY_OPEN("is not taken while a trading day is open", "Ask again when it has closed."),
        ORDER_OPEN("is not taken while an order is open", "Ask again when none is, or cancel it."),
        /** What engines said whose journals have a schema version below 3. */
        SESSION("is not taken while a session runs", "Start the next session with it.");

        private final String problem;
        private final String remedy;

        Moment(String problem, String remedy) {
            this.problem = problem;
            this.remedy = remedy;
        }
    }

    private static final String REQUEST = "request";

    /**
     * Checks a request with the table that start-up uses, and whether its keys may change now.
     *
     * @param moment other than between days only what is read at each decision is taken
     */
    public static ChangedSettings of(SettingsTable table, EngineSettings before, List<EngineSettings.Entry> request, Moment moment) {
        List<SettingsProblem> problems = new ArrayList<>();
        if (request.isEmpty()) {
            problems.add(new SettingsProblem(REQUEST, "", "", "The request names no setting", "Name at least one."));
        }
        List<EngineSettings.Entry> plain = new ArrayList<>();
        for (EngineSettings.Entry entry : request) {
            Setting row = table.row(entry.key());
            if (row != null && row.isSecret()) {
                problems.add(new SettingsProblem(REQUEST, row.key(), row.shown(entry.value()), "is a secret, and no record holds one",
                    "Change it in the encrypted store."));
            } else {
                plain.add(entry);
            }
        }
        CheckedSettings checked = table.checkRecorded(EngineSettings.file("in force", before.entries()), EngineSettings.file(REQUEST, plain));
        problems.addAll(checked.problems());
        plain.forEach(entry -> addUntimely(table.row(entry.key()), entry.value(), before, moment, problems));
        return problems.isEmpty() ? new ChangedSettings(problems, checked.settings(), difference(before, checked.settings()))
            : new ChangedSettings(List.copyOf(problems), null, List.of());
    }

    /** A value that is valid, and another one than now, but cannot be taken now. */
    private static void addUntimely(Setting row, String value, EngineSettings before, Moment moment, List<SettingsProblem> problems) {
        if (row == null || row.change() == Setting.Change.AT_ONCE || !isOther(row, value, before)) {
            return;
        }
        if (row.change() == Setting.Change.AT_START) {
            problems.add(new SettingsProblem(REQUEST, row.key(), row.shown(value), "is taken at the start of a process only",
                "Stop the bot, change it, and start again."));
        } else if (moment != Moment.BETWEEN_DAYS) {
            problems.add(new SettingsProblem(REQUEST, row.key(), row.shown(value), moment.problem, moment.remedy));
        }
    }

    private static boolean isOther(Setting row, String value, EngineSettings before) {
        try {
            return !row.type().canonical(value).equals(before.value(row.key()));
        } catch (RefusedValueException refused) {
            return false; // the check has said so
        }
    }

    /** True when all that differs is read at each decision. */
    public boolean isAtOnce(SettingsTable table) {
        return values.stream().allMatch(value -> table.row(value.key()).change() == Setting.Change.AT_ONCE);
    }

    private static List<Value> difference(EngineSettings before, EngineSettings now) {
        return now.entries().stream().filter(entry -> !entry.value().equals(before.value(entry.key())))
            .map(entry -> new Value(entry.key(), before.value(entry.key()), entry.value())).toList();
    }
}
