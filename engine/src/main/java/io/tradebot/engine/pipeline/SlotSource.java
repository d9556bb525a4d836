package io.tradebot.engine.pipeline;

/**
 * Where the gateway gets slots from: a ring or a loop. Calls come in pairs, from one thread at a time; a slot that was claimed
 * and not published, because its input could not be encoded, is given out again.
 */
public interface SlotSource {

    /** An empty slot for an input at this engine time. Throws {@link HaltedException} once the pipeline has halted. */
    EventSlot claim(long timeNanos);

    /** Hands the slot claimed last to the stages. */
    void publish();
}
