package io.tradebot.journal.event;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads valid JSON into maps, lists, strings, numbers, booleans and null, as any JSON reader gives them. */
final class JsonTree {

    private final String text;
    private int at;

    private JsonTree(String text) {
        this.text = text;
    }

    static Map<String, Object> object(String text) {
        new JsonCheck(text).requireOneValue();
        return new JsonTree(text).object();
    }

    private Object value() {
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> scalar();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (at++; text.charAt(at) != '}'; skipComma()) {
            String key = string();
            at++;
            members.put(key, value());
        }
        at++;
        return members;
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        for (at++; text.charAt(at) != ']'; skipComma()) {
            values.add(value());
        }
        at++;
        return values;
    }

    private void skipComma() {
        at += text.charAt(at) == ',' ? 1 : 0;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                c = text.charAt(++at);
                int escape = "nrt".indexOf(c);
                if (c == 'u') {
                    value.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                    continue;
                }
                c = escape < 0 ? c : "\n\r\t".charAt(escape);
            }
            value.append(c);
        }
        at++;
        return value.toString();
    }

    private Object scalar() {
        int start = at;
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> new BigDecimal(word);
        };
    }
}
