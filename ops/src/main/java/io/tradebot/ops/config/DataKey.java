package io.tradebot.ops.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key of 256 bits that encrypts one file once. A key that was read from disk encrypts nothing: it has done so already. Not
 * thread safe; owned by who made it.
 */
final class DataKey implements AutoCloseable {

    static final int LENGTH = 32;
    static final int FILE_LENGTH_MAX = 1024;
    private static final String FIRST_LINE = "TRADEBOT-KEY 1";

    private final KeyId id;
    private final byte[] bytes;
    private boolean isSpent;

    private DataKey(KeyId id, byte[] bytes, boolean isSpent) {
        this.id = id;
        this.bytes = bytes;
        this.isSpent = isSpent;
    }

    static DataKey fresh(KeyId id, SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new DataKey(id, bytes, false);
    }

    /** Reads the contents of a key file; {@code file} is used in messages only. */
    static DataKey parse(Path file, byte[] text, KeyId wanted) {
        String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\n", -1);
        boolean isWhole = lines.length == 6 && lines[0].equals(FIRST_LINE) && lines[1].startsWith("id ") && lines[3].startsWith("created ")
            && lines[4].startsWith("key ") && lines[5].isEmpty();
        if (isWhole && !lines[1].equals("id " + wanted)) {
            throw new StoreException(StoreException.Reason.DAMAGED, file + " is not the key " + wanted + " that the key ring names; it is of"
                + " another set or another store. " + StoreFolders.REMEDY);
        }
        byte[] bytes = isWhole ? decode(lines[4].substring("key ".length())) : null;
        if (bytes == null || bytes.length != LENGTH) {
            throw new StoreException(StoreException.Reason.DAMAGED, file + " is no key file, though the key ring names it for key " + wanted
                + ". " + StoreFolders.REMEDY);
        }
        return new DataKey(wanted, bytes, true);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null; // the caller says so, without any part of the contents
        }
    }

    byte[] fileText(Category category, Instant created) {
        return (FIRST_LINE + "\nid " + id + "\ncategory " + category.word() + "\ncreated " + created + "\nkey "
            + Base64.getEncoder().encodeToString(bytes) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    KeyId id() {
        return id;
    }

    /** The key for its one encryption. */
    byte[] spend() {
        if (isSpent) {
            throw new IllegalStateException("key " + id + " has encrypted its file; each encryption takes a new key");
        }
        isSpent = true;
        return bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Wipes the key from memory. */
    @Override
    public void close() {
        isSpent = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "DataKey " + id;
    }
}
