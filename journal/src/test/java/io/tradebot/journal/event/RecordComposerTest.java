package io.tradebot.journal.event;

import io.tradebot.journal.event.RecordType.Block;
import io.tradebot.journal.event.RecordType.Field;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the printer shows as JSON comes back as the same bytes, and what is wrong is named, all of it. */
class RecordComposerTest {

    private static final int ROUNDS = 30;

    private final RecordCatalogue catalogue = RecordCatalogue.ofSchema();
    private final RecordNames names = new RecordNames();
    private final RecordComposer composer = new RecordComposer(names);

    @Test
    void shouldTakeBackWhatThePrinterShowsOfEveryRecord() {
        Random random = Seed.random("RecordComposerTest");
        RandomRecords records = new RandomRecords(random);
        for (RecordType type : catalogue.records()) {
            for (int i = 0; i < ROUNDS; i++) {
                RecordBatch original = new RecordBatch();
                int offset = original.begin(1 << 16);
                original.end(RandomRecords.write(type, catalogue.version(), records.values(type.block()), original.buffer(), offset));
                String json = json(original);
                RecordBatch again = new RecordBatch();
                assertEquals(List.of(), composer.append(again, type, JsonTree.object(json)), json);
                assertArrayEquals(bytes(original), bytes(again), json);
            }
        }
    }

    @Test
    void shouldTakeStoredNumbersUnderTheNamesOfTheSchema() {
        RecordBatch shown = new RecordBatch();
        RecordBatch stored = new RecordBatch();
        assertEquals(List.of(), composer.append(shown, type("CashTransferred"), Map.of("kind", "DEPOSIT", "amount", "1000.00", "effective", "2024-11-05",
            "transferId", "T-1", "text", "wire")));
        assertEquals(List.of(), composer.append(stored, type("CashTransferred"), Map.of("kind", "DEPOSIT", "amountE8", 100_000_000_000L,
            "effectiveEpochDay", 20_032, "transferId", "T-1", "text", "wire")));
        assertArrayEquals(bytes(shown), bytes(stored));
    }

    @Test
    void shouldLeaveOutWhatMayBeAbsent() {
        RecordBatch batch = new RecordBatch();
        assertEquals(List.of(), composer.append(batch, type("FeeCharged"), Map.of("kind", "COMMISSION", "amount", 1.25, "charged", "2024-11-05T16:00:00-05:00")));
        assertEquals("FeeCharged order=- instrument=- kind=COMMISSION amount=1.25 charged=2024-11-05T21:00:00Z trade=- execution=\"\" fee=\"\" text=\"\""
            .replace("order=", "orderId=").replace("execution=", "executionId=").replace("fee=", "feeId="), line(batch));
    }

    @Test
    void shouldFindInstrumentsByTheirSymbol() {
        names.instrument(3, "OLD");
        names.instrument(7, "SPY");
        RecordBatch batch = new RecordBatch();
        Map<String, Object> values = new LinkedHashMap<>(Map.of("instrument", "SPY", "assetClass", "LONG_TERM", "side", "LONG", "qty", "10.5", "cost", "4000"));
        assertEquals(List.of(), composer.append(batch, type("OpeningPositionObserved"), values));
        assertTrue(line(batch).contains("instrument=#7 "), line(batch));
        values.put("instrumentId", 3);
        assertEquals(List.of("instrumentId: 'SPY' has id 7, not 3"), composer.append(batch, type("OpeningPositionObserved"), values));
        values.remove("instrumentId");
        values.put("instrument", "NIX");
        assertEquals(List.of("instrumentId: 'NIX' is not known here"), composer.append(batch, type("OpeningPositionObserved"), values));
    }

    @Test
    void shouldNameEverythingThatIsWrongAndAppendNothing() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", "GIFT");
        values.put("amount", "12.3456789012");
        values.put("effective", "5 Nov");
        values.put("transferId", "x".repeat(41));
        values.put("text", 7);
        values.put("colour", "red");
        RecordBatch batch = new RecordBatch();
        List<String> problems = composer.append(batch, type("CashTransferred"), values);
        assertEquals(List.of("colour", "kind", "amount", "effective", "transferId", "text"), problems.stream().map(p -> p.substring(0, p.indexOf(':'))).toList(),
            problems.toString());
        assertTrue(problems.get(0).contains("there are kind, amount, effective, transferId, text"), problems.get(0));
        assertTrue(problems.get(1).contains("'GIFT' is not one of DEPOSIT, WITHDRAWAL"), problems.get(1));
        assertEquals(0, batch.length());
    }

    @Test
    void shouldNameWhatIsMissingAndWhatIsGivenTwice() {
        List<String> problems = composer.append(new RecordBatch(), type("CashTransferred"), Map.of("amount", "1", "amountE8", 100_000_000L));
        assertEquals(List.of("kind", "amount", "effective"), problems.stream().map(p -> p.substring(0, p.indexOf(':'))).toList(), problems.toString());
    }

    @Test
    void shouldNameTheEntryOfAGroup() {
        List<String> problems = composer.append(new RecordBatch(), type("LotsDesignated"), Map.of("orderId", 1, "user", "me", "reason", "tax",
            "lots", List.of(Map.of("lotId", 1, "qty", "2"), Map.of("lotId", 2, "qty", "two"), "none")));
        assertEquals(List.of("lots[1].qty", "lots[2]"), problems.stream().map(p -> p.substring(0, p.indexOf(':'))).toList(), problems.toString());
    }

    @Test
    void shouldRefuseNumbersThatDoNotFit() {
        List<String> problems = composer.append(new RecordBatch(), type("SessionEnded"), Map.of("inputCount", "9223372036854775808"));
        assertEquals(1, problems.size(), problems.toString());
    }

    @Test
    void shouldHaveOneMeaningForEveryKey() {
        catalogue.records().forEach(type -> requireOneMeaning(type.block(), type.name()));
    }

    private static void requireOneMeaning(Block block, String where) {
        Set<String> taken = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (Field field : block.fields()) {
            Set<String> keys = new HashSet<>(List.of(field.name(), RecordPrinter.shownName(field)));
            if (RecordPrinter.isNamed(field)) {
                keys.add(RecordPrinter.namedAs(field));
            }
            keys.stream().filter(key -> !taken.add(key)).forEach(twice::add);
        }
        block.groups().stream().map(group -> group.name()).filter(key -> !taken.add(key)).forEach(twice::add);
        block.texts().stream().map(text -> text.name()).filter(key -> !taken.add(key)).forEach(twice::add);
        assertEquals(List.of(), twice, where);
        block.groups().forEach(group -> requireOneMeaning(group.block(), where + "." + group.name()));
    }

    private RecordType type(String name) {
        return catalogue.named(name).orElseThrow();
    }

    private String json(RecordBatch batch) {
        return new RecordPrinter(catalogue, new RecordNames()).json(first(batch));
    }

    private String line(RecordBatch batch) {
        return new RecordPrinter(catalogue, new RecordNames()).line(first(batch));
    }

    private static RecordCursor first(RecordBatch batch) {
        RecordCursor cursor = new RecordCursor().wrap(batch.buffer(), 0, batch.length());
        cursor.next();
        return cursor;
    }

    private static byte[] bytes(RecordBatch batch) {
        byte[] bytes = new byte[batch.length()];
        batch.buffer().getBytes(0, bytes);
        return Arrays.copyOf(bytes, bytes.length);
    }
}
