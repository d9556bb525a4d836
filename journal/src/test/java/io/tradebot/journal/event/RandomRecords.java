package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random values for any record, and their bytes written by the catalogue's own offsets. Values are Long, the name of an
 * enum value, String, hex of raw bytes, a list of maps for a group, or null; so two trees compare with equals.
 */
final class RandomRecords {

    private final Random random;

    RandomRecords(Random random) {
        this.random = random;
    }

    Map<String, Object> values(Block block) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : block.fields()) {
            values.put(field.name(), value(field));
        }
        for (Group group : block.groups()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                rows.add(values(group.block()));
            }
            values.put(group.name(), rows);
        }
        for (Text text : block.texts()) {
            values.put(text.name(), text());
        }
        return values;
    }

    private Object value(Field field) {
        if (field.enumType() != null) {
            List<EnumValue> all = field.enumType().values();
            int at = random.nextInt(all.size() + 1);
            return at == all.size() ? null : all.get(at).name();
        }
        if (field.isArray()) {
            return field.primitive() == RecordType.Primitive.CHAR ? ascii(random.nextInt(field.length() + 1)) : hex(field.length());
        }
        if (field.isOptional() && random.nextInt(4) == 0) {
            return null;
        }
        return switch (field.primitive()) {
            case CHAR -> throw new AssertionError(field.name() + " is a single character");
            case UINT8 -> (long) random.nextInt(1 << 8);
            case UINT16 -> (long) random.nextInt(1 << 16);
            case INT32 -> (long) (random.nextInt() >> random.nextInt(32));
            case INT64 -> random.nextLong() >> random.nextInt(64);
        };
    }

    private String ascii(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (1 + random.nextInt(127)));
        }
        return text.toString();
    }

    private String hex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
            boolean isHalf = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            text.appendCodePoint(isHalf ? 'x' : codePoint);
        }
        return text.toString();
    }

    /** Writes header and message; returns the bytes written. */
    static int write(RecordType type, int version, Map<String, Object> values, MutableDirectBuffer buffer, int offset) {
        uint16(buffer, offset, type.block().length(version));
        uint16(buffer, offset + 2, type.id());
        uint16(buffer, offset + 4, MessageHeaderEncoder.SCHEMA_ID);
        uint16(buffer, offset + 6, version);
        return writeBlock(type.block(), version, values, buffer, offset + 8) - offset;
    }

    private static int writeBlock(Block block, int version, Map<String, Object> values, MutableDirectBuffer buffer, int start) {
        for (Field field : block.fields()) {
            if (field.sinceVersion() <= version) {
                writeField(field, values.get(field.name()), buffer, start + field.offset());
            }
        }
        int at = start + block.length(version);
        for (Group group : block.groups()) {
            if (group.sinceVersion() > version) {
                continue;
            }
            List<?> rows = (List<?>) values.get(group.name());
            uint16(buffer, at, group.block().length(version));
            uint16(buffer, at + 2, rows.size());
            at += 4;
            for (Object row : rows) {
                at = writeBlock(group.block(), version, row(row), buffer, at);
            }
        }
        for (Text text : block.texts()) {
            if (text.sinceVersion() <= version) {
                byte[] bytes = ((String) values.get(text.name())).getBytes(StandardCharsets.UTF_8);
                uint16(buffer, at, bytes.length);
                buffer.putBytes(at + 2, bytes);
                at += 2 + bytes.length;
            }
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> row(Object row) {
        return (Map<String, Object>) row;
    }

    private static void writeField(Field field, Object value, MutableDirectBuffer buffer, int at) {
        if (field.isArray()) {
            byte[] bytes = field.primitive() == RecordType.Primitive.CHAR
                ? ((String) value).getBytes(StandardCharsets.US_ASCII) : HexFormat.of().parseHex((String) value);
            buffer.setMemory(at, field.length(), (byte) 0);
            buffer.putBytes(at, bytes);
            return;
        }
        long number = value == null ? field.nullValue() : value instanceof String name ? code(field, name) : (Long) value;
        switch (field.primitive()) {
            case CHAR, UINT8 -> buffer.putByte(at, (byte) number);
            case UINT16 -> uint16(buffer, at, (int) number);
            case INT32 -> buffer.putInt(at, (int) number, ByteOrder.LITTLE_ENDIAN);
            case INT64 -> buffer.putLong(at, number, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static int code(Field field, String name) {
        return field.enumType().values().stream().filter(value -> value.name().equals(name)).findFirst().orElseThrow().code();
    }

    private static void uint16(MutableDirectBuffer buffer, int at, int value) {
        buffer.putShort(at, (short) value, ByteOrder.LITTLE_ENDIAN);
    }

    /** What the catalogue's reader got, in the form of {@link #values}. */
    static Map<String, Object> values(RecordContent.Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : row.block().fields()) {
            if (!row.has(field.name())) {
                continue;
            }
            Object value;
            if (field.enumType() != null) {
                value = row.enumValue(field.name()) == null ? null : row.enumValue(field.name()).name();
            } else if (field.isArray()) {
                value = field.primitive() == RecordType.Primitive.CHAR ? row.text(field.name())
                    : HexFormat.of().formatHex(row.bytes(field.name()));
            } else {
                value = row.number(field.name());
            }
            values.put(field.name(), value);
        }
        for (Group group : row.block().groups()) {
            values.put(group.name(), row.rows(group.name()).stream().map(RandomRecords::values).toList());
        }
        for (Text text : row.block().texts()) {
            if (row.has(text.name())) {
                values.put(text.name(), row.text(text.name()));
            }
        }
        return values;
    }
}
