package io.tradebot.replay.capsule;

import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;

import java.util.HexFormat;

/**
 * A part of a journal with the last excerpt before it in front, of which only sequence and chain are known: enough for whoever goes on
 * behind that one and wants to see that it is the right one. Not thread safe.
 */
final class ContinuedSource implements ExcerptSource {

    private final long previousSequence;
    private final byte[] previousChain;
    private final ExcerptSource part;
    private boolean isPrevious;
    private boolean isBegun;

    ContinuedSource(long previousSequence, String previousChain, ExcerptSource part) {
        this.previousSequence = previousSequence;
        this.previousChain = HexFormat.of().parseHex(previousChain);
        this.part = part;
    }

    @Override
    public boolean next() {
        isPrevious = !isBegun;
        isBegun = true;
        return isPrevious || part.next();
    }

    @Override
    public long sequence() {
        return isPrevious ? previousSequence : part.sequence();
    }

    @Override
    public long timeNanos() {
        return known().timeNanos();
    }

    @Override
    public DirectBuffer buffer() {
        return known().buffer();
    }

    @Override
    public int bodyOffset() {
        return known().bodyOffset();
    }

    @Override
    public int bodyLength() {
        return known().bodyLength();
    }

    @Override
    public void copyChain(byte[] target) {
        if (isPrevious) {
            System.arraycopy(previousChain, 0, target, 0, previousChain.length);
        } else {
            part.copyChain(target);
        }
    }

    private ExcerptSource known() {
        if (isPrevious) {
            throw new IllegalStateException("of sequence " + previousSequence + " the chain is known and nothing else");
        }
        return part;
    }
}
