package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.EventfulDays;
import io.tradebot.engine.script.FixedStopStrategy;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The Checkpointed record behind any record of two days says what the records themselves say, and the same state is the same bytes. */
class StateSnapshotTest {

    private static final Set<String> FINAL = Set.of("FILLED", "CANCELLED", "REJECTED", "EXPIRED", "NOT_PLACED");

    private final RecordBatch batch = new RecordBatch();

    @Test
    void shouldAgreeWithTheRecordsBehindEveryOne() {
        List<RecordedExcerpts.Excerpt> excerpts = EngineScript.run(EventfulDays.SCRIPT).journal().excerpts();
        TradingEngine engine = newEngine();
        Fold fold = new Fold();
        Set<String> latches = new TreeSet<>();
        int largest = 0;
        for (RecordedExcerpts.Excerpt excerpt : excerpts) {
            decide(engine, excerpt);
            excerpt.records().forEach(fold::add);
            RecordContent.Row state = read(checkpoint(engine, 7)).row();
            assertEquals(7, state.number("lastSequence"));
            fold.check(state);
            state.rows("latches").forEach(latch -> latches.add(latch.enumValue("latch").name()));
            largest = Math.max(largest, state.rows("positions").size());
        }
        assertEquals(Set.of("CIRCUIT_BREAKER", "KILL_SWITCH"), latches, "the days hold both latches");
        assertTrue(largest >= 2, "positions at once: " + largest);
    }

    @Test
    void shouldBeTheSameBytesForTheSameState() {
        List<RecordedExcerpts.Excerpt> excerpts = EngineScript.run(EventfulDays.SCRIPT).journal().excerpts();
        TradingEngine first = newEngine();
        TradingEngine second = newEngine();
        Set<String> states = new TreeSet<>();
        for (RecordedExcerpts.Excerpt excerpt : excerpts) {
            decide(first, excerpt);
            decide(second, excerpt);
            byte[] state = checkpoint(first, 1);
            assertArrayEquals(state, checkpoint(second, 1));
            states.add(Arrays.toString(read(state).row().bytes("stateHash")));
        }
        assertTrue(states.size() > 60, states.size() + " different states");
    }

    @Test
    void shouldHashEverythingButItsPlace() throws Exception {
        List<RecordedExcerpts.Excerpt> excerpts = EngineScript.run(EventfulDays.SCRIPT).journal().excerpts();
        TradingEngine engine = newEngine();
        excerpts.forEach(excerpt -> decide(engine, excerpt));
        byte[] body = checkpoint(engine, 1);
        int groups = RecordBatch.PREFIX_LENGTH + 8 + 40; // SBE header, then lastSequence and the hash itself
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOfRange(body, groups, body.length));
        assertArrayEquals(hash, read(body).row().bytes("stateHash"));
        assertArrayEquals(hash, read(checkpoint(engine, 99)).row().bytes("stateHash"));
    }

    @Test
    void shouldHaveNoStateBeforeTheSession() {
        assertThrows(IllegalStateException.class, () -> newEngine().writeCheckpoint(new RecordBatch(), 0));
    }

    /** Positions, lots and orders from the decisions alone. */
    private static final class Fold {

        private final Map<Long, Long> qtyByPosition = new TreeMap<>();
        private final Map<Long, long[]> lotById = new TreeMap<>();
        private final Map<Long, Long> positionByLot = new TreeMap<>();
        private final Map<Long, String> stateByOrder = new TreeMap<>();
        private final Set<Long> blocked = new TreeSet<>();
        private Long equityE8;
        private long nextOrderId = 1;

        void add(RecordContent record) {
            RecordContent.Row row = record.row();
            switch (record.type().name()) {
                case "OrderRequested" -> {
                    stateByOrder.put(row.number("orderId"), "NEW");
                    nextOrderId = row.number("orderId") + 1;
                }
                case "OrderStateChanged" -> stateByOrder.put(row.number("orderId"), row.enumValue("toState").name());
                case "LotOpened" -> {
                    lotById.put(row.number("lotId"), new long[] {row.number("qtyE9"), row.number("amountE8")});
                    positionByLot.put(row.number("lotId"), row.number("positionId"));
                    qtyByPosition.merge(row.number("positionId"), row.number("qtyE9"), Math::addExact);
                }
                case "LotClosed" -> {
                    long[] lot = lotById.get(row.number("lotId"));
                    lot[0] -= row.number("qtyE9");
                    lot[1] -= row.number("openAmountE8");
                    qtyByPosition.merge(row.number("positionId"), -row.number("qtyE9"), Math::addExact);
                }
                case "TradingDayOpened" -> {
                    blocked.clear();
                    equityE8 = row.number("floatE8");
                }
                case "TradeClosed" -> equityE8 += row.number("pnlE8");
                case "SymbolBlocklisted" -> blocked.add(row.number("instrumentId"));
                default -> { } // no part of the state
            }
        }

        void check(RecordContent.Row state) {
            Map<Long, Long> positions = new TreeMap<>();
            state.rows("positions").forEach(row -> positions.put(row.number("positionId"), row.number("qtyE9")));
            Map<Long, Long> held = new TreeMap<>(qtyByPosition);
            held.values().removeIf(qty -> qty == 0);
            assertEquals(held, positions);
            List<String> lots = new ArrayList<>();
            lotById.forEach((id, left) -> {
                if (left[0] > 0) {
                    lots.add(positionByLot.get(id) + "/" + id + ": " + left[0] + " for " + left[1]);
                }
            });
            assertEquals(lots, state.rows("lots").stream().sorted((a, b) -> Long.compare(a.number("lotId"), b.number("lotId")))
                .map(row -> row.number("positionId") + "/" + row.number("lotId") + ": " + row.number("qtyE9") + " for "
                    + row.number("amountE8")).toList());
            Map<Long, String> open = new TreeMap<>(stateByOrder);
            open.values().removeIf(FINAL::contains);
            Map<Long, String> known = new TreeMap<>();
            state.rows("openOrders").forEach(row -> known.put(row.number("orderId"), row.enumValue("state").name()));
            known.forEach((id, is) -> assertEquals(stateByOrder.get(id), is, "order " + id));
            known.values().removeIf(FINAL::contains);
            assertEquals(open, known);
            assertEquals(new ArrayList<>(blocked), state.rows("blocklist").stream().map(row -> row.number("instrumentId")).toList());
            Map<String, Long> counters = new TreeMap<>();
            state.rows("counters").forEach(row -> counters.put(row.enumValue("counter").name(), row.number("value")));
            assertEquals(nextOrderId, counters.get("NEXT_ORDER_ID"));
            if (equityE8 != null) {
                assertEquals(equityE8, counters.get("EQUITY"));
            }
        }
    }

    private static TradingEngine newEngine() {
        return new TradingEngine(() -> List.of(new OpenStrategy(), new FixedStopStrategy()));
    }

    private void decide(TradingEngine engine, RecordedExcerpts.Excerpt excerpt) {
        int inputLength = RecordBatch.PREFIX_LENGTH + new UnsafeBuffer(excerpt.body()).getInt(0, ByteOrder.LITTLE_ENDIAN);
        batch.copyFrom(new UnsafeBuffer(excerpt.body()), 0, inputLength, 1);
        engine.decide(batch, excerpt.timeNanos());
    }

    private static byte[] checkpoint(TradingEngine engine, long lastSequence) {
        RecordBatch records = new RecordBatch();
        engine.writeCheckpoint(records, lastSequence);
        byte[] body = new byte[records.length()];
        records.buffer().getBytes(0, body);
        return body;
    }

    private static RecordContent read(byte[] body) {
        RecordCursor cursor = new RecordCursor().wrap(new UnsafeBuffer(body), 0, body.length);
        cursor.next();
        return RecordContent.read(RecordCatalogue.ofSchema(), cursor);
    }
}
