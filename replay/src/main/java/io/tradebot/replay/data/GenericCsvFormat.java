package io.tradebot.replay.data;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Describes minute bars in a CSV file with a header that is not the plain form. Immutable; any thread.
 *
 * @param columns header name by what it means: one of {@link #MEANINGS}; time of day and date may be two columns
 * @param zone zone of wall-clock times that carry no offset of their own
 * @param stampsEnd the time names the end of the minute, not its start
 * @param symbol symbol of all rows, empty when a column says it
 * @param timeForm how the time is written
 * @param separator character between fields
 */
public record GenericCsvFormat(Map<String, String> columns, ZoneId zone, boolean stampsEnd, Optional<String> symbol,
                               TimeForm timeForm, char separator) {

    /** How the time is written. */
    public enum TimeForm {
        /** {@code yyyy-MM-dd HH:mm[:ss]} with a space or T, optionally with Z or an offset; or a date and a time column. */
        WALL,
        /** Seconds since 1970 UTC. */
        EPOCH_SECONDS,
        /** Milliseconds since 1970 UTC. */
        EPOCH_MILLIS
    }

    /** What a column may mean. */
    public static final List<String> MEANINGS = List.of("date", "time", "symbol", "open", "high", "low", "close", "volume");

    private static final List<String> VALUES = List.of("open", "high", "low", "close", "volume");

    public GenericCsvFormat {
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    }

    /**
     * Reads the options of the command line; an option that was not given is empty.
     *
     * @param columns {@code time=Date,open=O,...}: meaning = name in the header; a meaning left out has its own name
     * @param zone for example America/New_York; UTC when empty
     * @param stamp start or end; start when empty
     * @param symbol for example SPY; needed when there is no symbol column
     * @param time wall, epoch-seconds or epoch-millis; wall when empty
     * @param separator one character or tab; a comma when empty
     * @throws CsvFormatException with all problems
     */
    public static GenericCsvFormat parse(Optional<String> columns, Optional<String> zone, Optional<String> stamp,
                                         Optional<String> symbol, Optional<String> time, Optional<String> separator) {
        List<String> problems = new ArrayList<>();
        Map<String, String> names = columnNames(columns.orElse(""), symbol.isPresent(), problems);
        ZoneId zoneId = zone(zone.orElse("UTC"), problems);
        String stampText = choice("--csv-stamp", stamp.orElse("start"), List.of("start", "end"), problems);
        String timeText = choice("--csv-time", time.orElse("wall"), List.of("wall", "epoch-seconds", "epoch-millis"),
            problems);
        TimeForm timeForm = TimeForm.valueOf(timeText.toUpperCase(Locale.ROOT).replace('-', '_'));
        if (symbol.isPresent() && !SeriesField.isSymbol(symbol.get())) {
            problems.add("--csv-symbol=" + symbol.get() + " is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'");
        }
        if (timeForm != TimeForm.WALL && names.containsKey("date")) {
            problems.add("--csv-columns: a date column goes with --csv-time=wall only");
        }
        char separatorChar = separator(separator.orElse(","), problems);
        if (!problems.isEmpty()) {
            throw new CsvFormatException(problems);
        }
        return new GenericCsvFormat(names, zoneId, stampText.equals("end"), symbol, timeForm, separatorChar);
    }

    private static Map<String, String> columnNames(String text, boolean hasSymbol, List<String> problems) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String meaning = equals < 0 ? part : part.substring(0, equals).strip();
            String name = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (name.isEmpty() || !MEANINGS.contains(meaning)) {
                problems.add("--csv-columns: '" + part + "' is not <meaning>=<name in the header> with a meaning of "
                    + String.join(", ", MEANINGS));
            } else if (names.putIfAbsent(meaning, name) != null) {
                problems.add("--csv-columns: " + meaning + " is given twice");
            }
        }
        if (hasSymbol && names.containsKey("symbol")) {
            problems.add("--csv-symbol and --csv-columns symbol=" + names.get("symbol") + " exclude each other");
        }
        for (String meaning : MEANINGS) {
            boolean isOptional = meaning.equals("date") || meaning.equals("symbol") && hasSymbol;
            if (!isOptional) {
                names.putIfAbsent(meaning, meaning);
            }
        }
        Set<String> used = new TreeSet<>();
        names.forEach((meaning, name) -> {
            if (!used.add(name)) {
                problems.add("--csv-columns: " + meaning + "=" + name + " uses the column of another meaning again");
            }
        });
        return names;
    }

    private static ZoneId zone(String text, List<String> problems) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            problems.add("--csv-zone=" + text + " is not a time zone such as America/New_York or UTC");
            return ZoneId.of("UTC");
        }
    }

    private static String choice(String option, String text, List<String> choices, List<String> problems) {
        if (choices.contains(text)) {
            return text;
        }
        problems.add(option + "=" + text + " is none of " + String.join(", ", choices));
        return choices.get(0);
    }

    private static char separator(String text, List<String> problems) {
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0)) || "\"\r\n.:-+".contains(text)) {
            problems.add("--csv-separator=" + text + " is not 'tab' and not one character that cannot be part of a value");
            return ',';
        }
        return text.charAt(0);
    }

    /** What the rows below this header mean; null, with the problems recorded, when a column is not there exactly once. */
    RowForm rowForm(Row header, FileRows rows) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.min(header.fieldCount, Row.MAX_FIELDS); i++) {
            names.add(header.text(i));
        }
        String shownHeader = String.join(String.valueOf(separator), names);
        if (header.fieldCount > Row.MAX_FIELDS) {
            header.rejectHeader(shownHeader, "has more than " + Row.MAX_FIELDS + " columns");
            return null;
        }
        Map<String, Integer> fieldByMeaning = new TreeMap<>();
        for (String meaning : MEANINGS) {
            String name = columns.get(meaning);
            if (name == null) {
                continue;
            }
            int field = names.indexOf(name);
            if (field < 0 || field != names.lastIndexOf(name)) {
                header.rejectHeader(shownHeader, (field < 0 ? "has no column '" : "has more than one column '") + name
                    + "' for " + meaning + "; say with --csv-columns which one it is");
            } else {
                fieldByMeaning.put(meaning, field);
            }
        }
        if (fieldByMeaning.size() < columns.size()) {
            return null;
        }
        header.expect(names.toArray(new String[0]));
        int[] prices = VALUES.stream().limit(4).mapToInt(fieldByMeaning::get).toArray();
        SeriesField series = symbol
            .map(text -> SeriesField.fixed(SeriesField.keyOf(SeriesKind.MINUTE_BARS, text), rows))
            .orElseGet(() -> SeriesField.symbol(fieldByMeaning.get("symbol"), SeriesKind.MINUTE_BARS, null, rows));
        TimeField time = new GenericTimeField(this, fieldByMeaning.getOrDefault("date", -1), fieldByMeaning.get("time"));
        return RowForm.bars(SeriesKind.MINUTE_BARS, time, series, PriceForm.GENERIC, prices,
            fieldByMeaning.get("volume"));
    }
}
