package io.tradebot.engine.script;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.ExcerptSink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.List;

/** A journal in memory. */
public final class RecordedExcerpts implements ExcerptSink {

    private static final RecordCatalogue CATALOGUE = RecordCatalogue.ofSchema();

    private final List<Excerpt> excerpts = new ArrayList<>();
    private int syncCount;

    /** One excerpt as it was appended. */
    public record Excerpt(long timeNanos, byte[] body) {

        /** The input and behind it the decisions. */
        public List<RecordContent> records() {
            List<RecordContent> records = new ArrayList<>();
            RecordCursor cursor = new RecordCursor().wrap(new UnsafeBuffer(body), 0, body.length);
            while (cursor.next()) {
                records.add(RecordContent.read(CATALOGUE, cursor));
            }
            return records;
        }
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        byte[] copy = new byte[length];
        body.getBytes(offset, copy);
        excerpts.add(new Excerpt(timeNanos, copy));
        return excerpts.size() - 1;
    }

    @Override
    public void sync() {
        syncCount++;
    }

    /** Everything appended, in order. */
    public List<Excerpt> excerpts() {
        return excerpts;
    }

    /** How often a sync was asked for. */
    public int syncCount() {
        return syncCount;
    }

    /** All decisions of one kind, in order. */
    public List<RecordContent> decisions(String name) {
        List<RecordContent> found = new ArrayList<>();
        for (Excerpt excerpt : excerpts) {
            for (RecordContent record : excerpt.records()) {
                if (record.type().name().equals(name)) {
                    found.add(record);
                }
            }
        }
        return found;
    }
}
