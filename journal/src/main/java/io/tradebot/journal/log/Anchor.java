package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The high-water mark of a journal, outside its segments: how far it was synced. Without it a journal cut off at an excerpt
 * boundary would look complete. Two slots of 64 bytes are written in turn and each is forced to disk, so that one of them
 * survives any crash. Writing belongs to the writer's thread.
 *
 * <pre>
 *  0  byte2   magic "TA"
 *  2  uint8   version, 1
 *  3  uint8   state: 1 a writer is or was at work, 2 closed cleanly (then both slots are equal)
 *  4  int32   generation; the slot with the later one counts (compared by difference, so it may wrap)
 *  8  int64   number of excerpts synced: the sequence that follows
 * 16  int64   offset in the segment's file behind the last synced excerpt
 * 24  int32   segment number of the last synced excerpt, 0 for none
 * 28  byte32  chain after the last synced excerpt
 * 60  uint32  CRC32C over bytes 0..59
 * </pre>
 */
final class Anchor implements Closeable {

    static final String FILE_NAME = "anchor";
    /** Of an anchor that is being made. */
    static final String NEW_FILE_NAME = FILE_NAME + ".new";
    static final int SLOT_LENGTH = 64;
    static final int FILE_LENGTH = 2 * SLOT_LENGTH;

    private static final int CREATED_GENERATION = 2;
    private static final int STATE_AT = 3;
    private static final int CRC_AT = 60;
    private static final byte VERSION = 1;

    private final FileChannel channel;
    private final Disk disk;
    private final ByteBuffer slot = ByteBuffer.allocateDirect(SLOT_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C crc32c = new CRC32C();
    private int generation;

    /** One readable slot. */
    record Mark(boolean isClosed, int generation, long excerptCount, long position, int segment, byte[] chain) {

        static final Mark EMPTY = new Mark(false, 0, 0, 0, 0, new byte[HashChain.LENGTH]);

        /** Whether both say the same but for the generation. */
        boolean agreesWith(Mark other) {
            return other != null && isClosed == other.isClosed && excerptCount == other.excerptCount
                && position == other.position && segment == other.segment && Arrays.equals(chain, other.chain);
        }
    }

    /** What a file holds: null for a slot that cannot be read; {@code length} -1 when there is no file. */
    record Contents(Mark first, Mark second, long length) {

        /** The later readable slot, or null. */
        Mark latest() {
            if (first == null || second == null) {
                return first == null ? second : first;
            }
            return second.generation() - first.generation() > 0 ? second : first;
        }

        boolean isMissing() {
            return length < 0;
        }
    }

    private Anchor(FileChannel channel, Disk disk, int generation) {
        this.disk = disk;
        this.channel = channel;
        this.generation = generation;
    }

    /** Opens for writing; a new file gets two empty slots that are on disk before this returns. */
    static Anchor open(Path journal) throws IOException {
        return open(journal, Disk.REAL);
    }

    /** The same on another disk. */
    static Anchor open(Path journal, Disk disk) throws IOException {
        Mark latest = read(journal).latest();
        if (latest == null) {
            create(journal, disk);
        }
        FileChannel channel = FileChannel.open(journal.resolve(FILE_NAME), StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Anchor(channel, disk, latest == null ? CREATED_GENERATION : latest.generation());
    }

    /** Under another name first: an anchor without a readable slot would keep out the next process. */
    private static void create(Path journal, Disk disk) throws IOException {
        Path temporary = journal.resolve(NEW_FILE_NAME);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
            CrashPoint.ANCHOR_CREATED.reached();
            Anchor anchor = new Anchor(channel, disk, 0);
            for (int i = 0; i < CREATED_GENERATION; i++) {
                anchor.write(false, 0, 0, 0, Mark.EMPTY.chain());
            }
        }
        Files.move(temporary, journal.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.force(journal);
    }

    /** Makes both slots say this, in a file of the right length; the journal counts as not closed. */
    static void replace(Path journal, long excerptCount, long position, int segment, byte[] chain) throws IOException {
        try (Anchor anchor = open(journal)) {
            anchor.write(false, excerptCount, position, segment, chain);
            anchor.write(false, excerptCount, position, segment, chain);
            anchor.channel.truncate(FILE_LENGTH);
            anchor.channel.force(true);
        }
    }

    /** Writes the older slot and forces it to disk. */
    void write(boolean isClosed, long excerptCount, long position, int segment, byte[] chain) throws IOException {
        CrashPoint.ANCHOR_BEFORE.reached();
        generation++;
        slot.clear();
        slot.put((byte) 'T').put((byte) 'A').put(VERSION).put((byte) (isClosed ? 2 : 1));
        slot.putInt(generation).putLong(excerptCount).putLong(position).putInt(segment).put(chain, 0, HashChain.LENGTH);
        slot.flip();
        crc32c.reset();
        crc32c.update(slot);
        slot.limit(SLOT_LENGTH).position(CRC_AT);
        slot.putInt((int) crc32c.getValue()).flip();
        long at = (generation & 1L) * SLOT_LENGTH;
        while (slot.hasRemaining()) {
            at += disk.write(channel, slot, at);
        }
        CrashPoint.ANCHOR_WRITTEN.reached();
        disk.force(channel, false);
        CrashPoint.ANCHOR_FORCED.reached();
    }

    /** Reads without opening for writing; never fails on contents. */
    static Contents read(Path journal) throws IOException {
        Path file = journal.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            return new Contents(null, null, -1);
        }
        ByteBuffer bytes = ByteBuffer.allocate(FILE_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // read on
            }
            return new Contents(decode(bytes, 0), decode(bytes, SLOT_LENGTH), channel.size());
        }
    }

    private static Mark decode(ByteBuffer bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), at, CRC_AT);
        int state = bytes.get(at + STATE_AT);
        boolean isReadable = bytes.get(at) == 'T' && bytes.get(at + 1) == 'A' && bytes.get(at + 2) == VERSION
            && (state == 1 || state == 2) && (int) crc.getValue() == bytes.getInt(at + CRC_AT);
        return !isReadable ? null : new Mark(state == 2, bytes.getInt(at + 4), bytes.getLong(at + 8),
            bytes.getLong(at + 16), bytes.getInt(at + 24), Arrays.copyOfRange(bytes.array(), at + 28, at + CRC_AT));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
