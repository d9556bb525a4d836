package io.tradebot.engine.settings;

import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.journal.value.FixedPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the text of a setting may be, and its one canonical spelling. Immutable, any thread. Digits are ASCII digits, a
 * fraction has a point, and nothing is rounded: a text that is not exactly representable is refused.
 */
public final class SettingType {

    /** Decimals of a ratio: parts per million. */
    static final int RATIO_SCALE = 6;
    /** Decimals of an amount of money: cents. */
    static final int MONEY_SCALE = 2;
    /** Decimals of a market price: 0.0001 USD. */
    static final int PRICE_SCALE = 4;

    /** Longest text of one setting: what a journal record can carry of one. */
    static final int LENGTH_MAX = 65_000;
    static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)");
    private static final Pattern TIME_OF_DAY = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern TIME_OF_DAY_HHMM = Pattern.compile("(?:[01][0-9]|2[0-3])[0-5][0-9]");
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,9}(?:ms|s|m)");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z][A-Z0-9]{0,11}(?:[.-][A-Z0-9]{1,3})?");
    private static final Pattern STRATEGY = Pattern.compile("[a-z][a-z0-9_]{0,15}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:](?:[A-Za-z0-9.:-]{0,252})");
    private static final Pattern URL =
        Pattern.compile("(?:https://[A-Za-z0-9.-]+|http://(?:localhost|127\\.0\\.0\\.1))(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");
    private static final Pattern VERSION_TAG = Pattern.compile("v[0-9]+\\.[0-9]+\\.[0-9]+");

    private final String name;
    private final String range;
    private final List<String> choices;
    private final Reader reader;

    @FunctionalInterface
    private interface Reader {
        String canonical(String text) throws RefusedValueException;
    }

    private SettingType(String name, String range, List<String> choices, Reader reader) {
        this.name = name;
        this.range = range;
        this.choices = choices;
        this.reader = reader;
    }

    /** Name for people, such as {@code ratio}. */
    public String name() {
        return name;
    }

    /** The allowed values in words; may be empty. */
    public String range() {
        return range;
    }

    /** The allowed values when they can be listed, else empty. */
    public List<String> choices() {
        return choices;
    }

    /** The one spelling of the value: equal values have equal canonical texts. */
    String canonical(String text) throws RefusedValueException {
        if (text.length() > LENGTH_MAX) {
            throw new RefusedValueException("has " + text.length() + " characters, more than " + LENGTH_MAX, "Shorten it.");
        }
        return reader.canonical(text);
    }

    // --- numbers ---

    /** A fraction in whole millionths. */
    public static SettingType ratio(String min, String max) {
        return decimal("ratio", RATIO_SCALE, 0, min, max);
    }

    /** US dollars in whole cents. */
    public static SettingType money(String min, String max) {
        return decimal("money", MONEY_SCALE, MONEY_SCALE, min, max);
    }

    /** A market price in steps of 0.0001 USD. */
    public static SettingType price(String min, String max) {
        return decimal("price", PRICE_SCALE, 0, min, max);
    }

    /** A whole number. */
    public static SettingType integer(long min, long max) {
        return decimal("integer", 0, 0, Long.toString(min), Long.toString(max));
    }

    /** Whole minutes. */
    public static SettingType minutes(int min, int max) {
        return decimal("minutes", 0, 0, Integer.toString(min), Integer.toString(max));
    }

    static SettingType port() {
        return decimal("port", 0, 0, "1", "65535");
    }

    /** A plain decimal with at most {@code scale} digits behind the point, written with at least {@code minDecimals}. */
    public static SettingType decimal(String name, int scale, int minDecimals, String min, String max) {
        long lowest = FixedPoint.parse(min, scale);
        long highest = FixedPoint.parse(max, scale);
        boolean isFraction = name.equals("ratio") && max.equals("1");
        return new SettingType(name, min + " to " + max, List.of(), text -> {
            if (text.endsWith("%")) {
                throw new RefusedValueException("is a percentage", "Write the fraction: 0.05 for 5 %.");
            }
            if (!PLAIN_DECIMAL.matcher(text).matches()) {
                throw new RefusedValueException(text.isEmpty() ? "is empty" : "is no plain number", "Write a "
                    + (scale == 0 ? "whole number from " : "number from ") + min + " to " + max
                    + (scale == 0 ? ", digits only." : ", digits and a point only."));
            }
            if (significantDecimals(text) > scale) {
                throw new RefusedValueException(scale == 0 ? "is no whole number"
                    : "has more than " + scale + " digits behind the point, the finest step that is computed exactly",
                    "Round it.");
            }
            long value;
            try {
                value = FixedPoint.parse(text, scale);
            } catch (NumberFormatException tooLarge) { // a plain decimal with few enough decimals: only its size is wrong
                value = text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            if (value > highest) {
                throw new RefusedValueException("is above " + max + ", the most allowed",
                    isFraction ? "It is a fraction: write 0.05 for 5 %." : "Lower it.");
            }
            if (value < lowest) {
                throw new RefusedValueException("is below " + min + ", the least allowed", "Raise it.");
            }
            return FixedPoint.formatShort(value, scale, minDecimals);
        });
    }

    private static int significantDecimals(String text) {
        int point = text.indexOf('.');
        int end = text.length();
        while (point >= 0 && text.charAt(end - 1) == '0') {
            end--;
        }
        return point < 0 ? 0 : end - point - 1;
    }

    // --- times ---

    /** A wall-clock time {@code HH:MM}. */
    public static SettingType localTime() {
        return pattern("local time", "HH:MM", TIME_OF_DAY, "is no time of day", "Write it as HH:MM, such as 09:30.");
    }

    /** A time of day {@code HHMM} in UTC. */
    static SettingType utcTime() {
        return pattern("UTC time", "HHMM", TIME_OF_DAY_HHMM, "is no time of day in the form HHMM",
            "Write four digits without a colon, such as 0600.");
    }

    /** A length of time with unit {@code ms}, {@code s} or {@code m}; at least 10 ms and at most an hour. */
    static SettingType duration() {
        return new SettingType("duration", "10ms to 60m", List.of(), text -> {
            if (!DURATION.matcher(text).matches()) {
                throw new RefusedValueException("is no length of time", "Write a whole number and ms, s or m, such as 1s.");
            }
            long millis = durationMillis(text);
            if (millis < 10 || millis > 3_600_000) {
                throw new RefusedValueException(millis < 10 ? "is below 10ms, the least allowed" : "is above 60m, the most allowed",
                    millis < 10 ? "Raise it." : "Lower it.");
            }
            return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
        });
    }

    static long durationMillis(String text) {
        int unitAt = text.endsWith("ms") ? text.length() - 2 : text.length() - 1;
        long number = Long.parseLong(text.substring(0, unitAt));
        return switch (text.substring(unitAt)) {
            case "ms" -> number;
            case "s" -> number * 1_000;
            default -> number * 60_000;
        };
    }

    static SettingType zone() {
        return new SettingType("time zone", "tz database name", List.of(), text -> {
            if (!TradingCalendar.isKnownZone(text)) {
                throw new RefusedValueException(text.isEmpty() ? "is empty" : "is no region of the tz database",
                    "Write a name such as America/New_York, Europe/London or UTC.");
            }
            return text;
        });
    }

    // --- words ---

    /** true or false. */
    public static SettingType bool() {
        return choice("boolean", "true", "false");
    }

    /** One of these words. */
    public static SettingType choice(String name, String... values) {
        List<String> choices = List.of(values);
        String all = String.join(" | ", choices);
        return new SettingType(name, all, choices, text -> {
            if (!choices.contains(text)) {
                throw new RefusedValueException(text.isEmpty() ? "is empty" : "is none of " + all, choices.stream()
                    .filter(choice -> choice.equalsIgnoreCase(text)).findFirst()
                    .map(choice -> "Write " + choice + ".").orElse("Use " + String.join(" or ", choices) + "."));
            }
            return text;
        });
    }

    /** Free text without control characters. */
    static SettingType text(int lengthMin, int lengthMax) {
        return new SettingType("text", lengthMin == 0 ? "" : lengthMin + " to " + lengthMax + " characters", List.of(), text -> {
            if (text.length() < lengthMin || text.length() > lengthMax) {
                throw new RefusedValueException("has " + text.length() + " characters, not " + lengthMin + " to " + lengthMax,
                    text.length() < lengthMin ? "Use a longer one." : "Use a shorter one.");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new RefusedValueException("contains a control character", "Type it again without one.");
            }
            return text;
        });
    }

    static SettingType host() {
        return optional(pattern("host", "name or address", HOST, "is no host name or address", "Write one such as 127.0.0.1."));
    }

    static SettingType url() {
        return pattern("URL", "https, or http to this machine", URL, "is no https address",
            "Write https://host or https://host/path, without user, query or fragment.");
    }

    static SettingType email() {
        return pattern("mail address", "", EMAIL, "is no mail address", "Write one address, name@host.");
    }

    static SettingType versionTag() {
        return pattern("version", "vMAJOR.MINOR.PATCH", VERSION_TAG, "is no version tag", "Write it as in VERSION.md, such as v1.0.0.");
    }

    private static SettingType pattern(String name, String range, Pattern pattern, String limit, String remedy) {
        return new SettingType(name, range, List.of(), text -> {
            if (!pattern.matcher(text).matches()) {
                throw new RefusedValueException(text.isEmpty() ? "is empty" : limit, remedy);
            }
            return text;
        });
    }

    private static SettingType optional(SettingType type) {
        return new SettingType(type.name, type.range + ", may be empty", type.choices,
            text -> text.isEmpty() ? text : type.reader.canonical(text));
    }

    // --- lists ---

    static SettingType weights(int countMax) {
        SettingType item = ratio("0.000001", "1");
        return new SettingType("list of ratios", "each above 0, sum at most 1, as many as MAX_TRADES", List.of(), text ->
            String.join(",", items(text, item, 1, countMax)));
    }

    static SettingType days() {
        SettingType item = choice("day", DAYS.toArray(String[]::new));
        return new SettingType("list of days", "some of " + String.join(",", DAYS), DAYS, text -> {
            List<String> days = distinct(items(text, item, 1, DAYS.size()));
            days.sort(Comparator.comparingInt(DAYS::indexOf));
            return String.join(",", days);
        });
    }

    static SettingType symbols() {
        return new SettingType("list of symbols", "SYMBOL,SYMBOL,... or empty", List.of(), text ->
            String.join(",", new TreeSet<>(distinct(items(text, symbol(), 0, Integer.MAX_VALUE)))));
    }

    static SettingType strategies() {
        return new SettingType("list of strategies", "distinct names in lower case", List.of(), text ->
            String.join(",", distinct(items(text, strategy(), 1, Byte.MAX_VALUE))));
    }

    static SettingType strategyOrNull() {
        return new SettingType("strategy", "a name of STRATEGY_SEQUENCE, or null for none", List.of(), text ->
            text.isEmpty() || text.equals("null") ? "null" : strategy().reader.canonical(text));
    }

    /** Pairs {@code A:B}, each key once; the key {@code *} stands for all others and comes last. */
    static SettingType symbolMap() {
        return new SettingType("map of symbols", "A:B,C:D,*:E or empty", List.of(), text -> {
            TreeMap<String, String> valueByKey = new TreeMap<>(
                Comparator.comparing((String key) -> key.equals("*")).thenComparing(Comparator.naturalOrder()));
            for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
                int colon = pair.indexOf(':');
                if (colon < 1 || colon == pair.length() - 1 || colon != pair.lastIndexOf(':')) {
                    throw new RefusedValueException(pair.isEmpty() ? "has an empty entry"
                        : "has the entry '" + SettingsProblem.shown(pair) + "', which is no pair",
                        "Write pairs as SYMBOL:FUND, separated by commas.");
                }
                String key = pair.substring(0, colon).strip();
                String value = item(pair.substring(colon + 1).strip(), symbol());
                if (!key.equals("*")) {
                    item(key, symbol());
                }
                if (key.equals(value)) {
                    throw new RefusedValueException("maps " + key + " to itself", "Name the fund that moves against it.");
                }
                if (valueByKey.put(key, value) != null) {
                    throw new RefusedValueException("names " + key + " twice", "Keep one of them.");
                }
            }
            StringBuilder canonical = new StringBuilder();
            valueByKey.forEach((key, value) ->
                canonical.append(canonical.length() == 0 ? "" : ",").append(key).append(':').append(value));
            return canonical.toString();
        });
    }

    private static SettingType symbol() {
        return pattern("symbol", "", SYMBOL, "is no symbol", "Write it in capitals as the exchange does, such as SPY or BRK.B.");
    }

    private static SettingType strategy() {
        return pattern("strategy", "", STRATEGY, "is no strategy name",
            "Write it in lower case, at most 16 letters, digits and underscores, such as open.");
    }

    private static List<String> items(String text, SettingType type, int countMin, int countMax) throws RefusedValueException {
        List<String> items = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            items.add(item(part.strip(), type));
        }
        if (items.size() < countMin) {
            throw new RefusedValueException("is empty", "Name at least " + countMin + ".");
        }
        if (items.size() > countMax) {
            throw new RefusedValueException("has " + items.size() + " entries, more than " + countMax, "Shorten it.");
        }
        return items;
    }

    private static String item(String text, SettingType type) throws RefusedValueException {
        try {
            return type.reader.canonical(text);
        } catch (RefusedValueException refused) {
            throw new RefusedValueException(text.isEmpty() ? "has an empty entry"
                : "has the entry '" + SettingsProblem.shown(text) + "', which " + refused.limit,
                text.isEmpty() ? "Remove the comma too many." : refused.remedy);
        }
    }

    private static List<String> distinct(List<String> items) throws RefusedValueException {
        TreeSet<String> seen = new TreeSet<>();
        for (String item : items) {
            if (!seen.add(item)) {
                throw new RefusedValueException("names " + item + " twice", "Keep one of them.");
            }
        }
        return items;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s [%s]", name, range);
    }
}
