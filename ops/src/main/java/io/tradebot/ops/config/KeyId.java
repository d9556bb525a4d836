package io.tradebot.ops.config;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The name of a key: the number of its set and 96 random bits, so that no two keys ever have the same. Not a secret.
 *
 * @param hex 32 digits, lower case
 */
record KeyId(String hex) implements Comparable<KeyId> {

    static final int LENGTH = 16;
    private static final int RANDOM_LENGTH = 12;

    KeyId {
        if (!hex.matches("[0-9a-f]{" + 2 * LENGTH + "}")) {
            throw new IllegalArgumentException("no key id"); // the text is not repeated: it may be anything
        }
    }

    static KeyId fresh(int set, SecureRandom random) {
        byte[] tail = new byte[RANDOM_LENGTH];
        random.nextBytes(tail);
        return new KeyId(String.format(Locale.ROOT, "%08x", set) + HexFormat.of().formatHex(tail));
    }

    static KeyId of(byte[] bytes) {
        return new KeyId(HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public int compareTo(KeyId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
