package io.tradebot.projections.export;

import io.tradebot.projections.db.ProjectionException;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * Which part of the books an export shows; both ends belong to it. Any thread.
 *
 * <p>An end is a date (UTC, {@code 2025-04-07}), a journal sequence ({@code 1234}), or null for no limit. What came before
 * is brought forward, so that balances at the end of the export are those of the books there.
 *
 * @param from first date or sequence
 * @param to   last date or sequence
 */
public record ExportRange(String from, String to) {

    /** Everything. */
    public static final ExportRange ALL = new ExportRange(null, null);

    private static final int MAX_SEQUENCE_DIGITS = 18;

    /**
     * Checks both ends.
     *
     * @throws ProjectionException naming the end that is neither a date nor a sequence, or when the range ends before it begins
     */
    public ExportRange {
        check("from", from);
        check("to", to);
        if (from != null && to != null && isDate(from) == isDate(to)) {
            boolean isBackwards = isDate(from) ? from.compareTo(to) > 0 : Long.parseLong(from) > Long.parseLong(to);
            if (isBackwards) {
                throw new ProjectionException("the export would begin at " + from + " and end at " + to + ", which is before it");
            }
        }
    }

    static boolean isDate(String end) {
        return end.indexOf('-') > 0;
    }

    private static void check(String name, String end) {
        if (end == null) {
            return;
        }
        boolean isValid;
        if (isDate(end)) {
            try {
                isValid = LocalDate.parse(end).toString().equals(end);
            } catch (DateTimeParseException e) {
                isValid = false;
            }
        } else {
            isValid = end.matches("[0-9]+") && end.length() <= MAX_SEQUENCE_DIGITS;
        }
        if (!isValid) {
            throw new ProjectionException(name + "=" + end + " is neither a date like 2025-04-07 nor a journal sequence like 1234");
        }
    }
}
