package io.tradebot.engine.core;

import io.tradebot.engine.book.CashView;
import io.tradebot.engine.book.Lot;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderFact;
import io.tradebot.engine.position.Fill;
import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.record.InputHandler;
import io.tradebot.engine.record.Inputs;
import io.tradebot.engine.record.Texts;
import io.tradebot.engine.settings.ChangedSettings;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsInForce;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.AccountStatus;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.AssetEligibilityObservedDecoder;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.BorrowObservedDecoder;
import io.tradebot.journal.event.BorrowState;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.ChartOfAccountsChangedDecoder;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.ConnectionKind;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.DailyBarClosedDecoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.ImbalanceObservedDecoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotsDesignatedDecoder;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OrderAcknowledgedDecoder;
import io.tradebot.journal.event.OrderCancelRejectedDecoder;
import io.tradebot.journal.event.OrderExpiredDecoder;
import io.tradebot.journal.event.OrderNotFoundDecoder;
import io.tradebot.journal.event.OrderReplaceRejectedDecoder;
import io.tradebot.journal.event.OrderSentDecoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderStateUnknownDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsChangedDecoder;
import io.tradebot.journal.event.StatementLineKind;
import io.tradebot.journal.event.TradingHaltChangedDecoder;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.event.WatchdogSubject;
import io.tradebot.journal.event.WatchdogVerdict;
import org.agrona.DirectBuffer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The engine: one input in, zero or more decisions out. Its state after input n is a pure function of inputs 0 to n, and time
 * is the input's. Engine thread only.
 */
public final class TradingEngine implements InputHandler {

    /** Journals of older schemas were decided without asking the broker anything. */
    private static final int FIRST_COMPARING_VERSION = 3;

    private final Supplier<List<Strategy>> strategies;
    private final Decisions decisions = new Decisions();
    private final Inputs inputs = new Inputs();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private TradingDesk desk;
    private SettingsDesk settings;
    private StartedSession session;
    private StateRestore restored;
    private RecordBatch batch;
    private long timeNanos = Long.MIN_VALUE;

    /** New, unconfigured strategies are taken from the supplier when a session starts. */
    public TradingEngine(Supplier<List<Strategy>> strategies) {
        this.strategies = strategies;
    }

    /**
     * Decides on the input of a batch and appends the decisions to it.
     *
     * @param inputTimeNanos engine time of the input; never before that of an earlier input
     * @throws RuntimeException a bug or a broken journal; the engine must not be used any more
     */
    public void decide(RecordBatch records, long inputTimeNanos) {
        if (inputTimeNanos < timeNanos) {
            throw new IllegalStateException("time went back from " + timeNanos + " to " + inputTimeNanos);
        }
        timeNanos = inputTimeNanos;
        decisions.wrap(records);
        if (desk != null) {
            desk.advanceTo(inputTimeNanos);
        }
        batch = records;
        inputs.read(records, this);
        if (desk != null) {
            desk.noteFacts(records, inputTimeNanos);
        }
    }

    /**
     * Puts a new engine into the state of a Checkpointed record that was written behind a SessionStarted. The next input must be that
     * SessionStarted: deciding it again gives its excerpt again, byte for byte, which proves that nothing was lost; the inputs behind it
     * lead to the state at their end. Bytes are copied.
     *
     * @param offset of the record's SBE header
     * @throws IllegalArgumentException the bytes are no Checkpointed record, or one of a schema version that does not hold all of the state
     * @throws IllegalStateException    the engine has decided something already
     */
    public void restore(DirectBuffer buffer, int offset, int length) {
        if (desk != null || restored != null) {
            throw new IllegalStateException("only an engine that has decided nothing can be put into the state of a checkpoint");
        }
        restored = new StateRestore(buffer, offset, length);
    }

    /**
     * SHA-256 of the state now, as a Checkpointed record would name it. A new array. Engine thread, or when the engine rests; the first
     * input must have been decided.
     */
    public byte[] stateHash() {
        return desk().stateHash();
    }

    /**
     * Appends a Checkpointed record: everything the engine remembers that changes later decisions, see {@link StateSnapshot}. Market
     * data, slots and setups are not part of it: they belong to a running session.
     *
     * @param lastSequence sequence of the excerpt that will hold the record
     */
    public void writeCheckpoint(RecordBatch records, long lastSequence) {
        desk().writeCheckpoint(records, lastSequence);
    }

    /** Appends EngineFaulted to a batch that holds the guilty input and nothing else. */
    public void reportFault(RecordBatch records, Throwable thrown) {
        decisions.wrap(records);
        header.wrap(records.buffer(), RecordBatch.PREFIX_LENGTH);
        StackTraceElement[] frames = thrown.getStackTrace();
        String where = frames.length == 0 ? "" : " at " + frames[0];
        decisions.engineFaulted(header.templateId(), Texts.clip(thrown + where, Decisions.MAX_TEXT_LENGTH));
    }

    @Override
    public void onSessionStarted(SessionStartedDecoder started) {
        boolean isCheckpointed = started.actingVersion() >= StateRestore.FIRST_VERSION;
        if (desk != null && !isCheckpointed) {
            throw new IllegalStateException("a second SessionStarted in one run");
        }
        if (desk != null && desk.day != null) {
            decisions.inputRefused(InputRefusal.TRADING_DAY_OPEN, SessionStartedDecoder.TEMPLATE_ID, 0, 0);
            return;
        }
        List<Strategy> available = strategies.get();
        SettingsTable table = StrategyCatalog.settingsTable(available);
        beginSession(StartedSession.read(started, table), table, available, isCheckpointed);
    }

    /**
     * Begins a session with a new desk. What the desk before it, or a checkpoint, had to say comes over as a Checkpointed record and in
     * no other way, so a fold that begins at a checkpoint is the full fold. Not while a trading day is open.
     */
    private void beginSession(StartedSession started, SettingsTable table, List<Strategy> available, boolean isCheckpointed) {
        StateRestore before = desk != null ? desk.handOver() : restored;
        restored = null;
        session = started;
        openDesk(started.settings(), table, available, new Market(decisions), before, isCheckpointed);
        if (!isCheckpointed) {
            return; // as engines of schema 2 did
        }
        if (before == null) {
            desk.noteFirstCash(timeNanos);
        }
        desk.forgetAt(timeNanos);
        desk.writeCheckpoint(batch, TradingDesk.NO_SEQUENCE);
    }

    private void openDesk(EngineSettings now, SettingsTable table, List<Strategy> available, Market market, StateRestore before,
            boolean isForgetful) {
        SettingsInForce inForce = new SettingsInForce(now);
        settings = new SettingsDesk(table, inForce, strategies, decisions);
        desk = new TradingDesk(inForce, session.isLive(), session.botId(), available, decisions, market, before, isForgetful);
        desk.advanceTo(timeNanos);
    }

    @Override
    public void onSessionEnded(long inputCount) {
        desk().onTime(timeNanos);
    }

    @Override
    public void onTimeAdvanced(ClockSource clockSource) {
        desk().onTime(timeNanos);
    }

    @Override
    public void onMinuteClosed(long minuteStartNanos, int barCount) {
        desk().onMinuteClosed(minuteStartNanos);
    }

    @Override
    public void onInstrumentDefined(int instrumentId, InstrumentKind kind, int multiplier, int underlyingId, long strikeE8,
            int expiryEpochDay, String symbol) {
        boolean isOption = kind == InstrumentKind.PUT_OPTION || kind == InstrumentKind.CALL_OPTION;
        desk().market().define(instrumentId, symbol, kind, multiplier, underlyingId, isOption ? strikeE8 : 0,
            isOption ? expiryEpochDay : 0);
    }

    @Override
    public void onBarClosed(int instrumentId, long barStartNanos, long barNanos, long openE8, long highE8, long lowE8,
            long closeE8, long volumeShares, int revision) {
        if (desk().isSessionMinute(barStartNanos, barNanos)) {
            desk.market().onBar(BarClosedDecoder.TEMPLATE_ID, instrumentId, barStartNanos, openE8, highE8, lowE8, closeE8,
                volumeShares, revision);
        }
    }

    @Override
    public void onQuoteObserved(int instrumentId, long quoteStartNanos, long quoteNanos, long bidE8, long askE8,
            long bidShares, long askShares) {
        desk().market().onQuote(QuoteObservedDecoder.TEMPLATE_ID, instrumentId, quoteStartNanos, bidE8, askE8);
    }

    @Override
    public void onTradeObserved(int instrumentId, long tradeNanos, long priceE8, long qtyE9) {
        desk(); // single prints are journaled for the record; the strategies decide on bars
    }

    @Override
    public void onDailyBarClosed(int instrumentId, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares) {
        desk().market().onDailyBar(DailyBarClosedDecoder.TEMPLATE_ID, instrumentId, sessionEpochDay, volumeShares);
    }

    @Override
    public void onVolatilityIndexObserved(VolatilitySource source, long observedStartNanos, int sessionEpochDay, long valueE8) {
        desk().market().onVolatility(source, observedStartNanos, sessionEpochDay, valueE8);
    }

    @Override
    public void onFeedStatusChanged(FeedStatus status, int instrumentId, long lastReceivedNanos, long limitNanos, String feed) {
        if (feed.equals(VolatilityIndex.MINUTE_FEED)) {
            desk().onFeedStatus(status, feed, timeNanos); // one strategy's gate waits for it and fails closed without it
        } else {
            desk().conditions().onFeed(status, instrumentId, lastReceivedNanos, limitNanos, feed, timeNanos);
        }
    }

    @Override
    public void onMarketDataCorrected(int instrumentId) {
        desk(); // a print is for the record, as it was when it came; the changed bar follows by itself
    }

    @Override
    public void onMarketDataRejected(int instrumentId) {
        desk(); // stopped before it reached an indicator: for the record
    }

    @Override
    public void onImbalanceObserved(int instrumentId, long observedNanos, OrderSide side, long imbalanceShares, long pairedShares) {
        desk().market().onImbalance(ImbalanceObservedDecoder.TEMPLATE_ID, instrumentId, observedNanos, side, imbalanceShares, pairedShares);
    }

    @Override
    public void onAssetEligibilityObserved(int instrumentId, boolean isTradable, boolean isFractionable, boolean isShortable,
            long minQtyE9, long minNotionalE8, long validUntilNanos) {
        desk().market().onEligibility(AssetEligibilityObservedDecoder.TEMPLATE_ID, instrumentId, isTradable, isFractionable, isShortable,
            minQtyE9, minNotionalE8, validUntilNanos);
    }

    @Override
    public void onBorrowObserved(int instrumentId, BorrowState state, long availableShares, long observedNanos) {
        desk().market().onBorrow(BorrowObservedDecoder.TEMPLATE_ID, instrumentId, state, availableShares, observedNanos);
    }

    @Override
    public void onTradingHaltChanged(int instrumentId, TradingState state, long changedNanos, long resumesNanos) {
        desk().market().onTradingState(TradingHaltChangedDecoder.TEMPLATE_ID, instrumentId, state);
    }

    @Override
    public void onOrderSent(long orderId) {
        desk().onFact(OrderSentDecoder.TEMPLATE_ID, orderId, OrderFact.SENT);
    }

    @Override
    public void onOrderAcknowledged(long orderId) {
        desk().onFact(OrderAcknowledgedDecoder.TEMPLATE_ID, orderId, OrderFact.ACKNOWLEDGED);
    }

    @Override
    public void onOrderRejected(long orderId, BrokerRejectReason reason) {
        desk().onOrderRejected(orderId, reason, timeNanos);
    }

    @Override
    public void onOrderFilled(long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long leavesQtyE9,
            long commissionE8, String executionId) {
        desk().onOrderFilled(orderId, instrumentId, executedNanos, priceE8, qtyE9, commissionE8, executionId);
    }

    @Override
    public void onOrderCancelled(long orderId, CancelReason reason, long filledQtyE9) {
        desk().onOrderCancelled(orderId, reason);
    }

    @Override
    public void onOrderExpired(long orderId, long filledQtyE9) {
        desk().onOrderEnded(OrderExpiredDecoder.TEMPLATE_ID, orderId, OrderFact.EXPIRED);
    }

    @Override
    public void onOrderCancelRejected(long orderId) {
        desk().onFact(OrderCancelRejectedDecoder.TEMPLATE_ID, orderId, OrderFact.CANCEL_REJECTED);
    }

    @Override
    public void onOrderReplaced(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        desk().onOrderReplaced(orderId, qtyE9, limitPriceE8, stopPriceE8);
    }

    @Override
    public void onOrderReplaceRejected(long orderId) {
        desk().onFact(OrderReplaceRejectedDecoder.TEMPLATE_ID, orderId, OrderFact.REPLACE_REJECTED);
    }

    @Override
    public void onOrderStateUnknown(long orderId) {
        desk().onFact(OrderStateUnknownDecoder.TEMPLATE_ID, orderId, OrderFact.OUTCOME_UNKNOWN);
    }

    @Override
    public void onOrderNotFound(long orderId) {
        if (desk().broker().isSupervised()) {
            desk.broker().onNotFound(orderId, timeNanos);
        } else {
            desk.onOrderEnded(OrderNotFoundDecoder.TEMPLATE_ID, orderId, OrderFact.NOT_FOUND); // said once and for all
        }
    }

    @Override
    public void onFeeCharged(long orderId, int instrumentId, FeeKind kind, long amountE8, String executionId, String feeId) {
        desk().books().onFeeCharged(orderId, instrumentId, kind, amountE8, executionId, feeId);
    }

    @Override
    public void onCashTransferred(TransferKind kind, long amountE8, String transferId) {
        desk().books().onCashTransferred(kind, amountE8, transferId);
    }

    @Override
    public void onDividendPaid(int instrumentId, long grossE8, long taxE8, long netE8, String paymentId) {
        desk().books().onDividendPaid(instrumentId, grossE8, netE8, paymentId);
    }

    @Override
    public void onInterestPosted(long amountE8, boolean isBorrowFee, int instrumentId, String interestId) {
        desk().books().onInterestPosted(amountE8, isBorrowFee, instrumentId, interestId);
    }

    @Override
    public void onOpeningPositionObserved(int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9, long costE8,
            int openedEpochDay) {
        desk().lotDesk().onOpeningPosition(instrumentId, assetClass, side, qtyE9, costE8, openedEpochDay, timeNanos);
    }

    @Override
    public void onSettingsChanged(SettingsChangedDecoder changed) {
        if (settings.onChanged(changed, momentNow())) {
            changeDesk();
        }
    }

    private ChangedSettings.Moment momentNow() {
        boolean isDayOpen = desk().day != null;
        if (inputs.version() < StateRestore.FIRST_VERSION) {
            return ChangedSettings.Moment.SESSION;
        }
        if (isDayOpen) {
            return ChangedSettings.Moment.DAY_OPEN;
        }
        return desk.orders.open().isEmpty() ? ChangedSettings.Moment.BETWEEN_DAYS : ChangedSettings.Moment.ORDER_OPEN;
    }

    /**
     * Goes on with a new desk under the settings that are in force now. The state comes over as at a session start, with one difference:
     * no feed begins anew, so what it has told of the market is kept. No Checkpointed is written: it holds no settings, so a fold
     * could not begin at it; one that begins at the session's takes the change on its way.
     */
    private void changeDesk() {
        List<Strategy> available = strategies.get();
        openDesk(desk.inForce.now(), StrategyCatalog.settingsTable(available), available, desk.market(), desk.handOver(), true);
    }

    @Override
    public void onChartOfAccountsChanged(ChartOfAccountsChangedDecoder chart) {
        desk().books().onChartOfAccountsChanged(chart);
    }

    @Override
    public void onReserveOverridden(ReserveKind reserve, long amountE8, String user, String reason) {
        desk().books().onReserveOverridden(reserve, amountE8, user, reason);
    }

    @Override
    public void onFillBusted(long orderId, int instrumentId, String executionId) {
        desk().onFillBusted(orderId, executionId, timeNanos);
    }

    @Override
    public void onFillCorrected(long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long commissionE8,
            String executionId, String correctedExecutionId) {
        desk().onFillCorrected(new Fill(orderId, executionId, priceE8, qtyE9, commissionE8, executedNanos), correctedExecutionId, timeNanos);
    }

    @Override
    public void onCorporateActionAnnounced(int instrumentId, CorporateActionKind kind, int exEpochDay, long numerator, long denominator,
            int newInstrumentId, String announcementId) {
        desk().onCorporateAction(instrumentId, kind, exEpochDay, numerator, denominator, newInstrumentId, announcementId, timeNanos);
    }

    @Override
    public void onOptionLifecycleObserved(int instrumentId, OptionEvent optionEvent, long contracts, long underlyingQtyE9, long strikeE8,
            long cashE8, String eventId) {
        desk().onOptionLifecycle(instrumentId, optionEvent, contracts, underlyingQtyE9, strikeE8, cashE8, eventId, timeNanos);
    }

    @Override
    public void onLotsDesignated(LotsDesignatedDecoder designated) {
        desk().lotDesk().onLotsDesignated(designated);
    }

    @Override
    public void onStatementLineObserved(int statementEpochDay, int lineNumber, StatementLineKind kind, int instrumentId, long qtyE9,
            long priceE8, long amountE8, String executionId, String statementId, String text) {
        desk().reconciliation().onStatementLine(statementEpochDay, lineNumber, kind, instrumentId, qtyE9, priceE8, amountE8, executionId,
            statementId, text);
    }

    @Override
    public void onReconciliationCompleted(int snapshotNumber, boolean isComplete, String connection) {
        if (desk().reconciliation().isStatement(connection)) {
            desk.reconciliation().onStatementCompleted(isComplete, timeNanos);
        } else {
            desk.broker().onSnapshotCompleted(snapshotNumber, isComplete, timeNanos);
        }
    }

    @Override
    public void onOrderSnapshotObserved(int snapshotNumber, long orderId, OrderState state, long qtyE9, long filledQtyE9,
            String brokerOrderId) {
        desk().broker().onOrderSnapshot(snapshotNumber, orderId, state, qtyE9, filledQtyE9, timeNanos);
    }

    @Override
    public void onPositionObserved(int snapshotNumber, int instrumentId, long signedQtyE9, long marketPriceE8) {
        desk().broker().onPosition(snapshotNumber, instrumentId, signedQtyE9, marketPriceE8);
    }

    @Override
    public void onExternalOrderObserved(int instrumentId, OrderSide side, long leavesQtyE9, String brokerOrderId) {
        desk().broker().onExternalOrder(instrumentId, side, leavesQtyE9, brokerOrderId);
    }

    @Override
    public void onExternalFillObserved(int instrumentId, OrderSide side, long qtyE9, boolean isForeignAccount, String brokerOrderId,
            String executionId) {
        desk().broker().onExternalFill(instrumentId, side, qtyE9, isForeignAccount, brokerOrderId, executionId);
    }

    @Override
    public void onProcessStarted() {
        desk().broker().onProcessStarted();
    }

    @Override
    public void onProcessStopped() {
        desk();
    }

    @Override
    public void onOperatorCommanded(OperatorCommand command, CommandOrigin origin, long orderId, long positionId, String reason) {
        desk().operator().onCommand(command, orderId, positionId, reason, timeNanos);
    }

    @Override
    public void onOrderApprovalGiven(int approvalNumber, ApprovalVerdict verdict) {
        desk().signals().onApprovalGiven(approvalNumber, verdict, timeNanos);
    }

    @Override
    public void onAccountObserved(AccountStatus status, boolean isShortingAllowed, long buyingPowerE8, long fractionalBuyingPowerE8,
            String account, int restrictionCount) {
        desk().conditions().onAccount(status, isShortingAllowed, buyingPowerE8, fractionalBuyingPowerE8, account, restrictionCount);
    }

    @Override
    public void onBrokerConnectionChanged(ConnectionKind connection, ConnectionState toState) {
        desk().conditions().onConnection(connection, toState);
        if (connection == ConnectionKind.ORDERS && inputs.version() >= FIRST_COMPARING_VERSION) {
            desk.broker().onConnection(toState, timeNanos);
        }
    }

    @Override
    public void onClockSkewObserved(long skewNanos) {
        desk().conditions().onClockSkew(skewNanos);
    }

    @Override
    public void onStorageObserved(long freeBytes, long guardBytes, boolean isSyncFailed) {
        desk().conditions().onStorage(freeBytes, guardBytes, isSyncFailed);
    }

    @Override
    public void onWatchdogReported(WatchdogSubject subject, WatchdogVerdict verdict, MeasureUnit unit, long actualValue, long limitValue) {
        desk().conditions().onWatchdog(subject, verdict, unit, actualValue, limitValue, timeNanos);
    }

    /** The cash of the books now. Engine thread, or when the engine rests; the first input must have been decided. */
    public CashView cash() {
        return desk().cash;
    }

    /** The open lots of the books now, by id: a view, read only. Engine thread, or when the engine rests; as {@link #cash()}. */
    public Collection<Lot> openLots() {
        return Collections.unmodifiableCollection(desk().lots.open());
    }

    /** Orders that may still fill, by id. A copy of the list; as {@link #cash()}. */
    public List<Order> openOrders() {
        List<Order> open = new ArrayList<>(desk().orders.open());
        open.sort(Comparator.comparingLong(Order::id));
        return open;
    }

    private TradingDesk desk() {
        if (desk == null) {
            throw new IllegalStateException("the first input of a run must be SessionStarted");
        }
        return desk;
    }
}
