package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import org.agrona.DirectBuffer;

/**
 * A journal that keeps nothing but its chain: sequence numbers and chain head are those that a {@link JournalWriter} would
 * have for the same excerpts. For runs whose decisions matter and whose records do not. Not thread safe.
 */
public final class ChainOnlySink implements ExcerptSink {

    private final Envelope envelope = new Envelope();
    private final HashChain chain = new HashChain();
    private byte[] frame = new byte[4096];
    private long nextSequence;

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        if (Envelope.LENGTH + length > frame.length) {
            frame = new byte[Math.max(Envelope.LENGTH + length, 2 * frame.length)];
        }
        envelope.write(frame, nextSequence, timeNanos, chain, body, offset, length);
        return nextSequence++;
    }

    @Override
    public void sync() {
        // nothing is kept
    }

    /** Sequence that the next excerpt gets: how many there were. */
    public long nextSequence() {
        return nextSequence;
    }

    /** The SHA-256 chain after the last excerpt, hexadecimal. */
    public String chainHead() {
        return chain.hex();
    }
}
