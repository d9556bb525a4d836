package io.tradebot.engine.core;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.Fill;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.risk.Blocklist;
import io.tradebot.engine.risk.EntryRequest;
import io.tradebot.engine.selection.Selector;
import io.tradebot.engine.selection.Slot;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.strategy.EntryPlan;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries of the running day: requests them with what protects them, moves their targets, cancels the late ones, and turns their
 * fills into positions. Engine thread only.
 */
final class EntryDesk {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private final Tickets tickets;
    private final OrderTable orders;
    private final PositionBook positions;
    private final Blocklist blocklist;
    private final Selector selector;
    private final List<PendingEntry> entries = new ArrayList<>();
    /** So many of them, the first, are of earlier days: the broker may speak of their orders yet. */
    private int earlierCount;

    EntryDesk(Tickets tickets, OrderTable orders, PositionBook positions, Blocklist blocklist, Selector selector) {
        this.tickets = tickets;
        this.orders = orders;
        this.positions = positions;
        this.blocklist = blocklist;
        this.selector = selector;
    }

    /** Entries whose orders are not known any more are forgotten. */
    void startDay() {
        entries.removeIf(entry -> orders.find(entry.orderId()) == null);
        earlierCount = entries.size();
    }

    /** Turns a request that passed the gate into an entry with its protective stop and, where the strategy has one, its target. */
    void request(StrategyRun run, Slot slot, EntryRequest request) {
        long referencePriceE8 = FixedPoint.pxToE8(request.referencePx());
        OrderTicket ticket = tickets.begin(run.id(), slot.number(), request.instrument().id(), slot.symbol().id(), referencePriceE8);
        ticket.role = OrderRole.ENTRY;
        ticket.side = request.side() == PositionSide.LONG ? OrderSide.BUY : OrderSide.SELL_SHORT;
        price(ticket, run.strategy().entryPlan(), request.referencePx());
        ticket.qtyE9 = Math.multiplyExact(request.qtyMicro(), FixedPoint.E9_PER_MICRO);
        ticket.allocationE8 = FixedPoint.centsToE8(slot.allocationCents());
        Order entry = orders.request(ticket);
        if (entry == null) {
            slot.finish();
            return;
        }
        Order stop = request.instrument().isOption() ? null // the stop of a put is one of its underlying: ExitDesk watches it
            : requestProtectiveStop(entry, run.strategy().exitPlan(), referencePriceE8);
        long stopOrderId = stop == null ? 0 : stop.id();
        long targetOrderId = stop == null ? 0 : requestTarget(entry, stop, run, slot.symbol(), referencePriceE8);
        entries.add(new PendingEntry(entry.id(), stopOrderId, targetOrderId, run, slot, request.instrument(), slot.symbol(),
            request.side(), request.assetClass()));
        slot.onEntryRequested();
    }

    private static void price(OrderTicket ticket, EntryPlan plan, long referencePx) {
        boolean isBuy = ticket.side == OrderSide.BUY;
        ticket.orderType = plan.orderType();
        ticket.timeInForce = plan.timeInForce();
        ticket.limitPriceE8 = optionalE8(plan.limitPx(referencePx, isBuy));
        ticket.stopPriceE8 = optionalE8(plan.stopPx(referencePx, isBuy));
    }

    private static long optionalE8(long px) {
        return px == Setup.NO_PX ? OrderTicket.NO_PRICE : FixedPoint.pxToE8(px);
    }

    private Order requestProtectiveStop(Order entry, ExitPlan plan, long referencePriceE8) {
        OrderTicket ticket = tickets.beginChild(entry, referencePriceE8);
        ticket.ocoGroupId = orders.nextOrderId();
        ticket.role = OrderRole.PROTECTIVE_STOP;
        ticket.orderType = plan.stopType();
        ticket.trailPpm = plan.stopPpm();
        ticket.exitReason = plan.stopType() == OrderType.TRAILING_STOP ? ExitReason.TRAIL_STOP : ExitReason.STOP;
        return orders.request(ticket);
    }

    /** A resting limit order at the strategy's target; only where the symbol itself is traded (strategy-rules 6.4). */
    private long requestTarget(Order entry, Order stop, StrategyRun run, Instrument symbol, long referencePriceE8) {
        boolean isDerived = entry.instrumentId() != entry.signalInstrumentId();
        Direction direction = entry.side() == OrderSide.BUY ? Direction.BULLISH : Direction.BEARISH;
        long targetPx = isDerived ? Setup.NO_PX : run.strategy().targetPx(symbol, direction, false);
        if (targetPx == Setup.NO_PX) {
            return 0;
        }
        OrderTicket ticket = tickets.beginChild(entry, referencePriceE8);
        ticket.ocoGroupId = stop.ocoGroupId();
        ticket.role = OrderRole.PROFIT_TARGET;
        ticket.orderType = OrderType.LIMIT;
        ticket.limitPriceE8 = FixedPoint.pxToE8(targetPx);
        ticket.exitReason = ExitReason.VWAP_TOUCH;
        Order target = orders.request(ticket);
        return target == null ? 0 : target.id();
    }

    /** Moves resting targets to where the strategy sees them after the newest bar. */
    void moveTargets(long minuteStartNanos) {
        for (PendingEntry entry : entries) {
            Order target = entry.targetOrderId() == 0 ? null : orders.find(entry.targetOrderId());
            boolean hasBar = entry.signalSymbol().bars().lastStartNanos() == minuteStartNanos;
            if (target != null && target.isOpen() && hasBar && entry.run() != null) {
                Direction direction = entry.side() == PositionSide.LONG ? Direction.BULLISH : Direction.BEARISH;
                long px = entry.run().strategy().targetPx(entry.signalSymbol(), direction, false);
                orders.requestReplace(target, target.qtyE9(), FixedPoint.pxToE8(px), OrderTicket.NO_PRICE);
            }
        }
    }

    /** Cancels entries whose breakout window is over, today or on an earlier day. */
    void cancelLate(long timeNanos) {
        for (int i = 0; i < entries.size(); i++) {
            PendingEntry entry = entries.get(i);
            if (i < earlierCount || timeNanos >= entry.run().window().breakoutEndNanos()) {
                cancelIfOpen(entry, CancelReason.BREAKOUT_WINDOW_OVER);
            }
        }
    }

    /** Cancels every entry that may still fill; returns how many were not being cancelled before. */
    int cancelAll(CancelReason reason) {
        int count = 0;
        for (PendingEntry entry : entries) {
            count += cancelIfOpen(entry, reason) ? 1 : 0;
        }
        return count;
    }

    private boolean cancelIfOpen(PendingEntry entry, CancelReason reason) {
        Order order = orders.find(entry.orderId());
        return order.isOpen() && orders.requestCancel(order, reason);
    }

    /**
     * Asks for the end of children that the broker has left behind: their entry ended unfilled, or their position is closed.
     * Where the broker ends them by itself nothing is left to ask.
     */
    void cancelOrphans() {
        for (PendingEntry entry : entries) {
            Order order = orders.find(entry.orderId());
            if (!order.isOpen() && positions.findByEntryOrder(order.id()) == null) {
                CancelReason reason = order.filledQtyE9() == 0 ? CancelReason.PARENT_ENDED : CancelReason.POSITION_CLOSED;
                orders.openChildren(order.id()).forEach(child -> orders.requestCancel(child, reason));
            }
        }
    }

    /** Cancels what is left of the entry of a position that is being closed. */
    void cancelRest(long entryOrderId) {
        Order order = orders.find(entryOrderId);
        if (order != null && order.isOpen()) {
            orders.requestCancel(order, CancelReason.STRATEGY);
        }
    }

    /**
     * Books a fill of an entry; the first one opens the position and blocks its symbols for the day. An entry of an earlier day that
     * fills now opens one too: it is held, so it has to be known and left.
     *
     * @return the position that has grown
     */
    Position onFilled(Order order, Fill fill) {
        Position known = positions.findByEntryOrder(order.id());
        if (known != null) {
            positions.add(known, fill);
            return known;
        }
        PendingEntry entry = find(order.id());
        if (entry == null) {
            throw new IllegalStateException("entry order " + order.id() + " filled, its slot is not known");
        }
        StrategyRun run = entry.run();
        boolean isRunning = run != null && run.window() != null;
        long monitoringNanos = run == null ? 0 : run.settings().monitoringMinutes() * MINUTE_NANOS;
        long hardExitNanos = !isRunning ? fill.executedNanos() : run.window().hardExitNanos(); // it does not run today: out at once
        Position position = positions.open(new Position.Entry(order.id(), entry.protectiveOrderId(), order.strategyId(), entry.slot().number(),
            entry.slot().fallbackLevel(), entry.instrument(), entry.signalSymbol().id(), entry.side(), entry.assetClass(),
            monitoringNanos, hardExitNanos), fill);
        blocklist.add(entry.instrument().id());
        blocklist.add(entry.signalSymbol().id());
        entry.slot().finish();
        return position;
    }

    /** The entry ended without a fill: its slot is done. */
    void onEnded(Order order) {
        PendingEntry entry = find(order.id());
        if (entry != null) {
            entry.slot().finish();
        }
    }

    /** The broker refused the entry: its slot takes the next symbol at once. */
    void onRejected(Order order, long timeNanos) {
        PendingEntry entry = find(order.id());
        if (entry != null && entries.indexOf(entry) >= earlierCount && order.filledQtyE9() == 0) {
            selector.fallBack(entry.run(), entry.slot(), DenyReason.BROKER_REJECTED, timeNanos);
        }
    }

    /** Entries whose orders are known, as they were asked for. The list is shared: read only. */
    List<PendingEntry> entries() {
        return entries;
    }

    /** An entry of an earlier session. */
    void restore(PendingEntry entry) {
        entries.add(entry);
        earlierCount = entries.size();
    }

    private PendingEntry find(long orderId) {
        for (PendingEntry entry : entries) {
            if (entry.orderId() == orderId) {
                return entry;
            }
        }
        return null;
    }
}
