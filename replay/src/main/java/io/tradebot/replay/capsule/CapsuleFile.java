package io.tradebot.replay.capsule;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.projections.db.AtomicFile;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * A zip file in one fixed form, so that names and contents settle every byte of it: entries stored without compression (which would
 * differ from one zlib to another), 1980-01-01 as their time, no extra fields, no comments, nothing between entries. Every unzip opens
 * it; the reader here takes that form only. Not thread safe.
 */
final class CapsuleFile implements Closeable {

    static final String MANIFEST = "manifest.txt";
    static final String SIGNATURE = "manifest.sig";

    /** Longest name, and most entries: more than a capsule has. */
    private static final int NAME_LENGTH_MAX = 200;
    private static final int ENTRIES_MAX = 1000;
    /** What a zip file without 64-bit fields can say. */
    private static final long LENGTH_MAX = 0xFFFF_FFFFL;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int CENTRAL_LENGTH = 46;
    private static final int END_LENGTH = 22;
    private static final short VERSION = 10;
    /** 1980-01-01, the first day that zip knows. */
    private static final short DATE = 0x21;
    private static final int BLOCK = 1 << 16;

    /** A file in the capsule: its content begins at {@code offset}. */
    record Entry(String name, long offset, long length, int crc32) {
    }

    /** Length and hashes of a content. */
    record Digest(long length, int crc32, String sha256) {
    }

    private final Path file;
    private final FileChannel channel;
    private final List<Entry> entries = new ArrayList<>();

    private CapsuleFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    // ----- writing

    /** Writes these entries in this order; each name is that of a file below {@code folder}. */
    static void write(Path target, Path folder, List<String> names) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long offset = 0;
        for (String name : names) {
            Digest digest = digest(folder.resolve(name));
            offset += LOCAL_LENGTH + name.length();
            entries.add(new Entry(name, offset, digest.length, digest.crc32));
            offset += digest.length;
        }
        byte[] directory = directory(entries, offset);
        if (offset + directory.length > LENGTH_MAX) {
            throw new IOException("the capsule would have " + (offset + directory.length) + " bytes, a zip file holds " + LENGTH_MAX
                + " at most; the journal depends on too long a part before the session");
        }
        AtomicFile.write(target, out -> {
            for (Entry entry : entries) {
                out.write(local(entry));
                Files.copy(folder.resolve(entry.name), out);
            }
            out.write(directory);
        });
    }

    /** Length and hashes of a file. */
    static Digest digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Digesting digesting = new Digesting();
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count > 0; count = in.read(block)) {
                digesting.update(block, count);
            }
            return digesting.end();
        }
    }

    private static final class Digesting {
        private final CRC32 crc32 = new CRC32();
        private final MessageDigest sha256 = HashChain.newSha256();
        private long length;

        void update(byte[] block, int count) {
            crc32.update(block, 0, count);
            sha256.update(block, 0, count);
            length += count;
        }

        Digest end() {
            return new Digest(length, (int) crc32.getValue(), HashChain.hex(sha256.digest()));
        }
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] local(Entry entry) {
        ByteBuffer header = buffer(LOCAL_LENGTH + entry.name.length()).putInt(LOCAL_SIGNATURE);
        return common(header, entry).put(entry.name.getBytes(StandardCharsets.US_ASCII)).array();
    }

    /** What both headers of an entry say: version, flags, method, time, date, CRC-32, lengths, no extra field. */
    private static ByteBuffer common(ByteBuffer header, Entry entry) {
        return header.putShort(VERSION).putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DATE).putInt(entry.crc32)
            .putInt((int) entry.length).putInt((int) entry.length).putShort((short) entry.name.length()).putShort((short) 0);
    }

    /** The central directory and the end record. */
    private static byte[] directory(List<Entry> entries, long offset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            ByteBuffer header = buffer(CENTRAL_LENGTH + entry.name.length()).putInt(CENTRAL_SIGNATURE).putShort(VERSION);
            common(header, entry).putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0)
                .putInt((int) (entry.offset - LOCAL_LENGTH - entry.name.length())).put(entry.name.getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(header.array());
        }
        int length = bytes.size();
        bytes.writeBytes(buffer(END_LENGTH).putInt(END_SIGNATURE).putShort((short) 0).putShort((short) 0).putShort((short) entries.size())
            .putShort((short) entries.size()).putInt(length).putInt((int) offset).putShort((short) 0).array());
        return bytes.toByteArray();
    }

    // ----- reading

    /** Opens a capsule and accounts for every byte that is not content. */
    static CapsuleFile open(Path file) throws IOException, CapsuleException {
        CapsuleFile capsule = new CapsuleFile(file, FileChannel.open(file, StandardOpenOption.READ));
        try {
            capsule.readEntries();
            return capsule;
        } catch (IOException | CapsuleException | RuntimeException e) {
            capsule.close();
            throw e;
        }
    }

    private void readEntries() throws IOException, CapsuleException {
        long at = 0;
        while (entries.size() <= ENTRIES_MAX) {
            byte[] fixed = bytes(at, LOCAL_LENGTH);
            ByteBuffer header = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
            if (fixed.length < LOCAL_LENGTH || header.getInt(0) != LOCAL_SIGNATURE) {
                break;
            }
            int nameLength = Short.toUnsignedInt(header.getShort(26));
            if (nameLength == 0 || nameLength > NAME_LENGTH_MAX) {
                throw new CapsuleException("offset " + at + ": an entry has a name of " + nameLength + " bytes, 1 to " + NAME_LENGTH_MAX
                    + " are possible");
            }
            String name = new String(bytes(at + LOCAL_LENGTH, nameLength), StandardCharsets.ISO_8859_1);
            Entry entry = new Entry(name, at + LOCAL_LENGTH + nameLength, Integer.toUnsignedLong(header.getInt(18)), header.getInt(14));
            if (!name.matches("[A-Za-z0-9._/-]+") || !Arrays.equals(local(entry), bytes(at, LOCAL_LENGTH + nameLength))) {
                throw new CapsuleException("offset " + at + ": the header of the entry '" + name.replaceAll("[^ -~]", "?") + "' is not that of a capsule");
            }
            if (entry.offset + entry.length > channel.size()) {
                throw new CapsuleException("offset " + at + ": the entry " + name + " claims " + entry.length + " bytes, the file ends before");
            }
            entries.add(entry);
            at = entry.offset + entry.length;
        }
        if (entries.isEmpty()) {
            throw new CapsuleException("offset 0: this is no capsule: it does not begin with a zip entry; 'tradebot capsule JOURNAL --session DATE' "
                + "writes one");
        }
        byte[] directory = directory(entries, at);
        long length = at + directory.length;
        if (!Arrays.equals(directory, bytes(at, directory.length)) || channel.size() != length) {
            throw new CapsuleException("offset " + at + ": what stands behind " + entries.get(entries.size() - 1).name
                + " is not the directory of the entries before it");
        }
    }

    /** In their order in the file. */
    List<Entry> entries() {
        return entries;
    }

    Path file() {
        return file;
    }

    /** The entry of a name. */
    Entry entry(String name) throws CapsuleException {
        return entries.stream().filter(entry -> entry.name.equals(name)).findFirst()
            .orElseThrow(() -> new CapsuleException("the part " + name + " is missing"));
    }

    /** The content of an entry that may be {@code lengthMax} bytes long. */
    byte[] content(Entry entry, int lengthMax) throws IOException, CapsuleException {
        if (entry.length > lengthMax) {
            throw new CapsuleException(entry.name + " has " + entry.length + " bytes, at most " + lengthMax + " are possible");
        }
        return bytes(entry.offset, (int) entry.length);
    }

    /** Writes the content of an entry into a file. */
    void copy(Entry entry, Path target) throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            for (long at = entry.offset; at < entry.offset + entry.length; ) {
                at += channel.transferTo(at, entry.offset + entry.length - at, out);
            }
        }
    }

    /** Length and hashes of an entry; its CRC-32 must be that of its header. */
    Digest digest(Entry entry, LongConsumer progress) throws IOException, CapsuleException {
        Digesting digesting = new Digesting();
        byte[] block = new byte[BLOCK];
        ByteBuffer target = ByteBuffer.wrap(block);
        for (long at = entry.offset; at < entry.offset + entry.length; ) {
            target.clear().limit((int) Math.min(BLOCK, entry.offset + entry.length - at));
            int count = channel.read(target, at);
            if (count <= 0) {
                throw new CapsuleException(entry.name + ": the file became shorter while it was read");
            }
            digesting.update(block, count);
            at += count;
            progress.accept(count);
        }
        Digest digest = digesting.end();
        if (digest.crc32 != entry.crc32) {
            throw new CapsuleException(entry.name + ", offset " + entry.offset + " to " + (entry.offset + entry.length - 1)
                + ": its CRC-32 is another, so it is not what was written");
        }
        return digest;
    }

    /** Up to {@code length} bytes; fewer where the file ends. */
    private byte[] bytes(long at, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining() && channel.read(target, at + target.position()) > 0) {
            // until all is there or the file ends
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
