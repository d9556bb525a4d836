package io.tradebot.engine.book;

import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.record.LotPart;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.LotMethod;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.value.FixedPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the books forget, and what they keep because something open rests on it. */
class RetentionTest {

    private static final int INSTRUMENT = 7;
    private static final int ALL = Integer.MAX_VALUE;

    private final Decisions decisions = new Decisions();
    private final ExecutionBook book = new ExecutionBook();
    private final LotBook lots = new LotBook(decisions, LotMethod.SPECIFIC);
    private int lastOrderId;

    @BeforeEach
    void writeAnywhere() {
        decisions.wrap(new RecordBatch());
    }

    @Test
    void shouldForgetATradeThatIsOver() {
        Execution entry = buy(1, 10, 100);
        Execution exit = sell(1, 10, 110);
        assertEquals(Set.of(), forgetBefore(111, ALL));
        assertEquals(List.of(), book.booked());
        assertNull(book.find(entry.orderId(), entry.executionId()));
        assertNull(book.find(0, exit.executionId()));
        assertNull(book.findFirst(entry.orderId()));
    }

    @Test
    void shouldKeepATradeWholeUntilItsLastExecutionIsOld() {
        Execution entry = buy(1, 10, 100);
        Execution exit = sell(1, 10, 110);
        assertEquals(Set.of(entry, exit), forgetBefore(110, ALL));
        assertEquals(List.of(entry, exit), book.booked());
        assertEquals(entry, book.find(entry.orderId(), entry.executionId()));
    }

    @Test
    void shouldKeepWhatAnOpenLotRestsOnHoweverOld() {
        Execution entry = buy(1, 10, 100);
        Execution half = sell(1, 4, 101);
        buy(2, 10, 100);
        sell(2, 10, 101);
        assertEquals(Set.of(entry, half), forgetBefore(1_000_000, 0));
        assertEquals(List.of(entry, half), book.booked());
        assertEquals(6 * FixedPoint.E9, lots.qtyE9(1, INSTRUMENT));
        lots.undo(half, LotAdjustment.BUST); // can still be taken back
        assertEquals(10 * FixedPoint.E9, lots.qtyE9(1, INSTRUMENT));
    }

    @Test
    void shouldForgetTheOldestFirstWhenThereAreTooMany() {
        buy(1, 10, 100);
        sell(1, 10, 101);
        Execution second = buy(2, 10, 102);
        Execution secondExit = sell(2, 10, 103);
        Execution third = buy(3, 10, 104);
        Execution thirdExit = sell(3, 10, 105);
        assertEquals(Set.of(second, secondExit, third, thirdExit), forgetBefore(0, 5)); // a trade is not cut in two
        assertEquals(Set.of(third, thirdExit), forgetBefore(0, 3));
        assertEquals(Set.of(third, thirdExit), forgetBefore(0, 2));
        assertEquals(Set.of(), forgetBefore(0, 1));
    }

    @Test
    void shouldKeepExecutionsTogetherThatShareALot() {
        Execution buy = buy(0, 10, 100); // of no position: lots alone hold them together
        Execution first = sell(0, 4, 101);
        Execution second = sell(0, 6, 200);
        assertEquals(Set.of(buy, first, second), forgetBefore(150, ALL));
        assertEquals(Set.of(), forgetBefore(201, ALL));
    }

    @Test
    void shouldKeepCommissionAndNamedLotsOfWhatIsKnown() {
        Execution old = buy(1, 10, 100);
        Execution oldExit = sell(1, 10, 101);
        Execution held = buy(2, 10, 100);
        for (Execution execution : List.of(old, oldExit, held)) {
            book.dueE8(execution.orderId(), FixedPoint.E8);
            lots.designate(execution.orderId(), List.of(new LotPart(1, FixedPoint.E9)));
        }
        long openOrder = ++lastOrderId;
        book.dueE8(openOrder, FixedPoint.E8);
        lots.designate(openOrder, List.of(new LotPart(1, FixedPoint.E9)));
        memory().forgetBefore(1_000, ALL, orderId -> orderId == openOrder);
        assertEquals(2, book.commissionCount());
        assertEquals(Set.of(held.orderId(), openOrder), lots.designated().keySet());
        assertEquals(0, book.dueE8(held.orderId(), 1)); // goes on from what was charged
    }

    @Test
    void shouldSeeUsedUpLotsOfWhatIsKept() {
        buy(1, 10, 100);
        sell(1, 10, 101);
        Execution open = buy(2, 10, 100);
        assertEquals(List.of(1L), memory().closedLots().stream().map(Lot::id).toList());
        forgetBefore(1_000, ALL);
        assertEquals(List.of(), List.copyOf(memory().closedLots()));
        assertEquals(List.of(open), memory().executions());
    }

    @Test
    void shouldForgetIdsBeforeADateAndOfTooManyThoseOfTheOldestDays() {
        BookedIds ids = new BookedIds();
        ids.restore(BookedIds.Kind.FEE, "a", 10);
        ids.restore(BookedIds.Kind.FEE, "b", 11);
        ids.restore(BookedIds.Kind.FEE, "c", 11);
        ids.restore(BookedIds.Kind.FEE, "d", 12);
        ids.restore(BookedIds.Kind.TRANSFER, "a", 10);
        ids.forgetBefore(10, 3);
        assertEquals(Map.of("b", 11, "c", 11, "d", 12), ids.known(BookedIds.Kind.FEE));
        assertTrue(ids.isKnown(BookedIds.Kind.TRANSFER, "a"), "each kind has its own limit");
        ids.forgetBefore(12, ALL);
        assertEquals(Set.of("d"), ids.known(BookedIds.Kind.FEE).keySet());
        assertFalse(ids.isKnown(BookedIds.Kind.TRANSFER, "a"));
    }

    @Test
    void shouldGiveNoNumberTwice() {
        Execution old = buy(1, 10, 100);
        Execution exit = sell(1, 10, 101);
        assertEquals(2, exit.number() - old.number() + 1);
        forgetBefore(1_000, ALL);
        assertEquals(exit.number() + 1, buy(2, 10, 2_000).number());
        assertEquals(2, lots.lastLotId());
        assertNotNull(lots.find(2));
    }

    private Set<Execution> forgetBefore(long timeNanos, int most) {
        return memory().forgetBefore(timeNanos, most, orderId -> false).stream().collect(Collectors.toSet());
    }

    private BookMemory memory() {
        return new BookMemory(book, lots, List.of());
    }

    private Execution buy(long positionId, long units, long timeNanos) {
        Execution execution = executed(positionId, true, units, timeNanos);
        lots.open(execution, positionId, AssetClass.LONG_EQUITY);
        return execution;
    }

    private Execution sell(long positionId, long units, long timeNanos) {
        Execution execution = executed(positionId, false, units, timeNanos);
        lots.close(execution, positionId);
        return execution;
    }

    private Execution executed(long positionId, boolean isBuy, long units, long timeNanos) {
        long orderId = ++lastOrderId;
        Execution execution = new Execution(new Execution.Terms(orderId, "X" + orderId, positionId, 1, INSTRUMENT, isBuy, isBuy, ExitReason.NULL_VAL,
            10 * FixedPoint.E8, units * FixedPoint.E9, units * 10 * FixedPoint.E8, 0, timeNanos));
        execution.begin();
        book.add(execution);
        return execution;
    }
}
