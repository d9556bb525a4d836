package io.tradebot.engine.core;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.market.SessionBars;
import io.tradebot.engine.order.ClientOrderId;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderFact;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.Blocklist;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.engine.risk.DailyLossLimit;
import io.tradebot.engine.risk.DayTradeRule;
import io.tradebot.engine.risk.EntryRequest;
import io.tradebot.engine.risk.RiskGate;
import io.tradebot.engine.selection.Selector;
import io.tradebot.engine.selection.Slot;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.StrategySettings;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.Gate;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FilterVerdict;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.OrderCancelledDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRejectedDecoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.SkipReason;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs the trading day: opens it, lets strategies select and signal at each closed minute, turns signals into orders through
 * the risk gate, fills into positions, deadlines into exits, and closes the day (strategy-rules 2.5, 5, 6, 7). Engine thread
 * only.
 */
final class TradingDesk {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private final EngineSettings settings;
    private final String botId;
    private final Decisions decisions;
    private final TradingCalendar calendar = new TradingCalendar();
    private final Market market;
    private final Blocklist blocklist;
    private final DailyLossLimit lossLimit;
    private final CircuitBreaker breaker;
    private final DayTradeRule dayTrades;
    private final RiskGate gate;
    private final Selector selector;
    private final OrderTable orders;
    private final PositionBook positions;
    private final List<StrategyRun> runs;
    private final DaySummary summary;
    private final List<PendingEntry> entries = new ArrayList<>();
    private final Signal signal = new Signal();
    private final Gate marketGate = new Gate();
    private final EntryRequest request = new EntryRequest();
    private final OrderTicket ticket = new OrderTicket();
    private Session day;
    private long lastMinuteStartNanos = Long.MIN_VALUE;

    TradingDesk(EngineSettings settings, boolean isLive, String botId, List<Strategy> strategies, Decisions decisions) {
        this.settings = settings;
        this.botId = botId;
        this.decisions = decisions;
        market = new Market(decisions);
        blocklist = new Blocklist(decisions);
        lossLimit = new DailyLossLimit(decisions, settings.dailyLossLimitPpm());
        breaker = new CircuitBreaker(decisions, settings.startFloatCents(), settings.circuitBreakerDrawdownPpm());
        dayTrades = new DayTradeRule(settings.isPdtEnforced());
        orders = new OrderTable(decisions);
        positions = new PositionBook(decisions);
        gate = new RiskGate(settings, isLive, market, blocklist, lossLimit, breaker, dayTrades,
            this::openAndPendingCount);
        selector = new Selector(settings, market, blocklist, decisions);
        summary = new DaySummary(decisions);
        runs = StrategyLoading.load(settings, strategies, decisions);
    }

    Market market() {
        return market;
    }

    /** True for one-minute bars inside the running session; others exist for the record only (strategy-rules 2.3). */
    boolean isSessionMinute(long barStartNanos, long barNanos) {
        return day != null && barNanos == MINUTE_NANOS && barStartNanos >= day.openNanos() && barStartNanos < day.closeNanos();
    }

    /** Opens and closes days. */
    void onTime(long timeNanos) {
        if (day != null && timeNanos >= day.closeNanos()) {
            closeDay();
        }
        if (day == null) {
            Session session = calendar.sessionAt(timeNanos);
            if (session != null && settings.isTradingDay(session.isoWeekday())) {
                openDay(session);
            }
        }
    }

    /**
     * Phase C of the minute loop (strategy-rules 2.5): exits, then strategies in sequence, then what is due. A minute that does
     * not follow the one before is refused, so that nothing is decided twice.
     */
    void onMinuteClosed(long minuteStartNanos) {
        long timeNanos = minuteStartNanos + MINUTE_NANOS;
        if (day == null || minuteStartNanos < day.openNanos() || timeNanos > day.closeNanos()) {
            return;
        }
        if (minuteStartNanos <= lastMinuteStartNanos) {
            decisions.inputRefused(InputRefusal.OUT_OF_ORDER, MinuteClosedDecoder.TEMPLATE_ID, 0, 0);
            return;
        }
        lastMinuteStartNanos = minuteStartNanos;
        decideExits(minuteStartNanos, timeNanos);
        moveTargets(minuteStartNanos);
        for (StrategyRun run : runs) {
            if (run.window() != null) {
                onMinuteClosed(run, minuteStartNanos, timeNanos);
            }
        }
        cancelLateEntries(timeNanos);
        if (timeNanos == day.closeNanos()) {
            exitAll(ExitReason.SESSION_CLOSE, timeNanos);
        }
    }

    /** Applies a fact that changes the state of an order and nothing else. */
    void onFact(int inputTemplateId, long orderId, OrderFact fact) {
        Order order = orders.findFor(inputTemplateId, orderId);
        if (order != null) {
            orders.applyFact(inputTemplateId, order, fact);
        }
    }

    /** Applies a fact that ends an order; the slot of an unfilled entry is done. */
    void onOrderEnded(int inputTemplateId, long orderId, OrderFact fact) {
        Order order = orders.findFor(inputTemplateId, orderId);
        if (order != null && endsNow(inputTemplateId, order, fact)) {
            finishSlot(order);
            allowAnotherExit(order);
        }
    }

    /** The broker ended an order; when that is because the position was closed by another one, no further exit is needed. */
    void onOrderCancelled(long orderId, CancelReason reason) {
        Order order = orders.findFor(OrderCancelledDecoder.TEMPLATE_ID, orderId);
        if (order != null && endsNow(OrderCancelledDecoder.TEMPLATE_ID, order, OrderFact.CANCELLED)) {
            finishSlot(order);
            if (reason != CancelReason.SIBLING_FILLED && reason != CancelReason.POSITION_CLOSED) {
                allowAnotherExit(order);
            }
        }
    }

    /** The broker refused an order; the slot of an entry takes its next symbol at once. */
    void onOrderRejected(long orderId, long timeNanos) {
        Order order = orders.findFor(OrderRejectedDecoder.TEMPLATE_ID, orderId);
        if (order == null || !endsNow(OrderRejectedDecoder.TEMPLATE_ID, order, OrderFact.REJECTED)) {
            return;
        }
        PendingEntry entry = findEntry(orderId);
        if (entry != null && order.filledQtyE9() == 0) {
            selector.fallBack(entry.run(), entry.slot(), DenyReason.BROKER_REJECTED, timeNanos);
        }
        allowAnotherExit(order);
    }

    /** Books an execution once. */
    void onOrderFilled(long orderId, long executedNanos, long priceE8, long qtyE9, long commissionE8, String executionId) {
        Order order = orders.findFor(OrderFilledDecoder.TEMPLATE_ID, orderId);
        if (order == null || !orders.applyFill(OrderFilledDecoder.TEMPLATE_ID, order, executionId, qtyE9)) {
            return;
        }
        if (order.isEntry()) {
            onEntryFilled(order, executedNanos, priceE8, qtyE9, commissionE8);
        } else {
            onExitFilled(order, executedNanos, priceE8, qtyE9, commissionE8);
        }
    }

    private void openDay(Session session) {
        day = session;
        long floatCents = breaker.equityCents();
        market.startDay();
        blocklist.startDay(session.epochDay());
        lossLimit.startDay(floatCents);
        dayTrades.startDay();
        gate.startDay(floatCents);
        summary.startDay();
        entries.clear();
        orders.forgetFinished();
        decisions.tradingDayOpened(session.epochDay(), session.openNanos(), session.closeNanos(), session.isHalfDay(),
            centsToE8(floatCents));
        for (StrategyRun run : runs) {
            schedule(run, session);
        }
    }

    private void schedule(StrategyRun run, Session session) {
        if (!run.settings().isEnabled()) {
            run.startDay(null);
            decisions.strategySkipped(run.id(), SkipReason.DISABLED, MeasureUnit.NONE, 0, 0);
            return;
        }
        StrategyWindow window = windowOf(run.settings(), session);
        boolean isInSession = window.analysisStartNanos() >= session.openNanos()
            && window.breakoutStartNanos() < window.hardExitNanos();
        run.startDay(isInSession ? window : null);
        if (isInSession) {
            decisions.strategyScheduled(run.id(), window.analysisStartNanos(), window.breakoutStartNanos(),
                window.breakoutEndNanos(), window.hardExitNanos());
        } else {
            decisions.strategySkipped(run.id(), SkipReason.SESSION, MeasureUnit.NANOS, window.breakoutStartNanos(),
                window.hardExitNanos());
        }
    }

    private StrategyWindow windowOf(StrategySettings strategy, Session session) {
        long start = calendar.toNanos(session.epochDay(), strategy.startMinuteOfDay(), settings.timeZone());
        long breakoutStart = start + strategy.analysisMinutes() * MINUTE_NANOS;
        long hardExit = session.closeNanos() - settings.hardExitMinutes() * MINUTE_NANOS;
        long breakoutEnd = Math.min(breakoutStart + strategy.breakoutMinutes() * MINUTE_NANOS, hardExit);
        return new StrategyWindow(start, breakoutStart, breakoutEnd, hardExit, session.closeNanos(), session.epochDay(),
            calendar.previousSession(session.epochDay()).epochDay());
    }

    private void closeDay() {
        market.endDay(day.epochDay());
        summary.write(day.epochDay(), centsToE8(breaker.equityCents()));
        day = null;
    }

    private void decideExits(long minuteStartNanos, long timeNanos) {
        if (lossLimit.isHalted()) {
            exitAll(ExitReason.KILL_SWITCH, timeNanos);
            return;
        }
        List<Position> open = positions.open();
        for (int i = 0; i < open.size(); i++) {
            Position position = open.get(i);
            if (position.exitOrderId() != 0) {
                continue;
            }
            if (touchesTarget(position, minuteStartNanos)) {
                requestExit(position, ExitReason.VWAP_TOUCH, timeNanos, timeNanos);
            } else if (timeNanos >= position.deadlineNanos()) {
                requestExit(position, position.deadlineReason(), timeNanos, position.deadlineNanos());
            }
        }
    }

    private void exitAll(ExitReason reason, long timeNanos) {
        List<Position> open = positions.open();
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).exitOrderId() == 0) {
                requestExit(open.get(i), reason, timeNanos, timeNanos);
            }
        }
    }

    private void onMinuteClosed(StrategyRun run, long minuteStartNanos, long timeNanos) {
        StrategyWindow window = run.window();
        if (timeNanos == window.breakoutStartNanos()) {
            select(run, timeNanos);
        } else if (minuteStartNanos >= window.breakoutStartNanos() && timeNanos < window.breakoutEndNanos()
            && !lossLimit.isHalted()) {
            for (Slot slot : run.slots()) {
                watch(run, slot, minuteStartNanos, timeNanos);
            }
        }
    }

    private void select(StrategyRun run, long timeNanos) {
        if (lossLimit.isHalted()) {
            decisions.strategySkipped(run.id(), SkipReason.HALTED, MeasureUnit.CASH_E8, centsToE8(lossLimit.pnlCents()),
                centsToE8(lossLimit.limitCents()));
        } else if (settings.isTradingDisabled()) {
            decisions.strategySkipped(run.id(), SkipReason.TRADES_DISABLED, MeasureUnit.NONE, 0, 0);
        } else if (passesGate(run, timeNanos)) {
            selector.select(run, timeNanos, day.epochDay(), lossLimit.floatCents());
        }
    }

    private boolean passesGate(StrategyRun run, long timeNanos) {
        marketGate.clear();
        boolean isPassed = run.strategy().passesGate(market.volatilityIndex(), run.window(), timeNanos, marketGate);
        if (marketGate.filter() != null && isPassed) {
            decisions.filterEvaluated(run.id(), 0, 0, Direction.EITHER, marketGate.filter(), FilterVerdict.ALLOWED, marketGate.unit(),
                marketGate.actualValue(), marketGate.limitValue());
        } else if (!isPassed) {
            decisions.strategySkipped(run.id(), SkipReason.VIX, marketGate.unit(), marketGate.actualValue(),
                marketGate.limitValue());
        }
        return isPassed;
    }

    private void watch(StrategyRun run, Slot slot, long minuteStartNanos, long timeNanos) {
        Instrument symbol = slot.symbol();
        boolean hasBar = symbol.bars().lastStartNanos() == minuteStartNanos && minuteStartNanos >= slot.assignedNanos();
        if (slot.state() != Slot.State.WATCH || !hasBar
            || !run.strategy().checkSignal(symbol, run.window(), slot.setup(), signal)) {
            return;
        }
        summary.onSignal();
        long closePx = symbol.bars().closePx(symbol.bars().count() - 1);
        decisions.signalRaised(run.id(), slot.number(), symbol.id(), signal.direction(), minuteStartNanos, pxToE8(closePx),
            signal.triggerPx() == Setup.NO_PX ? OrderTicket.NO_PRICE : pxToE8(signal.triggerPx()));
        if (signal.isStopped()) {
            decisions.signalFiltered(run.id(), slot.number(), symbol.id(), signal.direction(), signal.filter().filter(),
                signal.filter().unit(), signal.filter().actualValue(), signal.filter().limitValue());
            return;
        }
        request.set(symbol, signal.direction(), run.settings().shortType(), slot.allocationCents(), timeNanos);
        if (gate.check(request)) {
            requestEntry(run, slot);
        } else {
            deny(run, slot, timeNanos);
        }
    }

    private void deny(StrategyRun run, Slot slot, long timeNanos) {
        int instrumentId = request.instrument() == null ? 0 : request.instrument().id();
        decisions.orderDenied(run.id(), slot.number(), instrumentId, slot.symbol().id(), signal.direction(),
            request.denyReason(), request.unit(), request.actualValue(), request.limitValue());
        if (RiskGate.isFallback(request.denyReason())) {
            selector.fallBack(run, slot, request.denyReason(), timeNanos);
        }
    }

    private void requestEntry(StrategyRun run, Slot slot) {
        boolean isLong = request.side() == PositionSide.LONG;
        long qtyE9 = Math.multiplyExact(request.qtyMicro(), FixedPoint.E9_PER_MICRO);
        fillTicket(run.id(), slot.number(), request.instrument().id(), slot.symbol().id(), pxToE8(request.referencePx()));
        ticket.role = OrderRole.ENTRY;
        ticket.side = isLong ? OrderSide.BUY : OrderSide.SELL_SHORT;
        ticket.orderType = OrderType.MARKET;
        ticket.qtyE9 = qtyE9;
        ticket.allocationE8 = centsToE8(slot.allocationCents());
        Order entry = orders.request(ticket);
        Order stop = requestProtectiveStop(entry, run.strategy().exitPlan(), isLong);
        long targetOrderId = requestTarget(entry, stop, run, slot.symbol(), isLong);
        entries.add(new PendingEntry(entry.id(), stop.id(), targetOrderId, run, slot, request.instrument(), slot.symbol(), request.side(),
            request.assetClass()));
        slot.onEntryRequested();
    }

    private Order requestProtectiveStop(Order entry, ExitPlan plan, boolean isLong) {
        fillTicket(entry.strategyId(), entry.slot(), entry.instrumentId(), entry.signalInstrumentId(), ticket.referencePriceE8);
        ticket.parentOrderId = entry.id();
        ticket.ocoGroupId = orders.nextOrderId();
        ticket.role = OrderRole.PROTECTIVE_STOP;
        ticket.side = closingSide(isLong);
        ticket.orderType = plan.stopType();
        ticket.trailPpm = plan.stopPpm();
        ticket.exitReason = plan.stopType() == OrderType.TRAILING_STOP ? ExitReason.TRAIL_STOP : ExitReason.STOP;
        ticket.qtyE9 = entry.qtyE9();
        return orders.request(ticket);
    }

    /** A resting limit order at the strategy's target; only where the symbol itself is traded (strategy-rules 6.4). */
    private long requestTarget(Order entry, Order stop, StrategyRun run, Instrument symbol, boolean isLong) {
        boolean isDerived = entry.instrumentId() != entry.signalInstrumentId();
        long targetPx = isDerived ? Setup.NO_PX : run.strategy().targetPx(symbol, directionOf(isLong), false);
        if (targetPx == Setup.NO_PX) {
            return 0;
        }
        fillTicket(entry.strategyId(), entry.slot(), entry.instrumentId(), entry.signalInstrumentId(), ticket.referencePriceE8);
        ticket.parentOrderId = entry.id();
        ticket.ocoGroupId = stop.ocoGroupId();
        ticket.role = OrderRole.PROFIT_TARGET;
        ticket.side = closingSide(isLong);
        ticket.orderType = OrderType.LIMIT;
        ticket.limitPriceE8 = pxToE8(targetPx);
        ticket.exitReason = ExitReason.VWAP_TOUCH;
        ticket.qtyE9 = entry.qtyE9();
        return orders.request(ticket).id();
    }

    /** Moves resting targets to where the strategy sees them after the newest bar. */
    private void moveTargets(long minuteStartNanos) {
        for (PendingEntry entry : entries) {
            Order target = entry.targetOrderId() == 0 ? null : orders.find(entry.targetOrderId());
            boolean hasBar = entry.signalSymbol().bars().lastStartNanos() == minuteStartNanos;
            if (target != null && target.isOpen() && hasBar) {
                long px = entry.run().strategy().targetPx(entry.signalSymbol(), directionOf(entry.side() == PositionSide.LONG), false);
                orders.requestReplace(target, target.qtyE9(), pxToE8(px), OrderTicket.NO_PRICE);
            }
        }
    }

    /** The signal symbol of a derived instrument came back to the strategy's target within the newest bar (strategy-rules 6.5). */
    private boolean touchesTarget(Position position, long minuteStartNanos) {
        Instrument symbol = market.instrument(position.signalInstrumentId());
        SessionBars bars = symbol.bars();
        if (symbol == position.instrument() || bars.lastStartNanos() != minuteStartNanos) {
            return false;
        }
        long targetPx = runs.get(position.strategyId() - 1).strategy().targetPx(symbol, Direction.BEARISH, true);
        return targetPx != Setup.NO_PX && bars.lowPx(bars.count() - 1) <= targetPx;
    }

    private static Direction directionOf(boolean isLong) {
        return isLong ? Direction.BULLISH : Direction.BEARISH;
    }

    private void requestExit(Position position, ExitReason reason, long timeNanos, long limitNanos) {
        decisions.exitDecided(position.id(), reason, MeasureUnit.NANOS, timeNanos, limitNanos);
        Instrument instrument = position.instrument();
        long lastPx = instrument.bars().count() == 0 ? 0 : instrument.bars().closePx(instrument.bars().count() - 1);
        fillTicket(position.strategyId(), position.slot(), instrument.id(), position.signalInstrumentId(), pxToE8(lastPx));
        ticket.positionId = position.id();
        ticket.ocoGroupId = position.protectiveOrderId();
        ticket.role = OrderRole.EXIT;
        ticket.side = closingSide(position.side() == PositionSide.LONG);
        ticket.orderType = OrderType.MARKET;
        ticket.exitReason = reason;
        ticket.qtyE9 = position.qtyE9();
        position.exitOrderId(orders.request(ticket).id());
    }

    private void fillTicket(int strategyId, int slot, int instrumentId, int signalInstrumentId, long referencePriceE8) {
        ticket.reset();
        ticket.strategyId = strategyId;
        ticket.slot = slot;
        ticket.instrumentId = instrumentId;
        ticket.signalInstrumentId = signalInstrumentId;
        ticket.referencePriceE8 = referencePriceE8;
        ticket.clientOrderId = ClientOrderId.of(botId, day.epochDay(), orders.nextOrderId());
    }

    private static OrderSide closingSide(boolean isLong) {
        return isLong ? OrderSide.SELL : OrderSide.BUY_TO_COVER;
    }

    private void cancelLateEntries(long timeNanos) {
        for (PendingEntry entry : entries) {
            if (timeNanos >= entry.run().window().breakoutEndNanos()) {
                cancelIfOpen(entry, CancelReason.BREAKOUT_WINDOW_OVER);
            }
        }
    }

    private void cancelIfOpen(PendingEntry entry, CancelReason reason) {
        Order order = orders.find(entry.orderId());
        if (order.isOpen()) {
            orders.requestCancel(order, reason);
        }
    }

    private void onEntryFilled(Order order, long executedNanos, long priceE8, long qtyE9, long commissionE8) {
        Position known = positions.findByEntryOrder(order.id());
        if (known != null) {
            positions.add(known, priceE8, qtyE9, commissionE8);
            return;
        }
        PendingEntry entry = findEntry(order.id());
        if (entry == null) {
            throw new IllegalStateException("entry order " + order.id() + " filled, its slot is not known");
        }
        StrategyRun run = entry.run();
        long monitoringNanos = run.settings().monitoringMinutes() * MINUTE_NANOS;
        positions.open(new Position.Entry(order.id(), entry.protectiveOrderId(), run.id(), entry.slot().number(),
            entry.slot().fallbackLevel(), entry.instrument(), entry.signalSymbol().id(), entry.side(), entry.assetClass(),
            monitoringNanos, run.window().hardExitNanos()), priceE8, qtyE9, commissionE8, executedNanos);
        blocklist.add(entry.instrument().id());
        blocklist.add(entry.signalSymbol().id());
        entry.slot().finish();
    }

    private void onExitFilled(Order order, long executedNanos, long priceE8, long qtyE9, long commissionE8) {
        Position position = order.positionId() != 0 ? positions.find(order.positionId())
            : positions.findByEntryOrder(order.parentOrderId());
        if (position == null || qtyE9 > position.qtyE9()) {
            decisions.inputRefused(InputRefusal.OVERFILL, OrderFilledDecoder.TEMPLATE_ID, order.instrumentId(), order.id());
            return;
        }
        if (positions.reduce(position, order.id(), order.exitReason(), priceE8, qtyE9, commissionE8, executedNanos)) {
            onTradeClosed(position, executedNanos);
        } else if (!order.isOpen()) {
            allowAnotherExit(order); // more was bought after the exit had been asked for
        }
    }

    private void onTradeClosed(Position position, long exitNanos) {
        long pnlCents = FixedPoint.divideExact(position.pnlE8(), FixedPoint.E8_PER_CENT);
        summary.onTradeClosed(position.pnlE8(), position.feesE8());
        dayTrades.onTradeClosed();
        boolean isHaltedNow = lossLimit.onTradeClosed(pnlCents);
        breaker.onTradeClosed(pnlCents, exitNanos);
        if (isHaltedNow) {
            entries.forEach(entry -> cancelIfOpen(entry, CancelReason.HALTED));
        }
    }

    private PendingEntry findEntry(long orderId) {
        for (PendingEntry entry : entries) {
            if (entry.orderId() == orderId) {
                return entry;
            }
        }
        return null;
    }

    /** Applies the fact; true when the order worked before and has ended by it. What is said of it later changes no slot. */
    private boolean endsNow(int inputTemplateId, Order order, OrderFact fact) {
        boolean wasOpen = order.isOpen();
        return orders.applyFact(inputTemplateId, order, fact) && wasOpen && !order.isOpen();
    }

    private void finishSlot(Order order) {
        PendingEntry entry = findEntry(order.id());
        if (entry != null) {
            entry.slot().finish();
        }
    }

    /** An exit that ended before its position did leaves the position to the next minute's decision. */
    private void allowAnotherExit(Order order) {
        Position position = positions.find(order.positionId());
        if (position != null && position.exitOrderId() == order.id()) {
            position.exitOrderId(0);
        }
    }

    private int openAndPendingCount() {
        int count = positions.open().size();
        List<Order> open = orders.open();
        for (int i = 0; i < open.size(); i++) {
            boolean isPending = open.get(i).isEntry() && positions.findByEntryOrder(open.get(i).id()) == null;
            count += isPending ? 1 : 0; // a partly filled entry is counted as its position
        }
        return count;
    }

    private static long centsToE8(long cents) {
        return Math.multiplyExact(cents, FixedPoint.E8_PER_CENT);
    }

    private static long pxToE8(long px) {
        return Math.multiplyExact(px, FixedPoint.E8_PER_PX);
    }
}
