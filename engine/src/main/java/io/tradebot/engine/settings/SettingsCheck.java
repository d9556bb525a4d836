package io.tradebot.engine.settings;

import io.tradebot.journal.value.FixedPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One check of given settings against the table: each value by its type, then the rules between settings. Collects every
 * problem; a rule is asked only when all values it needs are valid, so that one mistake is reported once.
 */
final class SettingsCheck {

    private static final List<String> BROKERS = List.of("ALPACA", "IBKR", "TRADIER");

    private final SettingsTable table;
    private final boolean isForThisVersion;
    private final List<SettingsProblem> problems = new ArrayList<>();
    private final Map<String, SettingsFile.Entry> givenByKey = new TreeMap<>();
    private final Map<String, String> valueByKey = new LinkedHashMap<>(); // canonical; without what has a problem
    private final Map<String, String> secretByKey = new TreeMap<>();

    SettingsCheck(SettingsTable table, boolean isForThisVersion) {
        this.table = table;
        this.isForThisVersion = isForThisVersion;
    }

    CheckedSettings check(SettingsFile... weakestFirst) {
        for (SettingsFile file : weakestFirst) {
            collect(file);
        }
        table.rows().forEach(this::checkRow);
        checkRules();
        Map<String, String> originByKey = new TreeMap<>();
        givenByKey.forEach((key, entry) -> originByKey.put(key, entry.where()));
        return new CheckedSettings(problems, problems.isEmpty() ? new EngineSettings(table.strategies(), valueByKey) : null,
            secretByKey, originByKey);
    }

    private void collect(SettingsFile file) {
        problems.addAll(file.problems());
        Map<String, SettingsFile.Entry> givenHere = new TreeMap<>();
        for (SettingsFile.Entry entry : file.entries()) {
            Setting row = table.row(entry.key());
            if (row == null) {
                problems.add(unknown(entry));
                continue;
            }
            SettingsFile.Entry earlier = givenHere.putIfAbsent(row.key(), entry);
            if (earlier != null) {
                problems.add(new SettingsProblem(entry.where(), entry.key(), "", "is given again; "
                    + (earlier.key().equals(entry.key()) ? "the first is at " : "it is the same setting as " + earlier.key() + " at ")
                    + earlier.where(), "Keep one of the two."));
                continue;
            }
            givenByKey.put(row.key(), entry);
        }
    }

    /** The value of an unknown key is not shown: a mistyped secret is still a secret. */
    private SettingsProblem unknown(SettingsFile.Entry entry) {
        String retired = retired(entry.key());
        if (retired != null) {
            return new SettingsProblem(entry.where(), entry.key(), "", "is no longer a setting", retired);
        }
        String nearest = nearestName(entry.key());
        return new SettingsProblem(entry.where(), SettingsProblem.shown(entry.key()), "", "is no setting",
            nearest == null ? "Remove the line; the template lists all settings." : "Did you mean " + nearest + "?");
    }

    private String nearestName(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        String nearest = null;
        int least = Math.max(1, Math.min(upper.length(), 40) / 4) + 1;
        for (Setting row : table.rows()) {
            int distance = upper.length() > 2 * row.key().length() ? least : distance(upper, row.key());
            if (distance < least) {
                least = distance;
                nearest = row.key();
            }
        }
        return nearest;
    }

    /** Fewest insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replace = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(replace, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    steps[i][j] = Math.min(steps[i][j], 1 + steps[i - 2][j - 2]);
                }
            }
        }
        return steps[a.length()][b.length()];
    }

    private void checkRow(Setting row) {
        SettingsFile.Entry given = givenByKey.get(row.key());
        String text = given == null ? row.defaultText() : given.value();
        if (row.isSecret() && text.isEmpty()) {
            return; // not set; whoever needs it says so
        }
        try {
            (row.isSecret() ? secretByKey : valueByKey).put(row.key(), row.type().canonical(text));
        } catch (RefusedValueException refused) {
            problem(row.key(), refused.limit, refused.remedy);
        }
    }

    private void checkRules() {
        checkVersion();
        checkMode();
        checkBrokers();
        checkStrategies();
        checkWeights();
        checkFees();
        if (has("MIN_PRICE", "MAX_PRICE") && number("MIN_PRICE", SettingType.PRICE_SCALE) > number("MAX_PRICE", SettingType.PRICE_SCALE)) {
            problem("MIN_PRICE", "is above MAX_PRICE=" + value("MAX_PRICE"), "Lower it, or raise MAX_PRICE.", "MAX_PRICE");
        }
    }

    private void checkVersion() {
        if (isForThisVersion && has("VERSION_TAG") && !value("VERSION_TAG").equals(SettingsTable.PRODUCT_VERSION_TAG)) {
            problem("VERSION_TAG", "is not " + SettingsTable.PRODUCT_VERSION_TAG + ", the version that runs",
                "Read the breaking changes in VERSION.md, check the settings against them, then set VERSION_TAG="
                    + SettingsTable.PRODUCT_VERSION_TAG + ".");
        }
    }

    private void checkMode() {
        if (!has("MODE") || !value("MODE").equals("live")) {
            return;
        }
        if (has("BROKER_NAME")) {
            String broker = value("BROKER_NAME");
            if (broker.equals("PAPER")) {
                problem("MODE", "needs a broker with real accounts, not BROKER_NAME=PAPER", "Name the broker, or set MODE=paper.");
            } else if (has(broker + "_MODE") && !value(broker + "_MODE").equals("live")) {
                problem("MODE", "contradicts " + broker + "_MODE=paper", "Set both to live, or MODE=paper.", broker + "_MODE");
            }
        }
        for (Setting row : table.rows()) {
            if (!row.liveMaxText().isEmpty() && has(row.key()) && number(row.key(), SettingType.RATIO_SCALE)
                > FixedPoint.parse(row.liveMaxText(), SettingType.RATIO_SCALE)) {
                problem(row.key(), "is above " + row.liveMaxText() + ", the most allowed in live mode", "Lower it, or set MODE=paper.");
            }
        }
    }

    private void checkBrokers() {
        if (!has("BROKER_NAME", "ALPACA_ENABLED", "IBKR_ENABLED", "TRADIER_ENABLED")) {
            return;
        }
        String active = value("BROKER_NAME");
        List<String> enabled = BROKERS.stream().filter(broker -> value(broker + "_ENABLED").equals("true")).toList();
        if (enabled.size() > 1) {
            problem(enabled.get(1) + "_ENABLED", "is the second broker enabled besides " + enabled.get(0)
                + ", and one bot has one broker", "Set all but one of " + String.join("_ENABLED, ", enabled) + "_ENABLED to false.");
        } else if (active.equals("PAPER") && !enabled.isEmpty()) {
            problem("BROKER_NAME", "is the built-in paper broker, but " + enabled.get(0) + " is enabled",
                "Set " + enabled.get(0) + "_ENABLED=false.", enabled.get(0) + "_ENABLED");
        }
        if (!active.equals("PAPER") && !enabled.contains(active)) {
            problem("BROKER_NAME", "is not enabled", "Set " + active + "_ENABLED=true and the others to false.",
                active + "_ENABLED");
        }
    }

    private void checkStrategies() {
        List<String> known = table.strategies();
        for (String key : List.of("STRATEGY_SEQUENCE", "STRATEGY_OVERRIDE")) {
            if (has(key) && !value(key).equals("null")) {
                Arrays.stream(value(key).split(",")).filter(name -> !known.contains(name)).forEach(name ->
                    problem(key, "names " + name + ", which is no strategy here", "Known are " + String.join(", ", known) + "."));
            }
        }
    }

    private void checkWeights() {
        if (!has("WEIGHTS")) {
            return;
        }
        String[] weights = value("WEIGHTS").split(",");
        if (has("MAX_TRADES") && weights.length != number("MAX_TRADES", 0)) {
            problem("WEIGHTS", "has " + weights.length + (weights.length == 1 ? " entry" : " entries") + ", but MAX_TRADES="
                + value("MAX_TRADES"), "Give one weight for each slot.", "MAX_TRADES");
        }
        long sumPpm = Arrays.stream(weights).mapToLong(weight -> FixedPoint.parse(weight, SettingType.RATIO_SCALE)).sum();
        if (sumPpm > FixedPoint.PPM) {
            problem("WEIGHTS", "has the sum " + FixedPoint.formatShort(sumPpm, SettingType.RATIO_SCALE, 0) + ", above 1",
                "Lower the weights.");
        }
    }

    private void checkFees() {
        if (!has("FEE_SCHEDULE") || value("FEE_SCHEDULE").equals("off")) {
            return;
        }
        for (String key : List.of("COMMISSION_PER_ORDER", "COMMISSION_PER_SHARE")) {
            if (has(key) && number(key, SettingType.RATIO_SCALE) != 0) {
                problem(key, "is charged by FEE_SCHEDULE=" + value("FEE_SCHEDULE") + " already", "Set it to 0, or FEE_SCHEDULE=off.",
                    "FEE_SCHEDULE");
            }
        }
    }

    private boolean has(String... keys) {
        return valueByKey.keySet().containsAll(List.of(keys));
    }

    private String value(String key) {
        return valueByKey.get(key);
    }

    private long number(String key, int scale) {
        return FixedPoint.parse(value(key), scale);
    }

    /** A problem of {@code key}; when that has its default, the place is where {@code otherKeys} were given. */
    private void problem(String key, String limit, String remedy, String... otherKeys) {
        SettingsFile.Entry given = givenByKey.get(key);
        Setting row = table.row(key);
        if (given != null) {
            problems.add(new SettingsProblem(given.where(), given.key(), row.shown(given.value()), limit, remedy));
            return;
        }
        String where = Arrays.stream(otherKeys).filter(givenByKey::containsKey).map(other -> givenByKey.get(other).where())
            .findFirst().orElse("");
        problems.add(new SettingsProblem(where, key, row.shown(row.defaultText()), limit, remedy));
    }

    /** What took the place of names of the founding documents that are settings no longer; null for any other name. */
    private static String retired(String key) {
        return switch (key) {
            case "USERNAME", "PASSWORD", "ENCRYPTED_PASSWORD" -> "Users are kept in the user store; remove the line.";
            case "ENCRYPTION_KEY" -> "Each kind of secret has its own key file; remove the line.";
            case "TRADIER_TOKEN" -> "Paper and live accounts have their own: TRADIER_PAPER_TOKEN and TRADIER_LIVE_TOKEN.";
            case "TRADIER_ACCOUNT" -> "Paper and live accounts have their own: TRADIER_PAPER_ACCOUNT and TRADIER_LIVE_ACCOUNT.";
            case "TEST_MODE" -> "Test mode is switched by the file control/test_mode.flag; remove the line.";
            default -> null;
        };
    }
}
