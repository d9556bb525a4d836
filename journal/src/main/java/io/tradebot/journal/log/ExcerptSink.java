package io.tradebot.journal.log;

import org.agrona.DirectBuffer;

/** Takes excerpts in order: the writer's side of the log. Owned by one thread. */
public interface ExcerptSink {

    /**
     * Appends one excerpt: an input and the decisions it caused.
     *
     * @param body      length-prefixed records (see RecordBatch); copied before the call returns
     * @param timeNanos engine time of the input, epoch, UTC
     * @return the excerpt's sequence number, from 0 without gaps
     */
    long append(DirectBuffer body, int offset, int length, long timeNanos);

    /** Returns once everything appended so far is on stable storage. A failure is final: never retried as success. */
    void sync();
}
