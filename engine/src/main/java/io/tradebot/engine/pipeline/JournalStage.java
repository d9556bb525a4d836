package io.tradebot.engine.pipeline;

import io.tradebot.journal.log.ExcerptSink;

/**
 * Second stage: appends the input and its decisions as one excerpt, and syncs once a batch when an excerpt in it asks for
 * that. Owned by one thread. A failed append or sync is thrown on and halts the pipeline before anything is dispatched.
 */
public final class JournalStage {

    private final ExcerptSink sink;
    private boolean isSyncPending;

    /** Several slots share one sync: the group commit of a Disruptor batch. */
    public JournalStage(ExcerptSink sink) {
        this.sink = sink;
    }

    /** Appends; after the last slot of a batch everything that must be durable is. */
    public void onSlot(EventSlot slot, boolean isEndOfBatch) {
        if (!slot.isDiscarded()) {
            slot.sequence(sink.append(slot.records().buffer(), 0, slot.records().length(), slot.timeNanos()));
            isSyncPending |= slot.isSyncRequired();
        }
        if (isSyncPending && isEndOfBatch) {
            sink.sync();
            isSyncPending = false;
        }
    }
}
