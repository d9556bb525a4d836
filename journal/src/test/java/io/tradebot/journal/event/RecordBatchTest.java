package io.tradebot.journal.event;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordBatchTest {

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RecordBatch batch = new RecordBatch();

    @Test
    void shouldKeepAllRecordsWhileItGrows() {
        MutableDirectBuffer buffer = batch.buffer();
        for (int i = 0; i < 10_000; i++) {
            appendNotFound(i);
        }
        assertSame(buffer, batch.buffer());
        assertEquals(10_000, batch.recordCount());
        assertEquals(10_000 * (4 + 8 + 8), batch.length());
        assertOrderIds(0, 10_000);
    }

    @Test
    void shouldForgetWhatWasNotEnded() {
        appendNotFound(1);
        batch.begin(1 << 20);
        assertEquals(1, batch.recordCount());
        assertOrderIds(1, 1);
    }

    @Test
    void shouldDropTheRecordsBehindAMark() {
        appendNotFound(1);
        int length = batch.length();
        appendNotFound(2);
        batch.truncate(length, 1);
        assertOrderIds(1, 1);
        batch.clear();
        assertEquals(0, batch.length());
        assertFalse(new RecordCursor().wrap(batch.buffer(), 0, 0).next());
    }

    @Test
    void shouldCopyABodyFromAnywhereInAnotherBuffer() {
        for (int i = 0; i < 1_000; i++) {
            appendNotFound(i);
        }
        UnsafeBuffer other = new UnsafeBuffer(new byte[batch.length() + 7]);
        other.putBytes(7, batch.buffer(), 0, batch.length());
        RecordBatch copy = new RecordBatch();
        copy.copyFrom(other, 7, batch.length(), batch.recordCount());
        batch.clear();
        assertEquals(1_000, copy.recordCount());
        batch.copyFrom(copy.buffer(), 0, copy.length(), copy.recordCount());
        assertOrderIds(0, 1_000);
    }

    @Test
    void shouldRefuseMoreThanItsLimit() {
        batch.begin(RecordBatch.MAX_LENGTH - RecordBatch.PREFIX_LENGTH);
        appendNotFound(1);
        IllegalStateException e = assertThrows(IllegalStateException.class,
            () -> batch.begin(RecordBatch.MAX_LENGTH - RecordBatch.PREFIX_LENGTH));
        assertTrue(e.getMessage().contains("8388628 bytes, the limit is 8388608"), e.getMessage());
        assertOrderIds(1, 1);
    }

    @Test
    void shouldRefuseARecordLongerThanTheRoomMadeForIt() {
        batch.begin(100);
        assertThrows(IllegalStateException.class, () -> batch.end(101));
        assertThrows(IllegalStateException.class, () -> batch.end(7));
        batch.end(100);
        assertThrows(IllegalStateException.class, () -> batch.end(8), "nothing was begun");
    }

    @Test
    void shouldReadOrRefuseEveryCutOfABatch() {
        fillWithRandomRecords(12, Seed.random("RecordBatchTest cut"));
        byte[] bytes = bytes();
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            UnsafeBuffer exact = new UnsafeBuffer(Arrays.copyOf(bytes, cut));
            int records = readOrRefuse(exact, cut);
            assertTrue(records < batch.recordCount(), "cut at " + cut + " still gave all records");
        }
        assertEquals(batch.recordCount(), readOrRefuse(new UnsafeBuffer(bytes), bytes.length));
    }

    @Test
    void shouldReadOrRefuseEveryChangedByteOfABatch() {
        Random random = Seed.random("RecordBatchTest flip");
        fillWithRandomRecords(12, random);
        byte[] bytes = bytes();
        for (int at = 0; at < bytes.length; at++) {
            for (int flip : new int[]{1, 0x80, 0xFF, 1 + random.nextInt(255)}) {
                bytes[at] ^= (byte) flip;
                readOrRefuse(new UnsafeBuffer(bytes), bytes.length);
                bytes[at] ^= (byte) flip;
            }
        }
    }

    /** Whole records before the end or the first refusal; any exception but the named one fails the test. */
    private static int readOrRefuse(UnsafeBuffer body, int length) {
        RecordPrinter printer = new RecordPrinter();
        RecordCursor cursor = new RecordCursor().wrap(body, 0, length);
        int records = 0;
        try {
            while (cursor.next()) {
                RecordContent content = RecordContent.read(RecordCatalogue.ofSchema(), cursor);
                assertTrue(printer.line(content).length() + printer.json(content).length() > 0);
                records++;
            }
        } catch (UnreadableRecordException e) {
            assertTrue(e.getMessage().startsWith("record "), e.getMessage());
        }
        return records;
    }

    private void fillWithRandomRecords(int count, Random random) {
        RandomRecords records = new RandomRecords(random);
        List<RecordType> types = RecordCatalogue.ofSchema().records();
        for (int i = 0; i < count; i++) {
            RecordType type = types.get(random.nextInt(types.size()));
            int at = batch.begin(1 << 16);
            batch.end(RandomRecords.write(type, 1, records.values(type.block()), batch.buffer(), at));
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[batch.length()];
        batch.buffer().getBytes(0, bytes);
        return bytes;
    }

    private void appendNotFound(long orderId) {
        int at = batch.begin(64);
        OrderNotFoundEncoder encoder = new OrderNotFoundEncoder().wrapAndApplyHeader(batch.buffer(), at, header);
        encoder.orderId(orderId);
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private void assertOrderIds(long first, int count) {
        RecordCursor cursor = new RecordCursor().wrap(batch.buffer(), 0, batch.length());
        OrderNotFoundDecoder decoder = new OrderNotFoundDecoder();
        for (int i = 0; i < count; i++) {
            assertTrue(cursor.next());
            assertEquals(i, cursor.index());
            assertEquals(OrderNotFoundDecoder.TEMPLATE_ID, cursor.templateId());
            assertEquals(cursor.length(), batch.buffer().getInt(cursor.offset() - 4, ByteOrder.LITTLE_ENDIAN));
            decoder.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
            assertEquals(first + i, decoder.orderId());
        }
        assertFalse(cursor.next());
    }
}
