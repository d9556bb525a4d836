package io.tradebot.engine.core;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.Fill;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.StopMissing;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Exits by decision: targets of derived instruments, deadlines, halts, the end of the session; and the booking of fills that
 * close. Engine thread only.
 */
final class ExitDesk {

    private final Decisions decisions;
    private final Tickets tickets;
    private final OrderTable orders;
    private final PositionBook positions;
    private final Market market;
    private final List<StrategyRun> runs;
    private final EntryDesk entries;
    private final Unexplained unexplained;
    private final List<WatchedStop> watched = new ArrayList<>();

    ExitDesk(Decisions decisions, Tickets tickets, OrderTable orders, PositionBook positions, Market market, List<StrategyRun> runs,
            EntryDesk entries, Unexplained unexplained) {
        this.decisions = decisions;
        this.tickets = tickets;
        this.orders = orders;
        this.positions = positions;
        this.market = market;
        this.runs = runs;
        this.entries = entries;
        this.unexplained = unexplained;
    }

    /** True for a refusal that another order would only meet again: the market or the instrument does not trade. */
    static boolean isClosedMarket(BrokerRejectReason reason) {
        return reason == BrokerRejectReason.MARKET_CLOSED || reason == BrokerRejectReason.NOT_TRADABLE;
    }

    /** Exits that were refused because nothing trades may be asked for again in instruments that have traded in the newest minute. */
    void endWaits(long minuteStartNanos) {
        List<Position> open = positions.open();
        for (int i = 0; i < open.size(); i++) {
            Position position = open.get(i);
            Instrument instrument = position.instrument();
            Order exit = position.exitOrderId() == 0 ? null : orders.find(position.exitOrderId());
            boolean waits = exit != null && !exit.isOpen() && isClosedMarket(exit.refusal());
            if (waits && instrument.isTrading() && instrument.bars().lastStartNanos() == minuteStartNanos) {
                position.exitOrderId(0);
            }
        }
    }

    /** Exit decisions of a minute for positions without a pending exit, the first rule that matches (strategy-rules 6.5). */
    void decide(long minuteStartNanos, long timeNanos) {
        List<Position> open = positions.open();
        for (int i = 0; i < open.size(); i++) {
            Position position = open.get(i);
            boolean isStopReached = isStopReached(position, minuteStartNanos); // asked always: a trailing stop misses no bar
            if (position.exitOrderId() != 0) {
                continue;
            }
            if (position.isToLeave()) {
                leave(position);
            } else if (isStopReached) {
                WatchedStop stop = watchedOf(position);
                request(position, stop.reason(), MeasureUnit.PRICE_E8, FixedPoint.pxToE8(stop.worstPx()),
                    FixedPoint.pxToE8(stop.stopPx()));
            } else if (touchesTarget(position, minuteStartNanos)) {
                SessionBars bars = market.instrument(position.signalInstrumentId()).bars();
                request(position, ExitReason.VWAP_TOUCH, MeasureUnit.PRICE_E8, FixedPoint.pxToE8(bars.lowPx(bars.count() - 1)),
                    FixedPoint.pxToE8(targetPx(position)));
            } else if (timeNanos >= position.deadlineNanos()) {
                request(position, position.deadlineReason(), MeasureUnit.NANOS, timeNanos, position.deadlineNanos());
            }
        }
    }

    /** Wants out of every position that has no pending exit; the values say what was compared. Returns how many those are. */
    int all(ExitReason reason, MeasureUnit unit, long actualValue, long limitValue) {
        int count = 0;
        List<Position> open = positions.open();
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).exitOrderId() == 0) {
                request(open.get(i), reason, unit, actualValue, limitValue);
                count++;
            }
        }
        return count;
    }

    /** The signal symbol of a derived instrument came back to the strategy's target within the newest bar (strategy-rules 6.5). */
    private boolean touchesTarget(Position position, long minuteStartNanos) {
        Instrument symbol = market.instrument(position.signalInstrumentId());
        SessionBars bars = symbol.bars();
        if (symbol == position.instrument() || bars.lastStartNanos() != minuteStartNanos) {
            return false;
        }
        long targetPx = targetPx(position);
        return targetPx != Setup.NO_PX && bars.lowPx(bars.count() - 1) <= targetPx;
    }

    /** Target of a derived instrument as it was before the newest bar of the signal symbol. */
    private long targetPx(Position position) {
        Instrument symbol = market.instrument(position.signalInstrumentId());
        StrategyRun run = StrategyRun.find(runs, position.strategyId());
        return run == null ? Setup.NO_PX : run.strategy().targetPx(symbol, Direction.BEARISH, true);
    }

    private boolean isStopReached(Position position, long minuteStartNanos) {
        WatchedStop stop = watchedOf(position);
        return stop != null && stop.isReached(minuteStartNanos);
    }

    /** The stop of a position that the engine watches itself, or null. */
    WatchedStop watchedOf(Position position) {
        for (int i = 0; i < watched.size(); i++) {
            if (watched.get(i).position() == position) {
                return watched.get(i);
            }
        }
        return null;
    }

    /**
     * Watches the stop of a position by itself from now on when the broker holds none: it refused the stop, ended it, or ended
     * it before the position had grown to what it is.
     */
    void watchIfUnprotected(Position position) {
        if (position.instrument().isOption()) {
            watchUnderlying(position);
            return;
        }
        Order stop = orders.find(position.protectiveOrderId());
        if (stop == null || stop.isOpen() || watchedOf(position) != null) {
            return;
        }
        WatchedStop watchedStop = new StandInStop(position, stop);
        watched.add(watchedStop);
        decisions.protectiveStopMissing(position.id(), stop.id(), whyMissing(stop), FixedPoint.pxToE8(watchedStop.stopPx()),
            position.qtyE9());
    }

    /**
     * Watches a stop again as it was watched.
     *
     * @param distancePpm of a stop on the underlying; else not used
     */
    void restoreWatched(Position position, long bestPx, boolean wasReached, long distancePpm) {
        watched.add(position.instrument().isOption()
            ? new UnderlyingStop(position, market.instrument(position.signalInstrumentId()), distancePpm, wasReached)
            : new StandInStop(position, orders.find(position.protectiveOrderId()), bestPx, wasReached));
    }

    /** No broker holds a stop on the underlying of a put. */
    private void watchUnderlying(Position position) {
        StrategyRun run = StrategyRun.find(runs, position.strategyId());
        if (watchedOf(position) == null && run != null) { // without its strategy it is left at once
            long distancePpm = run.strategy().exitPlan().stopPpm();
            watched.add(new UnderlyingStop(position, market.instrument(position.signalInstrumentId()), distancePpm));
            decisions.protectiveStopMissing(position.id(), 0, StopMissing.BROKER_CANNOT, 0, position.qtyE9());
        }
    }

    /** An order of the broker's ended: if it was the stop of an open position, the engine takes over. */
    void onEnded(Order order) {
        Position position = order.role() == OrderRole.PROTECTIVE_STOP ? positions.findByEntryOrder(order.parentOrderId()) : null;
        if (position != null) {
            watchIfUnprotected(position);
        }
    }

    private static StopMissing whyMissing(Order stop) {
        return switch (stop.refusal()) {
            case NULL_VAL -> StopMissing.ENDED;
            case NOT_FRACTIONABLE -> StopMissing.FRACTIONAL;
            case MARKET_CLOSED -> StopMissing.MARKET_CLOSED;
            case INVALID_ORDER -> StopMissing.BROKER_CANNOT;
            default -> StopMissing.REJECTED;
        };
    }

    /** Wants out of a position that has no pending exit; the values say what was compared. */
    void request(Position position, ExitReason reason, MeasureUnit unit, long actualValue, long limitValue) {
        decisions.exitDecided(position.id(), reason, unit, actualValue, limitValue);
        entries.cancelRest(position.entryOrderId());
        Instrument instrument = position.instrument();
        SessionBars bars = instrument.bars();
        long lastPx = bars.count() == 0 ? 0 : bars.closePx(bars.count() - 1);
        OrderTicket ticket = tickets.begin(position.strategyId(), position.slot(), instrument.id(), position.signalInstrumentId(),
            FixedPoint.pxToE8(lastPx));
        ticket.positionId = position.id();
        ticket.entryOrderId = position.entryOrderId();
        ticket.ocoGroupId = position.protectiveOrderId();
        ticket.role = OrderRole.EXIT;
        ticket.side = position.side() == PositionSide.LONG ? OrderSide.SELL : OrderSide.BUY_TO_COVER;
        ticket.orderType = OrderType.MARKET;
        ticket.exitReason = reason;
        ticket.qtyE9 = position.qtyE9();
        Order exit = orders.request(ticket);
        position.exitOrderId(exit == null ? 0 : exit.id());
    }

    /**
     * Books a fill that closes. What it fills beyond the position is booked too, as units of no position, and entries are blocked.
     *
     * @return the position when this fill closed it, else null
     */
    Position onFilled(Order order, Fill fill) {
        Position position = order.positionId() != 0 ? positions.find(order.positionId())
            : positions.findByEntryOrder(order.parentOrderId());
        long heldQtyE9 = position == null ? 0 : position.qtyE9();
        boolean isClosed = false;
        if (position == null) {
            positions.bookOutside(order.strategyId(), market.instrument(order.instrumentId()), order.side() == OrderSide.BUY_TO_COVER,
                order.exitReason(), fill);
        } else {
            entries.cancelRest(position.entryOrderId());
            isClosed = positions.reduce(position, order.exitReason(), fill);
        }
        if (fill.qtyE9() > heldQtyE9) {
            onOverfill(order, fill.qtyE9(), heldQtyE9);
        }
        if (isClosed) {
            watched.removeIf(stop -> stop.position() == position);
            return position;
        }
        if (!order.isOpen()) {
            allowAnother(order); // more was bought after the exit had been asked for
        }
        return null;
    }

    private void onOverfill(Order order, long filledQtyE9, long heldQtyE9) {
        if (order.filledQtyE9() <= order.qtyE9()) { // else the order table said so
            decisions.overfillFound(order.id(), order.instrumentId(), heldQtyE9, filledQtyE9);
        }
        unexplained.found(order.instrumentId(), order.id(), filledQtyE9 - heldQtyE9, "Order " + order.id() + " filled "
            + FixedPoint.formatShort(filledQtyE9, 9, 0) + ", " + FixedPoint.formatShort(heldQtyE9, 9, 0)
            + " were left to close. Settle the rest with the broker.");
    }

    // --- after a fill was taken back ---

    /** A position is not held any more, by something else than an exit of ours: what would close it or add to it is cancelled. */
    void end(Position position) {
        watched.removeIf(stop -> stop.position() == position);
        entries.cancelRest(position.entryOrderId());
        orders.openClosers(position.entryOrderId()).forEach(order -> orders.requestCancel(order, CancelReason.POSITION_CLOSED));
    }

    /** Leaves a position that has come back, unless an exit is pending; the next minute asks again. */
    void leave(Position position) {
        if (position.exitOrderId() == 0) {
            request(position, ExitReason.EXTERNAL, MeasureUnit.QTY_E9, position.qtyE9(), 0);
        }
    }

    /** Orders that would close more than is held, or may yet be, ask for less; the broker's refusal or the end of one is met as always. */
    void resize(Position position) {
        Order exit = orders.find(position.exitOrderId());
        if (exit == null || !exit.isOpen()) {
            position.exitOrderId(0); // it had closed what is held again
        }
        Order entry = orders.find(position.entryOrderId());
        long pendingE9 = entry != null && entry.isOpen() ? entry.leavesQtyE9() : 0;
        for (Order order : orders.openClosers(position.entryOrderId())) {
            long wantedE9 = Math.addExact(order.filledQtyE9(), Math.addExact(position.qtyE9(), pendingE9));
            boolean isTooLarge = order.qtyE9() > wantedE9;
            if (isTooLarge && !orders.requestReplace(order, wantedE9, order.limitPriceE8(), order.stopPriceE8())) {
                orders.requestCancel(order, CancelReason.POSITION_CLOSED);
            }
        }
    }

    /** An exit that ended before its position did leaves the position to the next minute's decision. */
    void allowAnother(Order order) {
        Position position = positions.find(order.positionId());
        if (position != null && position.exitOrderId() == order.id()) {
            position.exitOrderId(0);
        }
    }
}
