package io.tradebot.engine.sim;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.value.FixedPoint;

import org.agrona.collections.Long2LongHashMap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * An exchange that fills orders against minute bars (strategy-rules 6.3 to 6.6). Its answers wait in a queue; the host lets
 * them in one at a time with {@link #publishNext}, so that what the engine decides on one fill takes effect before the next.
 * Not thread safe.
 *
 * <p>A minute runs in two phases: pending exits and then pending entries fill at the open; then resting stops are tested
 * against the bar, the worse case first.
 */
public final class SimulatedExchange implements BrokerPort {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;
    private static final long NO_CLOSE = Long.MIN_VALUE;
    private static final Comparator<SimulatedOrder> BY_SYMBOL =
        Comparator.comparing((SimulatedOrder order) -> order.symbol).thenComparingLong(order -> order.orderId);

    private final FillModel fills;
    private final IntFunction<String> symbolOf;
    private final List<SimulatedOrder> orders = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Deque<SimulatedOrder> dueAtOpen = new ArrayDeque<>();
    private final Deque<SimulatedOrder> dueInBar = new ArrayDeque<>();
    private final Long2LongHashMap lastClosePxByInstrument = new Long2LongHashMap(NO_CLOSE); // looked up, never iterated
    private MinuteBars bars;
    private Phase phase = Phase.IDLE;
    private long minuteStartNanos;
    private long timeNanos;
    private long executionCount;

    private enum Phase { IDLE, AT_OPEN, IN_BAR }

    /** One fact on its way to the engine; known there at {@code timeNanos} at the earliest. */
    private record Answer(long timeNanos, Fact fact) {
    }

    private interface Fact {
        void publish(InputGateway gateway, long knownNanos);
    }

    /**
     * An empty exchange.
     *
     * @param symbolOf symbol of an instrument id; orders of one phase fill in ASCII order of symbols
     */
    public SimulatedExchange(EngineSettings settings, IntFunction<String> symbolOf) {
        fills = new FillModel(settings);
        this.symbolOf = symbolOf;
    }

    /** Tells the time of the input that is about to be published; answers to what it causes carry it. */
    public void onTime(long inputTimeNanos) {
        timeNanos = inputTimeNanos;
    }

    @Override
    public void submitOrder(OrderTicket ticket) {
        long orderId = ticket.orderId;
        if (!isSupported(ticket)) {
            answer(timeNanos, (gateway, at) -> gateway.orderRejected(at, orderId, BrokerRejectReason.OTHER,
                "the simulated exchange does not work this combination of type and role"));
            return;
        }
        orders.add(new SimulatedOrder(ticket, symbolOf.apply(ticket.instrumentId)));
        String brokerOrderId = "SIM-" + orderId;
        answer(timeNanos, (gateway, at) -> gateway.orderAcknowledged(at, orderId, brokerOrderId));
    }

    private static boolean isSupported(OrderTicket ticket) {
        return switch (ticket.role) {
            case ENTRY, EXIT -> ticket.orderType == OrderType.MARKET;
            case PROTECTIVE_STOP -> (ticket.orderType == OrderType.TRAILING_STOP || ticket.orderType == OrderType.STOP)
                && ticket.parentOrderId != 0 && ticket.trailPpm != OrderTicket.NO_PRICE;
            case PROFIT_TARGET -> ticket.orderType == OrderType.LIMIT && ticket.parentOrderId != 0;
            case HOLDING, NULL_VAL -> false;
        };
    }

    @Override
    public void cancelOrder(long orderId) {
        SimulatedOrder order = find(orderId);
        if (order == null) {
            answer(timeNanos, (gateway, at) -> gateway.orderCancelRejected(at, orderId, "not working"));
            return;
        }
        end(order, CancelReason.REQUESTED, timeNanos);
        endChildren(order, timeNanos);
    }

    @Override
    public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        SimulatedOrder order = find(orderId);
        if (order == null || order.orderType != OrderType.LIMIT || qtyE9 != order.qtyE9) {
            answer(timeNanos, (gateway, at) -> gateway.orderReplaceRejected(at, orderId,
                "only the price of a working limit order can be changed"));
            return;
        }
        order.limitPx = toPx(limitPriceE8);
        answer(timeNanos, (gateway, at) -> gateway.orderReplaced(at, orderId, qtyE9, limitPriceE8, stopPriceE8));
    }

    /** Begins a minute whose bars are complete; {@link #publishNext} then lets its fills out. */
    public void startMinute(long startNanos, MinuteBars minuteBars) {
        bars = minuteBars;
        minuteStartNanos = startNanos;
        timeNanos = startNanos;
        phase = Phase.AT_OPEN;
        collect(dueAtOpen, OrderRole.EXIT);
        collect(dueAtOpen, OrderRole.ENTRY);
    }

    /** Publishes the next answer at its own time: for hosts that feed history. */
    public boolean publishNext(InputGateway gateway) {
        return publishNext(gateway, Long.MIN_VALUE);
    }

    /**
     * Publishes the next answer, working the running minute on as needed.
     *
     * @param nowNanos time of the host's clock: an answer becomes known then when its own time has passed. (What an
     *                 execution says about when it happened stays as it is.)
     * @return false when nothing is left to say before the next minute
     */
    public boolean publishNext(InputGateway gateway, long nowNanos) {
        while (answers.isEmpty() && phase != Phase.IDLE) {
            work();
        }
        Answer answer = answers.pollFirst();
        if (answer == null) {
            return false;
        }
        answer.fact().publish(gateway, Math.max(answer.timeNanos(), nowNanos));
        return true;
    }

    private void answer(long atNanos, Fact fact) {
        answers.add(new Answer(atNanos, fact));
    }

    /** Fills what is to be closed at the last known price of the session; everything else expires (strategy-rules 6.6). */
    public void closeSession(long closeNanos) {
        timeNanos = closeNanos;
        List<SimulatedOrder> exits = new ArrayList<>(working(OrderRole.EXIT));
        exits.sort(BY_SYMBOL);
        for (SimulatedOrder exit : exits) {
            long closePx = lastClosePxByInstrument.get(exit.instrumentId);
            if (exit.isWorking && closePx != NO_CLOSE) {
                fill(exit, slipped(exit, closePx), closeNanos);
            }
        }
        for (SimulatedOrder order : List.copyOf(orders)) {
            if (order.isWorking) {
                expire(order, closeNanos);
            }
        }
        lastClosePxByInstrument.clear();
    }

    private void collect(Deque<SimulatedOrder> due, OrderRole role) {
        List<SimulatedOrder> found = working(role);
        if (role != OrderRole.ENTRY) {
            found.sort(BY_SYMBOL);
        }
        for (SimulatedOrder order : found) {
            if (bars.has(order.instrumentId)) {
                due.add(order);
            }
        }
    }

    private List<SimulatedOrder> working(OrderRole role) {
        List<SimulatedOrder> found = new ArrayList<>();
        for (SimulatedOrder order : orders) {
            if (order.isWorking && order.role == role) {
                found.add(order);
            }
        }
        return found;
    }

    /** One step of the running minute. */
    private void work() {
        if (phase == Phase.AT_OPEN) {
            SimulatedOrder order = dueAtOpen.pollFirst();
            if (order == null) {
                phase = Phase.IN_BAR;
                timeNanos = minuteStartNanos + MINUTE_NANOS;
                collect(dueInBar, OrderRole.PROTECTIVE_STOP);
            } else if (order.isWorking) {
                fill(order, slipped(order, toPx(bars.openE8(order.instrumentId))), minuteStartNanos);
            }
            return;
        }
        SimulatedOrder stop = dueInBar.pollFirst();
        if (stop == null) {
            phase = Phase.IDLE;
        } else if (stop.isWorking && stop.isActive) {
            testProtection(stop);
        }
    }

    /** Stop and target of one position against the bar, the worse first (strategy-rules 6.4, steps 1 to 4). */
    private void testProtection(SimulatedOrder stop) {
        long openPx = toPx(bars.openE8(stop.instrumentId));
        long highPx = toPx(bars.highE8(stop.instrumentId));
        long lowPx = toPx(bars.lowE8(stop.instrumentId));
        long stopPx = stop.stopPx();
        boolean isLong = stop.protectsLong();
        SimulatedOrder target = targetBeside(stop);
        boolean isEntryBar = stop.entryBarStartNanos == minuteStartNanos;
        if (isLong ? openPx <= stopPx : openPx >= stopPx) {
            fill(stop, slipped(stop, openPx), timeNanos);
        } else if (target != null && !isEntryBar && (isLong ? openPx >= target.limitPx : openPx <= target.limitPx)) {
            fill(target, openPx, timeNanos);
        } else if (isLong ? lowPx <= stopPx : highPx >= stopPx) {
            fill(stop, slipped(stop, stopPx), timeNanos);
        } else if (target != null && (isLong ? highPx >= target.limitPx : lowPx <= target.limitPx)) {
            fill(target, isLong ? Math.max(openPx, target.limitPx) : Math.min(openPx, target.limitPx), timeNanos);
        } else {
            stop.follow(highPx, lowPx);
        }
    }

    private SimulatedOrder targetBeside(SimulatedOrder stop) {
        for (SimulatedOrder order : orders) {
            if (order.role == OrderRole.PROFIT_TARGET && order.parentOrderId == stop.parentOrderId) {
                return order;
            }
        }
        return null;
    }

    /** Called by the host for every bar it has given to the engine, so that the session can be closed at a price. */
    public void onBar(int instrumentId, long closeE8) {
        lastClosePxByInstrument.put(instrumentId, toPx(closeE8));
    }

    private long slipped(SimulatedOrder order, long rawPx) {
        return order.isBuy() ? fills.buyPx(rawPx) : fills.sellPx(rawPx);
    }

    private void fill(SimulatedOrder order, long px, long atNanos) {
        order.isWorking = false;
        orders.remove(order);
        String executionId = String.format(Locale.ROOT, "SIM-X%d", ++executionCount);
        long commissionE8 = fills.commissionE8(order.qtyE9);
        answer(atNanos, (gateway, at) -> gateway.orderFilled(at, order.orderId, order.instrumentId, atNanos,
            px * FixedPoint.E8_PER_PX, order.qtyE9, 0, commissionE8, executionId));
        for (SimulatedOrder other : List.copyOf(orders)) {
            if (other.parentOrderId == order.orderId) {
                other.activate(px, minuteStartNanos);
            } else if (order.ocoGroupId != 0 && other.ocoGroupId == order.ocoGroupId) {
                end(other, CancelReason.SIBLING_FILLED, atNanos);
            }
        }
    }

    private void end(SimulatedOrder order, CancelReason reason, long atNanos) {
        order.isWorking = false;
        orders.remove(order);
        answer(atNanos, (gateway, at) -> gateway.orderCancelled(at, order.orderId, reason, 0));
    }

    private void endChildren(SimulatedOrder parent, long atNanos) {
        for (SimulatedOrder child : List.copyOf(orders)) {
            if (child.parentOrderId == parent.orderId) {
                end(child, CancelReason.PARENT_ENDED, atNanos);
            }
        }
    }

    private void expire(SimulatedOrder order, long atNanos) {
        order.isWorking = false;
        orders.remove(order);
        answer(atNanos, (gateway, at) -> gateway.orderExpired(at, order.orderId, 0));
    }

    private SimulatedOrder find(long orderId) {
        for (SimulatedOrder order : orders) {
            if (order.orderId == orderId) {
                return order;
            }
        }
        return null;
    }

    private static long toPx(long priceE8) {
        return FixedPoint.divideExact(priceE8, FixedPoint.E8_PER_PX);
    }
}
