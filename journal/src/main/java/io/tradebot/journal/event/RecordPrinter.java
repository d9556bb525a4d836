package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;
import io.tradebot.journal.value.FixedPoint;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Shows any record of the schema as one readable line or as one JSON object, by the catalogue alone. Not thread safe, as it
 * learns names from the records it is shown.
 *
 * <p>Values are shown in their own form and the unit leaves the name: {@code priceE8=1234500000} is {@code price=12.345},
 * {@code barNanos} is {@code bar=PT1M}, {@code tradeNanos} an instant in UTC, {@code sessionEpochDay} a date, {@code Ppm} a
 * ratio, a {@code Measure} is shown in the unit that its record names, raw bytes are hex. Times of a Measure in
 * nanoseconds are instants from 10^17 (the year 1973) on and spans below.
 *
 * <p>Line: {@code -} is null and the id of nothing, and a field that a later version added is left out when it is null;
 * {@code <absent>} is a field that the writer's version did not have; a
 * text that is more than a plain word is quoted, with control characters escaped; an instrument or strategy is shown by
 * name, or as {@code #id} when its name is not known.
 *
 * <p>JSON: first {@code record} (name) and {@code recordId}; then {@code schemaVersion} when the writer was older.
 * Prices, quantities, cash and ratios are strings with the exact decimal number; other numbers are JSON numbers up to
 * 2^53 and strings beyond, where many readers lose digits; booleans are booleans; null is null; an absent field has no
 * key. Ids stay numbers and get a second key with the name where it is known ({@code instrumentId}, {@code instrument}).
 */
public final class RecordPrinter {

    private static final Set<String> IDS_OF_NOTHING =
        Set.of("InstrumentId", "StrategyId", "OrderId", "PositionId", "LotId", "Number");
    private static final long FIRST_INSTANT_NANOS = 100_000_000_000_000_000L;
    private static final long LARGEST_JSON_INTEGER = 1L << 53;

    private final RecordCatalogue catalogue;
    private final RecordNames names;

    /** Prints records of this program's schema with the names it learns by itself. */
    public RecordPrinter() {
        this(RecordCatalogue.ofSchema(), new RecordNames());
    }

    /** Prints with names that are known already; learns more into the same object. */
    public RecordPrinter(RecordCatalogue catalogue, RecordNames names) {
        this.catalogue = catalogue;
        this.names = names;
    }

    /** The record at the cursor as one line without a line end. */
    public String line(RecordCursor cursor) {
        return line(RecordContent.read(catalogue, cursor));
    }

    /** The record at the cursor as one JSON object without a line end. */
    public String json(RecordCursor cursor) {
        return json(RecordContent.read(catalogue, cursor));
    }

    /** The record as one line without a line end. */
    public String line(RecordContent record) {
        names.learn(record);
        StringBuilder out = new StringBuilder(160).append(record.type().name());
        appendRow(out, record.row(), record.row(), " ");
        return out.toString();
    }

    /** The record as one JSON object without a line end. */
    public String json(RecordContent record) {
        names.learn(record);
        StringBuilder out = new StringBuilder(256).append("{\"record\":");
        quote(out, record.type().name()).append(",\"recordId\":").append(record.type().id());
        if (record.version() < catalogue.version()) {
            out.append(",\"schemaVersion\":").append(record.version());
        }
        appendMembers(out, record.row(), record.row(), ",");
        return out.append('}').toString();
    }

    /**
     * What differs between two records of one kind: {@code name: was -> now} in the words of {@link #line}, an entry of a group by
     * its place or its key ({@code settings[MAX_PRICE].value}). Empty when they say the same.
     */
    public List<String> changes(RecordContent was, RecordContent now) {
        if (was.type() != now.type()) {
            throw new IllegalArgumentException(was.type().name() + " and " + now.type().name() + " have different fields");
        }
        names.learn(was);
        names.learn(now);
        List<String> changes = new ArrayList<>();
        addChanges("", new Place(was.row(), was.row()), new Place(now.row(), now.row()), changes);
        return changes;
    }

    /** A row and the record that it is part of. */
    private record Place(RecordContent.Row row, RecordContent.Row record) {
    }

    private void addChanges(String prefix, Place was, Place now, List<String> changes) {
        for (Field field : was.row.block().fields()) {
            StringBuilder before = new StringBuilder();
            StringBuilder after = new StringBuilder();
            appendWord(before, field, was.row, was.record);
            appendWord(after, field, now.row, now.record);
            addChange(prefix + (isNamed(field) ? namedAs(field) : shownName(field)), before, after, changes);
        }
        for (Group group : was.row.block().groups()) {
            List<RecordContent.Row> before = was.row.rows(group.name());
            List<RecordContent.Row> after = now.row.rows(group.name());
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                RecordContent.Row entry = i < before.size() ? before.get(i) : after.get(i);
                String place = prefix + group.name() + '[' + (entry.has("key") ? entry.text("key") : Integer.toString(i)) + ']';
                if (i < before.size() && i < after.size()) {
                    addChanges(place + '.', new Place(before.get(i), was.record), new Place(after.get(i), now.record), changes);
                } else {
                    addChange(place, entry(before, i, was.record), entry(after, i, now.record), changes);
                }
            }
        }
        for (Text text : was.row.block().texts()) {
            StringBuilder before = new StringBuilder();
            StringBuilder after = new StringBuilder();
            word(before, was.row.text(text.name()));
            word(after, now.row.text(text.name()));
            addChange(prefix + text.name(), before, after, changes);
        }
    }

    private StringBuilder entry(List<RecordContent.Row> rows, int index, RecordContent.Row record) {
        StringBuilder out = new StringBuilder();
        if (index < rows.size()) {
            appendRow(out.append('{'), rows.get(index), record, "");
            return out.append('}');
        }
        return out.append("nothing");
    }

    private static void addChange(String name, StringBuilder was, StringBuilder now, List<String> changes) {
        if (!was.toString().contentEquals(now)) {
            changes.add(name + ": " + was + " -> " + now);
        }
    }

    /** Name under which a field is shown: without the unit that its value no longer has. */
    static String shownName(Field field) {
        String unit = switch (Form.of(field)) {
            case MONEY -> "E8";
            case QUANTITY -> "E9";
            case RATIO -> "Ppm";
            case INSTANT, SPAN -> "Nanos";
            case DATE -> "EpochDay";
            case WHOLE, TIME, NOTHING -> "";
        };
        int at = field.name().lastIndexOf(unit);
        return unit.isEmpty() || at < 1 ? field.name() : field.name().substring(0, at) + field.name().substring(at + unit.length());
    }

    // ----- line

    private void appendRow(StringBuilder out, RecordContent.Row row, RecordContent.Row record, String before) {
        String separator = before;
        for (Field field : row.block().fields()) {
            if (isLaterAndNull(field, row)) {
                continue;
            }
            out.append(separator).append(isNamed(field) ? namedAs(field) : shownName(field)).append('=');
            appendWord(out, field, row, record);
            separator = " ";
        }
        for (Group group : row.block().groups()) {
            out.append(separator).append(group.name()).append('=');
            appendRows(out, row, group, record);
            separator = " ";
        }
        for (Text text : row.block().texts()) {
            out.append(separator).append(text.name()).append('=');
            word(out, row.has(text.name()) ? row.text(text.name()) : null);
            separator = " ";
        }
    }

    private static boolean isLaterAndNull(Field field, RecordContent.Row row) {
        return field.sinceVersion() > 0 && row.has(field.name()) && row.value(field.name()) == null;
    }

    private void appendRows(StringBuilder out, RecordContent.Row row, Group group, RecordContent.Row record) {
        if (!row.has(group.name())) {
            out.append("<absent>");
            return;
        }
        String separator = "";
        out.append('[');
        for (RecordContent.Row entry : row.rows(group.name())) {
            out.append(separator).append('{');
            appendRow(out, entry, record, "");
            out.append('}');
            separator = " ";
        }
        out.append(']');
    }

    private void appendWord(StringBuilder out, Field field, RecordContent.Row row, RecordContent.Row record) {
        Object value = row.value(field.name());
        if (!row.has(field.name())) {
            out.append("<absent>");
        } else if (value == null || isIdOfNothing(field, value)) {
            out.append('-');
        } else if (isNamed(field)) {
            String name = nameOf(field, (Long) value);
            if (name == null) {
                out.append('#').append(value);
            } else {
                word(out, name);
            }
        } else if (value instanceof String text) {
            word(out, text);
        } else {
            String shown = shown(form(field, row, record), field, value);
            out.append(shown == null ? "-" : shown);
        }
    }

    private static boolean isIdOfNothing(Field field, Object value) {
        return IDS_OF_NOTHING.contains(field.type()) && value.equals(0L);
    }

    /** A plain word as it is, everything else quoted; null is {@code <absent>}. */
    private static void word(StringBuilder out, String text) {
        if (text == null) {
            out.append("<absent>");
        } else if (isPlainWord(text)) {
            out.append(text);
        } else {
            quote(out, text);
        }
    }

    private static boolean isPlainWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || "._:/+@%,-".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return !text.isEmpty() && !text.equals("-");
    }

    // ----- JSON

    private void appendMembers(StringBuilder out, RecordContent.Row row, RecordContent.Row record, String before) {
        String separator = before;
        for (Field field : row.block().fields()) {
            if (row.has(field.name())) {
                key(out.append(separator), shownName(field));
                appendJson(out, field, row, record);
                separator = ",";
                String name = isNamed(field) ? nameOf(field, row.number(field.name())) : null;
                if (name != null) {
                    quote(key(out.append(','), namedAs(field)), name);
                }
            }
        }
        for (Group group : row.block().groups()) {
            if (row.has(group.name())) {
                key(out.append(separator), group.name());
                appendJsonRows(out, row.rows(group.name()), record);
                separator = ",";
            }
        }
        for (Text text : row.block().texts()) {
            if (row.has(text.name())) {
                quote(key(out.append(separator), text.name()), row.text(text.name()));
                separator = ",";
            }
        }
    }

    private void appendJsonRows(StringBuilder out, List<RecordContent.Row> rows, RecordContent.Row record) {
        String separator = "[";
        for (RecordContent.Row entry : rows) {
            out.append(separator).append('{');
            appendMembers(out, entry, record, "");
            out.append('}');
            separator = ",";
        }
        out.append(rows.isEmpty() ? "[]" : "]");
    }

    private static void appendJson(StringBuilder out, Field field, RecordContent.Row row, RecordContent.Row record) {
        Object value = row.value(field.name());
        Form form = form(field, row, record);
        String shown = value == null ? null : shown(form, field, value);
        if (shown == null) {
            out.append("null");
        } else if (isBoolean(field) || form == Form.WHOLE && value instanceof Long number && isExactInJson(number)) {
            out.append(shown);
        } else {
            quote(out, shown);
        }
    }

    private static boolean isExactInJson(long number) {
        return -LARGEST_JSON_INTEGER <= number && number <= LARGEST_JSON_INTEGER;
    }

    private static StringBuilder key(StringBuilder out, String name) {
        return quote(out, name).append(':');
    }

    // ----- values

    /** How a number is shown. */
    enum Form {
        MONEY, QUANTITY, RATIO, INSTANT, SPAN, DATE, WHOLE,
        /** A point in time or a span, told apart by its size. */
        TIME,
        /** Nothing was measured. */
        NOTHING;

        /** By the type of the field; a Measure gets its form from the record. */
        static Form of(Field field) {
            return switch (field.type()) {
                case "PriceE8", "OptPriceE8", "CashE8", "OptCashE8" -> MONEY;
                case "QtyE9", "OptQtyE9" -> QUANTITY;
                case "Ppm", "OptPpm" -> RATIO;
                case "EpochNanos", "OptEpochNanos" -> INSTANT;
                case "SpanNanos", "OptSpanNanos" -> SPAN;
                case "EpochDay", "OptEpochDay" -> DATE;
                default -> WHOLE;
            };
        }

        static Form of(MeasureUnit unit) {
            return switch (unit) {
                case NONE -> NOTHING;
                case PRICE_E8, CASH_E8, INDEX_E8 -> MONEY;
                case QTY_E9 -> QUANTITY;
                case PPM -> RATIO;
                case NANOS -> TIME;
                case DAYS -> DATE;
                case SHARES, COUNT, INTEGER, CODE, BYTES, NULL_VAL -> WHOLE;
            };
        }
    }

    private static Form form(Field field, RecordContent.Row row, RecordContent.Row record) {
        if (!field.type().equals("Measure")) {
            return Form.of(field);
        }
        EnumValue unit = row.has("unit") ? row.enumValue("unit") : record.has("unit") ? record.enumValue("unit") : null;
        return form(field, unit == null ? null : MeasureUnit.get((short) unit.code()));
    }

    /** Form of a field beside which a unit stands; null when none does. */
    static Form form(Field field, MeasureUnit unit) {
        return !field.type().equals("Measure") ? Form.of(field) : unit == null ? Form.WHOLE : Form.of(unit);
    }

    /** True for ids, whose 0 means none. */
    static boolean canBeNothing(Field field) {
        return IDS_OF_NOTHING.contains(field.type());
    }

    /** The value in its own form, not yet quoted; null for a Measure of nothing. */
    private static String shown(Form form, Field field, Object value) {
        if (value instanceof EnumValue enumValue) {
            return isBoolean(field) ? Boolean.toString(enumValue.code() == BooleanType.YES.value()) : enumValue.name();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof String text) {
            return text;
        }
        long number = (Long) value;
        return switch (form) {
            case MONEY -> FixedPoint.formatShort(number, 8, 2);
            case QUANTITY -> FixedPoint.formatShort(number, 9, 0);
            case RATIO -> FixedPoint.formatShort(number, 6, 0);
            case INSTANT -> instant(number);
            case SPAN -> Duration.ofNanos(number).toString();
            case TIME -> number >= FIRST_INSTANT_NANOS ? instant(number) : Duration.ofNanos(number).toString();
            case DATE -> number == (int) number ? LocalDate.ofEpochDay(number).toString() : Long.toString(number);
            case NOTHING -> number == 0 ? null : Long.toString(number);
            case WHOLE -> Long.toString(number);
        };
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)).toString();
    }

    static boolean isBoolean(Field field) {
        return field.type().equals("BooleanType");
    }

    /** True for ids of this schema that have a name for people. */
    static boolean isNamed(Field field) {
        return switch (field.type()) {
            case "InstrumentId", "StrategyId", "TemplateId" -> field.name().endsWith("Id");
            default -> false;
        };
    }

    static String namedAs(Field field) {
        return field.name().substring(0, field.name().length() - 2);
    }

    private String nameOf(Field field, long id) {
        return switch (field.type()) {
            case "InstrumentId" -> names.symbol(id);
            case "StrategyId" -> names.strategyName(id);
            default -> catalogue.nameOrNull((int) id);
        };
    }

    /**
     * A JSON string. Escapes what could end or break a line, move the cursor of a terminal or reorder text; keeps other
     * letters of any language.
     */
    private static StringBuilder quote(StringBuilder out, String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isHarmless(c)) {
                        out.appendCodePoint(c);
                    } else {
                        for (char half : Character.toChars(c)) {
                            out.append("\\u").append(HexFormat.of().toHexDigits(half));
                        }
                    }
                }
            }
        });
        return out.append('"');
    }

    private static boolean isHarmless(int codePoint) {
        return switch ((byte) Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                 Character.PRIVATE_USE, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
