package io.tradebot.engine.settings;

/**
 * One thing that is wrong with the settings. Immutable.
 *
 * @param where file and line, or another origin; empty when the value is a default
 * @param key the setting, or empty when a line has none
 * @param value the value as far as it may be shown: masked for secrets, empty when there is none to show
 * @param limit what the value misses; continues a sentence that begins with key and value
 * @param remedy what to do, in sentences
 */
public record SettingsProblem(String where, String key, String value, String limit, String remedy) {

    private static final int SHOWN_LENGTH_MAX = 80;

    /** For example {@code MAX_PRICE=-1 is below 0, the least allowed. Raise it.}, without the origin. */
    public String message() {
        String subject = key.isEmpty() ? "" : value.isEmpty() ? key + " " : key + "=" + value + " ";
        return subject + limit + ". " + remedy;
    }

    @Override
    public String toString() {
        return where.isEmpty() ? message() : where + ": " + message();
    }

    /** The value on one line of a terminal: quoted when it ends in spaces, escaped where it is not printable ASCII, cut when long. */
    static String shown(String value) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < value.length() && i < SHOWN_LENGTH_MAX; i++) {
            char c = value.charAt(i);
            text.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : "\\u" + Integer.toHexString(0x10000 | c).substring(1));
        }
        if (value.length() > SHOWN_LENGTH_MAX) {
            return text + "...";
        }
        return value.equals(value.strip()) ? text.toString() : "'" + text + "'";
    }
}
