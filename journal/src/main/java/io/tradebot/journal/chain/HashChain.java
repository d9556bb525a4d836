package io.tradebot.journal.chain;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A running SHA-256 over everything that was appended: {@code head = SHA-256(previous head || fields || body)}. The head
 * before the first excerpt is 32 zero bytes. Not thread safe; a step allocates nothing.
 */
public final class HashChain {

    /** Bytes of a head. */
    public static final int LENGTH = 32;

    private final MessageDigest sha256 = newSha256();
    private byte[] head = new byte[LENGTH];
    private byte[] spare = new byte[LENGTH];

    /** A SHA-256, which every Java platform must have. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Continues from a known head of {@link #LENGTH} bytes. */
    public void reset(byte[] knownHead) {
        System.arraycopy(knownHead, 0, head, 0, LENGTH);
    }

    /** Moves the head over one excerpt. */
    public void advance(byte[] fields, int fieldsOffset, int fieldsLength, byte[] body, int bodyOffset, int bodyLength) {
        digest(fields, fieldsOffset, fieldsLength, body, bodyOffset, bodyLength);
        swap();
    }

    /** Moves the head over one excerpt if that leads to the expected head; otherwise stays and returns false. */
    public boolean advanceIfMatches(byte[] fields, int fieldsOffset, int fieldsLength,
                                    byte[] body, int bodyOffset, int bodyLength, byte[] expected, int expectedOffset) {
        digest(fields, fieldsOffset, fieldsLength, body, bodyOffset, bodyLength);
        if (!Arrays.equals(spare, 0, LENGTH, expected, expectedOffset, expectedOffset + LENGTH)) {
            return false;
        }
        swap();
        return true;
    }

    /** Copies the head to {@code target} at {@code offset}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(head, 0, target, offset, LENGTH);
    }

    /** A copy of the head. */
    public byte[] head() {
        return head.clone();
    }

    /** The head as 64 lower-case hex digits. */
    public String hex() {
        return hex(head);
    }

    /** Any head as lower-case hex digits. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private void digest(byte[] fields, int fieldsOffset, int fieldsLength, byte[] body, int bodyOffset, int bodyLength) {
        sha256.update(head, 0, LENGTH);
        sha256.update(fields, fieldsOffset, fieldsLength);
        sha256.update(body, bodyOffset, bodyLength);
        try {
            sha256.digest(spare, 0, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 did not give " + LENGTH + " bytes", e);
        }
    }

    private void swap() {
        byte[] previous = head;
        head = spare;
        spare = previous;
    }
}
