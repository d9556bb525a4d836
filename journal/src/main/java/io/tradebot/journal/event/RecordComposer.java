package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordPrinter.Form;
import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.ExpandableArrayBuffer;

import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes any record of the schema from values as a JSON reader gives them, by the catalogue alone: what {@link RecordPrinter}
 * shows as JSON is taken back. For cold paths, as it allocates. Not thread safe.
 *
 * <p>A field may be given under the name that is shown, in the form that is shown ({@code amount: "12.50"}, {@code pay:
 * "2024-11-05"}), or under its name in the schema as the stored whole number ({@code amountE8: 1250000000}); an instrument, a
 * strategy or a record also by its name ({@code instrument: "SPY"}). Left out may be: fields that can be null, ids (0: none),
 * groups (no entries) and texts (empty). An enum that can be null has to be given as null.
 */
public final class RecordComposer {

    private static final int MAX_GROUP_ENTRIES = 65_534;
    private static final int MAX_TEXT_BYTES = 65_534;
    private static final int GROUP_HEADER_LENGTH = 4;
    private static final int ENUM_NULL = 255;

    private final RecordCatalogue catalogue;
    private final RecordNames names;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private List<String> problems;
    private int at;

    /** Writes records of this program's schema; names of instruments and strategies are looked up in {@code names}. */
    public RecordComposer(RecordNames names) {
        this.catalogue = RecordCatalogue.ofSchema();
        this.names = names;
    }

    /**
     * Appends the record to the batch, when all of it can be written.
     *
     * @param values String, Number, Boolean, null, a list of such maps for a group; keys {@code record} and {@code recordId} are
     *     not looked at
     * @return everything that is wrong, one line each, beginning with the name of the field; then nothing was appended
     */
    public List<String> append(RecordBatch batch, RecordType type, Map<String, ?> values) {
        problems = new ArrayList<>();
        at = MessageHeaderEncoder.ENCODED_LENGTH;
        Map<String, ?> given = withoutName(values);
        row(type.block(), given, given, "");
        if (problems.isEmpty()) {
            new MessageHeaderEncoder().wrap(buffer, 0).blockLength(type.block().length(catalogue.version())).templateId(type.id())
                .schemaId(catalogue.schemaId()).version(catalogue.version());
            int offset = batch.begin(at);
            batch.buffer().putBytes(offset, buffer, 0, at);
            batch.end(at);
        }
        return problems;
    }

    private static Map<String, ?> withoutName(Map<String, ?> values) {
        Map<String, Object> given = new LinkedHashMap<>(values);
        given.remove("record");
        given.remove("recordId");
        return given;
    }

    private void row(Block block, Map<String, ?> values, Map<String, ?> record, String where) {
        requireKnown(block, values, where);
        int start = at;
        int length = block.length(catalogue.version());
        for (int i = 0; i < length; i++) {
            buffer.putByte(start + i, (byte) 0);
        }
        for (Field field : block.fields()) {
            field(field, values, record, start + field.offset(), where);
        }
        at = start + length;
        for (Group group : block.groups()) {
            group(group, values.get(group.name()), record, where);
        }
        for (Text text : block.texts()) {
            text(values.get(text.name()), where + text.name());
        }
    }

    private void requireKnown(Block block, Map<String, ?> values, String where) {
        Set<String> known = new HashSet<>();
        List<String> shown = new ArrayList<>();
        for (Field field : block.fields()) {
            known.addAll(List.of(field.name(), RecordPrinter.shownName(field)));
            shown.add(RecordPrinter.isNamed(field) ? RecordPrinter.namedAs(field) : RecordPrinter.shownName(field));
            known.add(shown.get(shown.size() - 1));
        }
        block.groups().forEach(group -> shown.add(group.name()));
        block.texts().forEach(text -> shown.add(text.name()));
        known.addAll(shown);
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                problems.add(where + key + ": there is no such field; there are " + String.join(", ", shown));
            }
        }
    }

    // ----- fields

    private void field(Field field, Map<String, ?> values, Map<String, ?> record, int offset, String where) {
        String shown = RecordPrinter.shownName(field);
        String what = where + shown;
        boolean isStored = !shown.equals(field.name()) && values.containsKey(field.name());
        if (isStored && values.containsKey(shown)) {
            problems.add(what + ": given as " + shown + " and as " + field.name() + "; give one");
            return;
        }
        Object value = values.get(isStored ? field.name() : shown);
        boolean isGiven = isStored || values.containsKey(shown);
        try {
            if (field.isArray()) {
                array(field, value, offset);
                return;
            }
            Long number;
            if (RecordPrinter.isNamed(field) && values.containsKey(RecordPrinter.namedAs(field))) {
                number = named(field, values.get(RecordPrinter.namedAs(field)), isGiven ? value : null);
            } else if (field.enumType() != null) {
                number = enumCode(field, isGiven, value);
            } else if (value == null) {
                number = absent(field, isGiven, values, record);
            } else {
                number = isStored ? whole(value) : number(RecordPrinter.form(field, unit(values, record)), value);
            }
            put(field, number, offset);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            problems.add((isStored ? where + field.name() : what) + ": " + e.getMessage());
        }
    }

    private Long absent(Field field, boolean isGiven, Map<String, ?> values, Map<String, ?> record) {
        if (field.isOptional()) {
            return field.nullValue();
        }
        boolean isNothing = field.type().equals("Measure") && RecordPrinter.form(field, unit(values, record)) == Form.NOTHING;
        if (isNothing || !isGiven && RecordPrinter.canBeNothing(field)) {
            return 0L;
        }
        throw new IllegalArgumentException("is missing; " + field.description().toLowerCase(Locale.ROOT));
    }

    /** Unit of the measures of a row: its own, or that of the record. */
    private MeasureUnit unit(Map<String, ?> values, Map<String, ?> record) {
        Object name = values.containsKey("unit") ? values.get("unit") : record.get("unit");
        if (name == null) {
            return null;
        }
        for (MeasureUnit unit : MeasureUnit.values()) {
            if (unit.name().equals(name) && unit != MeasureUnit.NULL_VAL) {
                return unit;
            }
        }
        return null; // the field itself is reported
    }

    private static Long enumCode(Field field, boolean isGiven, Object value) {
        if (value == null && isGiven) {
            return (long) ENUM_NULL;
        }
        boolean isBoolean = RecordPrinter.isBoolean(field);
        if (isBoolean && value instanceof Boolean flag) {
            return (long) (flag ? BooleanType.YES : BooleanType.NO).value();
        }
        List<String> allowed = new ArrayList<>();
        for (EnumValue known : field.enumType().values()) {
            if (!isBoolean && known.name().equals(value)) {
                return (long) known.code();
            }
            allowed.add(known.name());
        }
        String expected = isBoolean ? "true or false" : "one of " + String.join(", ", allowed);
        throw new IllegalArgumentException(isGiven ? shown(value) + " is not " + expected : "is missing; give " + expected);
    }

    private Long named(Field field, Object name, Object id) {
        Long known = switch (field.type()) {
            case "InstrumentId" -> names.instrumentId(String.valueOf(name));
            case "StrategyId" -> names.strategyId(String.valueOf(name));
            default -> catalogue.named(String.valueOf(name)).map(type -> (long) type.id()).orElse(null);
        };
        if (known == null && id == null) {
            throw new IllegalArgumentException(shown(name) + " is not known here");
        }
        if (known != null && id != null && !known.equals(whole(id))) {
            throw new IllegalArgumentException(shown(name) + " has id " + known + ", not " + id);
        }
        return known == null ? whole(id) : known;
    }

    private static long number(Form form, Object value) {
        return switch (form) {
            case MONEY -> decimal(value, 8);
            case QUANTITY -> decimal(value, 9);
            case RATIO -> decimal(value, 6);
            case INSTANT -> instant(value);
            case SPAN -> span(value);
            case DATE -> isWhole(value) ? whole(value) : LocalDate.parse(String.valueOf(value)).toEpochDay();
            case TIME -> String.valueOf(value).matches("[-+]?P.*") ? span(value) : instant(value);
            case WHOLE, NOTHING -> whole(value);
        };
    }

    private static long decimal(Object value, int scale) {
        String text = value instanceof Number number ? new BigDecimal(number.toString()).toPlainString() : String.valueOf(value);
        return FixedPoint.parse(text, scale);
    }

    private static long instant(Object value) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, OffsetDateTime.parse(String.valueOf(value)));
    }

    private static long span(Object value) {
        return Duration.parse(String.valueOf(value)).toNanos();
    }

    private static boolean isWhole(Object value) {
        return value instanceof Number || String.valueOf(value).matches("[-+]?[0-9]+");
    }

    private static long whole(Object value) {
        if (!isWhole(value)) {
            throw new IllegalArgumentException(shown(value) + " is no whole number");
        }
        return new BigDecimal(String.valueOf(value)).toBigIntegerExact().longValueExact();
    }

    private static String shown(Object value) {
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }

    private void put(Field field, long number, int offset) {
        long lowest = switch (field.primitive()) {
            case CHAR, UINT8, UINT16 -> 0;
            case INT32 -> Integer.MIN_VALUE;
            case INT64 -> Long.MIN_VALUE;
        };
        long highest = switch (field.primitive()) {
            case CHAR, UINT8 -> 0xFF;
            case UINT16 -> 0xFFFF;
            case INT32 -> Integer.MAX_VALUE;
            case INT64 -> Long.MAX_VALUE;
        };
        if (number < lowest || number > highest) {
            throw new IllegalArgumentException(number + " is not in " + lowest + " to " + highest);
        }
        switch (field.primitive()) {
            case CHAR, UINT8 -> buffer.putByte(offset, (byte) number);
            case UINT16 -> buffer.putShort(offset, (short) number, ByteOrder.LITTLE_ENDIAN);
            case INT32 -> buffer.putInt(offset, (int) number, ByteOrder.LITTLE_ENDIAN);
            case INT64 -> buffer.putLong(offset, number, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void array(Field field, Object value, int offset) {
        byte[] bytes;
        if (field.primitive() == RecordType.Primitive.CHAR) {
            String text = value == null ? "" : String.valueOf(value);
            if (text.length() > field.length() || !text.chars().allMatch(c -> c > 0 && c < 0x80)) {
                throw new IllegalArgumentException("'" + text + "' is not at most " + field.length() + " ASCII characters");
            }
            bytes = text.getBytes(StandardCharsets.US_ASCII);
        } else {
            bytes = value instanceof String text && text.matches("[0-9a-fA-F]{" + 2 * field.length() + "}") ? HexFormat.of().parseHex(text) : null;
            if (bytes == null) {
                throw new IllegalArgumentException(shown(value) + " is not " + field.length() + " bytes as hexadecimal digits");
            }
        }
        buffer.putBytes(offset, bytes);
    }

    // ----- groups and texts

    private void group(Group group, Object value, Map<String, ?> record, String where) {
        List<?> entries = value == null ? List.of() : value instanceof List<?> list ? list : null;
        if (entries == null || entries.size() > MAX_GROUP_ENTRIES) {
            problems.add(where + group.name() + ": is no list of at most " + MAX_GROUP_ENTRIES + " entries");
            return;
        }
        buffer.putShort(at, (short) group.block().length(catalogue.version()), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short) entries.size(), ByteOrder.LITTLE_ENDIAN);
        at += GROUP_HEADER_LENGTH;
        for (int i = 0; i < entries.size(); i++) {
            String entry = where + group.name() + '[' + i + ']';
            if (entries.get(i) instanceof Map<?, ?> map) {
                row(group.block(), byName(map), record, entry + '.');
            } else {
                problems.add(entry + ": is no object");
            }
        }
    }

    private static Map<String, Object> byName(Map<?, ?> map) {
        Map<String, Object> byName = new LinkedHashMap<>();
        map.forEach((key, value) -> byName.put(String.valueOf(key), value));
        return byName;
    }

    private void text(Object value, String what) {
        byte[] bytes = (value == null ? "" : String.valueOf(value)).getBytes(StandardCharsets.UTF_8);
        if (value != null && !(value instanceof String) || bytes.length > MAX_TEXT_BYTES) {
            problems.add(what + ": is no text of at most " + MAX_TEXT_BYTES + " bytes");
            return;
        }
        buffer.putShort(at, (short) bytes.length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(at + 2, bytes);
        at += 2 + bytes.length;
    }
}
