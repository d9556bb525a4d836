package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.RecordedExcerpts.Excerpt;
import io.tradebot.engine.script.ScriptFile;
import io.tradebot.journal.event.RecordBatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Nobody can give the desk a field that changes and forget it: each is on the list, as carried over a session start or as dropped with a
 * reason; and what is listed as carried is the same in the desk of the new session, object by object.
 */
class CarriedFieldsTest {

    private static final Path LIST = Path.of("src", "test", "resources", "io", "tradebot", "engine", "core", "desk-fields.txt");

    private static final Set<String> CARRIED = new TreeSet<>();
    private static final Map<String, String> REASON_BY_DROPPED = new TreeMap<>();

    @BeforeAll
    static void readList() throws IOException {
        for (String line : Files.readAllLines(LIST, StandardCharsets.UTF_8)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            List<String> words = List.of((colon < 0 ? line : line.substring(0, colon)).split(" "));
            List<String> names = words.size() == 2 ? List.of(words.get(1))
                : words.stream().skip(2).map(field -> words.get(1) + '.' + field).toList();
            for (String name : names) {
                assertTrue(words.get(0).equals("carried") ? CARRIED.add(name)
                    : REASON_BY_DROPPED.put(name, colon < 0 ? "" : line.substring(colon + 1).strip()) == null, () -> name + " is listed twice");
            }
        }
    }

    @Test
    void shouldListEveryFieldThatCanChange() throws ReflectiveOperationException {
        Map<String, Set<String>> fieldsByClass = new TreeMap<>();
        for (ScriptFile file : ScriptFile.all()) {
            if (!StateRestoreTest.FAULTY.contains(file.name())) {
                DeskGraph.collectMutable(deskOf(decided(EngineScript.run(file.inputs()))), fieldsByClass);
            }
        }
        Set<String> found = new TreeSet<>();
        fieldsByClass.forEach((type, fields) -> fields.forEach(field -> found.add(type + '.' + field)));
        Set<String> missing = new TreeSet<>(found);
        missing.removeIf(field -> CARRIED.contains(field) || REASON_BY_DROPPED.containsKey(field)
            || REASON_BY_DROPPED.containsKey(field.substring(0, field.lastIndexOf('.'))));
        assertEquals(Set.of(), missing, () -> "carry these over a session start, or say why not, in " + LIST);
        Set<String> left = new TreeSet<>(CARRIED);
        left.removeAll(found);
        assertEquals(Set.of(), left, () -> "there is no such field any more; remove it from " + LIST);
        for (String name : REASON_BY_DROPPED.keySet()) {
            assertTrue(fieldsByClass.containsKey(name) || exists(name), () -> name + " is not there any more; remove it from " + LIST);
        }
    }

    private static boolean exists(String classAndField) throws ReflectiveOperationException {
        int dot = classAndField.lastIndexOf('.');
        Class<?> type = Class.forName("io.tradebot.engine." + classAndField.substring(0, dot));
        return Stream.of(type.getDeclaredFields()).anyMatch(field -> field.getName().equals(classAndField.substring(dot + 1)));
    }

    @Test
    void shouldSayWhyAnythingIsDropped() {
        REASON_BY_DROPPED.forEach((name, reason) -> assertTrue(reason.length() > 10, name));
        assertEquals(Set.of(), CARRIED.stream().filter(REASON_BY_DROPPED::containsKey).collect(Collectors.toSet()));
    }

    /** A new engine takes the state over, whether or not a trading day is open, and the two desks are compared. */
    @TestFactory
    Stream<DynamicTest> shouldCarryWhatIsListedAsCarriedIn() {
        return ScriptFile.all().stream().filter(file -> !StateRestoreTest.FAULTY.contains(file.name()))
            .map(file -> DynamicTest.dynamicTest(file.name(), () -> compareDesks(EngineScript.run(file.inputs()))));
    }

    private static void compareDesks(EngineScript script) throws ReflectiveOperationException {
        List<Excerpt> excerpts = FoldCheck.withoutFault(script.journal().excerpts());
        TradingEngine engine = script.newEngine();
        Excerpt session = excerpts.get(0);
        for (int i = 0; i < excerpts.size(); i++) {
            engine.decide(StateRestoreTest.inputOf(excerpts.get(i)), excerpts.get(i).timeNanos());
            session = FoldCheck.checkpointOf(excerpts.get(i)) != null ? excerpts.get(i) : session;
            boolean hasDecisions = excerpts.get(i).records().size() > 1;
            if (hasDecisions || i == excerpts.size() - 1) {
                TradingEngine restored = script.newEngine();
                byte[] state = StateRestoreTest.checkpoint(engine);
                restored.restore(new UnsafeBuffer(state), RecordBatch.PREFIX_LENGTH, state.length - RecordBatch.PREFIX_LENGTH);
                restored.decide(StateRestoreTest.inputOf(session), excerpts.get(i).timeNanos());
                assertNull(DeskGraph.difference(deskOf(engine), deskOf(restored), REASON_BY_DROPPED.keySet()), "behind excerpt " + i);
            }
        }
    }

    private static TradingEngine decided(EngineScript script) {
        TradingEngine engine = script.newEngine();
        List<Excerpt> excerpts = FoldCheck.withoutFault(script.journal().excerpts());
        for (int i = 0; i < excerpts.size(); i++) {
            engine.decide(StateRestoreTest.inputOf(excerpts.get(i)), excerpts.get(i).timeNanos());
        }
        return engine;
    }

    private static TradingDesk deskOf(TradingEngine engine) throws ReflectiveOperationException {
        return (TradingDesk) DeskGraph.valueOf(TradingEngine.class.getDeclaredField("desk"), engine);
    }
}
