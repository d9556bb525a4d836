package io.tradebot.ops.notify;

/** Text of others made harmless: one line, no control characters, no longer than it may be. Any thread. */
public final class OneLine {

    private static final String MARK = "...";

    private OneLine() {
    }

    /** Control and format characters (line ends, escapes, changes of direction) become a space; what is too long ends with three points. */
    public static String of(String text, int lengthMax) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), lengthMax));
        for (int at = 0; at < text.length(); ) {
            int code = text.codePointAt(at);
            at += Character.charCount(code);
            if (line.length() + Character.charCount(code) > lengthMax - (at < text.length() ? MARK.length() : 0)) {
                return line.append(MARK).toString();
            }
            line.appendCodePoint(isHarmless(code) ? code : ' ');
        }
        return line.toString();
    }

    private static boolean isHarmless(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                 Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
