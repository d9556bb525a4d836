package io.tradebot.bench;

import io.tradebot.engine.pipeline.EventSlot;
import io.tradebot.engine.pipeline.SlotSource;
import io.tradebot.journal.event.RecordBatch;

/** A slot that no pipeline works on: what the gateway encodes stays in it until the next input. Not thread safe. */
final class OneSlot implements SlotSource {

    private final EventSlot slot = new EventSlot();

    @Override
    public EventSlot claim(long timeNanos) {
        slot.records().clear();
        return slot;
    }

    @Override
    public void publish() {
        // stays in the slot
    }

    RecordBatch records() {
        return slot.records();
    }
}
