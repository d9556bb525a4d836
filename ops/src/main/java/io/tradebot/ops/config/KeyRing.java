package io.tradebot.ops.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names the key set in force of each zone, and every key that may never be used again. It holds no key. Replacing its file is
 * the one moment at which a rotation takes effect. Immutable.
 *
 * @param last    highest number of a set that was ever begun
 * @param changed when, by the clock that was given
 * @param user    who changed something
 * @param reason  why
 * @param setByZone without a zone that has no files yet
 * @param retired ids of all earlier keys, and of those that an interrupted rotation made
 */
record KeyRing(int last, Instant changed, String user, String reason, Map<StoreZone, KeySet> setByZone, SortedSet<KeyId> retired) {

    /** Far above what a lifetime of changes by people needs: 33 bytes for each key ever used. */
    static final int FILE_LENGTH_MAX = 64 << 20;

    private static final String FIRST_LINE = "TRADEBOT-KEY-RING 1";
    private static final int TEXT_LENGTH_MAX = 200;

    KeyRing {
        user = oneLine(user);
        reason = oneLine(reason);
        setByZone = Collections.unmodifiableMap(new TreeMap<>(setByZone));
        retired = Collections.unmodifiableSortedSet(new TreeSet<>(retired));
    }

    /** One printable line of a limited length. */
    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() > TEXT_LENGTH_MAX ? line.substring(0, TEXT_LENGTH_MAX) : line;
    }

    KeyId key(Category category) {
        KeySet set = setByZone.get(category.zone());
        return set == null ? null : set.keyByCategory().get(category);
    }

    /** With the keys of a rotation that came to nothing among those that are never used again. */
    KeyRing withAbandoned(int number, SortedSet<KeyId> keys) {
        SortedSet<KeyId> all = new TreeSet<>(retired);
        all.addAll(keys);
        return new KeyRing(Math.max(last, number), changed, user, reason, setByZone, all);
    }

    byte[] fileText() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append("\nlast ").append(last).append("\nchanged ").append(changed)
            .append("\nuser ").append(user).append("\nreason ").append(reason).append('\n');
        setByZone.forEach((zone, set) -> {
            text.append("set ").append(zone.word()).append(' ').append(set.number()).append(' ').append(set.created()).append('\n');
            set.keyByCategory().forEach((category, id) ->
                text.append("key ").append(category.word()).append(' ').append(id).append('\n'));
        });
        retired.forEach(id -> text.append("retired ").append(id).append('\n'));
        String body = text.toString();
        return (body + "sha256 " + digest(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Reads the contents of a key ring; {@code file} is used in messages only. */
    static KeyRing parse(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("sha256 ");
        if (end < 0 || !text.substring(end).equals("sha256 " + digest(text.substring(0, end)) + "\n")) {
            throw damaged(file, "its check sum is not that of its text");
        }
        try {
            return parse(text.substring(0, end).split("\n", -1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException e) {
            throw damaged(file, "it is not of the form that this program writes");
        }
    }

    private static KeyRing parse(String[] lines) {
        if (!lines[0].equals(FIRST_LINE)) {
            throw new IllegalArgumentException("another first line");
        }
        Map<StoreZone, KeySet> setByZone = new TreeMap<>();
        SortedSet<KeyId> retired = new TreeSet<>();
        StoreZone zone = null;
        for (int i = 5; i < lines.length - 1; i++) {
            String[] words = lines[i].split(" ", -1);
            if (words[0].equals("set")) {
                zone = words[1].equals(StoreZone.SHARED.word()) ? StoreZone.SHARED : StoreZone.LIVE;
                setByZone.put(zone, new KeySet(Integer.parseInt(words[2]), Instant.parse(words[3]), Map.of()));
            } else if (words[0].equals("key")) {
                KeySet set = setByZone.get(zone);
                Map<Category, KeyId> keys = new LinkedHashMap<>(set.keyByCategory());
                keys.put(Category.named(words[1]), new KeyId(words[2]));
                setByZone.put(zone, new KeySet(set.number(), set.created(), keys));
            } else if (words[0].equals("retired")) {
                retired.add(new KeyId(words[1]));
            } else {
                throw new IllegalArgumentException("another line");
            }
        }
        return new KeyRing(Integer.parseInt(lines[1].substring("last ".length())), Instant.parse(lines[2].substring("changed ".length())),
            lines[3].substring("user ".length()), lines[4].substring("reason ".length()), setByZone, retired);
    }

    private static StoreException damaged(Path file, String what) {
        return new StoreException(StoreException.Reason.DAMAGED, "the key ring " + file + " is damaged: " + what
            + ". No key set is in force without it. " + StoreFolders.REMEDY);
    }
}
