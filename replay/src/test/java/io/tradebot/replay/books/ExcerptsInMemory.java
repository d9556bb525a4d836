package io.tradebot.replay.books;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A journal in memory, with a chain over its bodies. Any number of sources follow it while it grows. Not thread safe. */
final class ExcerptsInMemory implements ExcerptSink {

    private record Excerpt(long timeNanos, UnsafeBuffer body, byte[] chain) {
    }

    private static final byte[] NO_FIELDS = {};

    private final List<Excerpt> excerpts = new ArrayList<>();
    private final HashChain chain = new HashChain();
    private final RecordCursor cursor = new RecordCursor();
    private final TradeClosedDecoder tradeClosed = new TradeClosedDecoder();
    private final Set<Long> closedPositions = new TreeSet<>();

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        byte[] copy = new byte[length];
        body.getBytes(offset, copy);
        chain.advance(NO_FIELDS, 0, 0, copy, 0, length);
        excerpts.add(new Excerpt(timeNanos, new UnsafeBuffer(copy), chain.head()));
        cursor.wrap(body, offset, length);
        while (cursor.next()) {
            if (cursor.templateId() == TradeClosedDecoder.TEMPLATE_ID) {
                tradeClosed.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
                closedPositions.add(tradeClosed.positionId());
            }
        }
        return excerpts.size() - 1;
    }

    @Override
    public void sync() {
        // memory
    }

    int count() {
        return excerpts.size();
    }

    /** Trades so far; one that is opened again by a bust and closed again counts once. */
    int tradeCount() {
        return closedPositions.size();
    }

    /** A source at the beginning that never ends for good. */
    ExcerptSource source() {
        return source(Integer.MAX_VALUE);
    }

    /** A source at the beginning that knows the first so many excerpts only. */
    ExcerptSource source(int count) {
        return new Source(count);
    }

    /** Bytes of an excerpt; not a copy. */
    DirectBuffer body(int index) {
        return excerpts.get(index).body();
    }

    /** Engine time of an excerpt. */
    long timeNanos(int index) {
        return excerpts.get(index).timeNanos();
    }

    /** The records of an excerpt, one a line; the input first. */
    String text(int index) {
        return text(excerpts.get(index).body(), excerpts.get(index).body().capacity());
    }

    /** The same of a body. */
    static String text(DirectBuffer body, int length) {
        RecordPrinter printer = new RecordPrinter(RecordCatalogue.ofSchema(), new RecordNames());
        RecordCursor cursor = new RecordCursor().wrap(body, 0, length);
        StringBuilder text = new StringBuilder();
        while (cursor.next()) {
            text.append("    ").append(printer.line(cursor)).append('\n');
        }
        return text.toString();
    }

    private final class Source implements ExcerptSource {

        private final int limit;
        private int index = -1;

        private Source(int limit) {
            this.limit = limit;
        }

        @Override
        public boolean next() {
            if (index + 1 >= Math.min(limit, excerpts.size())) {
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
            return excerpts.get(index).timeNanos();
        }

        @Override
        public DirectBuffer buffer() {
            return excerpts.get(index).body();
        }

        @Override
        public int bodyOffset() {
            return 0;
        }

        @Override
        public int bodyLength() {
            return excerpts.get(index).body().capacity();
        }

        @Override
        public void copyChain(byte[] target) {
            System.arraycopy(excerpts.get(index).chain(), 0, target, 0, HashChain.LENGTH);
        }
    }
}
