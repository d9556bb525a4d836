package io.tradebot.engine.sim;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.script.ScriptedBars;
import io.tradebot.engine.script.Seed;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.value.FixedPoint;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Random orders, changes and cancels against random bars: what holds for every order whatever comes. */
class RandomOrdersTest {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final int RUNS = 300;
    private static final int MINUTES = 60;
    private static final long SLIPPAGE_PPM = 1_000;

    private RandomGenerator random;
    private String what;
    private SimulatedExchange exchange;
    private ScriptedBars bars;
    private Map<Integer, ScriptedBars.Bar> minute;
    private long startNanos;
    private long lastPx;
    private long lastOrderId;
    private long sharePpm;
    private final TreeMap<Long, Asked> askedById = new TreeMap<>();

    /** What is known of an order from outside. */
    private static final class Asked {
        final OrderTicket ticket;
        long qtyE9;
        long limitPriceE8;
        long filledE9;
        boolean hasEnded;
        boolean isChanged;

        Asked(OrderTicket ticket) {
            this.ticket = ticket;
            qtyE9 = ticket.qtyE9;
            limitPriceE8 = ticket.limitPriceE8;
        }

        boolean isBuy() {
            return ticket.side == OrderSide.BUY || ticket.side == OrderSide.BUY_TO_COVER;
        }
    }

    @Test
    void shouldKeepThePromisesOfAnExchange() {
        long seed = Seed.take("RandomOrdersTest");
        int fills = 0;
        for (int run = 0; run < RUNS; run++) {
            random = Seed.generator(seed + run);
            what = "seed " + seed + " run " + run;
            fills += runOnce();
        }
        assertTrue(fills > RUNS, "only " + fills + " fills: nothing was tested");
    }

    private int runOnce() {
        sharePpm = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 300_000);
        exchange = new SimulatedExchange(EngineSettings.of(Map.of("SLIPPAGE", "0.001",
            "SIM_VOLUME_SHARE", FixedPoint.formatShort(sharePpm, 6, 0))), id -> "S" + id);
        bars = new ScriptedBars();
        askedById.clear();
        lastOrderId = 0;
        lastPx = 100_000;
        int fills = 0;
        ToldFacts told = new ToldFacts();
        for (int i = 1; i <= MINUTES; i++) {
            startNanos = i * MINUTE_NANOS;
            putRandomBar();
            minute = bars.load(startNanos);
            exchange.startMinute(startNanos, bars);
            fills += check(told.take(exchange));
            minute.forEach((id, bar) -> exchange.onBar(id, bar.closeE8()));
            exchange.onTime(startNanos + MINUTE_NANOS);
            actAtRandom();
            fills += check(told.take(exchange));
        }
        exchange.closeSession(startNanos + MINUTE_NANOS);
        check(told.take(exchange));
        askedById.values().forEach(this::checkTheEnd);
        return fills;
    }

    private void putRandomBar() {
        if (random.nextInt(10) == 0) {
            return;
        }
        long open = Math.max(1_000, lastPx + random.nextLong(-400, 401));
        long close = Math.max(1_000, open + random.nextLong(-400, 401));
        long high = Math.max(open, close) + random.nextLong(0, 200);
        long low = Math.min(open, close) - random.nextLong(0, 200);
        lastPx = close;
        bars.put(startNanos, 1, new ScriptedBars.Bar(e8(open), e8(high), e8(low), e8(close), random.nextLong(0, 2_000)));
    }

    private void actAtRandom() {
        int action = random.nextInt(10);
        if (action < 4) {
            submit(single());
        } else if (action < 6) {
            submitBracket();
        } else if (action == 6) {
            submitPair();
        } else if (action == 7 && lastOrderId > 0) {
            exchange.cancelOrder(random.nextLong(1, lastOrderId + 1));
        } else if (action == 8 && lastOrderId > 0) {
            changeAtRandom(askedById.get(random.nextLong(1, lastOrderId + 1)));
        }
    }

    private void changeAtRandom(Asked asked) {
        asked.isChanged = true;
        exchange.replaceOrder(asked.ticket.orderId, e9(random.nextLong(1, 300)),
            asked.limitPriceE8 == OrderTicket.NO_PRICE ? OrderTicket.NO_PRICE : e8(lastPx + random.nextLong(-500, 501)),
            asked.ticket.stopPriceE8 == OrderTicket.NO_PRICE ? OrderTicket.NO_PRICE : e8(lastPx + random.nextLong(-500, 501)));
    }

    private void submitBracket() {
        OrderTicket entry = single();
        entry.side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL_SHORT;
        entry.role = OrderRole.ENTRY;
        submit(entry);
        OrderSide closing = entry.side == OrderSide.BUY ? OrderSide.SELL : OrderSide.BUY_TO_COVER;
        OrderTicket stop = ticket(closing, random.nextBoolean() ? OrderType.STOP : OrderType.TRAILING_STOP, entry.qtyE9);
        stop.role = OrderRole.PROTECTIVE_STOP;
        stop.parentOrderId = entry.orderId;
        stop.ocoGroupId = stop.orderId;
        stop.trailPpm = random.nextLong(1_000, 20_000);
        submit(stop);
        OrderTicket target = ticket(closing, OrderType.LIMIT, entry.qtyE9);
        target.role = OrderRole.PROFIT_TARGET;
        target.parentOrderId = entry.orderId;
        target.ocoGroupId = stop.orderId;
        target.limitPriceE8 = e8(lastPx + (entry.side == OrderSide.BUY ? 300 : -300));
        submit(target);
    }

    private void submitPair() {
        OrderTicket one = single();
        one.ocoGroupId = one.orderId;
        submit(one);
        OrderTicket other = single();
        other.qtyE9 = one.qtyE9;
        other.ocoGroupId = one.orderId;
        submit(other);
    }

    private OrderTicket single() {
        OrderSide side = List.of(OrderSide.BUY, OrderSide.SELL, OrderSide.SELL_SHORT, OrderSide.BUY_TO_COVER).get(random.nextInt(4));
        OrderType type = List.of(OrderType.MARKET, OrderType.LIMIT, OrderType.STOP, OrderType.STOP_LIMIT, OrderType.TRAILING_STOP)
            .get(random.nextInt(5));
        OrderTicket ticket = ticket(side, type, e9(random.nextLong(1, 300)) + (random.nextInt(4) == 0 ? 250_000_000L : 0));
        boolean canBeImmediate = type == OrderType.MARKET || type == OrderType.LIMIT;
        ticket.timeInForce = List.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK)
            .get(random.nextInt(canBeImmediate ? 4 : 2));
        long up = ticket.side == OrderSide.BUY || ticket.side == OrderSide.BUY_TO_COVER ? 1 : -1;
        if (type == OrderType.LIMIT || type == OrderType.STOP_LIMIT) {
            ticket.limitPriceE8 = e8(lastPx + up * random.nextLong(-300, 600));
        }
        if (type == OrderType.STOP || type == OrderType.STOP_LIMIT) {
            ticket.stopPriceE8 = e8(lastPx + up * random.nextLong(0, 400));
        }
        if (type == OrderType.TRAILING_STOP) {
            ticket.trailDistanceE8 = e8(random.nextLong(1, 500));
        }
        return ticket;
    }

    private OrderTicket ticket(OrderSide side, OrderType type, long qtyE9) {
        OrderTicket ticket = new OrderTicket().reset();
        ticket.orderId = ++lastOrderId;
        ticket.instrumentId = 1;
        ticket.side = side;
        ticket.role = side == OrderSide.BUY || side == OrderSide.SELL_SHORT ? OrderRole.ENTRY : OrderRole.EXIT;
        ticket.orderType = type;
        ticket.qtyE9 = qtyE9;
        return ticket;
    }

    private void submit(OrderTicket ticket) {
        askedById.put(ticket.orderId, new Asked(ticket));
        exchange.submitOrder(ticket);
    }

    private int check(List<ToldFacts.Fact> facts) {
        int fills = 0;
        long takenE9 = 0;
        for (ToldFacts.Fact fact : facts) {
            Asked asked = askedById.get(fact.number("orderId"));
            String told = what + " minute " + startNanos / MINUTE_NANOS + " " + fact.name() + " order " + asked.ticket.orderId;
            switch (fact.name()) {
                case "OrderFilled" -> {
                    checkFill(asked, fact, told);
                    takenE9 += fact.number("qtyE9");
                    fills++;
                }
                case "OrderCancelled", "OrderExpired" -> {
                    assertFalse(asked.hasEnded, told);
                    assertEquals(asked.filledE9, fact.number("filledQtyE9"), told);
                    asked.hasEnded = true;
                }
                case "OrderRejected" -> asked.hasEnded = true;
                case "OrderReplaced" -> {
                    assertFalse(asked.hasEnded, told);
                    asked.qtyE9 = fact.number("qtyE9");
                    Long limit = fact.record().row().number("limitPriceE8");
                    asked.limitPriceE8 = limit == null ? OrderTicket.NO_PRICE : limit;
                    asked.hasEnded = asked.filledE9 == asked.qtyE9;
                }
                default -> { } // acknowledged, or a request refused
            }
        }
        boolean isInMinute = !facts.isEmpty() && minute.containsKey(1) && fills > 0 && facts.get(0).timeNanos() < startNanos + MINUTE_NANOS;
        if (sharePpm > 0 && isInMinute) {
            long allowedE9 = e9(minute.get(1).volumeShares() * sharePpm / FixedPoint.PPM);
            assertTrue(takenE9 <= allowedE9, what + ": " + takenE9 + " filled of " + allowedE9 + " that the minute had to give");
        }
        return fills;
    }

    private void checkFill(Asked asked, ToldFacts.Fact fact, String told) {
        assertFalse(asked.hasEnded, told + ": it had ended");
        long priceE8 = fact.number("priceE8");
        boolean isAtTheClose = fact.number("executedNanos") == startNanos + MINUTE_NANOS && !minute.containsKey(1);
        if (!isAtTheClose) {
            ScriptedBars.Bar bar = minute.get(1);
            assertNotNull(bar, told + ": nothing traded");
            checkRange(asked, bar, priceE8, told);
        }
        if (asked.limitPriceE8 != OrderTicket.NO_PRICE) {
            boolean isWithin = asked.isBuy() ? priceE8 <= asked.limitPriceE8 : priceE8 >= asked.limitPriceE8;
            assertTrue(isWithin, told + ": " + priceE8 + " is worse than the limit " + asked.limitPriceE8);
        }
        asked.filledE9 += fact.number("qtyE9");
        assertTrue(fact.number("qtyE9") > 0 && asked.filledE9 <= asked.qtyE9, told + ": " + asked.filledE9 + " of " + asked.qtyE9);
        assertEquals(asked.qtyE9 - asked.filledE9, fact.number("leavesQtyE9"), told);
        asked.hasEnded = asked.filledE9 == asked.qtyE9;
        checkFamily(asked, told);
    }

    /** Inside the bar, but for slippage: at most so much above the high for a buyer, below the low for a seller. */
    private static void checkRange(Asked asked, ScriptedBars.Bar bar, long priceE8, String told) {
        boolean hasSlippage = asked.ticket.orderType != OrderType.LIMIT;
        long slipE8 = hasSlippage ? priceE8 * SLIPPAGE_PPM / FixedPoint.PPM * 2 + FixedPoint.E8_PER_PX : 0;
        long lowestE8 = asked.isBuy() ? bar.lowE8() : bar.lowE8() - slipE8;
        long highestE8 = asked.isBuy() ? bar.highE8() + slipE8 : bar.highE8();
        assertTrue(priceE8 >= lowestE8 && priceE8 <= highestE8, told + ": " + priceE8 + " outside " + bar);
    }

    /**
     * A group completes one order and, unless we changed one, fills at most what its largest order asked for; children that
     * close fill at most what their parent did.
     */
    private void checkFamily(Asked filled, String told) {
        OrderTicket ticket = filled.ticket;
        List<Asked> group = new ArrayList<>();
        long childrenE9 = 0;
        for (Asked other : askedById.values()) {
            if (ticket.ocoGroupId != 0 && other.ticket.ocoGroupId == ticket.ocoGroupId) {
                group.add(other);
            }
            if (ticket.parentOrderId != 0 && other.ticket.parentOrderId == ticket.parentOrderId) {
                childrenE9 += other.filledE9;
            }
        }
        if (ticket.parentOrderId != 0) {
            assertTrue(childrenE9 <= askedById.get(ticket.parentOrderId).filledE9, told + ": closes more than was opened");
        }
        long complete = group.stream().filter(order -> order.filledE9 > 0 && order.filledE9 == order.qtyE9).count();
        assertTrue(complete <= 1, told + ": two orders of one group are complete");
        long groupE9 = group.stream().mapToLong(order -> order.filledE9).sum();
        long largestE9 = group.stream().mapToLong(order -> order.ticket.qtyE9).max().orElse(0);
        assertTrue(groupE9 <= largestE9 || group.stream().anyMatch(order -> order.isChanged), told + ": the group filled " + groupE9);
    }

    private void checkTheEnd(Asked asked) {
        boolean maySurvive = asked.ticket.timeInForce == TimeInForce.GTC;
        assertTrue(asked.hasEnded || maySurvive, what + ": order " + asked.ticket.orderId + " works after the session");
    }

    private static long e8(long px) {
        return px * FixedPoint.E8_PER_PX;
    }

    private static long e9(long shares) {
        return shares * FixedPoint.E9;
    }
}
