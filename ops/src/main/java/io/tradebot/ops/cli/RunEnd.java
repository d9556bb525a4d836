package io.tradebot.ops.cli;

import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionEndedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;

/** A journal that notices whether the excerpt reached last ends the run: SessionEnded, or ProcessStopped of a continuation. Not thread safe. */
final class RunEnd implements ExcerptSource {

    private final ExcerptSource journal;
    private final RecordCursor cursor = new RecordCursor();
    private boolean isReached;

    RunEnd(ExcerptSource journal) {
        this.journal = journal;
    }

    boolean isReached() {
        return isReached;
    }

    @Override
    public boolean next() {
        if (!journal.next()) {
            return false;
        }
        cursor.wrap(journal.buffer(), journal.bodyOffset(), journal.bodyLength());
        isReached = cursor.next() && (cursor.templateId() == SessionEndedDecoder.TEMPLATE_ID
            || cursor.templateId() == ProcessStoppedDecoder.TEMPLATE_ID);
        return true;
    }

    @Override
    public long sequence() {
        return journal.sequence();
    }

    @Override
    public long timeNanos() {
        return journal.timeNanos();
    }

    @Override
    public DirectBuffer buffer() {
        return journal.buffer();
    }

    @Override
    public int bodyOffset() {
        return journal.bodyOffset();
    }

    @Override
    public int bodyLength() {
        return journal.bodyLength();
    }

    @Override
    public void copyChain(byte[] target) {
        journal.copyChain(target);
    }
}
