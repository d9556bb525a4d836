package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;
import org.agrona.DirectBuffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The values of one record, read by the catalogue and copied out of the buffer. Immutable, any thread; for cold paths
 * (printing, explaining, comparing), as it allocates.
 *
 * <p>It accepts a record only when every byte of it is accounted for: block lengths equal those of the writer's version,
 * groups and texts end exactly at the record's end, enum codes are known, texts are ASCII or UTF-8. Anything else is an
 * {@link UnreadableRecordException}. What a writer of an older version did not know is absent, see {@link Row#has}.
 */
public final class RecordContent {

    private static final int GROUP_HEADER_LENGTH = 4;
    private static final int TEXT_HEADER_LENGTH = 2;

    private final RecordType type;
    private final int version;
    private final Row row;

    private RecordContent(RecordType type, int version, Row row) {
        this.type = type;
        this.version = version;
        this.row = row;
    }

    /** Copies the record at which the cursor stands. */
    public static RecordContent read(RecordCatalogue catalogue, RecordCursor cursor) {
        RecordType type = catalogue.require(cursor.templateId());
        Reader reader = new Reader(type, cursor);
        Row row = reader.row(type.block(), cursor.blockLength(), type.name());
        reader.requireEnd();
        return new RecordContent(type, cursor.version(), row);
    }

    /** Which record it is. */
    public RecordType type() {
        return type;
    }

    /** Schema version of its writer. */
    public int version() {
        return version;
    }

    /** Its values. */
    public Row row() {
        return row;
    }

    /** The same as a writer of an earlier schema version would have known it: without all that came later. */
    public RecordContent asOf(int earlierVersion) {
        return earlierVersion >= version ? this : new RecordContent(type, earlierVersion, row.asOf(earlierVersion));
    }

    /** Whether both are the same record with the same values, whatever the versions of their writers. */
    public boolean hasValuesOf(RecordContent other) {
        return type.id() == other.type.id() && row.hasValuesOf(other.row);
    }

    /** Values of a record or of one entry of a group. */
    public static final class Row {

        private final Block block;
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Row(Block block) {
            this.block = block;
        }

        /** Fields, groups and texts it may have. */
        public Block block() {
            return block;
        }

        /** False when the writer's version did not know the name. */
        public boolean has(String name) {
            return values.containsKey(name);
        }

        /** Stored number, or code of an enum; null when it is null or absent. */
        public Long number(String name) {
            Object value = values.get(name);
            return value instanceof EnumValue enumValue ? Long.valueOf(enumValue.code()) : (Long) value;
        }

        /** Value of an enum; null when it is null or absent. */
        public EnumValue enumValue(String name) {
            return (EnumValue) values.get(name);
        }

        /** Text without its padding; null when absent. */
        public String text(String name) {
            return (String) values.get(name);
        }

        /** Copy of raw bytes; null when absent. */
        public byte[] bytes(String name) {
            byte[] bytes = (byte[]) values.get(name);
            return bytes == null ? null : bytes.clone();
        }

        /** Entries of a group, none when absent. */
        @SuppressWarnings("unchecked")
        public List<Row> rows(String group) {
            Object rows = values.get(group);
            return rows == null ? List.of() : (List<Row>) rows;
        }

        private Row asOf(int version) {
            Row row = new Row(block);
            block.fields().stream().filter(field -> field.sinceVersion() <= version && has(field.name()))
                .forEach(field -> row.values.put(field.name(), values.get(field.name())));
            block.groups().stream().filter(group -> group.sinceVersion() <= version && has(group.name()))
                .forEach(group -> row.values.put(group.name(), rows(group.name()).stream().map(each -> each.asOf(version)).toList()));
            block.texts().stream().filter(text -> text.sinceVersion() <= version && has(text.name()))
                .forEach(text -> row.values.put(text.name(), values.get(text.name())));
            return row;
        }

        private boolean hasValuesOf(Row other) {
            if (!values.keySet().equals(other.values.keySet())) {
                return false;
            }
            for (String name : values.keySet()) {
                if (!isEqual(values.get(name), other.values.get(name))) {
                    return false;
                }
            }
            return true;
        }

        @SuppressWarnings("unchecked")
        private static boolean isEqual(Object value, Object other) {
            if (value instanceof byte[] bytes && other instanceof byte[] otherBytes) {
                return Arrays.equals(bytes, otherBytes);
            }
            if (value instanceof List<?> && other instanceof List<?>) {
                List<Row> rows = (List<Row>) value;
                List<Row> others = (List<Row>) other;
                boolean isSame = rows.size() == others.size();
                for (int i = 0; isSame && i < rows.size(); i++) {
                    isSame = rows.get(i).hasValuesOf(others.get(i));
                }
                return isSame;
            }
            return Objects.equals(value, other);
        }

        /** Value as stored: Long, EnumValue, String, byte[], list of rows, or null. */
        Object value(String name) {
            return values.get(name);
        }
    }

    /** Walks the bytes of one record; checks each length before it uses it. */
    private static final class Reader {

        private final RecordType type;
        private final DirectBuffer buffer;
        private final int version;
        private final int end;
        private int at;

        Reader(RecordType type, RecordCursor cursor) {
            this.type = type;
            buffer = cursor.buffer();
            version = cursor.version();
            at = cursor.bodyOffset();
            end = cursor.offset() + cursor.length();
        }

        Row row(Block block, int blockLength, String what) {
            int expected = block.length(version);
            if (blockLength != expected) {
                throw unreadable(what + " has a fixed block of " + blockLength + " bytes, version " + version + " has " + expected);
            }
            require(blockLength, what);
            Row row = new Row(block);
            for (Field field : block.fields()) {
                if (field.sinceVersion() <= version) {
                    row.values.put(field.name(), value(field, at + field.offset()));
                }
            }
            at += blockLength;
            for (Group group : block.groups()) {
                if (group.sinceVersion() <= version) {
                    row.values.put(group.name(), rows(group));
                }
            }
            for (Text text : block.texts()) {
                if (text.sinceVersion() <= version) {
                    row.values.put(text.name(), text(text));
                }
            }
            return row;
        }

        private List<Row> rows(Group group) {
            require(GROUP_HEADER_LENGTH, group.name());
            int blockLength = uint16(at);
            int count = uint16(at + 2);
            at += GROUP_HEADER_LENGTH;
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(row(group.block(), blockLength, group.name()));
            }
            return List.copyOf(rows);
        }

        private String text(Text text) {
            require(TEXT_HEADER_LENGTH, text.name());
            int length = uint16(at);
            at += TEXT_HEADER_LENGTH;
            require(length, text.name());
            byte[] bytes = bytes(at, length);
            at += length;
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                throw unreadable(text.name() + " is not UTF-8");
            }
        }

        private Object value(Field field, int offset) {
            if (field.isArray()) {
                byte[] bytes = bytes(offset, field.length());
                return field.primitive() == RecordType.Primitive.CHAR ? ascii(field, bytes) : bytes;
            }
            long number = switch (field.primitive()) {
                case CHAR, UINT8 -> buffer.getByte(offset) & 0xFF;
                case UINT16 -> uint16(offset);
                case INT32 -> buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
                case INT64 -> buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
            };
            if (field.isOptional() && number == field.nullValue()) {
                return null;
            }
            return field.enumType() == null ? Long.valueOf(number) : enumValue(field, number);
        }

        private EnumValue enumValue(Field field, long code) {
            EnumValue value = field.enumType().withCode(code);
            if (value == null) {
                throw unreadable(field.name() + " has code " + code + ", which " + field.enumType().name() + " does not have");
            }
            return value;
        }

        private String ascii(Field field, byte[] bytes) {
            int length = 0;
            while (length < bytes.length && bytes[length] != 0) {
                if (bytes[length] < 0) {
                    throw unreadable(field.name() + " is not ASCII");
                }
                length++;
            }
            return new String(bytes, 0, length, StandardCharsets.US_ASCII);
        }

        private byte[] bytes(int offset, int length) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            return bytes;
        }

        private int uint16(int offset) {
            return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        }

        private void require(int length, String what) {
            if (length > end - at) {
                throw unreadable(what + " needs " + length + " bytes, " + (end - at) + " are left");
            }
        }

        void requireEnd() {
            if (at != end) {
                throw unreadable((end - at) + " bytes follow its last value");
            }
        }

        private UnreadableRecordException unreadable(String what) {
            return new UnreadableRecordException("record " + type.name() + " (id " + type.id() + ") cannot be read: " + what);
        }
    }
}
