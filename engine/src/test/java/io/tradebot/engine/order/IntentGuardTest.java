package io.tradebot.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.script.DecisionLog;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The last gate: what takes a bug elsewhere to be asked. Quantities in whole shares. */
class IntentGuardTest {

    private static final long SHARE_E9 = 1_000_000_000L;

    private final DecisionLog log = new DecisionLog();
    private final List<String> keptBack = new ArrayList<>();
    private final OrderTable orders = new OrderTable(log.decisions(), new OrderTraffic(1),
        (ticket, allowedQtyE9) -> keptBack.add(ticket.qtyE9 / SHARE_E9 + " above " + allowedQtyE9 / SHARE_E9));
    private int executions;

    @Test
    void shouldSendAnEntryOnceForItsSlot() {
        Order first = entry(1, 100);
        assertNull(entry(1, 1));
        assertNotNull(entry(2, 100), "another slot is another intent");
        orders.applyFact(1, first, OrderFact.SENT);
        orders.applyFact(1, first, OrderFact.REJECTED);
        assertNotNull(entry(1, 100), "what was refused unfilled may be sent for the next symbol");
        assertEquals(List.of("1 above 0"), keptBack);
    }

    @Test
    void shouldNotSendASecondEntryAfterAFill() {
        fill(entry(1, 100), 100);
        assertNull(entry(1, 100));
        orders.startDay();
        assertNotNull(entry(1, 100), "a new day");
    }

    @Test
    void shouldNotSpendMoreThanTheAllocation() {
        OrderTicket ticket = ticket(OrderRole.ENTRY, 101);
        ticket.allocationE8 = 1_000_00_000_000L; // 1000.00 at 10.00
        ticket.referencePriceE8 = 1_000_000_000L;
        assertNull(orders.request(ticket));
        assertEquals(List.of("101 above 100"), keptBack);
    }

    @Test
    void shouldNotProtectMoreThanTheEntry() {
        Order entry = entry(1, 100);
        assertNotNull(child(entry, OrderRole.PROTECTIVE_STOP, 100));
        assertNotNull(child(entry, OrderRole.PROFIT_TARGET, 100), "one group: only one of them fills");
        assertNull(child(entry, OrderRole.PROTECTIVE_STOP, 101));
    }

    @Test
    void shouldNotCloseWhatHasNotFilled() {
        Order entry = entry(1, 100);
        assertNull(exit(entry, 1));
        fill(entry, 60);
        assertNull(exit(entry, 61));
        assertNotNull(exit(entry, 60));
        assertEquals(List.of("1 above 0", "61 above 60"), keptBack);
    }

    @Test
    void shouldCountWhatWasClosedAndWhatIsStillAsked() {
        Order entry = entry(1, 100);
        Order stop = child(entry, OrderRole.PROTECTIVE_STOP, 100);
        fill(entry, 100);
        fill(stop, 30);
        assertNull(exit(entry, 71));
        Order exit = exit(entry, 50);
        assertNull(exit(entry, 21));
        fill(exit, 10);
        assertNull(exit(entry, 21), "60 are held, 40 still asked for");
        assertNotNull(exit(entry, 20));
        assertEquals(List.of("71 above 70", "21 above 20", "21 above 20"), keptBack);
    }

    @Test
    void shouldAskAgainForWhatAnEndedExitLeft() {
        Order entry = entry(1, 100);
        fill(entry, 100);
        Order exit = exit(entry, 100);
        orders.applyFact(1, exit, OrderFact.SENT);
        orders.applyFact(1, exit, OrderFact.REJECTED);
        assertNotNull(exit(entry, 100));
    }

    @Test
    void shouldRememberTheEntryOfWhatIsHeldOverNight() {
        Order entry = entry(1, 100);
        fill(entry, 100);
        orders.startDay();
        assertNull(exit(entry, 101));
        fill(exit(entry, 100), 100);
        orders.startDay();
        assertNull(orders.find(entry.id()), "forgotten when nothing is held");
    }

    private Order entry(int slot, long shares) {
        OrderTicket ticket = ticket(OrderRole.ENTRY, shares);
        ticket.slot = slot;
        return orders.request(ticket);
    }

    private Order child(Order entry, OrderRole role, long shares) {
        OrderTicket ticket = ticket(role, shares);
        ticket.parentOrderId = entry.id();
        ticket.side = OrderSide.SELL;
        return orders.request(ticket);
    }

    private Order exit(Order entry, long shares) {
        OrderTicket ticket = ticket(OrderRole.EXIT, shares);
        ticket.entryOrderId = entry.id();
        ticket.side = OrderSide.SELL;
        return orders.request(ticket);
    }

    private static OrderTicket ticket(OrderRole role, long shares) {
        OrderTicket ticket = new OrderTicket().reset();
        ticket.role = role;
        ticket.side = OrderSide.BUY;
        ticket.orderType = OrderType.MARKET;
        ticket.instrumentId = 1;
        ticket.qtyE9 = shares * SHARE_E9;
        return ticket;
    }

    private void fill(Order order, long shares) {
        orders.applyFill(1, order, "X" + ++executions, SHARE_E9, shares * SHARE_E9);
    }
}
