package io.tradebot.engine.pipeline;

import io.tradebot.journal.event.RecordBatch;

/**
 * One place in the ring: an input, the decisions it caused, and what the stages note about it. Owned by the stage that
 * is working on it; reused.
 */
public final class EventSlot {

    private final RecordBatch records = new RecordBatch();
    private long timeNanos;
    private long sequence;
    private boolean isSyncRequired;
    private Throwable fault;
    private boolean isDiscarded;

    /** Empties the slot for an input at {@code inputTimeNanos} (epoch, UTC). */
    void reset(long inputTimeNanos) {
        records.clear();
        timeNanos = inputTimeNanos;
        sequence = -1;
        isSyncRequired = false;
        fault = null;
        isDiscarded = false;
    }

    /** The input and behind it the decisions. */
    public RecordBatch records() {
        return records;
    }

    /** Engine time of the input. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Journal sequence; -1 before the journal stage. */
    public long sequence() {
        return sequence;
    }

    void sequence(long assigned) {
        sequence = assigned;
    }

    /** True when an effect or an acknowledgement depends on this excerpt being on stable storage. */
    boolean isSyncRequired() {
        return isSyncRequired;
    }

    void syncRequired(boolean required) {
        isSyncRequired = required;
    }

    /** What deciding threw; null in every healthy slot. */
    Throwable fault() {
        return fault;
    }

    void fault(Throwable thrown) {
        fault = thrown;
    }

    /** True when the engine had faulted before this input; it was neither decided nor may it be journaled. */
    boolean isDiscarded() {
        return isDiscarded;
    }

    void discard(Throwable earlierFault) {
        fault = earlierFault;
        isDiscarded = true;
    }
}
