package io.tradebot.bench;

import io.tradebot.journal.log.JournalWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;

/**
 * Time of one append, not synced: the journal with envelope, CRC and chain, and bare Chronicle with the same bytes. Each
 * invocation writes a new file, so both pay for fresh pages.
 */
public class AppendBenchmark extends TimedPerOperation {

    static final int APPEND_COUNT = 100_000;
    static final int ENVELOPE_LENGTH = 64;

    /** Bytes of the excerpt's body. */
    @Param({"64", "128", "256"})
    public int bodyLength;

    private UnsafeBuffer body;
    private byte[] frame;
    private ScratchFolder folder;
    private JournalWriter journal;
    private BareQueue queue;

    /** New, empty files. */
    @Setup(Level.Invocation)
    public void open() throws IOException {
        body = new UnsafeBuffer(new byte[bodyLength]);
        frame = new byte[ENVELOPE_LENGTH + bodyLength];
        folder = ScratchFolder.create();
        journal = JournalWriter.open(folder.resolve("journal"));
        queue = BareQueue.open(folder.resolve("queue"));
    }

    /** Deletes them. */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
        journal.close();
        queue.close();
        folder.close();
    }

    /** JournalWriter. */
    @Benchmark
    @OperationsPerInvocation(APPEND_COUNT)
    public long journal() {
        for (int i = 0; i < APPEND_COUNT; i++) {
            journal.append(body, 0, bodyLength, i);
        }
        return journal.nextSequence();
    }

    /** Reference: Chronicle Queue, a document of envelope length and body. */
    @Benchmark
    @OperationsPerInvocation(APPEND_COUNT)
    public BareQueue bareChronicle() {
        for (int i = 0; i < APPEND_COUNT; i++) {
            queue.append(frame);
        }
        return queue;
    }
}
