package io.tradebot.projections.db;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the previous row's hash and a row, so that a changed, added or missing row shows. Any thread.
 *
 * <p>Text form, UTF-8: the previous hash and LF, then each column followed by LF. A null is the two characters {@code \0};
 * backslash and LF inside a text are written {@code \\} and {@code \n}. An entry gives its columns from entry_id to
 * fees_cents and then, split by split in the order of their lines, the columns from split_id to record_index; a row of
 * audit gives its columns from audit_id to detail.
 */
public final class RowHash {

    /** Stands for the row before the first. */
    public static final String START = "0".repeat(64);

    private final StringBuilder text = new StringBuilder(512);

    /** Begins a row behind another one. */
    public RowHash(String previousHash) {
        add(previousHash);
    }

    /** Adds columns: whole numbers, texts or nulls. */
    public RowHash add(Object... columns) {
        for (Object column : columns) {
            if (column == null) {
                text.append("\\0");
            } else if (column instanceof String value) {
                addText(value);
            } else {
                text.append(((Number) column).longValue());
            }
            text.append('\n');
        }
        return this;
    }

    private void addText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }

    /** Lower-case hex. */
    public String hex() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
