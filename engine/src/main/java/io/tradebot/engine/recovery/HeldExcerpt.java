package io.tradebot.engine.recovery;

import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A copy of one excerpt, for whoever decides on it later. Not thread safe. */
final class HeldExcerpt implements ExcerptSource {

    private final long sequence;
    private final long timeNanos;
    private final UnsafeBuffer body;

    HeldExcerpt(ExcerptSource excerpt) {
        sequence = excerpt.sequence();
        timeNanos = excerpt.timeNanos();
        body = new UnsafeBuffer(new byte[excerpt.bodyLength()]);
        body.putBytes(0, excerpt.buffer(), excerpt.bodyOffset(), excerpt.bodyLength());
    }

    @Override
    public boolean next() {
        return false; // there is this one only
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public DirectBuffer buffer() {
        return body;
    }

    @Override
    public int bodyOffset() {
        return 0;
    }

    @Override
    public int bodyLength() {
        return body.capacity();
    }

    @Override
    public void copyChain(byte[] target) {
        throw new UnsupportedOperationException("a held excerpt has no chain");
    }
}
