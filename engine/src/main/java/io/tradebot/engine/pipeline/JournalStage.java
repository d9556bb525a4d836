package io.tradebot.engine.pipeline;

import io.tradebot.journal.log.ExcerptSink;

/**
 * Second stage: appends the input and its decisions as one excerpt, and syncs once a batch when an excerpt in it asks for
 * that. Owned by one thread. A failed append or sync is thrown on and halts the pipeline before anything is dispatched; the stage
 * takes nothing more, as a second sync that succeeds says nothing about what the first one lost.
 */
public final class JournalStage {

    /** Engine time after which a live journal is synced though nothing asks for it, so that a power cut costs no more market data. */
    static final long LIVE_SYNC_NANOS = 1_000_000_000L;

    private final ExcerptSink sink;
    private final long syncNanos;
    private boolean isSyncPending;
    /** Engine time of the first excerpt that is not synced; meaningless while there is none. */
    private long unsyncedNanos;
    private boolean isUnsynced;
    private Throwable failure;

    /** Several slots share one sync: the group commit of a Disruptor batch. Market data alone is not synced. */
    public JournalStage(ExcerptSink sink) {
        this(sink, Long.MAX_VALUE);
    }

    private JournalStage(ExcerptSink sink, long syncNanos) {
        this.sink = sink;
        this.syncNanos = syncNanos;
    }

    /** The stage of a live session: what nothing waits for is synced too, at the end of the batch that is a second behind it. */
    public static JournalStage live(ExcerptSink sink) {
        return new JournalStage(sink, LIVE_SYNC_NANOS);
    }

    /**
     * Appends; after the last slot of a batch everything that must be durable is.
     *
     * @throws HaltedException after an append or a sync has failed
     */
    public void onSlot(EventSlot slot, boolean isEndOfBatch) {
        if (failure != null) {
            throw new HaltedException("the journal has failed and takes nothing more: " + failure + "; restart to recover it", failure);
        }
        try {
            journal(slot, isEndOfBatch);
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
            throw thrown;
        }
    }

    private void journal(EventSlot slot, boolean isEndOfBatch) {
        if (!slot.isDiscarded()) {
            slot.sequence(sink.append(slot.records().buffer(), 0, slot.records().length(), slot.timeNanos()));
            unsyncedNanos = isUnsynced ? unsyncedNanos : slot.timeNanos();
            isUnsynced = true;
            isSyncPending |= slot.isSyncRequired() || slot.timeNanos() - unsyncedNanos >= syncNanos;
        }
        if (isSyncPending && isEndOfBatch) {
            sink.sync();
            isSyncPending = false;
            isUnsynced = false;
        }
    }
}
