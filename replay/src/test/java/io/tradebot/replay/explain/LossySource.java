package io.tradebot.replay.explain;

import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

import java.util.Set;

/** A journal as if the engine had never written some kinds of records. */
final class LossySource implements ExcerptSource {

    private final ExcerptSource source;
    private final Set<Integer> lost;
    private final RecordCursor cursor = new RecordCursor();
    private final ExpandableArrayBuffer body = new ExpandableArrayBuffer();
    private int length;

    LossySource(ExcerptSource source, Set<Integer> lost) {
        this.source = source;
        this.lost = lost;
    }

    @Override
    public boolean next() {
        if (!source.next()) {
            return false;
        }
        length = 0;
        cursor.wrap(source.buffer(), source.bodyOffset(), source.bodyLength());
        while (cursor.next()) {
            if (!lost.contains(cursor.templateId())) {
                int recordLength = RecordBatch.PREFIX_LENGTH + cursor.length();
                body.putBytes(length, cursor.buffer(), cursor.offset() - RecordBatch.PREFIX_LENGTH, recordLength);
                length += recordLength;
            }
        }
        return true;
    }

    @Override
    public long sequence() {
        return source.sequence();
    }

    @Override
    public long timeNanos() {
        return source.timeNanos();
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
        return length;
    }

    @Override
    public void copyChain(byte[] target) {
        source.copyChain(target);
    }
}
