package io.tradebot.engine.record;

import io.tradebot.journal.event.AccountObservedDecoder;
import io.tradebot.journal.event.AssetEligibilityObservedDecoder;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.BorrowObservedDecoder;
import io.tradebot.journal.event.BrokerConnectionChangedDecoder;
import io.tradebot.journal.event.BrokerStatementLineObservedDecoder;
import io.tradebot.journal.event.CashTransferredDecoder;
import io.tradebot.journal.event.ChartOfAccountsChangedDecoder;
import io.tradebot.journal.event.ClockSkewObservedDecoder;
import io.tradebot.journal.event.CorporateActionAnnouncedDecoder;
import io.tradebot.journal.event.DailyBarClosedDecoder;
import io.tradebot.journal.event.DividendPaidDecoder;
import io.tradebot.journal.event.ExternalFillObservedDecoder;
import io.tradebot.journal.event.ExternalOrderObservedDecoder;
import io.tradebot.journal.event.FeeChargedDecoder;
import io.tradebot.journal.event.FeedStatusChangedDecoder;
import io.tradebot.journal.event.FillBustedDecoder;
import io.tradebot.journal.event.FillCorrectedDecoder;
import io.tradebot.journal.event.ImbalanceObservedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.InterestPostedDecoder;
import io.tradebot.journal.event.JournalRecoveredDecoder;
import io.tradebot.journal.event.JournalSealedDecoder;
import io.tradebot.journal.event.LotsDesignatedDecoder;
import io.tradebot.journal.event.MarketDataCorrectedDecoder;
import io.tradebot.journal.event.MarketDataRejectedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.OpeningPositionObservedDecoder;
import io.tradebot.journal.event.OperatorCommandedDecoder;
import io.tradebot.journal.event.OptionLifecycleObservedDecoder;
import io.tradebot.journal.event.OrderAcknowledgedDecoder;
import io.tradebot.journal.event.OrderApprovalGivenDecoder;
import io.tradebot.journal.event.OrderCancelRejectedDecoder;
import io.tradebot.journal.event.OrderCancelledDecoder;
import io.tradebot.journal.event.OrderExpiredDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderNotFoundDecoder;
import io.tradebot.journal.event.OrderRejectedDecoder;
import io.tradebot.journal.event.OrderReplaceRejectedDecoder;
import io.tradebot.journal.event.OrderReplacedDecoder;
import io.tradebot.journal.event.OrderSentDecoder;
import io.tradebot.journal.event.OrderSnapshotObservedDecoder;
import io.tradebot.journal.event.OrderStateUnknownDecoder;
import io.tradebot.journal.event.PositionObservedDecoder;
import io.tradebot.journal.event.ProcessStartedDecoder;
import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.ReconciliationCompletedDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.ReserveOverriddenDecoder;
import io.tradebot.journal.event.SessionEndedDecoder;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.SettingsChangedDecoder;
import io.tradebot.journal.event.StorageObservedDecoder;
import io.tradebot.journal.event.TimeAdvancedDecoder;
import io.tradebot.journal.event.TradeObservedDecoder;
import io.tradebot.journal.event.TradingHaltChangedDecoder;
import io.tradebot.journal.event.UnreadableRecordException;
import io.tradebot.journal.event.VolatilityIndexObservedDecoder;
import io.tradebot.journal.event.WatchdogReportedDecoder;

/**
 * Reads the input of a batch and calls the handler with plain arguments. Engine thread only.
 *
 * <p>A record that the engine does not know is an error that names it; nothing is skipped.
 */
public final class Inputs {

    private final RecordCursor cursor = new RecordCursor();
    private final SessionStartedDecoder sessionStarted = new SessionStartedDecoder();
    private final SessionEndedDecoder sessionEnded = new SessionEndedDecoder();
    private final TimeAdvancedDecoder timeAdvanced = new TimeAdvancedDecoder();
    private final MinuteClosedDecoder minuteClosed = new MinuteClosedDecoder();
    private final InstrumentDefinedDecoder instrumentDefined = new InstrumentDefinedDecoder();
    private final BarClosedDecoder barClosed = new BarClosedDecoder();
    private final QuoteObservedDecoder quoteObserved = new QuoteObservedDecoder();
    private final TradeObservedDecoder tradeObserved = new TradeObservedDecoder();
    private final DailyBarClosedDecoder dailyBarClosed = new DailyBarClosedDecoder();
    private final VolatilityIndexObservedDecoder volatilityIndexObserved = new VolatilityIndexObservedDecoder();
    private final FeedStatusChangedDecoder feedStatusChanged = new FeedStatusChangedDecoder();
    private final MarketDataCorrectedDecoder marketDataCorrected = new MarketDataCorrectedDecoder();
    private final MarketDataRejectedDecoder marketDataRejected = new MarketDataRejectedDecoder();
    private final ImbalanceObservedDecoder imbalanceObserved = new ImbalanceObservedDecoder();
    private final AssetEligibilityObservedDecoder assetEligibilityObserved = new AssetEligibilityObservedDecoder();
    private final BorrowObservedDecoder borrowObserved = new BorrowObservedDecoder();
    private final TradingHaltChangedDecoder tradingHaltChanged = new TradingHaltChangedDecoder();
    private final OrderSentDecoder orderSent = new OrderSentDecoder();
    private final OrderAcknowledgedDecoder orderAcknowledged = new OrderAcknowledgedDecoder();
    private final OrderRejectedDecoder orderRejected = new OrderRejectedDecoder();
    private final OrderFilledDecoder orderFilled = new OrderFilledDecoder();
    private final OrderCancelledDecoder orderCancelled = new OrderCancelledDecoder();
    private final OrderExpiredDecoder orderExpired = new OrderExpiredDecoder();
    private final OrderCancelRejectedDecoder orderCancelRejected = new OrderCancelRejectedDecoder();
    private final OrderReplacedDecoder orderReplaced = new OrderReplacedDecoder();
    private final OrderReplaceRejectedDecoder orderReplaceRejected = new OrderReplaceRejectedDecoder();
    private final OrderStateUnknownDecoder orderStateUnknown = new OrderStateUnknownDecoder();
    private final OrderNotFoundDecoder orderNotFound = new OrderNotFoundDecoder();
    private final OperatorCommandedDecoder operatorCommanded = new OperatorCommandedDecoder();
    private final OrderApprovalGivenDecoder orderApprovalGiven = new OrderApprovalGivenDecoder();
    private final AccountObservedDecoder accountObserved = new AccountObservedDecoder();
    private final BrokerConnectionChangedDecoder brokerConnectionChanged = new BrokerConnectionChangedDecoder();
    private final ClockSkewObservedDecoder clockSkewObserved = new ClockSkewObservedDecoder();
    private final StorageObservedDecoder storageObserved = new StorageObservedDecoder();
    private final WatchdogReportedDecoder watchdogReported = new WatchdogReportedDecoder();
    private final FeeChargedDecoder feeCharged = new FeeChargedDecoder();
    private final CashTransferredDecoder cashTransferred = new CashTransferredDecoder();
    private final DividendPaidDecoder dividendPaid = new DividendPaidDecoder();
    private final InterestPostedDecoder interestPosted = new InterestPostedDecoder();
    private final OpeningPositionObservedDecoder openingPositionObserved = new OpeningPositionObservedDecoder();
    private final SettingsChangedDecoder settingsChanged = new SettingsChangedDecoder();
    private final ChartOfAccountsChangedDecoder chartOfAccountsChanged = new ChartOfAccountsChangedDecoder();
    private final ReserveOverriddenDecoder reserveOverridden = new ReserveOverriddenDecoder();
    private final FillBustedDecoder fillBusted = new FillBustedDecoder();
    private final FillCorrectedDecoder fillCorrected = new FillCorrectedDecoder();
    private final CorporateActionAnnouncedDecoder corporateActionAnnounced = new CorporateActionAnnouncedDecoder();
    private final OptionLifecycleObservedDecoder optionLifecycleObserved = new OptionLifecycleObservedDecoder();
    private final LotsDesignatedDecoder lotsDesignated = new LotsDesignatedDecoder();
    private final BrokerStatementLineObservedDecoder statementLine = new BrokerStatementLineObservedDecoder();
    private int version;
    private final ReconciliationCompletedDecoder reconciliationCompleted = new ReconciliationCompletedDecoder();
    private final OrderSnapshotObservedDecoder orderSnapshot = new OrderSnapshotObservedDecoder();
    private final PositionObservedDecoder positionObserved = new PositionObservedDecoder();
    private final ExternalOrderObservedDecoder externalOrder = new ExternalOrderObservedDecoder();
    private final ExternalFillObservedDecoder externalFill = new ExternalFillObservedDecoder();

    /** Schema version of the input that was read last: what older programs wrote is decided as they did. */
    public int version() {
        return version;
    }

    /** Reads the first record of the batch, which is the input. */
    public void read(RecordBatch batch, InputHandler handler) {
        RecordCursor c = cursor.wrap(batch.buffer(), 0, batch.length());
        if (!c.next()) {
            throw new UnreadableRecordException("an excerpt without an input");
        }
        version = c.version();
        switch (c.templateId()) {
            case SessionStartedDecoder.TEMPLATE_ID -> {
                sessionStarted.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onSessionStarted(sessionStarted);
            }
            case SessionEndedDecoder.TEMPLATE_ID -> {
                sessionEnded.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onSessionEnded(sessionEnded.inputCount());
            }
            case TimeAdvancedDecoder.TEMPLATE_ID -> {
                timeAdvanced.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onTimeAdvanced(timeAdvanced.clockSource());
            }
            case MinuteClosedDecoder.TEMPLATE_ID -> {
                minuteClosed.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onMinuteClosed(minuteClosed.minuteStartNanos(), minuteClosed.barCount());
            }
            case InstrumentDefinedDecoder.TEMPLATE_ID -> {
                instrumentDefined.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onInstrumentDefined(instrumentDefined.instrumentId(), instrumentDefined.kind(),
                    instrumentDefined.multiplier(), instrumentDefined.underlyingId(), instrumentDefined.strikeE8(),
                    instrumentDefined.expiryEpochDay(), instrumentDefined.symbol());
            }
            case BarClosedDecoder.TEMPLATE_ID -> {
                barClosed.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onBarClosed(barClosed.instrumentId(), barClosed.barStartNanos(), barClosed.barNanos(),
                    barClosed.openE8(), barClosed.highE8(), barClosed.lowE8(), barClosed.closeE8(),
                    barClosed.volumeShares(), barClosed.revision());
            }
            case QuoteObservedDecoder.TEMPLATE_ID -> {
                quoteObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onQuoteObserved(quoteObserved.instrumentId(), quoteObserved.quoteStartNanos(),
                    quoteObserved.quoteNanos(), quoteObserved.bidE8(), quoteObserved.askE8(),
                    quoteObserved.bidShares(), quoteObserved.askShares());
            }
            case TradeObservedDecoder.TEMPLATE_ID -> {
                tradeObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onTradeObserved(tradeObserved.instrumentId(), tradeObserved.tradeNanos(),
                    tradeObserved.priceE8(), tradeObserved.qtyE9());
            }
            case DailyBarClosedDecoder.TEMPLATE_ID -> {
                dailyBarClosed.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onDailyBarClosed(dailyBarClosed.instrumentId(), dailyBarClosed.sessionEpochDay(),
                    dailyBarClosed.openE8(), dailyBarClosed.highE8(), dailyBarClosed.lowE8(),
                    dailyBarClosed.closeE8(), dailyBarClosed.volumeShares());
            }
            case VolatilityIndexObservedDecoder.TEMPLATE_ID -> {
                volatilityIndexObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onVolatilityIndexObserved(volatilityIndexObserved.source(),
                    volatilityIndexObserved.observedStartNanos(), volatilityIndexObserved.sessionEpochDay(),
                    volatilityIndexObserved.valueE8());
            }
            case MarketDataCorrectedDecoder.TEMPLATE_ID -> {
                marketDataCorrected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onMarketDataCorrected(marketDataCorrected.instrumentId());
            }
            case MarketDataRejectedDecoder.TEMPLATE_ID -> {
                marketDataRejected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onMarketDataRejected(marketDataRejected.instrumentId());
            }
            case FeedStatusChangedDecoder.TEMPLATE_ID -> {
                feedStatusChanged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onFeedStatusChanged(feedStatusChanged.status(), feedStatusChanged.instrumentId(),
                    feedStatusChanged.lastReceivedNanos(), feedStatusChanged.limitNanos(), feedStatusChanged.feed());
            }
            case ImbalanceObservedDecoder.TEMPLATE_ID -> {
                imbalanceObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onImbalanceObserved(imbalanceObserved.instrumentId(), imbalanceObserved.observedNanos(),
                    imbalanceObserved.side(), imbalanceObserved.imbalanceShares(), imbalanceObserved.pairedShares());
            }
            case AssetEligibilityObservedDecoder.TEMPLATE_ID -> {
                assetEligibilityObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onAssetEligibilityObserved(assetEligibilityObserved.instrumentId(),
                    assetEligibilityObserved.isTradable() == BooleanType.YES,
                    assetEligibilityObserved.isFractionable() == BooleanType.YES,
                    assetEligibilityObserved.isShortable() == BooleanType.YES, assetEligibilityObserved.minQtyE9(),
                    assetEligibilityObserved.minNotionalE8(), assetEligibilityObserved.validUntilNanos());
            }
            case BorrowObservedDecoder.TEMPLATE_ID -> {
                borrowObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onBorrowObserved(borrowObserved.instrumentId(), borrowObserved.state(), borrowObserved.availableShares(),
                    borrowObserved.observedNanos());
            }
            case TradingHaltChangedDecoder.TEMPLATE_ID -> {
                tradingHaltChanged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onTradingHaltChanged(tradingHaltChanged.instrumentId(), tradingHaltChanged.tradingState(),
                    tradingHaltChanged.changedNanos(), tradingHaltChanged.resumesNanos());
            }
            case OrderSentDecoder.TEMPLATE_ID -> {
                orderSent.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderSent(orderSent.orderId());
            }
            case OrderAcknowledgedDecoder.TEMPLATE_ID -> {
                orderAcknowledged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderAcknowledged(orderAcknowledged.orderId());
            }
            case OrderRejectedDecoder.TEMPLATE_ID -> {
                orderRejected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderRejected(orderRejected.orderId(), orderRejected.reason());
            }
            case OrderFilledDecoder.TEMPLATE_ID -> {
                orderFilled.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderFilled(orderFilled.orderId(), orderFilled.instrumentId(), orderFilled.executedNanos(),
                    orderFilled.priceE8(), orderFilled.qtyE9(), orderFilled.leavesQtyE9(),
                    orderFilled.commissionE8(), orderFilled.executionId());
            }
            case OrderCancelledDecoder.TEMPLATE_ID -> {
                orderCancelled.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderCancelled(orderCancelled.orderId(), orderCancelled.reason(),
                    orderCancelled.filledQtyE9());
            }
            case OrderExpiredDecoder.TEMPLATE_ID -> {
                orderExpired.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderExpired(orderExpired.orderId(), orderExpired.filledQtyE9());
            }
            case OrderCancelRejectedDecoder.TEMPLATE_ID -> {
                orderCancelRejected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderCancelRejected(orderCancelRejected.orderId());
            }
            case OrderReplacedDecoder.TEMPLATE_ID -> {
                orderReplaced.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderReplaced(orderReplaced.orderId(), orderReplaced.qtyE9(), orderReplaced.limitPriceE8(),
                    orderReplaced.stopPriceE8());
            }
            case OrderReplaceRejectedDecoder.TEMPLATE_ID -> {
                orderReplaceRejected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderReplaceRejected(orderReplaceRejected.orderId());
            }
            case OrderStateUnknownDecoder.TEMPLATE_ID -> {
                orderStateUnknown.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderStateUnknown(orderStateUnknown.orderId());
            }
            case OrderNotFoundDecoder.TEMPLATE_ID -> {
                orderNotFound.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderNotFound(orderNotFound.orderId());
            }
            case FeeChargedDecoder.TEMPLATE_ID -> {
                feeCharged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onFeeCharged(feeCharged.orderId(), feeCharged.instrumentId(), feeCharged.kind(), feeCharged.amountE8(),
                    feeCharged.executionId(), feeCharged.feeId());
            }
            case CashTransferredDecoder.TEMPLATE_ID -> {
                cashTransferred.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onCashTransferred(cashTransferred.kind(), cashTransferred.amountE8(), cashTransferred.transferId());
            }
            case DividendPaidDecoder.TEMPLATE_ID -> {
                dividendPaid.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onDividendPaid(dividendPaid.instrumentId(), dividendPaid.grossE8(), dividendPaid.taxE8(),
                    dividendPaid.netE8(), dividendPaid.paymentId());
            }
            case InterestPostedDecoder.TEMPLATE_ID -> {
                interestPosted.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onInterestPosted(interestPosted.amountE8(), interestPosted.isBorrowFee() == BooleanType.YES,
                    interestPosted.instrumentId(), interestPosted.interestId());
            }
            case OpeningPositionObservedDecoder.TEMPLATE_ID -> {
                openingPositionObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOpeningPositionObserved(openingPositionObserved.instrumentId(), openingPositionObserved.assetClass(),
                    openingPositionObserved.side(), openingPositionObserved.qtyE9(), openingPositionObserved.costE8(),
                    openingPositionObserved.openedEpochDay());
            }
            case SettingsChangedDecoder.TEMPLATE_ID -> {
                settingsChanged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onSettingsChanged(settingsChanged);
            }
            case ChartOfAccountsChangedDecoder.TEMPLATE_ID -> {
                chartOfAccountsChanged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onChartOfAccountsChanged(chartOfAccountsChanged);
            }
            case ReserveOverriddenDecoder.TEMPLATE_ID -> {
                reserveOverridden.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onReserveOverridden(reserveOverridden.reserve(), reserveOverridden.amountE8(), reserveOverridden.user(),
                    reserveOverridden.reason());
            }
            case FillBustedDecoder.TEMPLATE_ID -> {
                fillBusted.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onFillBusted(fillBusted.orderId(), fillBusted.instrumentId(), fillBusted.executionId());
            }
            case FillCorrectedDecoder.TEMPLATE_ID -> {
                fillCorrected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onFillCorrected(fillCorrected.orderId(), fillCorrected.instrumentId(), fillCorrected.executedNanos(),
                    fillCorrected.priceE8(), fillCorrected.qtyE9(), fillCorrected.commissionE8(), fillCorrected.executionId(),
                    fillCorrected.correctedExecutionId());
            }
            case CorporateActionAnnouncedDecoder.TEMPLATE_ID -> {
                corporateActionAnnounced.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onCorporateActionAnnounced(corporateActionAnnounced.instrumentId(), corporateActionAnnounced.kind(),
                    corporateActionAnnounced.exEpochDay(), corporateActionAnnounced.numerator(), corporateActionAnnounced.denominator(),
                    corporateActionAnnounced.newInstrumentId(), corporateActionAnnounced.announcementId());
            }
            case OptionLifecycleObservedDecoder.TEMPLATE_ID -> {
                optionLifecycleObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOptionLifecycleObserved(optionLifecycleObserved.instrumentId(), optionLifecycleObserved.optionEvent(),
                    optionLifecycleObserved.contracts(), optionLifecycleObserved.underlyingQtyE9(), optionLifecycleObserved.strikeE8(),
                    optionLifecycleObserved.cashE8(), optionLifecycleObserved.eventId());
            }
            case LotsDesignatedDecoder.TEMPLATE_ID -> {
                lotsDesignated.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onLotsDesignated(lotsDesignated);
            }
            case BrokerStatementLineObservedDecoder.TEMPLATE_ID -> {
                statementLine.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onStatementLineObserved(statementLine.statementEpochDay(), statementLine.lineNumber(), statementLine.kind(),
                    statementLine.instrumentId(), statementLine.qtyE9(), statementLine.priceE8(), statementLine.amountE8(),
                    statementLine.executionId(), statementLine.statementId(), statementLine.text());
            }
            case ReconciliationCompletedDecoder.TEMPLATE_ID -> {
                reconciliationCompleted.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onReconciliationCompleted(reconciliationCompleted.snapshotNumber(),
                    reconciliationCompleted.isComplete() == BooleanType.YES, reconciliationCompleted.connection());
            }
            case OrderSnapshotObservedDecoder.TEMPLATE_ID -> {
                orderSnapshot.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderSnapshotObserved(orderSnapshot.snapshotNumber(), orderSnapshot.orderId(), orderSnapshot.state(),
                    orderSnapshot.qtyE9(), orderSnapshot.filledQtyE9(), orderSnapshot.brokerOrderId());
            }
            case PositionObservedDecoder.TEMPLATE_ID -> {
                positionObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onPositionObserved(positionObserved.snapshotNumber(), positionObserved.instrumentId(),
                    positionObserved.signedQtyE9(), positionObserved.marketPriceE8());
            }
            case ExternalOrderObservedDecoder.TEMPLATE_ID -> {
                externalOrder.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onExternalOrderObserved(externalOrder.instrumentId(), externalOrder.side(),
                    externalOrder.qtyE9() - externalOrder.filledQtyE9(), externalOrder.brokerOrderId());
            }
            case ExternalFillObservedDecoder.TEMPLATE_ID -> {
                externalFill.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onExternalFillObserved(externalFill.instrumentId(), externalFill.side(), externalFill.qtyE9(),
                    externalFill.isForeignAccount() == BooleanType.YES, externalFill.brokerOrderId(), externalFill.executionId());
            }
            case ProcessStartedDecoder.TEMPLATE_ID -> handler.onProcessStarted();
            case ProcessStoppedDecoder.TEMPLATE_ID -> handler.onProcessStopped();
            case JournalSealedDecoder.TEMPLATE_ID, JournalRecoveredDecoder.TEMPLATE_ID -> {
                // the journal's words about itself: facts for people and projections, nothing to decide
            }
            case OperatorCommandedDecoder.TEMPLATE_ID -> {
                operatorCommanded.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOperatorCommanded(operatorCommanded.command(), operatorCommanded.origin(), operatorCommanded.orderId(),
                    operatorCommanded.positionId(), reasonOf(operatorCommanded));
            }
            case OrderApprovalGivenDecoder.TEMPLATE_ID -> {
                orderApprovalGiven.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onOrderApprovalGiven(orderApprovalGiven.approvalNumber(), orderApprovalGiven.verdict());
            }
            case AccountObservedDecoder.TEMPLATE_ID -> {
                accountObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onAccountObserved(accountObserved.status(), accountObserved.isShortingAllowed() == BooleanType.YES,
                    accountObserved.buyingPowerE8(), accountObserved.fractionalBuyingPowerE8(), accountObserved.account(),
                    accountObserved.restrictions().count());
            }
            case BrokerConnectionChangedDecoder.TEMPLATE_ID -> {
                brokerConnectionChanged.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onBrokerConnectionChanged(brokerConnectionChanged.connection(), brokerConnectionChanged.toState());
            }
            case ClockSkewObservedDecoder.TEMPLATE_ID -> {
                clockSkewObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onClockSkewObserved(clockSkewObserved.skewNanos());
            }
            case StorageObservedDecoder.TEMPLATE_ID -> {
                storageObserved.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onStorageObserved(storageObserved.freeBytes(), storageObserved.guardBytes(),
                    storageObserved.isSyncFailed() == BooleanType.YES);
            }
            case WatchdogReportedDecoder.TEMPLATE_ID -> {
                watchdogReported.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                handler.onWatchdogReported(watchdogReported.subject(), watchdogReported.verdict(), watchdogReported.unit(),
                    watchdogReported.actualValue(), watchdogReported.limitValue());
            }
            default -> {
                if (!NotedRecords.contains(c.templateId())) {
                    throw new UnreadableRecordException("record id " + c.templateId() + " is not an input of this engine");
                }
            }
        }
    }

    /** Texts are read in the order in which they were written. */
    private static String reasonOf(OperatorCommandedDecoder commanded) {
        commanded.skipUser();
        return commanded.reason();
    }
}
