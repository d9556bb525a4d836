package io.tradebot.ops.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * LOG_FORMAT: how an event becomes one line. In each form a value cannot end the line, reach the terminal or pretend to be another field: control and
 * format characters are escaped, and what is too long is cut with a mark. Any thread.
 */
public enum LogForm {
    /** One JSON object a line. */
    JSON {
        @Override
        String write(LogEvent event) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("time", time(event.timeNanos()));
            fields.put("level", event.level());
            fields.put("sequence", event.sequence());
            fields.put("event", event.name());
            event.values().forEach((key, value) -> fields.put(fields.containsKey(key) ? "_" + key : key, value instanceof String text ? shortened(text) : value));
            return json(fields);
        }
    },
    /** {@code key=value} pairs; what is more than a plain word is quoted as in JSON. */
    LOGFMT {
        @Override
        String write(LogEvent event) {
            StringBuilder line = new StringBuilder("time=").append(time(event.timeNanos())).append(" level=").append(event.level()).append(" sequence=")
                .append(event.sequence()).append(" event=").append(event.name());
            event.values().forEach((key, value) -> line.append(' ').append(key).append('=').append(word(value)));
            return line.toString();
        }
    },
    /** time,level,sequence,event,details; the details are those of logfmt in one quoted field. */
    CSV {
        @Override
        String write(LogEvent event) {
            StringBuilder details = new StringBuilder();
            event.values().forEach((key, value) -> details.append(details.length() == 0 ? "" : " ").append(key).append('=').append(word(value)));
            return time(event.timeNanos()) + ',' + event.level() + ',' + event.sequence() + ',' + event.name() + ",\"" + details.toString().replace("\"", "\"\"") + '"';
        }
    };

    /** Longest value that is written whole. */
    static final int VALUE_LENGTH_MAX = 2_000;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:/+#-]+");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The form of the setting's value. */
    public static LogForm of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }

    /** The event as one line without its end. */
    abstract String write(LogEvent event);

    private static String time(long nanos) {
        return TIME.format(Instant.ofEpochSecond(0, nanos));
    }

    private static String word(Object value) {
        if (value == null) {
            return "-";
        }
        String text = value instanceof String given ? shortened(given) : value instanceof Map || value instanceof Iterable ? shortened(json(value)) : value.toString();
        return PLAIN.matcher(text).matches() ? text : json(text);
    }

    private static String shortened(String text) {
        if (text.length() <= VALUE_LENGTH_MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(VALUE_LENGTH_MAX - 1)) ? VALUE_LENGTH_MAX - 1 : VALUE_LENGTH_MAX;
        return text.substring(0, end) + "...(" + (text.length() - end) + " more)";
    }

    /** JSON escapes what is below a space; here also what a terminal or a reader of lines would act on. */
    private static String json(Object value) {
        String plain;
        try {
            plain = MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a log event is no JSON", e);
        }
        StringBuilder escaped = null;
        for (int i = 0; i < plain.length(); i++) {
            char at = plain.charAt(i);
            int type = Character.getType(at);
            boolean isActive = type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
            if (isActive && escaped == null) {
                escaped = new StringBuilder(plain.length() + 16).append(plain, 0, i);
            }
            if (escaped != null) {
                escaped.append(isActive ? String.format(Locale.ROOT, "\\u%04x", (int) at) : String.valueOf(at));
            }
        }
        return escaped == null ? plain : escaped.toString();
    }
}
