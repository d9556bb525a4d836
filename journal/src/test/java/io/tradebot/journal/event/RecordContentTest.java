package io.tradebot.journal.event;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What cannot be read for sure is named, and what an older writer did not know is absent. */
class RecordContentTest {

    private static final int HEADER_LENGTH = 8;

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    @Test
    void shouldNameAnUnknownRecordId() {
        int length = cancelled();
        putUint16(2, 198);
        refuse(length, "record id 198 is not in schema 7201");
    }

    @Test
    void shouldNameAForeignSchema() {
        int length = cancelled();
        putUint16(4, 7202);
        refuse(length, "record 0 has schema id 7202, expected 7201");
    }

    @Test
    void shouldNameANewerVersion() {
        int length = cancelled();
        putUint16(6, MessageHeaderDecoder.SCHEMA_VERSION + 1);
        refuse(length, "record 0 (id 24) has schema " + (MessageHeaderDecoder.SCHEMA_VERSION + 1) + ", this version reads 1 to "
            + MessageHeaderDecoder.SCHEMA_VERSION + "; use a newer tradebot");
        putUint16(6, 0);
        refuse(length, "record 0 (id 24) has schema 0, this version reads 1 to");
    }

    @Test
    void shouldNameAShortRecord() {
        refuse(cancelled() - 1, "record 0 (id 24) is short: fixed block of 17 bytes in a record of 24");
    }

    @Test
    void shouldNameABlockThatIsShorterOrLongerThanItsVersionHas() {
        int length = cancelled();
        putUint16(0, 16);
        refuse(length, "record OrderCancelled (id 24) cannot be read: OrderCancelled has a fixed block of 16 bytes, version 1 has 17");
        putUint16(0, 18);
        refuse(length + 1, "has a fixed block of 18 bytes, version 1 has 17");
    }

    @Test
    void shouldNameBytesBehindTheLastValue() {
        refuse(cancelled() + 3, "3 bytes follow its last value");
    }

    @Test
    void shouldNameAnUnknownEnumCode() {
        int length = cancelled();
        buffer.putByte(4 + HEADER_LENGTH + 8, (byte) 99);
        refuse(length, "reason has code 99, which CancelReason does not have");
    }

    @Test
    void shouldNameATextThatIsNoText() {
        Map<String, Object> values = Map.of("orderId", 1L, "text", "abc");
        int length = RandomRecords.write(catalogue.require(26), 1, values, buffer, 4);
        buffer.putByte(4 + HEADER_LENGTH + 8 + 2, (byte) 0xFF);
        refuse(length, "text is not UTF-8");
        buffer.putByte(4 + HEADER_LENGTH + 8, (byte) 200);
        refuse(length, "text needs 200 bytes, 3 are left");
    }

    @Test
    void shouldNameAFixedTextThatIsNotAscii() {
        int length = RandomRecords.write(catalogue.require(21), 1, Map.of("orderId", 1L, "brokerOrderId", "x"), buffer, 4);
        buffer.putByte(4 + HEADER_LENGTH + 8, (byte) 0xE4);
        refuse(length, "brokerOrderId is not ASCII");
    }

    @Test
    void shouldEndAFixedTextAtItsPadding() {
        int length = RandomRecords.write(catalogue.require(21), 1, Map.of("orderId", 1L, "brokerOrderId", "AB"), buffer, 4);
        buffer.putByte(4 + HEADER_LENGTH + 8 + 5, (byte) 'x');
        assertEquals("AB", read(catalogue, length).row().text("brokerOrderId"));
    }

    @Test
    void shouldLeaveOutWhatAnOlderWriterDidNotKnow() {
        RecordCatalogue newer = SchemaParser.parse(new ByteArrayInputStream("""
            <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" id="7201" version="2" description="d">
              <types>
                <type name="OrderId" primitiveType="int64" description="d"/>
                <type name="PriceE8" primitiveType="int64" description="d"/>
              </types>
              <!-- Inputs -->
              <sbe:message name="Old" id="1" description="d">
                <field name="orderId" id="1" type="OrderId" description="d"/>
                <field name="priceE8" id="2" type="PriceE8" sinceVersion="2" description="d"/>
                <group name="legs" id="3" dimensionType="groupSizeEncoding" description="d">
                  <field name="orderId" id="1" type="OrderId" description="d"/>
                  <field name="priceE8" id="2" type="PriceE8" sinceVersion="2" description="d"/>
                </group>
                <group name="tags" id="4" dimensionType="groupSizeEncoding" sinceVersion="2" description="d">
                  <data name="tag" id="1" type="varText" description="d"/>
                </group>
                <data name="text" id="5" type="varText" description="d"/>
                <data name="more" id="6" type="varText" sinceVersion="2" description="d"/>
              </sbe:message>
            </sbe:messageSchema>""".getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> values = Map.of("orderId", 5L, "legs", List.of(Map.of("orderId", 6L)), "tags", List.of(), "text", "t");
        RecordContent content = read(newer, RandomRecords.write(newer.require(1), 1, values, buffer, 4));
        assertEquals(1, content.version());
        assertFalse(content.row().has("priceE8"));
        assertNull(content.row().number("priceE8"));
        assertEquals(List.of(), content.row().rows("tags"));
        assertNull(content.row().text("more"));
        RecordPrinter printer = new RecordPrinter(newer, new RecordNames());
        assertEquals("Old orderId=5 price=<absent> legs=[{orderId=6 price=<absent>}] tags=<absent> text=t more=<absent>",
            printer.line(content));
        assertEquals("{\"record\":\"Old\",\"recordId\":1,\"schemaVersion\":1,\"orderId\":5,\"legs\":[{\"orderId\":6}],\"text\":\"t\"}",
            printer.json(content));
    }

    private int cancelled() {
        return RandomRecords.write(catalogue.require(24), 1, Map.of("orderId", 1L, "reason", "BROKER", "filledQtyE9", 2L), buffer, 4);
    }

    private void putUint16(int headerOffset, int value) {
        buffer.putShort(4 + headerOffset, (short) value, ByteOrder.LITTLE_ENDIAN);
    }

    private RecordContent read(RecordCatalogue from, int length) {
        buffer.putInt(0, length, ByteOrder.LITTLE_ENDIAN);
        RecordCursor cursor = new RecordCursor().wrap(new UnsafeBuffer(buffer.byteArray(), 0, 4 + length), 0, 4 + length);
        assertTrue(cursor.next());
        return RecordContent.read(from, cursor);
    }

    private void refuse(int length, String reason) {
        UnreadableRecordException e = assertThrows(UnreadableRecordException.class, () -> read(catalogue, length));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }
}
