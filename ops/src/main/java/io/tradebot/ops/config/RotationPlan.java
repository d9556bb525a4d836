package io.tradebot.ops.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the rotation file says while a rotation is under way: the set it makes, when it was begun and the ids of its keys, so that
 * these are never used again should it come to nothing. Immutable.
 */
record RotationPlan(int to, Instant begun, SortedSet<KeyId> keys) {

    static final int FILE_LENGTH_MAX = 1 << 16;
    private static final String FIRST_LINE = "TRADEBOT-ROTATION 1";

    byte[] fileText() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append("\nto ").append(to).append("\nbegun ").append(begun).append('\n');
        keys.forEach(id -> text.append("key ").append(id).append('\n'));
        return text.append("end\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the contents of a rotation file; {@code file} is used in messages only. */
    static RotationPlan parse(Path file, byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\n", -1);
        try {
            if (!lines[0].equals(FIRST_LINE) || !lines[lines.length - 2].equals("end")) {
                throw new IllegalArgumentException("another form");
            }
            SortedSet<KeyId> keys = new TreeSet<>();
            for (int i = 3; i < lines.length - 2; i++) {
                keys.add(new KeyId(lines[i].substring("key ".length())));
            }
            return new RotationPlan(Integer.parseInt(lines[1].substring("to ".length())), Instant.parse(lines[2].substring("begun ".length())),
                keys);
        } catch (RuntimeException e) {
            throw new StoreException(StoreException.Reason.DAMAGED, "the rotation file " + file + " is damaged. The key ring says which set is in"
                + " force; move the rotation file away and try again.");
        }
    }
}
