package io.tradebot.journal.event;

import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Two independent readings of the schema, the generated codecs and the catalogue, must agree on every record. */
class RecordCodecTest {

    private static final int ROUNDS = 30;

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final Random random = Seed.random("RecordCodecTest");
    private final RandomRecords records = new RandomRecords(random);

    @Test
    void shouldDecodeWhatTheCatalogueWrote() throws ReflectiveOperationException {
        for (RecordType type : catalogue.records()) {
            for (int i = 0; i < ROUNDS; i++) {
                Map<String, Object> values = records.values(type.block());
                ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
                int offset = random.nextInt(64);
                RandomRecords.write(type, catalogue.version(), values, buffer, offset);
                assertEquals(values, GeneratedCodecs.read(type, buffer, offset), type.name());
            }
        }
    }

    @Test
    void shouldReadByCatalogueWhatTheEncoderWrote() throws ReflectiveOperationException {
        for (RecordType type : catalogue.records()) {
            for (int i = 0; i < ROUNDS; i++) {
                Map<String, Object> values = records.values(type.block());
                RecordBatch batch = new RecordBatch();
                int offset = batch.begin(1 << 16);
                batch.end(GeneratedCodecs.write(type, values, batch.buffer(), offset));
                RecordCursor cursor = new RecordCursor().wrap(batch.buffer(), 0, batch.length());
                cursor.next();
                RecordContent content = RecordContent.read(catalogue, cursor);
                assertEquals(type.name(), content.type().name());
                assertEquals(values, RandomRecords.values(content.row()), type.name());
            }
        }
    }

    @Test
    void shouldWriteTheSameBytesBothWays() throws ReflectiveOperationException {
        for (RecordType type : catalogue.records()) {
            Map<String, Object> values = records.values(type.block());
            ExpandableArrayBuffer generated = new ExpandableArrayBuffer();
            ExpandableArrayBuffer own = new ExpandableArrayBuffer();
            int length = GeneratedCodecs.write(type, values, generated, 0);
            assertEquals(length, RandomRecords.write(type, catalogue.version(), values, own, 0), type.name());
            assertArrayEquals(Arrays.copyOf(own.byteArray(), length), Arrays.copyOf(generated.byteArray(), length), type.name());
        }
    }
}
