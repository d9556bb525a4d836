package io.tradebot.replay.data;

/**
 * One thing that is wrong with a data file.
 *
 * @param file the file as found under the path that was asked for
 * @param line line number from 1, or 0 when the file as a whole is meant
 * @param field column name, or empty when the row as a whole is meant
 * @param value the offending text, unprintable characters escaped and long text cut
 * @param reason what is wrong with it and what is expected
 */
public record DataProblem(String file, long line, String field, String value, String reason) {

    private static final int SHOWN_CHARS = 60;

    public DataProblem {
        value = printable(value);
    }

    /** For example {@code SPY.csv line 12: low '0.0000' must be above 0}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(" line ").append(line);
        }
        text.append(": ");
        if (!field.isEmpty()) {
            text.append(field).append(" '").append(value).append("' ");
        }
        return text.append(reason).toString();
    }

    private static String printable(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (text.length() >= SHOWN_CHARS) {
                return text.append("...").toString();
            }
            char c = value.charAt(i);
            if (c < ' ' || c == 0x7f) {
                text.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
