package io.tradebot.bench;

import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.LongArrayList;

import java.util.Arrays;

/** Excerpts in memory, end to end in one buffer. Filled once, then read by any number of sources. Not thread safe. */
final class Excerpts implements ExcerptSink {

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1 << 16);
    private final LongArrayList timesNanos = new LongArrayList();
    private final LongArrayList ends = new LongArrayList();

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        int start = end(count() - 1);
        buffer.putBytes(start, body, offset, length);
        ends.addLong(start + length);
        timesNanos.addLong(timeNanos);
        return count() - 1;
    }

    @Override
    public void sync() {
        // memory
    }

    int count() {
        return ends.size();
    }

    private int end(int index) {
        return index < 0 ? 0 : (int) ends.getLong(index);
    }

    /** A source at the beginning. */
    Source source() {
        return new Source();
    }

    /** Reads them in order; {@link #next()} may follow what is appended. Its chain is always 32 zero bytes. */
    final class Source implements ExcerptSource {

        private int index = -1;

        @Override
        public boolean next() {
            if (index + 1 >= count()) {
                return false;
            }
            index++;
            return true;
        }

        @Override
        public long sequence() {
            return index;
        }

        @Override
        public long timeNanos() {
            return timesNanos.getLong(index);
        }

        @Override
        public DirectBuffer buffer() {
            return buffer;
        }

        @Override
        public int bodyOffset() {
            return end(index - 1);
        }

        @Override
        public int bodyLength() {
            return end(index) - bodyOffset();
        }

        @Override
        public void copyChain(byte[] target) {
            Arrays.fill(target, 0, 32, (byte) 0);
        }
    }
}
