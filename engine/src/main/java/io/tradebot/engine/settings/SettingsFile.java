package io.tradebot.engine.settings;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings as they were given: keys with texts, where each stood, and what could not be read at all. Nothing is checked
 * against the table yet. Immutable.
 *
 * <p>The form is one {@code KEY=VALUE} a line, UTF-8, any line end. Blank lines and lines that begin with {@code #} are
 * skipped; so is a {@code #} after white space behind the value. White space around key and value is not part of them; a
 * value in single or double quotes is taken as it stands between them.
 *
 * @param entries in the order given
 * @param problems lines that are no setting; their text is not repeated, as it may be a secret
 */
public record SettingsFile(List<Entry> entries, List<SettingsProblem> problems) {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern COMMENT = Pattern.compile("[ \t]#");

    /** One setting as given; {@code where} names file and line, or another origin. */
    public record Entry(String where, String key, String value) {

        /** Never shows the value: it may be a secret. */
        @Override
        public String toString() {
            return where + ": " + key;
        }
    }

    public SettingsFile {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** Reads the bytes of a settings file. {@code name} is used in problems only. */
    public static SettingsFile parse(String name, byte[] utf8) {
        try {
            return parse(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException notUtf8) {
            return new SettingsFile(List.of(), List.of(new SettingsProblem(name, "", "", "The file is not UTF-8 text",
                "Save it as UTF-8.")));
        }
    }

    /** Reads the text of a settings file. {@code name} is used in problems only. */
    public static SettingsFile parse(String name, String text) {
        List<Entry> entries = new ArrayList<>();
        List<SettingsProblem> problems = new ArrayList<>();
        String[] lines = LINE_END.split(text.startsWith("\uFEFF") ? text.substring(1) : text, -1);
        for (int i = 0; i < lines.length; i++) {
            String line = trim(lines[i]);
            if (!line.isEmpty() && line.charAt(0) != '#') {
                parseLine(name + " line " + (i + 1), line, entries, problems);
            }
        }
        return new SettingsFile(entries, problems);
    }

    /** Settings that come from elsewhere, such as the command line; {@code origin} is used in problems. */
    public static SettingsFile of(String origin, Map<String, String> valueByKey) {
        return new SettingsFile(valueByKey.entrySet().stream().map(e -> new Entry(origin, e.getKey(), e.getValue())).toList(),
            List.of());
    }

    private static void parseLine(String where, String line, List<Entry> entries, List<SettingsProblem> problems) {
        int equals = line.indexOf('=');
        String key = trim(line.substring(0, Math.max(equals, 0)));
        if (equals < 0 || !KEY.matcher(key).matches()) {
            problems.add(new SettingsProblem(where, "", "", equals < 0 ? "The line has no '='"
                : "The text before '=' is no name of a setting", "Write KEY=VALUE, or begin the line with # to make it a comment."));
            return;
        }
        String rest = trim(line.substring(equals + 1));
        char quote = rest.isEmpty() ? ' ' : rest.charAt(0);
        if (quote != '"' && quote != '\'') {
            int comment = rest.startsWith("#") ? 0 : endOf(rest);
            entries.add(new Entry(where, key, trim(rest.substring(0, comment))));
            return;
        }
        int end = rest.indexOf(quote, 1);
        String tail = end < 0 ? "" : trim(rest.substring(end + 1));
        if (end < 0 || !tail.isEmpty() && tail.charAt(0) != '#') {
            problems.add(new SettingsProblem(where, key, "", end < 0 ? "has a quote that is not closed"
                : "has text behind the closing quote",
                "Put the whole value between two equal quotes; a value that contains one kind goes into the other."));
            return;
        }
        entries.add(new Entry(where, key, rest.substring(1, end)));
    }

    private static int endOf(String unquoted) {
        var comment = COMMENT.matcher(unquoted);
        return comment.find() ? comment.start() : unquoted.length();
    }

    /** Without spaces and tabs at both ends; other white space is not silently accepted. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
