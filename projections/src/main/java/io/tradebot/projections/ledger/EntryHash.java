package io.tradebot.projections.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the previous row hash, an entry's columns and its splits, so that a changed, added or missing row shows.
 * Any thread.
 *
 * <p>Text form, UTF-8: the previous hash and LF; the entry's columns from entry_id to fees_cents, each followed by LF;
 * then per split by line its columns from split_id to record_index, each followed by LF. A null is the two characters
 * {@code \0}; backslash and LF inside a text are written {@code \\} and {@code \n}.
 */
final class EntryHash {

    /** Stands for the row before the first. */
    static final String START = "0".repeat(64);

    private final StringBuilder text = new StringBuilder();

    EntryHash(String previousHash) {
        add(previousHash);
    }

    EntryHash add(Object... columns) {
        for (Object column : columns) {
            text.append(column == null ? "\\0" : column.toString().replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        }
        return this;
    }

    /** Lower-case hex. */
    String hex() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
