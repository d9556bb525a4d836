package io.tradebot.projections.script;

import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.List;

/** Excerpts from a list, which may grow behind it. */
public final class ListExcerptSource implements ExcerptSource {

    /** One excerpt: its sequence, engine time, body and the chain after it. */
    public record Excerpt(long sequence, long timeNanos, byte[] body, byte[] chain) {
    }

    private final List<Excerpt> excerpts;
    private int index = -1;

    public ListExcerptSource(List<Excerpt> excerpts) {
        this.excerpts = excerpts;
    }

    @Override
    public boolean next() {
        if (index + 1 >= excerpts.size()) {
            return false;
        }
        index++;
        return true;
    }

    @Override
    public long sequence() {
        return excerpts.get(index).sequence();
    }

    @Override
    public long timeNanos() {
        return excerpts.get(index).timeNanos();
    }

    @Override
    public DirectBuffer buffer() {
        return new UnsafeBuffer(excerpts.get(index).body());
    }

    @Override
    public int bodyOffset() {
        return 0;
    }

    @Override
    public int bodyLength() {
        return excerpts.get(index).body().length;
    }

    @Override
    public void copyChain(byte[] target) {
        System.arraycopy(excerpts.get(index).chain(), 0, target, 0, 32);
    }
}
