package io.tradebot.journal.log;

import org.agrona.DirectBuffer;

/**
 * Excerpts in journal order, one at a time. Not thread safe.
 *
 * <p>What the accessors return belongs to the excerpt that the last successful {@link #next()} reached and is valid until
 * the following call; copy what must live longer.
 */
public interface ExcerptSource {

    /** Moves to the following excerpt; false when there is none yet. Damage is an exception, never an end of data. */
    boolean next();

    /** Sequence number of the excerpt, from 0 without gaps. */
    long sequence();

    /** Engine time of the input, nanoseconds since the epoch, UTC. */
    long timeNanos();

    /** Buffer that holds the body: length-prefixed records, the input first (see RecordCursor). */
    DirectBuffer buffer();

    /** Where the body starts in {@link #buffer()}. */
    int bodyOffset();

    /** Length of the body in bytes. */
    int bodyLength();

    /** Copies the 32 bytes of the SHA-256 chain after this excerpt to the start of {@code target}. */
    void copyChain(byte[] target);
}
