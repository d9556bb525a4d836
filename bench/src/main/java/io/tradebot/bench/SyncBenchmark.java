package io.tradebot.bench;

import io.tradebot.journal.log.JournalWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Time of one append of 128 bytes with a sync behind it: the journal with its anchor, and one plain file. */
public class SyncBenchmark extends TimedPerOperation {

    static final int SYNC_COUNT = 50;

    private static final int BODY_LENGTH = 128;

    private final UnsafeBuffer body = new UnsafeBuffer(new byte[BODY_LENGTH]);
    private final ByteBuffer frame = ByteBuffer.allocateDirect(AppendBenchmark.ENVELOPE_LENGTH + BODY_LENGTH);
    private ScratchFolder folder;
    private JournalWriter journal;
    private FileChannel file;

    /** New files; the journal's first excerpt is written before, because it creates the segment. */
    @Setup(Level.Invocation)
    public void open() throws IOException {
        folder = ScratchFolder.create();
        journal = JournalWriter.open(folder.resolve("journal"));
        journal.append(body, 0, BODY_LENGTH, 0);
        journal.sync();
        file = FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Deletes them. */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
        journal.close();
        file.close();
        folder.close();
    }

    /** JournalWriter: the segment, then the anchor. */
    @Benchmark
    @OperationsPerInvocation(SYNC_COUNT)
    public long journal() {
        for (int i = 0; i < SYNC_COUNT; i++) {
            journal.append(body, 0, BODY_LENGTH, i);
            journal.sync();
        }
        return journal.nextSequence();
    }

    /** Reference: write and force, the least that this disk can do. */
    @Benchmark
    @OperationsPerInvocation(SYNC_COUNT)
    public long bareFile() throws IOException {
        for (int i = 0; i < SYNC_COUNT; i++) {
            frame.clear();
            file.write(frame);
            file.force(false);
        }
        return file.position();
    }
}
