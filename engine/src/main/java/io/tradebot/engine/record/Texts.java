package io.tradebot.engine.record;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Free text on its way into a record. Cold paths only. */
public final class Texts {

    private Texts() {
    }

    /** The text, cut so that its UTF-8 form takes at most {@code maxLength} bytes and no character is split. */
    public static String clip(String text, int maxLength) {
        if (text.length() * 3L <= maxLength) {
            return text;
        }
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer source = CharBuffer.wrap(text);
        encoder.encode(source, ByteBuffer.allocate(maxLength), true);
        return text.substring(0, source.position());
    }

    /** Bytes of the text's UTF-8 form. */
    static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
