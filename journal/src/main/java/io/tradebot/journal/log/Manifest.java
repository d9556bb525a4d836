package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What a finished segment holds, byte for byte: written once, when nothing will be appended any more. Plain text in one
 * fixed form (a file that is not exactly what {@link #text()} gives is damaged), its own CRC32C in the last line.
 *
 * @param state         how the segment ended
 * @param fileName      the Chronicle file beside the manifest
 * @param digest        of the whole file, padding and unused tail included
 * @param dataEnd       offset behind the last excerpt that counts
 * @param firstSequence of the first excerpt, or the one that would have come
 * @param excerptCount  excerpts that count
 * @param firstTimeNanos engine time of the first excerpt, 0 when there is none
 * @param lastTimeNanos engine time of the last excerpt, 0 when there is none
 * @param previousChain chain before the first excerpt, hex
 * @param headChain     chain after the last excerpt, hex
 */
record Manifest(State state, String fileName, FileDigest digest, long dataEnd, long firstSequence, long excerptCount,
                long firstTimeNanos, long lastTimeNanos, String previousChain, String headChain) {

    static final String FILE_NAME = "manifest";

    private static final String TITLE = "tradebot-journal-segment 1";
    private static final String CRC_KEY = "manifest-crc32c ";
    private static final int HEX_PER_CRC = 8;

    /** How a segment ended. */
    enum State {
        /** The writer closed it. */
        CLOSED,
        /** The writer died; the next one found every byte in order and finished the segment. */
        RECOVERED,
        /** The writer died and left a tail that cannot be read; the next one set the file aside, its verified part counts. */
        DAMAGED
    }

    /** First sequence of the following segment. */
    long nextSequence() {
        return firstSequence + excerptCount;
    }

    byte[] headChainBytes() {
        return HexFormat.of().parseHex(headChain);
    }

    /** Reads the manifest of a segment folder; null when there is none. */
    static Manifest read(Path segment) throws IOException {
        Path file = segment.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return null;
        }
        byte[] bytes = Files.readAllBytes(file);
        Manifest manifest;
        try {
            manifest = parse(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (RuntimeException e) {
            throw new JournalDamagedException(file, 0, -1, "not a readable manifest: " + e.getMessage());
        }
        if (!Arrays.equals(bytes, manifest.text().getBytes(StandardCharsets.ISO_8859_1))) {
            throw new JournalDamagedException(file, 0, -1, "the manifest is not what was written (checksum or form)");
        }
        return manifest;
    }

    /** Writes the manifest so that it is there whole or not at all, and on disk when this returns. */
    void write(Path segment) throws IOException {
        CrashPoint.MANIFEST_BEFORE.reached();
        Path temporary = segment.resolve(FILE_NAME + ".new");
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text().getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        CrashPoint.MANIFEST_WRITTEN.reached();
        Files.move(temporary, segment.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
        CrashPoint.MANIFEST_RENAMED.reached();
        Folders.force(segment);
        Folders.force(segment.getParent());
    }

    /** The manifest as text, the last line being the CRC32C of all before it. */
    String text() {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        line(text, "state", state);
        line(text, "file", fileName);
        line(text, "length", digest.length());
        line(text, "sha256", digest.sha256());
        line(text, "data-end", dataEnd);
        line(text, "first-sequence", firstSequence);
        line(text, "excerpts", excerptCount);
        line(text, "first-time-nanos", firstTimeNanos);
        line(text, "last-time-nanos", lastTimeNanos);
        line(text, "previous-chain", previousChain);
        line(text, "head-chain", headChain);
        line(text, "block-length", FileDigest.BLOCK_LENGTH);
        line(text, "block-crc32c", digest.blockCrcs().length);
        for (int crc : digest.blockCrcs()) {
            text.append(HexFormat.of().toHexDigits(crc)).append('\n');
        }
        return text.append(CRC_KEY).append(HexFormat.of().toHexDigits(crcOf(text))).append('\n').toString();
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(' ').append(value).append('\n');
    }

    private static int crcOf(CharSequence text) {
        CRC32C crc = new CRC32C();
        crc.update(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        return (int) crc.getValue();
    }

    /** Reads the lines in their fixed order. Whatever this lets pass, the comparison with {@link #text()} does not. */
    private static Manifest parse(String text) {
        String[] lines = text.split("\n", -1);
        int blockCount = Integer.parseInt(value(lines, 13, "block-crc32c"));
        if (blockCount < 0 || lines.length != 14 + blockCount + 2) {
            throw new IllegalArgumentException("it has " + lines.length + " lines, expected " + (16L + blockCount));
        }
        int[] crcs = new int[blockCount];
        for (int i = 0; i < blockCount; i++) {
            crcs[i] = HexFormat.fromHexDigits(lines[14 + i], 0, HEX_PER_CRC);
        }
        String fileName = value(lines, 2, "file");
        if (!fileName.matches("[0-9]{8}F\\.cq4(\\.damaged)?")) {
            throw new IllegalArgumentException("'" + fileName + "' is no segment's file");
        }
        FileDigest digest = new FileDigest(Long.parseLong(value(lines, 3, "length")), value(lines, 4, "sha256"), crcs);
        return new Manifest(State.valueOf(value(lines, 1, "state")), fileName, digest,
            Long.parseLong(value(lines, 5, "data-end")), Long.parseLong(value(lines, 6, "first-sequence")),
            Long.parseLong(value(lines, 7, "excerpts")), Long.parseLong(value(lines, 8, "first-time-nanos")),
            Long.parseLong(value(lines, 9, "last-time-nanos")), value(lines, 10, "previous-chain"), value(lines, 11, "head-chain"));
    }

    private static String value(String[] lines, int index, String key) {
        if (index >= lines.length || !lines[index].startsWith(key + ' ')) {
            throw new IllegalArgumentException("line " + (index + 1) + " should be '" + key + "'");
        }
        return lines[index].substring(key.length() + 1);
    }
}
