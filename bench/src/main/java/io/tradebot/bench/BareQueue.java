package io.tradebot.bench;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

import java.nio.file.Path;

/**
 * Chronicle Queue with the journal's options and none of its promises: the reference for append and read. Not thread safe.
 */
final class BareQueue implements AutoCloseable {

    private static final long BLOCK_LENGTH = 64L << 20;

    static {
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        System.setProperty("chronicle.disk.monitor.disable", "true");
        Jvm.disableDebugHandler();
        Jvm.disablePerfHandler();
    }

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;

    private BareQueue(Path folder) {
        queue = SingleChronicleQueueBuilder.binary(folder)
            .rollCycle(RollCycles.FAST_DAILY)
            .timeProvider(() -> 0)
            .blockSize(BLOCK_LENGTH)
            .syncMode(SyncMode.SYNC)
            .checkInterrupts(false)
            .build();
        appender = queue.createAppender();
    }

    static BareQueue open(Path folder) {
        return new BareQueue(folder);
    }

    void append(byte[] bytes) {
        append(bytes, bytes.length);
    }

    void append(byte[] bytes, int length) {
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(bytes, 0, length);
        }
    }

    /** Chronicle's own msync of the block being written. */
    void sync() {
        appender.sync();
    }

    /** Reads all documents from the first into {@code target}; returns how many there are. */
    int readAll(byte[] target) {
        int count = 0;
        try (ExcerptTailer tailer = queue.createTailer()) {
            while (true) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (!document.isPresent()) {
                        return count;
                    }
                    Bytes<?> bytes = document.wire().bytes();
                    bytes.read(target, 0, (int) bytes.readRemaining());
                    count++;
                }
            }
        }
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
        BackgroundResourceReleaser.releasePendingResources();
    }
}
