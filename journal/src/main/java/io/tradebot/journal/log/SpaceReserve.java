package io.tradebot.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Blocks of the segment's file that are on disk before an excerpt needs them: a full disk is found here, as an error with a
 * name, and not in the middle of an excerpt by a fault of the mapped page. While there is room the reserve is filled up
 * whenever half of it is used; when there is none, half of it is left for what must still be journaled. Writer's thread.
 */
final class SpaceReserve {

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 18).asReadOnlyBuffer();
    /** Chronicle may put an index behind an excerpt: its entries, and what stands before them. */
    private static final long INDEX_ROOM = SegmentScanner.MAX_META_LENGTH;

    private final Disk disk;
    private final Disk.FreeSpace space;
    private final Path folder;
    private final long reserveBytes;
    private final long freeBytesMin;
    private final ByteBuffer zeros = ZEROS.duplicate();
    private long allocatedEnd;
    /** What the last attempt to fill up lacked; null when it lacked nothing. Read by other threads. */
    private volatile SpaceLeft shortage;

    SpaceReserve(Disk disk, Path folder, long reserveBytes, long freeBytesMin) throws IOException {
        this.disk = disk;
        this.space = disk.freeSpace(folder);
        this.folder = folder;
        this.reserveBytes = reserveBytes;
        this.freeBytesMin = freeBytesMin;
    }

    /** False when the options ask for none. */
    boolean isKept() {
        return reserveBytes > 0;
    }

    /** Before a file is begun: refuses when its first excerpt and the reserve do not fit. */
    void requireRoomToBegin(int frameLength) throws IOException {
        if (!isKept()) {
            return;
        }
        long needed = frameLength + 2 * INDEX_ROOM + reserveBytes + freeBytesMin;
        long usable = space.usableBytes();
        if (usable < needed) {
            shortage = new SpaceLeft(usable, needed);
            throw new JournalFullException(folder, needed, usable);
        }
        shortage = null;
    }

    /** Makes room for a frame behind {@code dataEnd}, or refuses it; fills up the reserve when half of it is used. */
    void require(FileChannel channel, long dataEnd, int frameLength) throws IOException {
        long needed = SegmentScanner.WORD_LENGTH + frameLength + INDEX_ROOM;
        if (allocatedEnd - dataEnd < needed + reserveBytes / 2) {
            fillUp(channel, dataEnd, needed);
        }
    }

    private void fillUp(FileChannel channel, long dataEnd, long needed) throws IOException {
        long from = Math.max(allocatedEnd, dataEnd);
        long to = dataEnd + needed + reserveBytes;
        long usable = space.usableBytes();
        shortage = usable < to - from + freeBytesMin ? new SpaceLeft(usable, to - from + freeBytesMin) : null;
        if (shortage == null) {
            CrashPoint.RESERVE_BEFORE.reached();
            write(channel, from, to);
        }
        if (allocatedEnd - dataEnd < needed) {
            throw new JournalFullException(folder, to - from + freeBytesMin, usable);
        }
    }

    private void write(FileChannel channel, long from, long to) throws IOException {
        try {
            for (long at = from; at < to; allocatedEnd = at) {
                zeros.limit((int) Math.min(zeros.capacity(), to - at)).position(0);
                at += disk.write(channel, zeros, at);
                CrashPoint.RESERVE_PARTLY_FILLED.reached();
            }
            CrashPoint.RESERVE_FILLED.reached();
        } catch (IOException e) {
            // Somebody else took the room in between, or a quota ends here. Any other failure of the disk is not for us to bear.
            long usable = space.usableBytes();
            long needed = to - allocatedEnd + INDEX_ROOM;
            if (usable >= needed) {
                throw e;
            }
            shortage = new SpaceLeft(usable, needed);
        }
    }

    /** Whether the last attempt to fill up found too little room: nothing should be begun that is not needed. */
    boolean isLow() {
        return shortage != null;
    }

    /** What the last attempt to fill up lacked, else what is free now. Any thread. */
    SpaceLeft spaceLeft() throws IOException {
        SpaceLeft lacking = shortage;
        return lacking != null ? lacking : new SpaceLeft(space.usableBytes(), reserveBytes + freeBytesMin);
    }
}
