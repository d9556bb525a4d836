package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.EnumType;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every record of the schema with its fields, units and meanings, read at run time from the same XML file that the codecs
 * are generated from. Immutable, any thread.
 *
 * <p>For everything that reads records without knowing them one by one: printer, documentation, comparison. The hot path
 * uses the generated decoders.
 */
public final class RecordCatalogue {

    private static final String RESOURCE = "/sbe/tradebot-events.xml";

    private final int schemaId;
    private final int version;
    private final String description;
    private final Map<Integer, RecordType> recordById = new TreeMap<>();
    private final List<RecordType> recordsOfSchema;
    private final List<EnumType> enums;

    /** Built on first use, as reading the XML takes a while. */
    private static final class Shared {
        private static final RecordCatalogue OF_SCHEMA = load();
    }

    RecordCatalogue(int schemaId, int version, String description, List<RecordType> records, List<EnumType> enums) {
        this.schemaId = schemaId;
        this.version = version;
        this.description = description;
        this.recordsOfSchema = List.copyOf(records);
        this.enums = enums;
        for (RecordType record : records) {
            if (recordById.put(record.id(), record) != null) {
                throw new IllegalStateException("record id " + record.id() + " is used twice in the schema");
            }
        }
    }

    /** The catalogue of the schema of this program. */
    public static RecordCatalogue ofSchema() {
        return Shared.OF_SCHEMA;
    }

    private static RecordCatalogue load() {
        try (InputStream xml = RecordCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (xml == null) {
                throw new IllegalStateException("the program lacks its resource " + RESOURCE + "; build it again");
            }
            return SchemaParser.parse(xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All records by id. */
    public List<RecordType> records() {
        return List.copyOf(recordById.values());
    }

    /** All enums in the order of the schema. */
    public List<EnumType> enums() {
        return enums;
    }

    /** Id of the schema, which stands in every record. */
    public int schemaId() {
        return schemaId;
    }

    /** Highest schema version that can be read. */
    public int version() {
        return version;
    }

    /** The record with this id; an id that is not in the schema is an {@link UnreadableRecordException}. */
    public RecordType require(int templateId) {
        RecordType record = recordById.get(templateId);
        if (record == null) {
            throw new UnreadableRecordException("record id " + templateId + " is not in schema " + schemaId + " version "
                + version + "; the journal is damaged or was written by a newer tradebot");
        }
        return record;
    }

    /** Name of the record with this id, or null when the schema has none. */
    String nameOrNull(int templateId) {
        RecordType record = recordById.get(templateId);
        return record == null ? null : record.name();
    }

    /** The record with this name. */
    public Optional<RecordType> named(String name) {
        return recordById.values().stream().filter(record -> record.name().equals(name)).findFirst();
    }

    /** The whole schema as text for people: records under their headings, then the enums. */
    public String describe() {
        StringBuilder text = new StringBuilder(1 << 17);
        text.append(description).append(": schema ").append(schemaId).append(" version ").append(version)
            .append(", little endian. Offsets and lengths in bytes, inside the block behind the 8 bytes of the SBE header.\n");
        String section = "";
        for (RecordType record : recordsOfSchema) {
            if (!record.section().equals(section)) {
                section = record.section();
                text.append('\n').append(section).append('\n');
            }
            text.append('\n').append(describe(record));
        }
        text.append("\nEnums, one byte each; 255 is null.\n");
        for (EnumType enumType : enums) {
            text.append('\n').append(enumType.name()).append(": ").append(enumType.description()).append('\n');
            enumType.inUse().forEach(value -> row(text, value, value.description()));
            if (!enumType.reserved().isEmpty()) {
                text.append("  reserved, in no record:\n");
                enumType.reserved().forEach(value -> row(text, value, value.description() + ". " + value.reserved()));
            }
        }
        return text.toString();
    }

    private static void row(StringBuilder text, EnumValue value, String meaning) {
        String code = Integer.toString(value.code());
        pad(text, 6 - code.length()).append(code).append("  ").append(value.name());
        pad(text, 24 - value.name().length()).append(' ').append(meaning).append('\n');
    }

    /** One record as text for people. */
    public String describe(RecordType record) {
        StringBuilder text = new StringBuilder();
        text.append(record.id()).append(' ').append(record.name()).append(" (").append(record.isInput() ? "input" : "decision")
            .append("): ").append(record.description()).append('\n');
        describe(record.block(), "  ", text);
        return text.toString();
    }

    private static void describe(Block block, String indent, StringBuilder text) {
        for (Field field : block.fields()) {
            row(text, indent, Integer.toString(field.offset()), Integer.toString(field.length()), field.name(), field.type(),
                field.description(), field.sinceVersion());
        }
        for (Group group : block.groups()) {
            row(text, indent, "*", "", group.name(), "group", group.description(), group.sinceVersion());
            describe(group.block(), indent + "    ", text);
        }
        for (Text data : block.texts()) {
            row(text, indent, "+", "", data.name(), "text", data.description(), data.sinceVersion());
        }
    }

    private static void row(StringBuilder text, String indent, String offset, String length, String name, String type,
                            String description, int sinceVersion) {
        text.append(indent);
        pad(text, 4 - offset.length()).append(offset);
        pad(text, 5 - length.length()).append(length).append("  ").append(name);
        pad(text, 24 - name.length()).append(' ').append(type);
        pad(text, 18 - type.length()).append(' ').append(description);
        if (sinceVersion > 0) {
            text.append(" (since version ").append(sinceVersion).append(')');
        }
        text.append('\n');
    }

    private static StringBuilder pad(StringBuilder text, int count) {
        return text.append(" ".repeat(Math.max(count, 0)));
    }
}
