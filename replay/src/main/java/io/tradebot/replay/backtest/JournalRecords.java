package io.tradebot.replay.backtest;

import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordNames;
import io.tradebot.journal.event.StrategyLoadedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import io.tradebot.journal.log.JournalReader;
import org.agrona.DirectBuffer;

import java.nio.file.Path;
import java.util.function.Consumer;

/** One pass over all records of a journal, learning the names of instruments and strategies on the way. Not thread safe. */
final class JournalRecords {

    private final RecordCursor cursor = new RecordCursor();
    private final InstrumentDefinedDecoder instrument = new InstrumentDefinedDecoder();
    private final StrategyLoadedDecoder strategy = new StrategyLoadedDecoder();
    private final RecordNames names = new RecordNames();

    /** Sees one record. */
    interface Visitor {
        /** The cursor stands on the record; {@code excerpt} holds it. Both are valid during the call only. */
        void onRecord(ExcerptSource excerpt, RecordCursor record);
    }

    /** Names known so far. */
    RecordNames names() {
        return names;
    }

    /** Shows every record of the journal to the visitor, in order. */
    void read(Path journal, Visitor visitor) {
        try (JournalReader reader = JournalReader.open(journal)) {
            read(reader, visitor);
        }
    }

    /** Shows every record that the source still has. */
    void read(ExcerptSource source, Visitor visitor) {
        while (source.next()) {
            show(source.buffer(), source.bodyOffset(), source.bodyLength(), record -> visitor.onRecord(source, record));
        }
    }

    /** Shows every record of one excerpt, the input first. */
    void show(DirectBuffer body, int offset, int length, Consumer<RecordCursor> visitor) {
        cursor.wrap(body, offset, length);
        while (cursor.next()) {
            learn();
            visitor.accept(cursor);
        }
    }

    private void learn() {
        if (cursor.templateId() == InstrumentDefinedDecoder.TEMPLATE_ID) {
            instrument.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
            names.instrument(instrument.instrumentId(), instrument.symbol());
        } else if (cursor.templateId() == StrategyLoadedDecoder.TEMPLATE_ID) {
            strategy.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
            names.strategy(strategy.strategyId(), strategy.name());
        } else if (cursor.templateId() == CheckpointedDecoder.TEMPLATE_ID) { // a source may begin at it
            RecordContent.Row state = RecordContent.read(RecordCatalogue.ofSchema(), cursor).row();
            state.rows("instruments").forEach(row -> names.instrument(Math.toIntExact(row.number("instrumentId")), row.text("symbol")));
            state.rows("strategies").forEach(row -> names.strategy(Math.toIntExact(row.number("strategyId")), row.text("name")));
        }
    }
}
