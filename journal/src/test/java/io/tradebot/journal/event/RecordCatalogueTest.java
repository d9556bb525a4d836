package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.EnumType;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import io.tradebot.journal.event.RecordType.Group;
import io.tradebot.journal.event.RecordType.Text;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordCatalogueTest {

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();

    @Test
    void shouldAgreeWithTheCodecsAboutTheSchema() {
        assertEquals(MessageHeaderDecoder.SCHEMA_ID, catalogue.schemaId());
        assertEquals(MessageHeaderDecoder.SCHEMA_VERSION, catalogue.version());
    }

    @Test
    void shouldKeepInputsAndDecisionsInTheirRanges() {
        for (RecordType type : catalogue.records()) {
            assertTrue(type.id() >= 1 && type.id() <= RecordType.DECISION_ID_MAX, type.name());
            assertEquals(type.section().startsWith("Inputs"), type.isInput(), type.name() + " stands under " + type.section());
            assertTrue(type.section().startsWith("Inputs") || type.section().startsWith("Decisions"), type.name());
        }
    }

    @Test
    void shouldNameEachRecordOnce() {
        Set<String> names = new HashSet<>();
        catalogue.records().forEach(type -> assertTrue(names.add(type.name()), type.name()));
        assertEquals(catalogue.records().size(), names.size());
    }

    @Test
    void shouldFindDecoderWithIdAndBlockLengthOfEachRecord() throws ReflectiveOperationException {
        for (RecordType type : catalogue.records()) {
            Class<?> decoder = GeneratedCodecs.codec(type, "Decoder");
            assertEquals(type.id(), decoder.getField("TEMPLATE_ID").getInt(null), type.name());
            assertEquals(type.block().length(catalogue.version()), decoder.getField("BLOCK_LENGTH").getInt(null), type.name());
        }
    }

    @Test
    void shouldListTheValuesOfTheGeneratedEnums() throws ReflectiveOperationException {
        for (EnumType type : catalogue.enums()) {
            Class<?> generated = Class.forName("io.tradebot.journal.event." + type.name());
            List<String> expected = new ArrayList<>();
            for (Object constant : generated.getEnumConstants()) {
                expected.add(constant + "=" + generated.getMethod("value").invoke(constant));
            }
            expected.remove("NULL_VAL=255");
            assertEquals(expected, type.values().stream().map(value -> value.name() + "=" + value.code()).toList(), type.name());
        }
    }

    @Test
    void shouldDescribeEachRecordFieldAndValue() {
        List<String> bare = new ArrayList<>();
        for (RecordType type : catalogue.records()) {
            check(type.description(), type.name(), bare);
            check(type.block(), type.name(), bare);
        }
        for (EnumType type : catalogue.enums()) {
            check(type.description(), type.name(), bare);
            for (EnumValue value : type.values()) {
                check(value.description(), type.name() + "." + value.name(), bare);
            }
        }
        assertEquals(List.of(), bare);
    }

    private static void check(Block block, String where, List<String> bare) {
        block.fields().forEach(field -> check(field.description(), where + "." + field.name(), bare));
        block.texts().forEach(text -> check(text.description(), where + "." + text.name(), bare));
        for (Group group : block.groups()) {
            check(group.description(), where + "." + group.name(), bare);
            check(group.block(), where + "." + group.name(), bare);
        }
    }

    private static void check(String description, String what, List<String> bare) {
        if (description.isBlank()) {
            bare.add(what);
        }
    }

    @Test
    void shouldSayTheUnitInTheNameOfAField() {
        List<String> silent = new ArrayList<>();
        catalogue.records().forEach(type -> checkUnits(type.block(), type.name(), silent));
        assertEquals(List.of(), silent);
    }

    private static void checkUnits(Block block, String where, List<String> silent) {
        for (Field field : block.fields()) {
            String unit = switch (field.type().replaceFirst("^Opt(?=[A-Z])", "")) {
                case "PriceE8", "CashE8" -> "E8";
                case "QtyE9" -> "tyE9";
                case "Ppm" -> "Ppm";
                case "EpochNanos", "SpanNanos" -> "Nanos";
                case "EpochDay" -> "EpochDay";
                case "Measure" -> "alue";
                case "Shares" -> "(Shares|Count|contracts|numerator|denominator)";
                case "Bytes" -> "(Bytes|Offset)";
                case "Count" -> "(Count|Level|multiplier|revision|Months|generation)";
                case "InstrumentId", "StrategyId", "OrderId", "PositionId", "LotId", "TemplateId" -> "Id";
                default -> "";
            };
            String name = field.name();
            boolean says = name.matches(".*" + unit) || field.type().endsWith("Bytes") && name.startsWith("length");
            if (!says) {
                silent.add(where + "." + name + " of type " + field.type());
            }
        }
        block.groups().forEach(group -> checkUnits(group.block(), where + "." + group.name(), silent));
    }

    @Test
    void shouldShowNoTwoValuesOfABlockUnderOneName() {
        catalogue.records().forEach(type -> checkNames(type.block(), type.name(), Set.of("record", "recordId", "schemaVersion")));
    }

    private static void checkNames(Block block, String where, Set<String> taken) {
        Set<String> names = new HashSet<>(taken);
        for (Field field : block.fields()) {
            assertTrue(names.add(RecordPrinter.shownName(field)), where + "." + field.name());
            boolean isNamed = Set.of("InstrumentId", "StrategyId", "TemplateId").contains(field.type());
            assertTrue(!isNamed || names.add(field.name().replaceFirst("Id$", "")), where + "." + field.name());
        }
        for (Text text : block.texts()) {
            assertTrue(names.add(text.name()), where + "." + text.name());
        }
        for (Group group : block.groups()) {
            assertTrue(names.add(group.name()), where + "." + group.name());
            checkNames(group.block(), where + "." + group.name(), Set.of());
        }
    }

    @Test
    void shouldRefuseAnUnknownIdByItsNumber() {
        UnreadableRecordException e = assertThrows(UnreadableRecordException.class, () -> catalogue.require(198));
        assertTrue(e.getMessage().contains("record id 198"), e.getMessage());
        assertFalse(catalogue.named("OrderVanished").isPresent());
    }

    @Test
    void shouldDescribeEveryRecordInTheText() {
        String text = catalogue.describe();
        catalogue.records().forEach(type -> assertTrue(text.contains("\n" + type.id() + " " + type.name() + " ("), type.name()));
        catalogue.enums().forEach(type -> assertTrue(text.contains("\n" + type.name() + ": "), type.name()));
        catalogue.records().forEach(type ->
            assertEquals(1, text.split("\n\n" + Pattern.quote(type.section()) + "\n", -1).length - 1, type.section()));
        assertFalse(text.contains("\r"));
    }

    @Test
    void shouldDescribeOneRecordAsATable() {
        assertEquals("""
            24 OrderCancelled (input): The order has ended unfilled or partly filled.
                 0    8  orderId                  OrderId            Order
                 8    1  reason                   CancelReason       Why
                 9    8  filledQtyE9              QtyE9              Quantity filled before
            """, catalogue.describe(catalogue.require(24)));
    }

    @Test
    void shouldSetReservedValuesApart() {
        EnumType exits = catalogue.enums().stream().filter(type -> type.name().equals("ExitReason")).findFirst().orElseThrow();
        EnumValue close = exits.withCode(ExitReason.SESSION_CLOSE.value());
        assertTrue(close.isReserved() && exits.reserved().contains(close) && !exits.inUse().contains(close));
        assertEquals("Still open at the last price of the session", close.description());
        assertEquals("every deadline is at the hard exit or before it", close.reserved());
        assertEquals(exits.values().size(), exits.inUse().size() + exits.reserved().size(), "each value is one or the other");
        assertFalse(exits.withCode(ExitReason.STOP.value()).isReserved());
        String text = catalogue.describe();
        String list = text.substring(text.indexOf("\nExitReason: "), text.indexOf("\n\n", text.indexOf("\nExitReason: ") + 1));
        assertTrue(list.indexOf("OPTION_EXPIRY") < list.indexOf("reserved, in no record:"), list);
        assertTrue(list.indexOf("SESSION_CLOSE") > list.indexOf("reserved, in no record:"), list);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> parse(
            "", "<enum name=\"E\" encodingType=\"uint8\" description=\"d\"><validValue name=\"A\" description=\"What. Reserved: \">1</validValue></enum>"));
        assertTrue(e.getMessage().contains("enum value A"), e.getMessage());
        assertTrue(catalogue.enums().stream().flatMap(type -> type.values().stream()).noneMatch(value -> value.description().contains("Reserved:")),
            "the marker is read, not shown");
    }

    @Test
    void shouldRefuseASchemaItCannotLayOut() {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> parse(
            "<field name=\"x\" id=\"1\" type=\"Long\" offset=\"4\" description=\"d\"/>"));
        assertTrue(e.getMessage().contains("field x"), e.getMessage());
        e = assertThrows(IllegalStateException.class, () -> parse("<field name=\"x\" id=\"1\" type=\"Set\" description=\"d\"/>"));
        assertTrue(e.getMessage().contains("unknown type Set"), e.getMessage());
        e = assertThrows(IllegalStateException.class, () -> parse("<field name=\"x\" id=\"1\" type=\"Long\"/>"));
        assertTrue(e.getMessage().contains("no attribute description"), e.getMessage());
    }

    private static RecordCatalogue parse(String fields) {
        return parse(fields, "");
    }

    private static RecordCatalogue parse(String fields, String enums) {
        return SchemaParser.parse(new ByteArrayInputStream(("""
            <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" id="7201" version="2" description="d">
              <types><type name="Long" primitiveType="int64" description="d"/>%s</types>
              <!-- Inputs -->
              <sbe:message name="M" id="1" description="d">%s</sbe:message>
            </sbe:messageSchema>""".formatted(enums, fields)).getBytes(StandardCharsets.UTF_8)));
    }
}
