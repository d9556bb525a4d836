package io.tradebot.engine.record;

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

/** Receives inputs as plain arguments, in the units of the schema. Engine thread only. */
public interface InputHandler {

    /** A run begins; the decoder is valid during the call only. */
    void onSessionStarted(SessionStartedDecoder started);

    /** See SessionEnded in the schema. */
    void onSessionEnded(long inputCount);

    /** See TimeAdvanced in the schema. */
    void onTimeAdvanced(ClockSource clockSource);

    /** See MinuteClosed in the schema. */
    void onMinuteClosed(long minuteStartNanos, int barCount);

    /** See InstrumentDefined in the schema. */
    void onInstrumentDefined(int instrumentId, InstrumentKind kind, int multiplier, int underlyingId, long strikeE8,
            int expiryEpochDay, String symbol);

    /** See BarClosed in the schema. */
    void onBarClosed(int instrumentId, long barStartNanos, long barNanos, long openE8, long highE8, long lowE8,
            long closeE8, long volumeShares, int revision);

    /** See QuoteObserved in the schema. */
    void onQuoteObserved(int instrumentId, long quoteStartNanos, long quoteNanos, long bidE8, long askE8,
            long bidShares, long askShares);

    /** See TradeObserved in the schema. */
    void onTradeObserved(int instrumentId, long tradeNanos, long priceE8, long qtyE9);

    /** See DailyBarClosed in the schema. */
    void onDailyBarClosed(int instrumentId, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares);

    /** See VolatilityIndexObserved in the schema. */
    void onVolatilityIndexObserved(VolatilitySource source, long observedStartNanos, int sessionEpochDay, long valueE8);

    /** See FeedStatusChanged in the schema. */
    void onFeedStatusChanged(FeedStatus status, int instrumentId, long lastReceivedNanos, long limitNanos, String feed);

    /** See MarketDataCorrected in the schema; the engine decides on bars, of which a new revision follows. */
    void onMarketDataCorrected(int instrumentId);

    /** See MarketDataRejected in the schema: for the record only. */
    void onMarketDataRejected(int instrumentId);

    /** See ImbalanceObserved in the schema. */
    void onImbalanceObserved(int instrumentId, long observedNanos, OrderSide side, long imbalanceShares, long pairedShares);

    /** See AssetEligibilityObserved in the schema. */
    void onAssetEligibilityObserved(int instrumentId, boolean isTradable, boolean isFractionable, boolean isShortable, long minQtyE9,
            long minNotionalE8, long validUntilNanos);

    /** See BorrowObserved in the schema. */
    void onBorrowObserved(int instrumentId, BorrowState state, long availableShares, long observedNanos);

    /** See TradingHaltChanged in the schema. */
    void onTradingHaltChanged(int instrumentId, TradingState state, long changedNanos, long resumesNanos);

    /** See OrderSent in the schema. */
    void onOrderSent(long orderId);

    /** See OrderAcknowledged in the schema. */
    void onOrderAcknowledged(long orderId);

    /** See OrderRejected in the schema. */
    void onOrderRejected(long orderId, BrokerRejectReason reason);

    /** See OrderFilled in the schema. */
    void onOrderFilled(long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9,
            long leavesQtyE9, long commissionE8, String executionId);

    /** See OrderCancelled in the schema. */
    void onOrderCancelled(long orderId, CancelReason reason, long filledQtyE9);

    /** See OrderExpired in the schema. */
    void onOrderExpired(long orderId, long filledQtyE9);

    /** See OrderCancelRejected in the schema. */
    void onOrderCancelRejected(long orderId);

    /** See OrderReplaced in the schema. */
    void onOrderReplaced(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8);

    /** See OrderReplaceRejected in the schema. */
    void onOrderReplaceRejected(long orderId);

    /** See OrderStateUnknown in the schema. */
    void onOrderStateUnknown(long orderId);

    /** See OrderNotFound in the schema. */
    void onOrderNotFound(long orderId);

    /** See FeeCharged in the schema. */
    void onFeeCharged(long orderId, int instrumentId, FeeKind kind, long amountE8, String executionId, String feeId);

    /** See CashTransferred in the schema. */
    void onCashTransferred(TransferKind kind, long amountE8, String transferId);

    /** See DividendPaid in the schema. */
    void onDividendPaid(int instrumentId, long grossE8, long taxE8, long netE8, String paymentId);

    /** See InterestPosted in the schema. */
    void onInterestPosted(long amountE8, boolean isBorrowFee, int instrumentId, String interestId);

    /** See OpeningPositionObserved in the schema. */
    void onOpeningPositionObserved(int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9, long costE8,
            int openedEpochDay);

    /** Somebody asks for other settings; the decoder is valid during the call only. */
    void onSettingsChanged(SettingsChangedDecoder changed);

    /** Somebody gives a new chart of accounts; the decoder is valid during the call only. */
    void onChartOfAccountsChanged(ChartOfAccountsChangedDecoder chart);

    /** See ReserveOverridden in the schema. */
    void onReserveOverridden(ReserveKind reserve, long amountE8, String user, String reason);

    /** See FillBusted in the schema. */
    void onFillBusted(long orderId, int instrumentId, String executionId);

    /** See FillCorrected in the schema. */
    void onFillCorrected(long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long commissionE8, String executionId,
            String correctedExecutionId);

    /** See CorporateActionAnnounced in the schema. */
    void onCorporateActionAnnounced(int instrumentId, CorporateActionKind kind, int exEpochDay, long numerator, long denominator,
            int newInstrumentId, String announcementId);

    /** See OptionLifecycleObserved in the schema. */
    void onOptionLifecycleObserved(int instrumentId, OptionEvent optionEvent, long contracts, long underlyingQtyE9, long strikeE8,
            long cashE8, String eventId);

    /** Somebody names the lots of a sale; the decoder is valid during the call only. */
    void onLotsDesignated(LotsDesignatedDecoder designated);

    /** See BrokerStatementLineObserved in the schema. */
    void onStatementLineObserved(int statementEpochDay, int lineNumber, StatementLineKind kind, int instrumentId, long qtyE9, long priceE8,
            long amountE8, String executionId, String statementId, String text);

    /** See ReconciliationCompleted in the schema. */
    void onReconciliationCompleted(int snapshotNumber, boolean isComplete, String connection);

    /** See OrderSnapshotObserved in the schema; number 0 for the answer to a question about one order. */
    void onOrderSnapshotObserved(int snapshotNumber, long orderId, OrderState state, long qtyE9, long filledQtyE9, String brokerOrderId);

    /** See PositionObserved in the schema; {@code marketPriceE8} is null's value when the broker gives none. */
    void onPositionObserved(int snapshotNumber, int instrumentId, long signedQtyE9, long marketPriceE8);

    /** See ExternalOrderObserved in the schema; {@code leavesQtyE9} is what may still fill. */
    void onExternalOrderObserved(int instrumentId, OrderSide side, long leavesQtyE9, String brokerOrderId);

    /** See ExternalFillObserved in the schema. */
    void onExternalFillObserved(int instrumentId, OrderSide side, long qtyE9, boolean isForeignAccount, String brokerOrderId,
            String executionId);

    /** See ProcessStarted in the schema. */
    void onProcessStarted();

    /** See ProcessStopped in the schema. */
    void onProcessStopped();

    /** See OperatorCommanded in the schema. */
    void onOperatorCommanded(OperatorCommand command, CommandOrigin origin, long orderId, long positionId, String reason);

    /** See OrderApprovalGiven in the schema. */
    void onOrderApprovalGiven(int approvalNumber, ApprovalVerdict verdict);

    /** See AccountObserved in the schema; {@code restrictionCount} is the number of restrictions. */
    void onAccountObserved(AccountStatus status, boolean isShortingAllowed, long buyingPowerE8, long fractionalBuyingPowerE8, String account,
            int restrictionCount);

    /** See BrokerConnectionChanged in the schema. */
    void onBrokerConnectionChanged(ConnectionKind connection, ConnectionState toState);

    /** See ClockSkewObserved in the schema. */
    void onClockSkewObserved(long skewNanos);

    /** See StorageObserved in the schema. */
    void onStorageObserved(long freeBytes, long guardBytes, boolean isSyncFailed);

    /** See WatchdogReported in the schema. */
    void onWatchdogReported(WatchdogSubject subject, WatchdogVerdict verdict, MeasureUnit unit, long actualValue, long limitValue);
}
