package io.tradebot.engine.core;

import io.tradebot.engine.book.BookMemory;
import io.tradebot.engine.book.BookedIds;
import io.tradebot.engine.book.Cash;
import io.tradebot.engine.book.Execution;
import io.tradebot.engine.book.ExecutionBook;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.book.Retention;
import io.tradebot.engine.check.Findings;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderFact;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.order.OrderTraffic;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.position.Fill;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.reconcile.Reconciliation;
import io.tradebot.engine.record.Alerts;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.risk.Blocklist;
import io.tradebot.engine.risk.BrokerAccount;
import io.tradebot.engine.risk.CircuitBreaker;
import io.tradebot.engine.risk.DailyLossLimit;
import io.tradebot.engine.risk.DayTradeRules;
import io.tradebot.engine.risk.EntryBlocks;
import io.tradebot.engine.risk.KillSwitch;
import io.tradebot.engine.risk.RiskChecks;
import io.tradebot.engine.risk.RiskControls;
import io.tradebot.engine.risk.RiskGate;
import io.tradebot.engine.selection.Selector;
import io.tradebot.engine.selection.StrategyRun;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OrderCancelledDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRejectedDecoder;
import io.tradebot.journal.event.OrderReplacedDecoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.concurrent.UnsafeBuffer;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs the trading day: opens it, takes each closed minute through exits, strategies and what is due, applies what the broker
 * says, and closes the day (strategy-rules 2.5, 6, 7). Engine thread only.
 */
final class TradingDesk implements BrokerDesk.Facts {

    /** The engine does not know the sequence that its excerpt will get. */
    static final long NO_SEQUENCE = -1;

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    final SettingsInForce inForce;
    private final Decisions decisions;
    private final TradingCalendar calendar = new TradingCalendar();
    final Market market;
    final Cash cash;
    final ExecutionBook executions = new ExecutionBook();
    final BookedIds bookedIds = new BookedIds();
    final BookDesk books;
    final LotBook lots;
    final Blocklist blocklist;
    final KillSwitch killSwitch;
    final EntryBlocks blocks;
    final DailyLossLimit lossLimit;
    final CircuitBreaker breaker;
    final DayTradeRules dayTrades;
    final BrokerAccount account = new BrokerAccount();
    final OrderTraffic traffic;
    private final RiskGate gate;
    private final CommittedExposure exposure;
    final OrderTable orders;
    final PositionBook positions;
    private final Tickets tickets;
    final EntryDesk entries;
    final ExitDesk exits;
    final Alerts alerts;
    final Reconciliation reconciliation;
    final SignalDesk signals;
    private final StrategyDesk strategies;
    final BrokerDesk broker;
    final OperatingConditions conditions;
    final OperatorDesk operator;
    final Map<String, Integer> strategyIds;
    final List<StrategyRun> runs;
    final DaySummary summary;
    private final TradeResults results;
    private final CorrectionDesk corrections;
    final CorporateActions companyActions;
    final LotDesk lotDesk;
    private final boolean isForgetful;
    private final boolean isStartAllowed;
    /** The trading day that is open, or null. */
    Session day;
    /** The trading day that was opened last, or null. */
    Session lastDay;
    long lastMinuteStartNanos = Long.MIN_VALUE;
    int refusedInRow;
    private long nowNanos;

    /**
     * Builds everything for a session.
     *
     * @param market      new for a new session; where only the settings change, what was observed so far
     * @param before      state that the session before handed over; null in the first one, which begins with START_FLOAT
     * @param isForgetful whether it forgets what nobody refers to any more; sessions of journals of schema 2 do not
     */
    TradingDesk(SettingsInForce inForce, boolean isLive, String botId, List<Strategy> available, Decisions decisions, Market market,
            StateRestore before, boolean isForgetful) {
        this.inForce = inForce;
        EngineSettings settings = inForce.now(); // what is taken from it here stays as it is until the desk ends
        this.decisions = decisions;
        this.isForgetful = isForgetful;
        // 1. what is known and what limits
        this.market = market;
        blocklist = new Blocklist(decisions);
        killSwitch = new KillSwitch(decisions);
        blocks = new EntryBlocks(decisions);
        lossLimit = new DailyLossLimit(killSwitch, settings.dailyLossLimitPpm(), settings.risk().maxDailyLossCents());
        breaker = new CircuitBreaker(decisions, settings.startFloatCents(), settings.circuitBreakerDrawdownPpm());
        dayTrades = new DayTradeRules(decisions, settings.isPdtEnforced(), settings.risk().dayTradeRules(),
            settings.risk().intradayMarginFactorPpm(), calendar);
        summary = new DaySummary(decisions);
        // 2. what is asked and what is held
        traffic = new OrderTraffic(Math.max(RiskGate.RATE_WINDOW_NANOS, settings.risk().repeatedOrderNanos()));
        orders = new OrderTable(decisions, traffic, this::onIntentExceeded);
        cash = new Cash(FixedPoint.centsToE8(settings.startFloatCents()));
        lots = new LotBook(decisions, settings.lotMethod());
        positions = new PositionBook(decisions, cash, lots, executions);
        tickets = new Tickets(botId, orders);
        books = new BookDesk(decisions, market, orders, executions, bookedIds, cash, breaker);
        // 3. who decides
        strategyIds = before == null ? new LinkedHashMap<>() : before.strategyIds();
        runs = StrategyLoading.load(settings, available, strategyIds, decisions);
        Selector selector = new Selector(inForce, isLive, market, blocklist, decisions);
        entries = new EntryDesk(tickets, orders, positions, blocklist, selector);
        exposure = new CommittedExposure(orders, positions, lots, market);
        gate = new RiskGate(inForce, isLive, decisions, market, new RiskControls(killSwitch, breaker, blocklist, dayTrades, traffic, exposure,
            blocks, account));
        signals = new SignalDesk(inForce, decisions, gate, selector, entries, orders);
        results = new TradeResults(summary, dayTrades, lossLimit, breaker);
        alerts = new Alerts(decisions);
        Unexplained unexplained = new Unexplained(blocks, alerts, entries);
        exits = new ExitDesk(decisions, tickets, orders, positions, market, runs, entries, unexplained);
        strategies = new StrategyDesk(inForce, decisions, calendar, market, killSwitch, blocks, lossLimit, selector, signals, summary);
        // 4. what puts the books right
        corrections = new CorrectionDesk(decisions, orders, positions, lots, executions, market, killSwitch, exits, results, unexplained);
        companyActions = new CorporateActions(decisions, market, lots, positions, orders, bookedIds, unexplained);
        lotDesk = new LotDesk(decisions, market, orders, positions, lots, bookedIds, exits, results, unexplained);
        reconciliation = new Reconciliation(decisions, alerts, market, calendar::exchangeDayAt);
        broker = new BrokerDesk(settings.reconcile(), decisions, orders, lots, blocks, bookedIds, unexplained, reconciliation, alerts,
            this);
        // 5. who may stop it
        conditions = new OperatingConditions(inForce, decisions, blocks, account, killSwitch, market, orders, positions, exits, alerts);
        operator = new OperatorDesk(decisions, killSwitch, lossLimit, breaker, blocks, orders, positions, entries, exits,
            reconciliation, broker, new DifferenceDesk(decisions, market, lots, cash, breaker));
        // 6. what was before
        if (before != null) {
            before.into(this);
        }
        // 7. whether it may begin
        isStartAllowed = selfChecks(settings, before).run(decisions);
    }

    private SelfChecks selfChecks(EngineSettings settings, StateRestore before) {
        SelfChecks checks = new SelfChecks(settings, calendar);
        checks.addSafety("daily-loss-limit", true, RiskChecks::checkDailyLossLimit);
        checks.addSafety("circuit-breaker", settings.circuitBreakerDrawdownPpm() > 0, RiskChecks::checkCircuitBreaker);
        checks.addSafety("blocklist", true, RiskChecks::checkBlocklist);
        checks.addSafety("latches", true, before == null ? this::checkLatches : findings -> checkHandedOver(before, findings));
        runs.forEach(run -> checks.addStrategy(run, strategies));
        return checks;
    }

    /** What the session before handed over is what this one begins with: nothing is halted, tripped or open any less than it was. */
    private void checkHandedOver(StateRestore before, Findings findings) {
        findings.expect("state that was handed over", HexFormat.of().formatHex(before.stateHash()),
            HexFormat.of().formatHex(new StateSnapshot(this, NO_SEQUENCE, before.strategyIds()).hash()));
    }

    /** The first session begins with nothing halted, tripped or open. */
    private void checkLatches(Findings findings) {
        findings.expect("the day's halt", false, killSwitch.isTripped());
        findings.expect("the breaker", false, breaker.blocksEntryAt(Long.MIN_VALUE));
        findings.expect("number of entry blocks", 0, blocks.inForce().size());
        findings.expect("number of open orders", 0, orders.open().size());
        findings.expect("equity in cents", inForce.now().startFloatCents(), breaker.equityCents());
    }

    OperatingConditions conditions() {
        return conditions;
    }

    OperatorDesk operator() {
        return operator;
    }

    SignalDesk signals() {
        return signals;
    }

    Market market() {
        return market;
    }

    Reconciliation reconciliation() {
        return reconciliation;
    }

    /** All decisions on an input are there: what they booked is kept for the next statement. */
    void noteFacts(RecordBatch records, long timeNanos) {
        reconciliation.note(records, timeNanos, cash.totalE8());
    }

    /** What the broker has, and what is to be asked of it. */
    BrokerDesk broker() {
        return broker;
    }

    /** For facts about the account that are no fills. */
    BookDesk books() {
        return books;
    }

    /** True for one-minute bars inside the running session; others exist for the record only (strategy-rules 2.3). */
    boolean isSessionMinute(long barStartNanos, long barNanos) {
        return day != null && barNanos == MINUTE_NANOS && barStartNanos >= day.openNanos() && barStartNanos < day.closeNanos();
    }

    /** Appends the state as a Checkpointed record. */
    void writeCheckpoint(RecordBatch records, long lastSequence) {
        new StateSnapshot(this, lastSequence).write(records);
    }

    /** The state as a Checkpointed record for the session that follows. */
    StateRestore handOver() {
        byte[] state = new StateSnapshot(this, NO_SEQUENCE).bytes();
        return new StateRestore(new UnsafeBuffer(state), 0, state.length);
    }

    /** SHA-256 of the state. */
    byte[] stateHash() {
        return new StateSnapshot(this, NO_SEQUENCE).hash();
    }

    /** The first session of a journal begins: its cash is there before any booking. */
    void noteFirstCash(long timeNanos) {
        reconciliation.noteFirstCash(calendar.exchangeDayAt(timeNanos), cash.totalE8());
    }

    /** Forgets what nobody refers to any more on the exchange's date of this time, see {@link Retention}. */
    void forgetAt(long timeNanos) {
        forget(calendar.exchangeDayAt(timeNanos));
    }

    private void forget(int epochDay) {
        int firstDay = epochDay - Retention.KEPT_DAYS;
        Set<Execution> kept = new BookMemory(executions, lots, positions.exits())
            .forgetBefore(Math.multiplyExact((long) firstDay, TradingCalendar.NANOS_PER_DAY), Retention.MOST_KEPT, id -> orders.find(id) != null);
        positions.keepOf(kept);
        Set<Long> knownLots = new TreeSet<>();
        lots.open().forEach(lot -> knownLots.add(lot.id()));
        new BookMemory(executions, lots, positions.exits()).closedLots().forEach(lot -> knownLots.add(lot.id()));
        reconciliation.forgetBefore(firstDay, Retention.MOST_KEPT, knownLots::contains);
        bookedIds.forgetBefore(firstDay, Retention.MOST_KEPT);
    }

    /** Instruments that something of the state names, whether they still trade or not. */
    Set<Integer> namedInstruments() {
        Set<Integer> ids = new TreeSet<>();
        lots.open().forEach(lot -> ids.add(lot.instrumentId()));
        positions.open().forEach(position -> ids.add(position.instrument().id()));
        positions.closed().forEach(position -> ids.add(position.instrument().id()));
        executions.booked().forEach(execution -> ids.add(execution.instrumentId()));
        for (long id = orders.firstKnownId(); id < orders.nextOrderId(); id++) {
            Order order = orders.find(id);
            if (order != null) {
                ids.add(order.instrumentId());
                ids.add(order.signalInstrumentId());
            }
        }
        return ids;
    }

    /** The last trading day as it was; its limits are those of the settings now. */
    void restoreDay(int epochDay, boolean isOpen) {
        lastDay = calendar.sessionOn(epochDay);
        day = isOpen ? lastDay : null;
        blocklist.restoreDay(epochDay);
        gate.startDay(epochDay, lossLimit.floatCents(), lastDay.openNanos(), lastDay.closeNanos());
        results.startDay(epochDay);
        tickets.startDay(epochDay);
    }

    /** Time of the input that is decided on. */
    void advanceTo(long timeNanos) {
        nowNanos = timeNanos;
        traffic.advanceTo(timeNanos);
        killSwitch.advanceTo(timeNanos);
        gate.advanceTo(timeNanos);
        bookedIds.advanceTo(timeNanos);
        signals.advanceTo(timeNanos);
    }

    /** Notes what a data stream is like on the exchange's date of this time. */
    void onFeedStatus(FeedStatus status, String feed, long timeNanos) {
        market.onFeedStatus(status, feed, calendar.exchangeDayAt(timeNanos));
    }

    /** Opens and closes days, and does what is due. */
    void onTime(long timeNanos) {
        conditions.advanceTo(timeNanos);
        broker.advanceTo(timeNanos);
        cancelEntriesIfKilled();
        if (day != null && timeNanos >= day.closeNanos()) {
            closeDay();
        }
        if (day == null && isStartAllowed) {
            Session session = calendar.sessionAt(timeNanos);
            if (session != null && inForce.now().isTradingDay(session.isoWeekday())) {
                openDay(session, timeNanos);
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
        conditions.advanceTo(timeNanos);
        broker.advanceTo(timeNanos);
        exits.endWaits(minuteStartNanos);
        if (killSwitch.isTripped()) {
            exits.all(ExitReason.KILL_SWITCH, killSwitch.unit(), killSwitch.actualValue(), killSwitch.limitValue());
        } else {
            exits.decide(minuteStartNanos, timeNanos);
        }
        entries.moveTargets(minuteStartNanos);
        for (StrategyRun run : runs) {
            if (run.window() != null) {
                strategies.onMinuteClosed(run, minuteStartNanos, timeNanos);
            }
        }
        entries.cancelLate(timeNanos);
        entries.cancelOrphans();
        cancelEntriesIfKilled();
    }

    /** Applies a fact that changes the state of an order and nothing else. */
    @Override
    public void onFact(int inputTemplateId, long orderId, OrderFact fact) {
        Order order = orders.findFor(inputTemplateId, orderId);
        if (order != null) {
            OrderState before = order.state();
            orders.applyFact(inputTemplateId, order, fact);
            refusedInRow = fact == OrderFact.ACKNOWLEDGED ? 0 : refusedInRow;
            noteOutcome(order, before);
        }
    }

    /** Applies a fact that ends an order; the slot of an unfilled entry is done. */
    @Override
    public void onOrderEnded(int inputTemplateId, long orderId, OrderFact fact) {
        Order order = orders.findFor(inputTemplateId, orderId);
        OrderState before = order == null ? OrderState.NULL_VAL : order.state();
        if (order == null) {
            return;
        }
        if (endsNow(inputTemplateId, order, fact)) {
            entries.onEnded(order);
            exits.allowAnother(order);
            exits.onEnded(order);
        }
        noteOutcome(order, before);
    }

    /** The broker changed an order: because we asked, or because another one of its group filled in part. */
    @Override
    public void onOrderReplaced(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        Order order = orders.findFor(OrderReplacedDecoder.TEMPLATE_ID, orderId);
        OrderState before = order == null ? OrderState.NULL_VAL : order.state();
        boolean isOpen = order != null && order.isOpen();
        if (isOpen && orders.applyReplaced(OrderReplacedDecoder.TEMPLATE_ID, order, qtyE9, limitPriceE8, stopPriceE8)
            && !order.isOpen()) {
            exits.allowAnother(order);
        }
        if (order != null) {
            noteOutcome(order, before);
        }
    }

    /** The broker ended an order; when that is because the position was closed by another one, no further exit is needed. */
    @Override
    public void onOrderCancelled(long orderId, CancelReason reason) {
        Order order = orders.findFor(OrderCancelledDecoder.TEMPLATE_ID, orderId);
        OrderState before = order == null ? OrderState.NULL_VAL : order.state();
        if (order == null) {
            return;
        }
        if (endsNow(OrderCancelledDecoder.TEMPLATE_ID, order, OrderFact.CANCELLED)) {
            entries.onEnded(order);
            if (reason != CancelReason.SIBLING_FILLED && reason != CancelReason.POSITION_CLOSED) {
                exits.allowAnother(order);
                exits.onEnded(order);
            }
        }
        noteOutcome(order, before);
    }

    /** The broker refused an order; the slot of an entry takes its next symbol at once. */
    @Override
    public void onOrderRejected(long orderId, BrokerRejectReason reason, long timeNanos) {
        Order order = orders.findFor(OrderRejectedDecoder.TEMPLATE_ID, orderId);
        OrderState before = order == null ? OrderState.NULL_VAL : order.state();
        if (order == null || !endsNow(OrderRejectedDecoder.TEMPLATE_ID, order, OrderFact.REJECTED)) {
            return;
        }
        orders.noteRefusal(order, reason);
        noteRefusals();
        entries.onRejected(order, timeNanos);
        if (!broker.isSupervised() || !ExitDesk.isClosedMarket(reason)) {
            exits.allowAnother(order); // else it waits until its instrument trades
        }
        exits.onEnded(order);
        noteOutcome(order, before);
        cancelEntriesIfKilled();
    }

    /** A broker that refuses one order after the other is not to be asked for more. */
    private void noteRefusals() {
        refusedInRow++;
        int limit = inForce.now().risk().maxRefusedOrders();
        if (limit > 0 && refusedInRow >= limit) {
            killSwitch.trip(KillCause.REFUSAL_BURST, MeasureUnit.COUNT, refusedInRow, limit);
        }
    }

    private void noteOutcome(Order order, OrderState before) {
        if (before == OrderState.NOT_PLACED && order.isOpen()) {
            broker.onLateAccept(order);
        }
        broker.onOrderFact(order, before != OrderState.UNKNOWN && order.state() == OrderState.UNKNOWN, nowNanos);
        conditions.onOrderFact(order.instrumentId(), order.id(), exposure.isOutcomeUnknown(order.instrumentId()));
    }

    /** Books an execution once. */
    void onOrderFilled(long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long commissionE8, String executionId) {
        Order order = orders.findFor(OrderFilledDecoder.TEMPLATE_ID, orderId);
        OrderState before = order == null ? OrderState.NULL_VAL : order.state();
        if (order == null) {
            broker.onFillOfUnknownOrder(orderId, instrumentId, qtyE9, executionId);
            return;
        }
        if (!orders.applyFill(OrderFilledDecoder.TEMPLATE_ID, order, executionId, priceE8, qtyE9)) {
            return;
        }
        refusedInRow = 0;
        noteOutcome(order, before);
        if (order.filledQtyE9() > order.qtyE9()) {
            killSwitch.trip(KillCause.OVERFILL, MeasureUnit.QTY_E9, order.filledQtyE9(), order.qtyE9());
        }
        bookFill(order, new Fill(orderId, executionId, priceE8, qtyE9, commissionE8, executedNanos));
        cancelEntriesIfKilled();
    }

    private void bookFill(Order order, Fill fill) {
        if (order.isEntry()) {
            exits.watchIfUnprotected(entries.onFilled(order, fill));
            return;
        }
        Position closed = exits.onFilled(order, fill);
        if (closed != null) {
            results.onTradeClosed(closed, fill.executedNanos());
        }
    }

    /** The broker took an execution back. */
    void onFillBusted(long orderId, String executionId, long timeNanos) {
        corrections.onBusted(orderId, executionId, day != null, timeNanos);
        cancelEntriesIfKilled();
    }

    /** The broker replaced an execution by this fill. */
    void onFillCorrected(Fill fill, String correctedExecutionId, long timeNanos) {
        corrections.onCorrected(fill, correctedExecutionId, day != null, timeNanos);
        cancelEntriesIfKilled();
    }

    /** A company changes its shares. */
    void onCorporateAction(int instrumentId, CorporateActionKind kind, int exEpochDay, long numerator, long denominator, int newInstrumentId,
            String announcementId, long timeNanos) {
        companyActions.onAnnounced(instrumentId, kind, exEpochDay, numerator, denominator, newInstrumentId, announcementId,
            day != null ? day.epochDay() : calendar.exchangeDayAt(timeNanos));
    }

    /** An option ended other than by a trade. */
    void onOptionLifecycle(int instrumentId, OptionEvent event, long contracts, long underlyingQtyE9, long strikeE8, long cashE8,
            String eventId, long timeNanos) {
        lotDesk.onOptionLifecycle(instrumentId, event, contracts, underlyingQtyE9, strikeE8, cashE8, eventId, timeNanos);
        cancelEntriesIfKilled();
    }

    /** Positions that existed before, and lots that somebody names. */
    LotDesk lotDesk() {
        return lotDesk;
    }

    private void openDay(Session session, long timeNanos) {
        if (isForgetful && isFirstOfMonth(session)) {
            forget(session.epochDay());
        }
        day = session;
        lastDay = session;
        long reservedE8 = Math.addExact(cash.taxReserveE8(), cash.payrollReserveE8());
        long floatCents = breaker.equityCents() - FixedPoint.divideExact(reservedE8, FixedPoint.E8_PER_CENT);
        market.startDay();
        blocklist.startDay(session.epochDay());
        killSwitch.startDay();
        lossLimit.startDay(floatCents);
        dayTrades.startDay(session.epochDay());
        gate.startDay(session.epochDay(), floatCents, session.openNanos(), session.closeNanos());
        traffic.startDay();
        summary.startDay();
        results.startDay(session.epochDay());
        tickets.startDay(session.epochDay());
        orders.startDay();
        entries.startDay();
        decisions.tradingDayOpened(session.epochDay(), session.openNanos(), session.closeNanos(), session.isHalfDay(),
            FixedPoint.centsToE8(floatCents));
        companyActions.startDay(session.epochDay());
        for (StrategyRun run : runs) {
            strategies.schedule(run, session, timeNanos);
        }
    }

    private boolean isFirstOfMonth(Session session) {
        int before = calendar.previousSession(session.epochDay()).epochDay();
        return LocalDate.ofEpochDay(before).getMonth() != LocalDate.ofEpochDay(session.epochDay()).getMonth();
    }

    private void closeDay() {
        market.endDay(day.epochDay());
        summary.write(day.epochDay(), FixedPoint.centsToE8(breaker.equityCents()));
        day = null;
    }

    /** An order that asks for more than its intent is a bug of ours: nothing is sent, and nothing new begins. */
    private void onIntentExceeded(OrderTicket ticket, long allowedQtyE9) {
        Direction direction = ticket.side == OrderSide.SELL_SHORT ? Direction.BEARISH : Direction.BULLISH;
        decisions.orderDenied(ticket.strategyId, ticket.slot, ticket.instrumentId, ticket.signalInstrumentId, direction,
            DenyReason.INTENT_EXCEEDED, MeasureUnit.QTY_E9, ticket.qtyE9, allowedQtyE9);
        killSwitch.trip(KillCause.FAULT, MeasureUnit.QTY_E9, ticket.qtyE9, allowedQtyE9);
    }

    private void cancelEntriesIfKilled() {
        if (killSwitch.takeNew()) {
            entries.cancelAll(CancelReason.HALTED);
        }
    }

    /** Applies the fact; true when the order worked before and has ended by it. What is said of it later changes no slot. */
    private boolean endsNow(int inputTemplateId, Order order, OrderFact fact) {
        boolean wasOpen = order.isOpen();
        return orders.applyFact(inputTemplateId, order, fact) && wasOpen && !order.isOpen();
    }
}
