package io.tradebot.replay.backtest;

import io.tradebot.journal.log.ExcerptSink;
import org.agrona.DirectBuffer;

/**
 * A journal whose syncs wait until it is closed. For runs that send nothing anywhere: a lost backtest is run again, so its
 * orders need not be on stable storage one by one.
 */
public final class UnsyncedSink implements ExcerptSink {

    private final ExcerptSink journal;

    /** The journal is closed, and thereby synced, by its owner. */
    public UnsyncedSink(ExcerptSink journal) {
        this.journal = journal;
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        return journal.append(body, offset, length, timeNanos);
    }

    @Override
    public void sync() {
        // at close
    }
}
