package io.tradebot.bench;

import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.journal.log.JournalWriter;
import org.agrona.DirectBuffer;

import java.io.IOException;

/** The log behind a pipeline: none, or a journal in a scratch folder whose syncs wait until it is closed. */
final class PipelineSink implements ExcerptSink, AutoCloseable {

    private final ScratchFolder folder;
    private final JournalWriter journal;
    private long sequence;

    private PipelineSink(ScratchFolder folder, JournalWriter journal) {
        this.folder = folder;
        this.journal = journal;
    }

    static PipelineSink none() {
        return new PipelineSink(null, null);
    }

    static PipelineSink journal() throws IOException {
        ScratchFolder folder = ScratchFolder.create();
        return new PipelineSink(folder, JournalWriter.open(folder.resolve("journal")));
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        return journal == null ? sequence++ : journal.append(body, offset, length, timeNanos);
    }

    @Override
    public void sync() {
        // SyncBenchmark measures it; here a few hundred syncs would hide the rest on a slow disk
    }

    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
            folder.close();
        }
    }
}
