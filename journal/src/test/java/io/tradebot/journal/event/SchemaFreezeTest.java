package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.EnumType;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Old journals stay readable: what {@code schema/schema-freeze.txt} lists must be in the schema unchanged.
 *
 * <p>To append a record, a field or an enum value: change the schema, run this test, and copy the lines that it names as
 * missing to the end of the list (or replace the list by {@code target/schema-freeze.txt}, which must then differ by added
 * lines only). A line that is already in the list is never changed or removed.
 */
class SchemaFreezeTest {

    private static final String RESOURCE = "/schema/schema-freeze.txt";
    private static final Path CURRENT = Path.of("target", "schema-freeze.txt");

    @Test
    void shouldKeepEveryFrozenRecordFieldAndValue() throws IOException {
        Set<String> missing = new LinkedHashSet<>(frozenLines());
        currentLines().forEach(missing::remove);
        assertEquals(Set.of(), missing, "changed, moved, renamed or removed in the schema; old journals would be misread");
    }

    @Test
    void shouldFreezeEverythingInTheSchema() throws IOException {
        List<String> current = currentLines();
        Files.writeString(CURRENT, String.join("\n", current) + "\n", StandardCharsets.UTF_8);
        List<String> added = new ArrayList<>(current);
        added.removeAll(frozenLines());
        assertTrue(added.isEmpty(), "new in the schema; append these lines to src/test/resources" + RESOURCE + ":\n"
            + String.join("\n", added));
    }

    @Test
    void shouldListNothingTwice() throws IOException {
        List<String> frozen = frozenLines();
        assertEquals(new LinkedHashSet<>(frozen).size(), frozen.size());
    }

    private static List<String> frozenLines() throws IOException {
        try (InputStream in = SchemaFreezeTest.class.getResourceAsStream(RESOURCE)) {
            return in == null ? List.of() : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> currentLines() {
        List<String> lines = new ArrayList<>();
        for (RecordType type : RecordCatalogue.ofSchema().records()) {
            lines.add("record " + type.id() + " " + type.name());
            addLines(lines, type.id() + " " + type.name() + ".", type.block());
        }
        for (EnumType type : RecordCatalogue.ofSchema().enums()) {
            for (EnumValue value : type.values()) {
                lines.add("enum " + type.name() + " " + value.code() + " " + value.name());
            }
        }
        return lines;
    }

    private static void addLines(List<String> lines, String prefix, Block block) {
        for (Field field : block.fields()) {
            lines.add("field " + prefix + field.name() + " " + field.type() + " " + field.primitive().schemaName() + " "
                + field.offset() + " " + field.length() + " since " + field.sinceVersion());
        }
        int place = 0;
        for (Group group : block.groups()) {
            lines.add("group " + prefix + group.name() + " place " + place++ + " since " + group.sinceVersion());
            addLines(lines, prefix + group.name() + ".", group.block());
        }
        place = 0;
        for (Text text : block.texts()) {
            lines.add("text " + prefix + text.name() + " place " + place++ + " since " + text.sinceVersion());
        }
    }
}
