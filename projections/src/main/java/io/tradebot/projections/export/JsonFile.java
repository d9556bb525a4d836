package io.tradebot.projections.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.WholeCents;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;

/** Writes JSON: UTF-8, LF, keys in the order written, decimals as plain decimals. Any thread. */
final class JsonFile {

    /** Writes the fields of the outermost object. */
    @FunctionalInterface
    interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonFile() {
    }

    /** One object; its first field names the part of the journal that the tables were built from. */
    static void write(Path target, LedgerDatabase database, Fields fields) {
        Checkpoint checkpoint = Checkpoint.read(database);
        write(target, checkpoint, Math.min(checkpoint.sequence(), 0), checkpoint.sequence(), fields);
    }

    /** One object; its first field names the part of the journal that the books cover. */
    static void write(Path target, Books books, Fields fields) {
        write(target, books.checkpoint(), books.firstSequence(), books.lastSequence(), fields);
    }

    private static void write(Path target, Checkpoint checkpoint, long firstSequence, long lastSequence, Fields fields) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        AtomicFile.write(target, out -> {
            try (JsonGenerator json = FACTORY.createGenerator(out)) {
                json.setPrettyPrinter(printer);
                json.writeStartObject();
                json.writeObjectFieldStart("journal");
                json.writeNumberField("first_sequence", firstSequence);
                json.writeNumberField("last_sequence", lastSequence);
                if (lastSequence != checkpoint.sequence()) {
                    json.writeNumberField("tables_sequence", checkpoint.sequence());
                }
                json.writeStringField("chain_head", checkpoint.chain());
                json.writeEndObject();
                fields.writeTo(json);
                json.writeEndObject();
                json.writeRaw('\n');
            }
        });
    }

    static void writeCents(JsonGenerator json, String key, long cents) throws IOException {
        json.writeNumberField(key, new BigDecimal(WholeCents.format(cents)));
    }

    static void writeDecimal(JsonGenerator json, String key, long value, int scale, int minDecimals) throws IOException {
        json.writeNumberField(key, new BigDecimal(FixedPoint.formatShort(value, scale, minDecimals)));
    }
}
