package io.tradebot.journal.event;

import java.util.HashSet;
import java.util.Set;

/** A strict reader of JSON by RFC 8259 that keeps nothing: throws on anything invalid and on a key given twice. */
final class JsonCheck {

    private final String text;
    private int at;

    JsonCheck(String text) {
        this.text = text;
    }

    void requireOneValue() {
        value();
        if (at != text.length()) {
            throw wrong("more text follows");
        }
    }

    private void value() {
        switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object() {
        Set<String> keys = new HashSet<>();
        at++;
        while (peek() != '}') {
            if (!keys.isEmpty()) {
                word(",");
            }
            if (!keys.add(string())) {
                throw wrong("key given twice");
            }
            word(":");
            value();
        }
        at++;
    }

    private void array() {
        at++;
        for (boolean first = true; peek() != ']'; first = false) {
            if (!first) {
                word(",");
            }
            value();
        }
        at++;
    }

    private String string() {
        int start = at;
        word("\"");
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw wrong("control character");
            }
            if (c == '\\') {
                char escape = text.charAt(at++);
                if (escape == 'u') {
                    Integer.parseInt(text.substring(at, at + 4), 16);
                    at += 4;
                } else if ("\"\\/bfnrt".indexOf(escape) < 0) {
                    throw wrong("unknown escape");
                }
            }
        }
        at++;
        return text.substring(start, at);
    }

    private void number() {
        int start = at;
        while (at < text.length() && "+-0123456789.eE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (!text.substring(start, at).matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw wrong("no number");
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw wrong("expected " + word);
        }
        at += word.length();
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("cut off");
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at " + at + " in " + text);
    }
}
