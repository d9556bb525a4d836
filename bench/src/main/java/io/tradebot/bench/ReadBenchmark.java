package io.tradebot.bench;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.VerificationReport;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import java.io.IOException;

/** Time of one excerpt, read from a warm file: with every check, by the verifier, and by bare Chronicle. */
public class ReadBenchmark extends TimedPerOperation {

    static final int EXCERPT_COUNT = 100_000;

    /** Bytes of the excerpt's body. */
    @Param("128")
    public int bodyLength;

    private byte[] frame;
    private ScratchFolder folder;
    private BareQueue queue;

    /** Writes both files. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        frame = new byte[AppendBenchmark.ENVELOPE_LENGTH + bodyLength];
        folder = ScratchFolder.create();
        queue = BareQueue.open(folder.resolve("queue"));
        UnsafeBuffer body = new UnsafeBuffer(new byte[bodyLength]);
        try (JournalWriter journal = JournalWriter.open(folder.resolve("journal"))) {
            for (int i = 0; i < EXCERPT_COUNT; i++) {
                journal.append(body, 0, bodyLength, i);
                queue.append(frame);
            }
        }
    }

    /** Deletes them. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        queue.close();
        folder.close();
    }

    /** JournalReader: length, CRC, sequence, chain and schema version of each excerpt. */
    @Benchmark
    @OperationsPerInvocation(EXCERPT_COUNT)
    public long journal() {
        try (JournalReader reader = JournalReader.open(folder.resolve("journal"))) {
            while (reader.next()) {
                // checked by the reader
            }
            return requireAll(reader.sequence() + 1);
        }
    }

    /** JournalVerifier: the same checks, the structure of the files, manifest and anchor. */
    @Benchmark
    @OperationsPerInvocation(EXCERPT_COUNT)
    public VerificationReport verifier() {
        VerificationReport report = JournalVerifier.verify(folder.resolve("journal"));
        requireAll(report.excerptCount());
        return report;
    }

    /** Reference: Chronicle Queue's tailer, which checks nothing. */
    @Benchmark
    @OperationsPerInvocation(EXCERPT_COUNT)
    public long bareChronicle() {
        return requireAll(queue.readAll(frame));
    }

    private static long requireAll(long count) {
        if (count != EXCERPT_COUNT) {
            throw new IllegalStateException("read " + count + " excerpts of " + EXCERPT_COUNT);
        }
        return count;
    }
}
