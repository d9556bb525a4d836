package io.tradebot.engine.order;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.script.DecisionLog;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.RecordContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import static io.tradebot.journal.event.OrderState.ACKED;
import static io.tradebot.journal.event.OrderState.EXTERNAL;
import static io.tradebot.journal.event.OrderState.NOT_PLACED;
import static io.tradebot.journal.event.OrderState.PARTIAL;
import static io.tradebot.journal.event.OrderState.REJECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrderTransitionsTest {

    private static final Path MATRIX = Path.of("src", "test", "resources", "io", "tradebot", "engine", "order", "order-transitions.txt");
    private static final List<OrderState> STATES = Arrays.stream(OrderState.values()).filter(state -> state != OrderState.NULL_VAL).toList();
    /** What only we can bring about; everything else is told to us. */
    private static final Set<OrderFact> OURS = EnumSet.of(OrderFact.CANCEL_REQUESTED, OrderFact.REPLACE_REQUESTED);
    private static final Set<OrderFact> FILLS = EnumSet.of(OrderFact.PARTIALLY_FILLED, OrderFact.FILLED);
    private static final long ORDER_QTY_E9 = 100_000_000_000L;

    /** {@code -Dmatrix.accept=true} writes the file anew; read the difference before committing it. */
    @Test
    void shouldBeTheMatrixThatIsWrittenDown() throws IOException {
        String matrix = matrix();
        if (Boolean.getBoolean("matrix.accept")) {
            Files.createDirectories(MATRIX.getParent());
            Files.writeString(MATRIX, matrix, StandardCharsets.UTF_8);
        }
        assertEquals(Files.readString(MATRIX, StandardCharsets.UTF_8), matrix);
    }

    private static String matrix() {
        StringBuilder text = new StringBuilder("# State of an order after a fact, for every state and fact. '=' changes nothing, 'illegal' is refused (a fact)\n"
            + "# or a bug (a request of ours). Two states: before | after a part has filled.\n");
        for (OrderState state : STATES) {
            text.append('\n').append(state).append(OrderTransitions.isFinal(state) ? " (final)" : "").append('\n');
            for (OrderFact fact : OrderFact.values()) {
                String before = cell(state, fact, false);
                String after = cell(state, fact, true);
                text.append(String.format(Locale.ROOT, "    %-18s%s%n", fact, before.equals(after) ? before : before + " | " + after));
            }
        }
        return text.toString().replace("\r\n", "\n");
    }

    private static String cell(OrderState state, OrderFact fact, boolean isPartlyFilled) {
        OrderState next = OrderTransitions.next(state, fact, isPartlyFilled);
        return next == null ? "illegal" : next == state ? "=" : next.toString();
    }

    @Test
    void shouldKnowFourteenStatesAndFifteenFacts() {
        assertEquals(14, STATES.size());
        assertEquals(15, OrderFact.values().length);
    }

    @Test
    void shouldNeverRefuseAFill() {
        for (OrderState state : STATES) {
            for (OrderFact fact : FILLS) {
                assertNotNull(OrderTransitions.next(state, fact, fact == OrderFact.PARTIALLY_FILLED), state + " " + fact);
            }
            assertTrue(OrderTransitions.isFinal(OrderTransitions.next(state, OrderFact.FILLED, true)) || state == NOT_PLACED,
                "a full fill ends an order that was " + state);
        }
    }

    @Test
    void shouldLeaveFinalStatesOnlyByFillOrLateAccept() {
        for (OrderState state : STATES) {
            for (OrderFact fact : OrderFact.values()) {
                OrderState next = OrderTransitions.next(state, fact, false);
                boolean isLateAccept = state == NOT_PLACED && fact == OrderFact.ACKNOWLEDGED && next == EXTERNAL;
                if (OrderTransitions.isFinal(state) && !FILLS.contains(fact) && !isLateAccept && !OURS.contains(fact)) {
                    assertEquals(state, next, state + " " + fact);
                }
            }
        }
        assertEquals(PARTIAL, OrderTransitions.next(REJECTED, OrderFact.PARTIALLY_FILLED, true));
    }

    @Test
    void shouldNotAskAnythingOfAFinalOrder() {
        for (OrderState state : STATES) {
            if (OrderTransitions.isFinal(state)) {
                OURS.forEach(fact -> assertNull(OrderTransitions.next(state, fact, true), state + " " + fact));
            }
        }
    }

    @Test
    void shouldNeverGoBackToAnEarlierKnowledge() {
        Set<OrderState> beforeTheBroker = EnumSet.of(OrderState.NEW, OrderState.SYNCED, OrderState.SENT);
        for (OrderState state : STATES) {
            for (OrderFact fact : OrderFact.values()) {
                for (boolean isPartlyFilled : new boolean[] {false, true}) {
                    OrderState next = OrderTransitions.next(state, fact, isPartlyFilled);
                    if (!beforeTheBroker.contains(state)) {
                        assertTrue(next == null || !beforeTheBroker.contains(next), state + " " + fact + " -> " + next);
                    } else if (next != null && beforeTheBroker.contains(next)) {
                        assertTrue(next.value() >= state.value(), state + " " + fact + " -> " + next);
                    }
                }
            }
        }
    }

    @Test
    void shouldDependOnAnEarlierPartOnlyWhereWorkGoesOn() {
        for (OrderState state : STATES) {
            for (OrderFact fact : OrderFact.values()) {
                OrderState before = OrderTransitions.next(state, fact, false);
                OrderState after = OrderTransitions.next(state, fact, true);
                assertTrue(before == after || before == ACKED && after == PARTIAL, state + " " + fact);
            }
        }
    }

    /**
     * Whatever the order in which a broker's facts arrive and however often each is told, the same quantity is filled and the
     * order is open, filled or ended all the same. Each letter is a fact; the test tries all arrangements of up to eight.
     */
    @ParameterizedTest
    @ValueSource(strings = {
        "SA12", // sent, acknowledged, filled in two parts
        "SA1C", // a part, then cancelled by the broker
        "SAX",  // expired
        "SA1X", // a part, then expired
        "SR",   // refused at once
        "SAR",  // refused after an acknowledgement
        "UA12", // answer lost, then found and filled
        "SUN",  // answer lost, then known not to be there
        "SU12", // answer lost, fills told
        "SAC12" // filled although a cancel was confirmed
    })
    void shouldEndTheSameInAnyOrderAndWithRepeats(String facts) {
        List<String> arrangements = new ArrayList<>();
        for (String withRepeats : withRepeats(facts)) {
            arrange("", withRepeats, arrangements);
        }
        String expected = outcome(facts);
        for (String arrangement : arrangements) {
            assertEquals(expected, outcome(arrangement), "facts " + arrangement + " (" + arrangements.size() + " arrangements of " + facts + ")");
        }
        assertTrue(arrangements.size() > 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"K12", "AK12", "1C", "A1KC", "AC"})
    void shouldEndTheSameWhenWeAskedForACancel(String facts) {
        List<String> arrangements = new ArrayList<>();
        withRepeats(facts).forEach(withRepeats -> arrange("", withRepeats, arrangements));
        String expected = outcome("!" + facts);
        for (String arrangement : arrangements) {
            assertEquals(expected, outcome("!" + arrangement), "facts " + arrangement);
        }
    }

    /** We asked for 150 instead of 100 (+) or for 40 (-); the answer and the fills come in any order and more than once. */
    @ParameterizedTest
    @CsvSource({
        "A+, 12P, open with 100000000000",   // more to come
        "A+, 12Q, filled with 100000000000", // refused: 100 were all
        "A+, 12QC, filled with 100000000000",
        "A-, 1p, filled with 40000000000",   // reduced to what has filled
        "A-, 1Q, open with 40000000000",     // refused: 60 are still to come
        "A-, 12Q, filled with 100000000000",
        "A-!, 1p, filled with 40000000000",
        "A+!, 1QK, open with 40000000000",
        "A, 1p, filled with 40000000000"     // nobody asked: another order of its group filled
    })
    void shouldEndTheSameWhenAChangeWasAskedFor(String before, String facts, String expected) {
        List<String> arrangements = new ArrayList<>();
        withRepeats(facts).forEach(withRepeats -> arrange("", withRepeats, arrangements));
        for (String arrangement : arrangements) {
            assertEquals(expected, outcome(before + arrangement), "facts " + before + arrangement);
        }
    }

    @Test
    void shouldKeepTheTermsUntilTheBrokerAgreesAndAfterItRefuses() {
        OrderTable orders = table(new DecisionLog());
        Order order = orders.request(ticket());
        orders.applyFact(1, order, OrderFact.ACKNOWLEDGED);
        assertTrue(orders.requestReplace(order, 2 * ORDER_QTY_E9, 700, 800));
        assertFalse(orders.requestReplace(order, 3 * ORDER_QTY_E9, 700, 800), "one change at a time");
        assertEquals(ORDER_QTY_E9, order.qtyE9());
        orders.applyFact(1, order, OrderFact.REPLACE_REJECTED);
        assertEquals(List.of(ORDER_QTY_E9, OrderTicket.NO_PRICE, OrderTicket.NO_PRICE),
            List.of(order.qtyE9(), order.limitPriceE8(), order.stopPriceE8()));
        assertTrue(orders.requestReplace(order, 2 * ORDER_QTY_E9, 700, 800), "what was refused may be asked for again");
        orders.applyReplaced(1, order, 2 * ORDER_QTY_E9, 710, 800);
        assertEquals(List.of(2 * ORDER_QTY_E9, 710L, 800L), List.of(order.qtyE9(), order.limitPriceE8(), order.stopPriceE8()));
        assertFalse(orders.requestReplace(order, 2 * ORDER_QTY_E9, 710, 800), "it has these terms");
    }

    @Test
    void shouldAskAgainForAChangeWhoseOutcomeGotLost() {
        OrderTable orders = table(new DecisionLog());
        Order order = orders.request(ticket());
        orders.applyFact(1, order, OrderFact.ACKNOWLEDGED);
        orders.requestReplace(order, 2 * ORDER_QTY_E9, 700, 800);
        orders.applyFact(1, order, OrderFact.OUTCOME_UNKNOWN);
        assertFalse(orders.requestReplace(order, 2 * ORDER_QTY_E9, 700, 800), "nothing is asked of what may not exist");
        orders.applyFact(1, order, OrderFact.ACKNOWLEDGED);
        assertTrue(orders.requestReplace(order, 2 * ORDER_QTY_E9, 700, 800));
    }

    @Test
    void shouldRefuseAChangeToLessThanHasFilled() {
        OrderTable orders = table(new DecisionLog());
        Order order = orders.request(ticket());
        orders.applyFill(1, order, "X1", 1_000_000_000L, 40_000_000_000L);
        assertThrows(IllegalArgumentException.class, () -> orders.requestReplace(order, 40_000_000_000L, 700, 800));
    }

    @Test
    void shouldAverageThePricesOfItsFills() {
        OrderTable orders = table(new DecisionLog());
        Order order = orders.request(ticket());
        assertEquals(0, order.averagePriceE8());
        orders.applyFill(1, order, "X1", 1_000_000_000L, 40_000_000_000L);
        orders.applyFill(1, order, "X1", 9_000_000_000L, 40_000_000_000L); // booked once
        orders.applyFill(1, order, "X2", 1_100_000_000L, 60_000_000_000L);
        assertEquals(1_060_000_000L, order.averagePriceE8());
    }

    @Test
    void shouldTellDifferentEndsApart() {
        assertNotEquals(outcome("SA12"), outcome("SA1C"));
        assertNotEquals(outcome("SA1C"), outcome("SAC"));
        assertNotEquals(outcome("SA"), outcome("SAC"));
    }

    /** The facts once, and with repeats of each of them up to eight in all. */
    private static List<String> withRepeats(String facts) {
        List<String> found = new ArrayList<>(List.of(facts));
        int room = 8 - facts.length();
        String repeated = facts.repeat(8);
        for (int from = 0; from < facts.length(); from++) {
            found.add(facts + repeated.substring(from, from + room));
        }
        return found;
    }

    private static void arrange(String head, String rest, List<String> found) {
        if (rest.isEmpty()) {
            found.add(head);
            return;
        }
        for (int i = 0; i < rest.length(); i++) {
            if (rest.indexOf(rest.charAt(i)) == i) { // equal facts are not told apart
                arrange(head + rest.charAt(i), rest.substring(0, i) + rest.substring(i + 1), found);
            }
        }
    }

    private static OrderTable table(DecisionLog log) {
        return new OrderTable(log.decisions(), new OrderTraffic(1), (ticket, allowedQtyE9) -> {
            throw new AssertionError("kept back: " + ticket.qtyE9 + " above " + allowedQtyE9);
        });
    }

    /** Applies the facts to a new order; what is filled, which kind of end, and that the decisions say so too. */
    private static String outcome(String facts) {
        DecisionLog log = new DecisionLog();
        OrderTable orders = table(log);
        Order order = orders.request(ticket());
        OrderState told = OrderState.NEW;
        for (char fact : facts.toCharArray()) {
            apply(orders, order, fact);
            for (RecordContent decision : log.take()) {
                if (decision.type().name().equals("OrderStateChanged")) {
                    assertEquals(told.name(), decision.row().enumValue("fromState").name(), facts);
                    told = OrderState.get((short) decision.row().enumValue("toState").code());
                }
            }
            assertEquals(order.state(), told, "the decisions tell every step of " + facts);
            assertEquals(order.isOpen(), orders.open().contains(order), facts);
        }
        String kind = order.isOpen() ? "open" : order.state() == OrderState.FILLED ? "filled" : "ended";
        return kind + " with " + order.filledQtyE9();
    }

    private static void apply(OrderTable orders, Order order, char fact) {
        switch (fact) {
            case 'S' -> orders.applyFact(1, order, OrderFact.SENT);
            case 'A' -> orders.applyFact(1, order, OrderFact.ACKNOWLEDGED);
            case 'C' -> orders.applyFact(1, order, OrderFact.CANCELLED);
            case 'X' -> orders.applyFact(1, order, OrderFact.EXPIRED);
            case 'R' -> orders.applyFact(1, order, OrderFact.REJECTED);
            case 'U' -> orders.applyFact(1, order, OrderFact.OUTCOME_UNKNOWN);
            case 'N' -> orders.applyFact(1, order, OrderFact.NOT_FOUND);
            case 'K' -> orders.applyFact(1, order, OrderFact.CANCEL_REJECTED);
            case '1', '2' -> orders.applyFill(1, order, "X" + fact, 1_000_000_000L, fact == '1' ? 40_000_000_000L : 60_000_000_000L);
            case 'P' -> orders.applyReplaced(1, order, ORDER_QTY_E9 * 3 / 2, 700, 800);
            case 'p' -> orders.applyReplaced(1, order, 40_000_000_000L, 700, 800);
            case 'Q' -> orders.applyFact(1, order, OrderFact.REPLACE_REJECTED);
            case '+' -> orders.requestReplace(order, ORDER_QTY_E9 * 3 / 2, 700, 800);
            case '-' -> orders.requestReplace(order, 40_000_000_000L, 700, 800);
            case '!' -> orders.requestCancel(order, CancelReason.OPERATOR);
            default -> throw new IllegalArgumentException("no fact " + fact);
        }
    }

    private static OrderTicket ticket() {
        OrderTicket ticket = new OrderTicket().reset();
        ticket.instrumentId = 1;
        ticket.signalInstrumentId = 1;
        ticket.side = OrderSide.BUY;
        ticket.role = OrderRole.ENTRY;
        ticket.orderType = OrderType.MARKET;
        ticket.qtyE9 = ORDER_QTY_E9;
        return ticket;
    }
}
