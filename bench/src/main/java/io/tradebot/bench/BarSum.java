package io.tradebot.bench;

import io.tradebot.engine.record.InputHandler;
import io.tradebot.journal.event.AccountStatus;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BorrowState;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.ChartOfAccountsChangedDecoder;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.ConnectionKind;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.LotsDesignatedDecoder;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsChangedDecoder;
import io.tradebot.journal.event.StatementLineKind;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.event.WatchdogSubject;
import io.tradebot.journal.event.WatchdogVerdict;

/** Does nothing with an input but add the fields of a bar, so that decoding them cannot be left out. Not thread safe. */
final class BarSum implements InputHandler {

    private long sum;

    long sum() {
        return sum;
    }

    @Override
    public void onBarClosed(int instrumentId, long barStartNanos, long barNanos, long openE8, long highE8, long lowE8,
            long closeE8, long volumeShares, int revision) {
        sum += instrumentId + barStartNanos + barNanos + openE8 + highE8 + lowE8 + closeE8 + volumeShares + revision;
    }

    @Override
    public void onSessionStarted(SessionStartedDecoder started) { }

    @Override
    public void onSessionEnded(long inputCount) { }

    @Override
    public void onTimeAdvanced(ClockSource clockSource) { }

    @Override
    public void onMinuteClosed(long minuteStartNanos, int barCount) { }

    @Override
    public void onInstrumentDefined(int instrumentId, InstrumentKind kind, int multiplier, int underlyingId, long strikeE8,
            int expiryEpochDay, String symbol) { }

    @Override
    public void onQuoteObserved(int instrumentId, long quoteStartNanos, long quoteNanos, long bidE8, long askE8,
            long bidShares, long askShares) { }

    @Override
    public void onTradeObserved(int instrumentId, long tradeNanos, long priceE8, long qtyE9) { }

    @Override
    public void onDailyBarClosed(int instrumentId, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares) { }

    @Override
    public void onVolatilityIndexObserved(VolatilitySource source, long observedStartNanos, int sessionEpochDay,
            long valueE8) { }

    @Override
    public void onFeedStatusChanged(FeedStatus status, int instrumentId, long lastReceivedNanos, long limitNanos, String feed) { }

    @Override
    public void onImbalanceObserved(int instrumentId, long observedNanos, OrderSide side, long imbalanceShares,
            long pairedShares) { }

    @Override
    public void onAssetEligibilityObserved(int instrumentId, boolean isTradable, boolean isFractionable, boolean isShortable,
            long minQtyE9, long minNotionalE8, long validUntilNanos) { }

    @Override
    public void onBorrowObserved(int instrumentId, BorrowState state, long availableShares, long observedNanos) { }

    @Override
    public void onTradingHaltChanged(int instrumentId, TradingState state, long changedNanos, long resumesNanos) {
    }

    @Override
    public void onOrderSent(long orderId) { }

    @Override
    public void onOrderAcknowledged(long orderId) { }

    @Override
    public void onOrderRejected(long orderId, BrokerRejectReason reason) { }

    @Override
    public void onOrderFilled(long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9,
            long leavesQtyE9, long commissionE8, String executionId) { }

    @Override
    public void onOrderCancelled(long orderId, CancelReason reason, long filledQtyE9) { }

    @Override
    public void onOrderExpired(long orderId, long filledQtyE9) { }

    @Override
    public void onOrderCancelRejected(long orderId) { }

    @Override
    public void onOrderReplaced(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) { }

    @Override
    public void onOrderReplaceRejected(long orderId) { }

    @Override
    public void onOrderStateUnknown(long orderId) { }

    @Override
    public void onOrderNotFound(long orderId) { }

    @Override
    public void onFeeCharged(long orderId, int instrumentId, FeeKind kind, long amountE8, String executionId, String feeId) { }

    @Override
    public void onCashTransferred(TransferKind kind, long amountE8, String transferId) { }

    @Override
    public void onDividendPaid(int instrumentId, long grossE8, long taxE8, long netE8, String paymentId) { }

    @Override
    public void onInterestPosted(long amountE8, boolean isBorrowFee, int instrumentId, String interestId) { }

    @Override
    public void onOpeningPositionObserved(int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9, long costE8,
            int openedEpochDay) { }

    @Override
    public void onSettingsChanged(SettingsChangedDecoder changed) { }

    @Override
    public void onChartOfAccountsChanged(ChartOfAccountsChangedDecoder chart) { }

    @Override
    public void onReserveOverridden(ReserveKind reserve, long amountE8, String user, String reason) { }

    @Override
    public void onFillBusted(long orderId, int instrumentId, String executionId) { }

    @Override
    public void onFillCorrected(long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long commissionE8,
            String executionId, String correctedExecutionId) { }

    @Override
    public void onCorporateActionAnnounced(int instrumentId, CorporateActionKind kind, int exEpochDay, long numerator, long denominator,
            int newInstrumentId, String announcementId) { }

    @Override
    public void onOptionLifecycleObserved(int instrumentId, OptionEvent optionEvent, long contracts, long underlyingQtyE9, long strikeE8,
            long cashE8, String eventId) { }

    @Override
    public void onLotsDesignated(LotsDesignatedDecoder designated) { }

    @Override
    public void onStatementLineObserved(int statementEpochDay, int lineNumber, StatementLineKind kind, int instrumentId, long qtyE9,
        long priceE8, long amountE8, String executionId, String statementId, String text) { }

    @Override
    public void onReconciliationCompleted(int snapshotNumber, boolean isComplete, String connection) { }

    @Override
    public void onOrderSnapshotObserved(int snapshotNumber, long orderId, OrderState state, long qtyE9, long filledQtyE9,
            String brokerOrderId) { }

    @Override
    public void onPositionObserved(int snapshotNumber, int instrumentId, long signedQtyE9, long marketPriceE8) { }

    @Override
    public void onExternalOrderObserved(int instrumentId, OrderSide side, long leavesQtyE9, String brokerOrderId) { }

    @Override
    public void onExternalFillObserved(int instrumentId, OrderSide side, long qtyE9, boolean isForeignAccount, String brokerOrderId,
            String executionId) { }

    @Override
    public void onProcessStarted() { }

    @Override
    public void onMarketDataCorrected(int instrumentId) { }

    @Override
    public void onMarketDataRejected(int instrumentId) { }

    @Override
    public void onProcessStopped() { }

    @Override
    public void onOperatorCommanded(OperatorCommand command, CommandOrigin origin, long orderId, long positionId, String reason) { }

    @Override
    public void onOrderApprovalGiven(int approvalNumber, ApprovalVerdict verdict) { }

    @Override
    public void onAccountObserved(AccountStatus status, boolean isShortingAllowed, long buyingPowerE8, long fractionalBuyingPowerE8,
            String account, int restrictionCount) { }

    @Override
    public void onBrokerConnectionChanged(ConnectionKind connection, ConnectionState toState) { }

    @Override
    public void onClockSkewObserved(long skewNanos) { }

    @Override
    public void onStorageObserved(long freeBytes, long guardBytes, boolean isSyncFailed) { }

    @Override
    public void onWatchdogReported(WatchdogSubject subject, WatchdogVerdict verdict, MeasureUnit unit, long actualValue, long limitValue) { }
}
