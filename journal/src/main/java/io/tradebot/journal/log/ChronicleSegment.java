package io.tradebot.journal.log;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One segment while it is written: a Chronicle Queue of one file that never rolls, because its clock stands still. The only
 * class that touches Chronicle. Owned by one thread at a time, that of the writer.
 */
final class ChronicleSegment implements Closeable {

    /** Documents may take a quarter of a block: that much of the following block is mapped along with each. */
    static final int BLOCKS_PER_DOCUMENT = 4;

    private static final long NANOS_PER_MILLI = 1_000_000;

    static {
        // Neither telemetry nor advertisements nor a watcher thread: the journal's owner watches the disk.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
        Jvm.disableDebugHandler();
        Jvm.disablePerfHandler();
    }

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private Path file;
    private FileChannel channel;
    private final Disk disk;
    private final SpaceReserve reserve;
    private long dataEnd;

    /** Creates the folder and the queue; the date in the file's name is that of the first excerpt. */
    ChronicleSegment(Path folder, long firstTimeNanos, long blockLength, Disk disk, SpaceReserve reserve) throws IOException {
        this.disk = disk;
        this.reserve = reserve;
        Files.createDirectory(folder);
        CrashPoint.SEGMENT_FOLDER_CREATED.reached();
        long millis = Math.max(0, firstTimeNanos / NANOS_PER_MILLI);
        queue = SingleChronicleQueueBuilder.binary(folder)
            .rollCycle(RollCycles.FAST_DAILY)
            .timeProvider(() -> millis)
            .blockSize(blockLength)
            .syncMode(SyncMode.SYNC)
            .checkInterrupts(false)
            .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true); // one thread after the other: opened here, written by a stage of the ring, closed here
        CrashPoint.SEGMENT_QUEUE_CREATED.reached();
    }

    /** Makes sure that a frame fits on the disk before any of it is written; refuses it with a JournalFullException. */
    void requireRoom(int frameLength) throws IOException {
        if (dataEnd > 0 && reserve.isKept()) {
            openChannel();
            reserve.require(channel, dataEnd, frameLength);
        }
    }

    /** Appends one document; it is readable by others when this returns, and durable after {@link #sync()}. */
    void append(byte[] frame, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            try {
                Bytes<?> bytes = document.wire().bytes();
                bytes.write(frame, 0, length);
                dataEnd = SegmentScanner.align(bytes.writePosition());
                CrashPoint.APPEND_UNCOMMITTED.reached();
            } catch (RuntimeException | Error e) {
                // A full disk shows itself as an InternalError from the mapped page: never commit a half-written document.
                document.rollbackOnClose();
                throw e;
            }
        }
    }

    /** Offset in the file behind the last document. */
    long dataEnd() {
        return dataEnd;
    }

    /** The file; there is one after the first append. */
    Path file() {
        return file;
    }

    /**
     * Puts everything appended on disk. Chronicle's own sync covers the block being written only and does not report a
     * failure, so the whole file is forced behind it: header, index and earlier blocks, with an exception when it fails.
     */
    void sync() throws IOException {
        openChannel();
        appender.sync();
        disk.force(channel, false);
    }

    /** Opens our own handle before the first sync, so that no write error can be reported to somebody else. */
    private void openChannel() throws IOException {
        if (channel == null) {
            file = Folders.file(queue.file().toPath());
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Folders.force(file.getParent());
            Folders.force(file.getParent().getParent());
        }
    }

    /** Ends writing: everything on disk, Chronicle's locks and mappings gone, the unused tail cut off. */
    void finish() throws IOException {
        sync();
        CrashPoint.CLOSE_SYNCED.reached();
        closeQueue();
        CrashPoint.CLOSE_QUEUE_CLOSED.reached();
        SegmentFinish.cut(channel, dataEnd);
        CrashPoint.CLOSE_TAIL_CUT.reached();
        Files.deleteIfExists(file.resolveSibling(Folders.METADATA));
        disk.force(channel, true);
    }

    private void closeQueue() {
        appender.close();
        queue.close();
        BackgroundResourceReleaser.releasePendingResources();
    }

    /** Lets go without finishing: after a failure the file stays as the failure left it. */
    @Override
    public void close() throws IOException {
        closeQueue();
        if (channel != null) {
            channel.close();
        }
    }
}
