package io.tradebot.engine.pipeline;

import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordType;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DurabilityLevelTest {

    private static final List<RecordType> RECORDS = RecordCatalogue.ofSchema().records();

    @Test
    void shouldClassEveryRecordOfTheSchema() {
        assertTrue(RECORDS.size() > 150, RECORDS.size() + " records");
        List<String> unclassed = RECORDS.stream().filter(record -> DurabilityLevel.of(record.id()) == null).map(RecordType::name).toList();
        assertEquals(List.of(), unclassed, "every new record says in DurabilityLevel whether it is waited for");
    }

    @Test
    void shouldWaitForWhatNobodyHasClassed() {
        assertTrue(DurabilityLevel.isWaitedFor(99) && DurabilityLevel.isWaitedFor(-1) && DurabilityLevel.isWaitedFor(70_000));
    }

    @Test
    void shouldWaitForIntentsBrokerFactsSettingsKillAndMoney() {
        for (DurabilityLevel level : DurabilityLevel.values()) {
            boolean isWaitedFor = !Set.of(DurabilityLevel.MARKET_DATA, DurabilityLevel.CLOCK, DurabilityLevel.HEALTH, DurabilityLevel.REASON).contains(level);
            assertEquals(isWaitedFor, level.isWaitedFor(), level.name());
        }
        for (String name : List.of("OrderRequested", "OrderCancelRequested", "OrderReplaceRequested", "OrderFilled", "OrderStateUnknown", "AccountObserved",
            "SettingsChanged", "SettingsApplied", "KillSwitchTripped", "KillSwitchCleared", "OperatorCommanded", "CashTransferred", "FeeCharged",
            "TaxReserveAllocated", "SessionStarted", "Checkpointed", "WebhookReceived")) {
            assertTrue(DurabilityLevel.isWaitedFor(RecordCatalogue.ofSchema().named(name).orElseThrow().id()), name);
        }
        assertFalse(DurabilityLevel.isWaitedFor(RecordCatalogue.ofSchema().named("BarClosed").orElseThrow().id()));
    }

    @Test
    void shouldBeWhatTheDocumentSays() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        try (Stream<String> lines = Files.lines(Path.of("..", "ops", "docs", "journal-format.md"))) {
            lines.filter(line -> line.matches("\\| `[A-Z_]+`: .*")).map(line -> line.split("\\|")).forEach(cells ->
                documented.put(cells[1].strip().split("`")[1] + " " + cells[2].strip(), new TreeSet<>(Arrays.asList(cells[3].strip().split(", ")))));
        }
        Map<String, Set<String>> coded = new TreeMap<>();
        for (RecordType record : RECORDS) {
            DurabilityLevel level = DurabilityLevel.of(record.id());
            coded.computeIfAbsent(level + " " + (level.isWaitedFor() ? "yes" : "no"), key -> new TreeSet<>()).add(record.name());
        }
        assertEquals(coded, documented);
    }
}
