package io.tradebot.replay.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The values that one setting takes. Immutable.
 *
 * @param key    the setting
 * @param values in order, each once
 */
public record SweepAxis(String key, List<String> values) {

    /** Values that one setting may take. */
    public static final int VALUES_MAX = 10_000;

    public SweepAxis {
        values = List.copyOf(values);
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException("the grid of " + key + " names a value twice: " + String.join(", ", values));
        }
    }

    /**
     * Reads {@code KEY=a,b,c} or {@code KEY=first..last:step}. Values that contain commas are separated by semicolons:
     * {@code WEIGHTS=0.5,0.5;0.7,0.3}.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static SweepAxis parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' is no grid; write KEY=a,b,c or KEY=first..last:step");
        }
        String key = text.substring(0, equals).strip();
        String values = text.substring(equals + 1).strip();
        int dots = values.indexOf("..");
        if (dots >= 0) {
            return new SweepAxis(key, range(text, values.substring(0, dots), values.substring(dots + 2)));
        }
        List<String> listed = new ArrayList<>();
        for (String value : values.split(values.indexOf(';') >= 0 ? ";" : ",", -1)) {
            listed.add(value.strip());
        }
        return new SweepAxis(key, listed);
    }

    private static List<String> range(String text, String first, String lastAndStep) {
        int colon = lastAndStep.indexOf(':');
        BigDecimal from = number(text, first);
        BigDecimal to = number(text, colon < 0 ? lastAndStep : lastAndStep.substring(0, colon));
        BigDecimal step = colon < 0 ? BigDecimal.ONE : number(text, lastAndStep.substring(colon + 1));
        if (step.signum() <= 0 || from.compareTo(to) > 0) {
            throw new IllegalArgumentException("'" + text + "' is no range; the step must be above 0 and the first value not above the last");
        }
        List<String> values = new ArrayList<>();
        for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
            if (values.size() == VALUES_MAX) {
                throw new IllegalArgumentException("'" + text + "' has more than " + VALUES_MAX + " values; take a larger step");
            }
            values.add(value.toPlainString());
        }
        return values;
    }

    private static BigDecimal number(String text, String part) {
        try {
            return new BigDecimal(part.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "': '" + part + "' is no number; write KEY=first..last:step, such as "
                + "STRAT_OPEN_BUFFER=0.01..0.03:0.005", e);
        }
    }
}
