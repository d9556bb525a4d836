package io.tradebot.adapters.feed;

import org.agrona.DirectBuffer;

/** The excerpts of an earlier journal, read forward once. What adapters see of it: they know the records, not the log. */
public interface RecordedInputs extends AutoCloseable {

    /** Moves to the next excerpt; false behind the last. */
    boolean next();

    /** Engine time of the excerpt. */
    long timeNanos();

    /** Holds the records of the excerpt until the next call of {@link #next}. */
    DirectBuffer buffer();

    /** Where they begin. */
    int bodyOffset();

    /** How long they are. */
    int bodyLength();

    @Override
    void close();
}
