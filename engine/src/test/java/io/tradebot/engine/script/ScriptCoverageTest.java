package io.tradebot.engine.script;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordType.EnumType;
import io.tradebot.journal.event.RecordType.EnumValue;
import io.tradebot.journal.event.RecordType.Field;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Every reason that the schema says records may hold is given by at least one script, and no reserved one is: records in, decisions out.
 * There is no list of exceptions.
 */
class ScriptCoverageTest {

    private static final List<String> REASONS = List.of("DenyReason", "ExitReason", "CandidateReason", "SkipReason", "FilterKind", "FilterVerdict",
        "KillCause", "InputRefusal", "EntryBlock", "CommandRefusal", "ApprovalVerdict");

    /** Reasons on orders and checks that were asked for do not count: only what came of them. */
    private static final Set<String> ASKED = Set.of("OrderRequested", "RiskChecked");

    @TestFactory
    Stream<DynamicTest> shouldGiveEveryReasonInSomeScript() {
        Map<String, Set<String>> given = new TreeMap<>();
        REASONS.forEach(type -> given.put(type, new TreeSet<>()));
        for (ScriptFile file : ScriptFile.all()) {
            for (RecordedExcerpts.Excerpt excerpt : EngineScript.run(file.inputs()).journal().excerpts()) {
                excerpt.records().stream().filter(record -> !record.type().isInput()).forEach(record -> collect(record, given));
            }
        }
        return REASONS.stream().map(type -> DynamicTest.dynamicTest(type, () -> assertEquals(inUse(type), given.get(type))));
    }

    private static void collect(RecordContent record, Map<String, Set<String>> given) {
        for (Field field : record.type().block().fields()) {
            boolean counts = given.containsKey(field.type()) && !ASKED.contains(record.type().name());
            EnumValue value = counts ? record.row().enumValue(field.name()) : null;
            if (value != null) {
                given.get(field.type()).add(value.name());
            }
        }
    }

    private static Set<String> inUse(String type) {
        EnumType reasons = RecordCatalogue.ofSchema().enums().stream().filter(found -> found.name().equals(type)).findFirst().orElseThrow();
        return reasons.inUse().stream().map(EnumValue::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
