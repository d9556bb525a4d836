package io.tradebot.engine.script;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;

import java.util.ArrayList;
import java.util.List;

/** Decisions for tests of a single part of the engine, and what was written to them. */
public final class DecisionLog {

    private static final RecordCatalogue CATALOGUE = RecordCatalogue.ofSchema();

    private final RecordBatch batch = new RecordBatch();
    private final Decisions decisions = new Decisions();

    public DecisionLog() {
        decisions.wrap(batch);
    }

    /** To be given to the part under test. */
    public Decisions decisions() {
        return decisions;
    }

    /** What was written since the last call. */
    public List<RecordContent> take() {
        List<RecordContent> records = new ArrayList<>();
        RecordCursor cursor = new RecordCursor().wrap(batch.buffer(), 0, batch.length());
        while (cursor.next()) {
            records.add(RecordContent.read(CATALOGUE, cursor));
        }
        batch.clear();
        return records;
    }

    /** Names of what was written since the last call. */
    public List<String> takeNames() {
        return take().stream().map(record -> record.type().name()).toList();
    }
}
