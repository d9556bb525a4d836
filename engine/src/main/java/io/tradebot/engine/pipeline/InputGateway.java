package io.tradebot.engine.pipeline;

import io.tradebot.engine.record.ChartAccount;
import io.tradebot.engine.record.LotPart;
import io.tradebot.engine.record.NotedRecords;
import io.tradebot.engine.record.Texts;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsRequest;
import io.tradebot.journal.event.AccountObservedEncoder;
import io.tradebot.journal.event.AccountStatus;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.AssetEligibilityObservedEncoder;
import io.tradebot.journal.event.BarClosedEncoder;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.BorrowObservedEncoder;
import io.tradebot.journal.event.BorrowState;
import io.tradebot.journal.event.BrokerConnectionChangedEncoder;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.BrokerStatementLineObservedEncoder;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.CashTransferredEncoder;
import io.tradebot.journal.event.ChartOfAccountsChangedEncoder;
import io.tradebot.journal.event.ClockSkewObservedEncoder;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.ConnectionKind;
import io.tradebot.journal.event.ConnectionState;
import io.tradebot.journal.event.CorporateActionAnnouncedEncoder;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.DailyBarClosedEncoder;
import io.tradebot.journal.event.DividendPaidEncoder;
import io.tradebot.journal.event.ExternalFillObservedEncoder;
import io.tradebot.journal.event.ExternalOrderObservedEncoder;
import io.tradebot.journal.event.FeeChargedEncoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.FeedStatusChangedEncoder;
import io.tradebot.journal.event.FillBustedEncoder;
import io.tradebot.journal.event.FillCorrectedEncoder;
import io.tradebot.journal.event.ImbalanceObservedEncoder;
import io.tradebot.journal.event.InstrumentDefinedEncoder;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.InterestPostedEncoder;
import io.tradebot.journal.event.LotsDesignatedEncoder;
import io.tradebot.journal.event.MarketDataCorrectedEncoder;
import io.tradebot.journal.event.MarketDataRejectedEncoder;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.MinuteClosedEncoder;
import io.tradebot.journal.event.OpeningPositionObservedEncoder;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OperatorCommandedEncoder;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OptionLifecycleObservedEncoder;
import io.tradebot.journal.event.OrderAcknowledgedEncoder;
import io.tradebot.journal.event.OrderApprovalGivenEncoder;
import io.tradebot.journal.event.OrderCancelRejectedEncoder;
import io.tradebot.journal.event.OrderCancelledEncoder;
import io.tradebot.journal.event.OrderExpiredEncoder;
import io.tradebot.journal.event.OrderFilledEncoder;
import io.tradebot.journal.event.OrderNotFoundEncoder;
import io.tradebot.journal.event.OrderRejectedEncoder;
import io.tradebot.journal.event.OrderReplaceRejectedEncoder;
import io.tradebot.journal.event.OrderReplacedEncoder;
import io.tradebot.journal.event.OrderSentEncoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderSnapshotObservedEncoder;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderStateUnknownEncoder;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PositionObservedEncoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ProcessStartedDecoder;
import io.tradebot.journal.event.ProcessStartedEncoder;
import io.tradebot.journal.event.ProcessStoppedDecoder;
import io.tradebot.journal.event.QuoteObservedEncoder;
import io.tradebot.journal.event.ReconciliationCompletedEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.ReserveOverriddenEncoder;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.SessionEndedEncoder;
import io.tradebot.journal.event.SessionStartedEncoder;
import io.tradebot.journal.event.SettingsChangedEncoder;
import io.tradebot.journal.event.StartCause;
import io.tradebot.journal.event.StatementLineKind;
import io.tradebot.journal.event.StorageObservedEncoder;
import io.tradebot.journal.event.TimeAdvancedEncoder;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.event.TradeObservedEncoder;
import io.tradebot.journal.event.TradingHaltChangedEncoder;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.event.VolatilityIndexObservedEncoder;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.event.WatchdogReportedEncoder;
import io.tradebot.journal.event.WatchdogSubject;
import io.tradebot.journal.event.WatchdogVerdict;

import java.util.List;

/**
 * The one way in: encodes one input record into a claimed slot and publishes it. Any thread; calls are let in one at a
 * time, and that order is the order of the journal. Never call it from a stage.
 *
 * <p>One method a record, engine time first (epoch nanoseconds, UTC, never going back), then the arguments in the order and
 * units of the schema.
 */
public final class InputGateway {

    private static final int MAX_TEXT_LENGTH = 1024;
    private static final int TEXT_ROOM = 2 + MAX_TEXT_LENGTH; // its length stands before a text
    private static final int MAX_REJECTED_LENGTH = 200;
    private static final int MAX_SETTINGS_LENGTH = 1 << 20;
    private static final int MAX_CHART_LENGTH = 1 << 20;

    private final SlotSource slots;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SessionStartedEncoder sessionStarted = new SessionStartedEncoder();
    private final SessionEndedEncoder sessionEnded = new SessionEndedEncoder();
    private final TimeAdvancedEncoder timeAdvanced = new TimeAdvancedEncoder();
    private final MinuteClosedEncoder minuteClosed = new MinuteClosedEncoder();
    private final InstrumentDefinedEncoder instrumentDefined = new InstrumentDefinedEncoder();
    private final BarClosedEncoder barClosed = new BarClosedEncoder();
    private final QuoteObservedEncoder quoteObserved = new QuoteObservedEncoder();
    private final TradeObservedEncoder tradeObserved = new TradeObservedEncoder();
    private final DailyBarClosedEncoder dailyBarClosed = new DailyBarClosedEncoder();
    private final VolatilityIndexObservedEncoder volatilityIndexObserved = new VolatilityIndexObservedEncoder();
    private final FeedStatusChangedEncoder feedStatusChanged = new FeedStatusChangedEncoder();
    private final MarketDataCorrectedEncoder marketDataCorrected = new MarketDataCorrectedEncoder();
    private final MarketDataRejectedEncoder marketDataRejected = new MarketDataRejectedEncoder();
    private final ImbalanceObservedEncoder imbalanceObserved = new ImbalanceObservedEncoder();
    private final AssetEligibilityObservedEncoder assetEligibilityObserved = new AssetEligibilityObservedEncoder();
    private final BorrowObservedEncoder borrowObserved = new BorrowObservedEncoder();
    private final TradingHaltChangedEncoder tradingHaltChanged = new TradingHaltChangedEncoder();
    private final OrderSentEncoder orderSent = new OrderSentEncoder();
    private final OrderAcknowledgedEncoder orderAcknowledged = new OrderAcknowledgedEncoder();
    private final OrderRejectedEncoder orderRejected = new OrderRejectedEncoder();
    private final OrderFilledEncoder orderFilled = new OrderFilledEncoder();
    private final OrderCancelledEncoder orderCancelled = new OrderCancelledEncoder();
    private final OrderExpiredEncoder orderExpired = new OrderExpiredEncoder();
    private final OrderCancelRejectedEncoder orderCancelRejected = new OrderCancelRejectedEncoder();
    private final OrderReplacedEncoder orderReplaced = new OrderReplacedEncoder();
    private final OrderReplaceRejectedEncoder orderReplaceRejected = new OrderReplaceRejectedEncoder();
    private final OrderStateUnknownEncoder orderStateUnknown = new OrderStateUnknownEncoder();
    private final OrderNotFoundEncoder orderNotFound = new OrderNotFoundEncoder();
    private final OperatorCommandedEncoder operatorCommanded = new OperatorCommandedEncoder();
    private final OrderApprovalGivenEncoder orderApprovalGiven = new OrderApprovalGivenEncoder();
    private final AccountObservedEncoder accountObserved = new AccountObservedEncoder();
    private final BrokerConnectionChangedEncoder brokerConnectionChanged = new BrokerConnectionChangedEncoder();
    private final ClockSkewObservedEncoder clockSkewObserved = new ClockSkewObservedEncoder();
    private final StorageObservedEncoder storageObserved = new StorageObservedEncoder();
    private final WatchdogReportedEncoder watchdogReported = new WatchdogReportedEncoder();
    private final FeeChargedEncoder feeCharged = new FeeChargedEncoder();
    private final CashTransferredEncoder cashTransferred = new CashTransferredEncoder();
    private final DividendPaidEncoder dividendPaid = new DividendPaidEncoder();
    private final InterestPostedEncoder interestPosted = new InterestPostedEncoder();
    private final BrokerStatementLineObservedEncoder statementLine = new BrokerStatementLineObservedEncoder();
    private final ReconciliationCompletedEncoder reconciliationCompleted = new ReconciliationCompletedEncoder();
    private final OrderSnapshotObservedEncoder orderSnapshotObserved = new OrderSnapshotObservedEncoder();
    private final ProcessStartedEncoder processStarted = new ProcessStartedEncoder();
    private final PositionObservedEncoder positionObserved = new PositionObservedEncoder();
    private final ExternalOrderObservedEncoder externalOrderObserved = new ExternalOrderObservedEncoder();
    private final ExternalFillObservedEncoder externalFillObserved = new ExternalFillObservedEncoder();
    private final OpeningPositionObservedEncoder openingPositionObserved = new OpeningPositionObservedEncoder();
    private final ChartOfAccountsChangedEncoder chartOfAccountsChanged = new ChartOfAccountsChangedEncoder();
    private final SettingsChangedEncoder settingsChanged = new SettingsChangedEncoder();
    private final ReserveOverriddenEncoder reserveOverridden = new ReserveOverriddenEncoder();
    private final FillBustedEncoder fillBusted = new FillBustedEncoder();
    private final FillCorrectedEncoder fillCorrected = new FillCorrectedEncoder();
    private final CorporateActionAnnouncedEncoder corporateActionAnnounced = new CorporateActionAnnouncedEncoder();
    private final OptionLifecycleObservedEncoder optionLifecycleObserved = new OptionLifecycleObservedEncoder();
    private final LotsDesignatedEncoder lotsDesignated = new LotsDesignatedEncoder();

    private long publishedCount;

    /** Publishes into this ring or loop. */
    public InputGateway(SlotSource slots) {
        this.slots = slots;
    }

    /**
     * A run begins. Must be the first input.
     *
     * @param settings every setting in force, key and value, in the order of the settings table; never secrets
     */
    public synchronized void sessionStarted(long timeNanos, RunMode runMode, List<EngineSettings.Entry> settings,
            String identity, String versionTag) {
        EventSlot slot = slots.claim(timeNanos);
        sessionStarted.wrapAndApplyHeader(slot.records().buffer(), begin(slot, MAX_SETTINGS_LENGTH), header)
            .runMode(runMode);
        SessionStartedEncoder.SettingsEncoder group = sessionStarted.settingsCount(settings.size());
        for (EngineSettings.Entry setting : settings) {
            group.next().key(setting.key()).value(setting.value());
        }
        sessionStarted.identity(identity).versionTag(versionTag);
        publish(slot, sessionStarted.encodedLength());
    }

    /** A run ends cleanly. Last record of the run. */
    public synchronized void sessionEnded(long timeNanos, long inputCount) {
        EventSlot slot = slots.claim(timeNanos);
        sessionEnded.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, SessionEndedEncoder.BLOCK_LENGTH), header)
            .inputCount(inputCount);
        publish(slot, sessionEnded.encodedLength());
    }

    /** Time has reached the envelope's time; deadlines at or before it are due. */
    public synchronized void timeAdvanced(long timeNanos, ClockSource clockSource) {
        EventSlot slot = slots.claim(timeNanos);
        timeAdvanced.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, TimeAdvancedEncoder.BLOCK_LENGTH), header)
            .clockSource(clockSource);
        publish(slot, timeAdvanced.encodedLength());
    }

    /**
     * All market data of one minute has been given; follows its bars. The envelope's time is the end of the
     * minute.
     */
    public synchronized void minuteClosed(long timeNanos, long minuteStartNanos, int barCount) {
        EventSlot slot = slots.claim(timeNanos);
        minuteClosed.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, MinuteClosedEncoder.BLOCK_LENGTH), header)
            .minuteStartNanos(minuteStartNanos)
            .barCount(barCount);
        publish(slot, minuteClosed.encodedLength());
    }

    /**
     * Names an instrument before its first use. A later record with the same id replaces the attributes, never
     * the symbol.
     */
    public synchronized void instrumentDefined(long timeNanos, int instrumentId, InstrumentKind kind, int multiplier,
            int underlyingId, long strikeE8, int expiryEpochDay, String symbol) {
        EventSlot slot = slots.claim(timeNanos);
        instrumentDefined.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, InstrumentDefinedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .kind(kind)
            .multiplier(multiplier)
            .underlyingId(underlyingId)
            .strikeE8(strikeE8)
            .expiryEpochDay(expiryEpochDay)
            .symbol(symbol);
        publish(slot, instrumentDefined.encodedLength());
    }

    /** A trade bar is complete. Known at its end. */
    public synchronized void barClosed(long timeNanos, int instrumentId, long barStartNanos, long barNanos,
            long openE8,
            long highE8, long lowE8, long closeE8, long volumeShares, int revision) {
        EventSlot slot = slots.claim(timeNanos);
        barClosed.wrapAndApplyHeader(slot.records().buffer(), begin(slot, BarClosedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .barStartNanos(barStartNanos)
            .barNanos(barNanos)
            .openE8(openE8)
            .highE8(highE8)
            .lowE8(lowE8)
            .closeE8(closeE8)
            .volumeShares(volumeShares)
            .revision(revision);
        publish(slot, barClosed.encodedLength());
    }

    /** Best bid and offer at the end of a quote bar (or a single quote, with length 0). */
    public synchronized void quoteObserved(long timeNanos, int instrumentId, long quoteStartNanos, long quoteNanos,
            long bidE8,
            long askE8, long bidShares, long askShares) {
        EventSlot slot = slots.claim(timeNanos);
        quoteObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, QuoteObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .quoteStartNanos(quoteStartNanos)
            .quoteNanos(quoteNanos)
            .bidE8(bidE8)
            .askE8(askE8)
            .bidShares(bidShares)
            .askShares(askShares);
        publish(slot, quoteObserved.encodedLength());
    }

    /** One print. */
    public synchronized void tradeObserved(long timeNanos, int instrumentId, long tradeNanos, long priceE8,
            long qtyE9) {
        EventSlot slot = slots.claim(timeNanos);
        tradeObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, TradeObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .tradeNanos(tradeNanos)
            .priceE8(priceE8)
            .qtyE9(qtyE9);
        publish(slot, tradeObserved.encodedLength());
    }

    /** A daily bar is complete; used for average daily volume. */
    public synchronized void dailyBarClosed(long timeNanos, int instrumentId, int sessionEpochDay, long openE8,
            long highE8,
            long lowE8, long closeE8, long volumeShares) {
        EventSlot slot = slots.claim(timeNanos);
        dailyBarClosed.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, DailyBarClosedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .sessionEpochDay(sessionEpochDay)
            .openE8(openE8)
            .highE8(highE8)
            .lowE8(lowE8)
            .closeE8(closeE8)
            .volumeShares(volumeShares);
        publish(slot, dailyBarClosed.encodedLength());
    }

    /** A value of the volatility index. */
    public synchronized void volatilityIndexObserved(long timeNanos, VolatilitySource source, long observedStartNanos,
            int sessionEpochDay, long valueE8) {
        EventSlot slot = slots.claim(timeNanos);
        volatilityIndexObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, VolatilityIndexObservedEncoder.BLOCK_LENGTH), header)
            .source(source)
            .observedStartNanos(observedStartNanos)
            .sessionEpochDay(sessionEpochDay)
            .valueE8(valueE8);
        publish(slot, volatilityIndexObserved.encodedLength());
    }

    /**
     * A data stream, or one instrument in it, changed its state. The engine acts on the name {@code VolatilityIndex.MINUTE_FEED}.
     *
     * @param instrumentId      0 for the whole stream
     * @param lastReceivedNanos last data before, by the host's clock; Long.MIN_VALUE when there was none
     * @param limitNanos        limit of silence that was passed, or Long.MIN_VALUE
     */
    public synchronized void feedStatusChanged(long timeNanos, FeedStatus status, int instrumentId, long lastReceivedNanos,
            long limitNanos, String feed, String text) {
        EventSlot slot = slots.claim(timeNanos);
        feedStatusChanged.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, FeedStatusChangedEncoder.BLOCK_LENGTH + MAX_TEXT_LENGTH), header)
            .status(status)
            .instrumentId(instrumentId)
            .lastReceivedNanos(lastReceivedNanos)
            .limitNanos(limitNanos)
            .feed(feed)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, feedStatusChanged.encodedLength());
    }

    /** A source takes back or changes a print; prices and quantities may be Long.MIN_VALUE. A changed bar comes by itself. */
    public synchronized void marketDataCorrected(long timeNanos, int instrumentId, CorrectionKind kind, long originalNanos,
            long originalPriceE8, long originalQtyE9, long priceE8, long qtyE9) {
        EventSlot slot = slots.claim(timeNanos);
        marketDataCorrected.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, MarketDataCorrectedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .kind(kind)
            .originalNanos(originalNanos)
            .originalPriceE8(originalPriceE8)
            .originalQtyE9(originalQtyE9)
            .priceE8(priceE8)
            .qtyE9(qtyE9);
        publish(slot, marketDataCorrected.encodedLength());
    }

    /**
     * Values were stopped at the door.
     *
     * @param instrumentId  0 when unknown
     * @param rejectedCount how many since the last such record
     * @param firstNanos    time of the first of them, by the host's clock
     * @param text          the first of them, clipped to 200 characters
     */
    public synchronized void marketDataRejected(long timeNanos, int instrumentId, DataRejection reason, int rejectedCount, long firstNanos,
            String feed, String text) {
        EventSlot slot = slots.claim(timeNanos);
        marketDataRejected.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, MarketDataRejectedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .instrumentId(instrumentId)
            .reason(reason)
            .rejectedCount(rejectedCount)
            .firstNanos(firstNanos)
            .feed(feed)
            .text(Texts.clip(text, MAX_REJECTED_LENGTH));
        publish(slot, marketDataRejected.encodedLength());
    }

    /**
     * Order imbalance before an auction. {@code pairedShares} and the two prices may be Long.MIN_VALUE when the source does
     * not give them.
     */
    public synchronized void imbalanceObserved(long timeNanos, int instrumentId, long observedNanos, OrderSide side,
            long imbalanceShares, long pairedShares, long referencePriceE8, long auctionPriceE8) {
        EventSlot slot = slots.claim(timeNanos);
        imbalanceObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, ImbalanceObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .observedNanos(observedNanos)
            .side(side)
            .imbalanceShares(imbalanceShares)
            .pairedShares(pairedShares)
            .referencePriceE8(referencePriceE8)
            .auctionPriceE8(auctionPriceE8);
        publish(slot, imbalanceObserved.encodedLength());
    }

    /** What the broker says it can do with an instrument. Minimums, steps and time may be Long.MIN_VALUE for none. */
    public synchronized void assetEligibilityObserved(long timeNanos, int instrumentId, boolean isTradable, boolean isFractionable,
            boolean isShortable, boolean isMarginable, long minQtyE9, long stepQtyE9, long minNotionalE8, long stepPriceE8,
            long validUntilNanos, String text) {
        EventSlot slot = slots.claim(timeNanos);
        assetEligibilityObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, AssetEligibilityObservedEncoder.BLOCK_LENGTH + MAX_TEXT_LENGTH), header)
            .instrumentId(instrumentId)
            .isTradable(yesOrNo(isTradable))
            .isFractionable(yesOrNo(isFractionable))
            .isShortable(yesOrNo(isShortable))
            .isMarginable(yesOrNo(isMarginable))
            .minQtyE9(minQtyE9)
            .stepQtyE9(stepQtyE9)
            .minNotionalE8(minNotionalE8)
            .stepPriceE8(stepPriceE8)
            .validUntilNanos(validUntilNanos)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, assetEligibilityObserved.encodedLength());
    }

    /** Whether shares can be borrowed for a short sale. {@code availableShares} and {@code feePpm} may be Long.MIN_VALUE when not known. */
    public synchronized void borrowObserved(long timeNanos, int instrumentId, BorrowState state, long availableShares, long feePpm,
            long observedNanos) {
        EventSlot slot = slots.claim(timeNanos);
        borrowObserved.wrapAndApplyHeader(slot.records().buffer(), begin(slot, BorrowObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .state(state)
            .availableShares(availableShares)
            .feePpm(feePpm)
            .observedNanos(observedNanos);
        publish(slot, borrowObserved.encodedLength());
    }

    /**
     * An exchange halted, paused or resumed an instrument.
     *
     * @param resumesNanos when it is expected to trade again; Long.MIN_VALUE when not known
     */
    public synchronized void tradingHaltChanged(long timeNanos, int instrumentId, TradingState state, long changedNanos,
            long resumesNanos, String text) {
        EventSlot slot = slots.claim(timeNanos);
        tradingHaltChanged.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, TradingHaltChangedEncoder.BLOCK_LENGTH + MAX_TEXT_LENGTH), header)
            .instrumentId(instrumentId)
            .tradingState(state)
            .changedNanos(changedNanos)
            .resumesNanos(resumesNanos)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, tradingHaltChanged.encodedLength());
    }

    /** The adapter has written the order to the broker's connection. */
    public synchronized void orderSent(long timeNanos, long orderId) {
        EventSlot slot = slots.claim(timeNanos);
        orderSent.wrapAndApplyHeader(slot.records().buffer(), begin(slot, OrderSentEncoder.BLOCK_LENGTH), header)
            .orderId(orderId);
        publish(slot, orderSent.encodedLength());
    }

    /** The broker works the order. */
    public synchronized void orderAcknowledged(long timeNanos, long orderId, String brokerOrderId) {
        EventSlot slot = slots.claim(timeNanos);
        orderAcknowledged.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderAcknowledgedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .brokerOrderId(brokerOrderId);
        publish(slot, orderAcknowledged.encodedLength());
    }

    /** The broker refused the order. */
    public synchronized void orderRejected(long timeNanos, long orderId, BrokerRejectReason reason, String text) {
        EventSlot slot = slots.claim(timeNanos);
        orderRejected.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderRejectedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .orderId(orderId)
            .reason(reason)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, orderRejected.encodedLength());
    }

    /** One execution of an order, as the broker reports it. Applied once per execution id. */
    public synchronized void orderFilled(long timeNanos, long orderId, int instrumentId, long executedNanos,
            long priceE8,
            long qtyE9, long leavesQtyE9, long commissionE8, String executionId) {
        EventSlot slot = slots.claim(timeNanos);
        orderFilled.wrapAndApplyHeader(slot.records().buffer(), begin(slot, OrderFilledEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .instrumentId(instrumentId)
            .executedNanos(executedNanos)
            .priceE8(priceE8)
            .qtyE9(qtyE9)
            .leavesQtyE9(leavesQtyE9)
            .commissionE8(commissionE8)
            .executionId(executionId);
        publish(slot, orderFilled.encodedLength());
    }

    /** The order has ended unfilled or partly filled. */
    public synchronized void orderCancelled(long timeNanos, long orderId, CancelReason reason, long filledQtyE9) {
        EventSlot slot = slots.claim(timeNanos);
        orderCancelled.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderCancelledEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .reason(reason)
            .filledQtyE9(filledQtyE9);
        publish(slot, orderCancelled.encodedLength());
    }

    /** The order ended by its time in force. */
    public synchronized void orderExpired(long timeNanos, long orderId, long filledQtyE9) {
        EventSlot slot = slots.claim(timeNanos);
        orderExpired.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderExpiredEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .filledQtyE9(filledQtyE9);
        publish(slot, orderExpired.encodedLength());
    }

    /** The broker refused to cancel. */
    public synchronized void orderCancelRejected(long timeNanos, long orderId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        orderCancelRejected.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderCancelRejectedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .orderId(orderId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, orderCancelRejected.encodedLength());
    }

    /** The broker accepted a change. */
    public synchronized void orderReplaced(long timeNanos, long orderId, long qtyE9, long limitPriceE8,
            long stopPriceE8) {
        EventSlot slot = slots.claim(timeNanos);
        orderReplaced.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderReplacedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .qtyE9(qtyE9)
            .limitPriceE8(limitPriceE8)
            .stopPriceE8(stopPriceE8);
        publish(slot, orderReplaced.encodedLength());
    }

    /** The broker refused a change; the order works as before. */
    public synchronized void orderReplaceRejected(long timeNanos, long orderId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        orderReplaceRejected.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderReplaceRejectedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .orderId(orderId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, orderReplaceRejected.encodedLength());
    }

    /** The outcome of a request is not known (time-out, lost connection, unreadable answer). */
    public synchronized void orderStateUnknown(long timeNanos, long orderId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        orderStateUnknown.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderStateUnknownEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .orderId(orderId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, orderStateUnknown.encodedLength());
    }

    /** The broker definitely does not have the order. */
    public synchronized void orderNotFound(long timeNanos, long orderId) {
        EventSlot slot = slots.claim(timeNanos);
        orderNotFound.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderNotFoundEncoder.BLOCK_LENGTH), header)
            .orderId(orderId);
        publish(slot, orderNotFound.encodedLength());
    }

    /**
     * A fee came apart from its fill, or belongs to none (order, instrument 0; execution id empty; day Integer.MIN_VALUE then).
     *
     * @param amountE8 charged; negative when it is paid back
     */
    public synchronized void feeCharged(long timeNanos, long orderId, int instrumentId, FeeKind kind, long amountE8, long chargedNanos,
            int tradeEpochDay, String executionId, String feeId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        feeCharged.wrapAndApplyHeader(slot.records().buffer(), begin(slot, FeeChargedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .orderId(orderId)
            .instrumentId(instrumentId)
            .kind(kind)
            .amountE8(amountE8)
            .chargedNanos(chargedNanos)
            .tradeEpochDay(tradeEpochDay)
            .executionId(executionId)
            .feeId(feeId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, feeCharged.encodedLength());
    }

    /** Cash came into the account; {@code amountE8} is negative when it left. */
    public synchronized void cashTransferred(long timeNanos, TransferKind kind, long amountE8, int effectiveEpochDay, String transferId,
            String text) {
        EventSlot slot = slots.claim(timeNanos);
        cashTransferred.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, CashTransferredEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .kind(kind)
            .amountE8(amountE8)
            .effectiveEpochDay(effectiveEpochDay)
            .transferId(transferId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, cashTransferred.encodedLength());
    }

    /**
     * A dividend was paid, or charged on a short position (amounts and quantity negative).
     *
     * @param exEpochDay Integer.MIN_VALUE when not known
     */
    public synchronized void dividendPaid(long timeNanos, int instrumentId, long qtyE9, long grossE8, long taxE8, long netE8,
            int payEpochDay, int exEpochDay, boolean isReinvested, String paymentId) {
        EventSlot slot = slots.claim(timeNanos);
        dividendPaid.wrapAndApplyHeader(slot.records().buffer(), begin(slot, DividendPaidEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .qtyE9(qtyE9)
            .grossE8(grossE8)
            .taxE8(taxE8)
            .netE8(netE8)
            .payEpochDay(payEpochDay)
            .exEpochDay(exEpochDay)
            .isReinvested(yesOrNo(isReinvested))
            .paymentId(paymentId);
        publish(slot, dividendPaid.encodedLength());
    }

    /** Interest was paid; {@code amountE8} is negative when it was charged. Instrument of a borrow fee, 0 when none. */
    public synchronized void interestPosted(long timeNanos, long amountE8, int effectiveEpochDay, boolean isBorrowFee, int instrumentId,
            String interestId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        interestPosted.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, InterestPostedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .amountE8(amountE8)
            .effectiveEpochDay(effectiveEpochDay)
            .isBorrowFee(yesOrNo(isBorrowFee))
            .instrumentId(instrumentId)
            .interestId(interestId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, interestPosted.encodedLength());
    }

    /** One line of a broker statement; numbers that the line does not give are the null value of the schema. */
    public synchronized void statementLineObserved(long timeNanos, int statementEpochDay, int lineNumber, StatementLineKind kind,
            int instrumentId, OrderSide side, long qtyE9, long priceE8, long amountE8, int tradeEpochDay, int settleEpochDay,
            String executionId, String statementId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        statementLine.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, BrokerStatementLineObservedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .statementEpochDay(statementEpochDay)
            .lineNumber(lineNumber)
            .kind(kind)
            .instrumentId(instrumentId)
            .side(side)
            .qtyE9(qtyE9)
            .priceE8(priceE8)
            .amountE8(amountE8)
            .tradeEpochDay(tradeEpochDay)
            .settleEpochDay(settleEpochDay)
            .executionId(executionId)
            .statementId(statementId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, statementLine.encodedLength());
    }

    /** A comparison has all its figures. For a statement the connection is the statement's name. */
    public synchronized void reconciliationCompleted(long timeNanos, int snapshotNumber, boolean isComplete, long startedNanos,
            int orderCount, int executionCount, int positionCount, String connection, String lastExecutionId) {
        EventSlot slot = slots.claim(timeNanos);
        reconciliationCompleted.wrapAndApplyHeader(slot.records().buffer(), begin(slot, ReconciliationCompletedEncoder.BLOCK_LENGTH), header)
            .snapshotNumber(snapshotNumber)
            .isComplete(yesOrNo(isComplete))
            .startedNanos(startedNanos)
            .orderCount(orderCount)
            .executionCount(executionCount)
            .positionCount(positionCount)
            .connection(connection)
            .lastExecutionId(lastExecutionId);
        publish(slot, reconciliationCompleted.encodedLength());
    }

    /**
     * What the broker says of one of our orders, in a snapshot or (number 0) asked for alone.
     *
     * @param averagePriceE8 OrderTicket.NO_PRICE without fills
     * @param updatedNanos   last change by the broker; Long.MIN_VALUE when it does not say
     */
    public synchronized void orderSnapshotObserved(long timeNanos, int snapshotNumber, long orderId, OrderState state, long qtyE9,
            long filledQtyE9, long averagePriceE8, long updatedNanos, String brokerOrderId, String brokerStatus) {
        EventSlot slot = slots.claim(timeNanos);
        orderSnapshotObserved.wrapAndApplyHeader(slot.records().buffer(), begin(slot, OrderSnapshotObservedEncoder.BLOCK_LENGTH), header)
            .snapshotNumber(snapshotNumber)
            .orderId(orderId)
            .state(state)
            .qtyE9(qtyE9)
            .filledQtyE9(filledQtyE9)
            .averagePriceE8(averagePriceE8)
            .updatedNanos(updatedNanos)
            .brokerOrderId(brokerOrderId)
            .brokerStatus(brokerStatus);
        publish(slot, orderSnapshotObserved.encodedLength());
    }

    /**
     * One position of a snapshot. Prices and values may be Long.MIN_VALUE when the broker does not give them.
     *
     * @param signedQtyE9 negative for a short position
     */
    public synchronized void positionObserved(long timeNanos, int snapshotNumber, int instrumentId, long signedQtyE9, long averagePriceE8,
            long costE8, long marketPriceE8, long marketValueE8, long observedNanos) {
        EventSlot slot = slots.claim(timeNanos);
        positionObserved.wrapAndApplyHeader(slot.records().buffer(), begin(slot, PositionObservedEncoder.BLOCK_LENGTH), header)
            .snapshotNumber(snapshotNumber)
            .instrumentId(instrumentId)
            .signedQtyE9(signedQtyE9)
            .averagePriceE8(averagePriceE8)
            .costE8(costE8)
            .marketPriceE8(marketPriceE8)
            .marketValueE8(marketValueE8)
            .observedNanos(observedNanos);
        publish(slot, positionObserved.encodedLength());
    }

    /** The broker works an order that is not the bot's. Prices and the time may be Long.MIN_VALUE. */
    public synchronized void externalOrderObserved(long timeNanos, int instrumentId, OrderSide side, OrderType orderType,
            TimeInForce timeInForce, long qtyE9, long filledQtyE9, long limitPriceE8, long stopPriceE8, long submittedNanos,
            String brokerOrderId, String clientOrderId) {
        EventSlot slot = slots.claim(timeNanos);
        externalOrderObserved.wrapAndApplyHeader(slot.records().buffer(), begin(slot, ExternalOrderObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .side(side)
            .orderType(orderType)
            .timeInForce(timeInForce)
            .qtyE9(qtyE9)
            .filledQtyE9(filledQtyE9)
            .limitPriceE8(limitPriceE8)
            .stopPriceE8(stopPriceE8)
            .submittedNanos(submittedNanos)
            .brokerOrderId(brokerOrderId)
            .clientOrderId(clientOrderId);
        publish(slot, externalOrderObserved.encodedLength());
    }

    /** An execution of an order that is not the bot's. */
    public synchronized void externalFillObserved(long timeNanos, int instrumentId, OrderSide side, long executedNanos, long priceE8,
            long qtyE9, boolean isForeignAccount, String brokerOrderId, String executionId, String account) {
        EventSlot slot = slots.claim(timeNanos);
        externalFillObserved.wrapAndApplyHeader(slot.records().buffer(), begin(slot, ExternalFillObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .side(side)
            .executedNanos(executedNanos)
            .priceE8(priceE8)
            .qtyE9(qtyE9)
            .isForeignAccount(yesOrNo(isForeignAccount))
            .brokerOrderId(brokerOrderId)
            .executionId(executionId)
            .account(account);
        publish(slot, externalFillObserved.encodedLength());
    }

    /** A position existed before the first session. {@code openedEpochDay} is Integer.MIN_VALUE when not known. */
    public synchronized void openingPositionObserved(long timeNanos, int instrumentId, AssetClass assetClass, PositionSide side,
            long qtyE9, long costE8, int openedEpochDay) {
        EventSlot slot = slots.claim(timeNanos);
        openingPositionObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OpeningPositionObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .assetClass(assetClass)
            .side(side)
            .qtyE9(qtyE9)
            .costE8(costE8)
            .openedEpochDay(openedEpochDay);
        publish(slot, openingPositionObserved.encodedLength());
    }

    /**
     * A process continues this journal; not for the first of it.
     *
     * @param lastSequence last excerpt found
     * @param downNanos    since its engine time; Long.MIN_VALUE when not known
     * @param versionTag   version of the code that decides
     */
    public synchronized void processStarted(long timeNanos, StartCause cause, long lastSequence, long downNanos, String javaVersion,
            String zoneRulesVersion, String versionTag) {
        EventSlot slot = slots.claim(timeNanos);
        processStarted.wrapAndApplyHeader(slot.records().buffer(), begin(slot, ProcessStartedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .cause(cause)
            .lastSequence(lastSequence)
            .downNanos(downNanos)
            .javaVersion(javaVersion)
            .zoneRulesVersion(zoneRulesVersion)
            .versionTag(Texts.clip(versionTag, MAX_TEXT_LENGTH));
        publish(slot, processStarted.encodedLength());
    }

    /** Somebody gives a new version of the chart of accounts: all its accounts, at most 65,534, names of at most 1,024 bytes. */
    public synchronized void chartOfAccountsChanged(long timeNanos, int coaVersion, CommandOrigin origin, List<ChartAccount> accounts,
            String user, String reason) {
        EventSlot slot = slots.claim(timeNanos);
        chartOfAccountsChanged.wrapAndApplyHeader(slot.records().buffer(), begin(slot, MAX_CHART_LENGTH), header)
            .coaVersion(coaVersion)
            .origin(origin);
        ChartOfAccountsChangedEncoder.AccountsEncoder group = chartOfAccountsChanged.accountsCount(accounts.size());
        for (ChartAccount account : accounts) {
            group.next()
                .accountNumber(account.number())
                .accountType(account.type())
                .parentNumber(account.parentNumber())
                .isActive(yesOrNo(account.isActive()))
                .currency(account.currency())
                .name(Texts.clip(account.name(), MAX_TEXT_LENGTH));
        }
        chartOfAccountsChanged.user(Texts.clip(user, MAX_TEXT_LENGTH)).reason(Texts.clip(reason, MAX_TEXT_LENGTH));
        publish(slot, chartOfAccountsChanged.encodedLength());
    }

    /** Somebody asks for other settings; answered by SettingsApplied or SettingsRefused. */
    public synchronized void settingsChanged(long timeNanos, CommandOrigin origin, SettingsRequest request, String user, String reason) {
        EventSlot slot = slots.claim(timeNanos);
        settingsChanged.wrapAndApplyHeader(slot.records().buffer(), begin(slot, MAX_SETTINGS_LENGTH), header)
            .origin(origin);
        SettingsChangedEncoder.SettingsEncoder group = settingsChanged.settingsCount(request.entries().size());
        for (EngineSettings.Entry setting : request.entries()) {
            group.next().key(setting.key()).value(setting.value());
        }
        settingsChanged.user(Texts.clip(user, MAX_TEXT_LENGTH)).reason(Texts.clip(reason, MAX_TEXT_LENGTH));
        publish(slot, settingsChanged.encodedLength());
    }

    /** Somebody asks for cash to be moved by hand from the float to a reserve; negative moves it back. */
    public synchronized void reserveOverridden(long timeNanos, ReserveKind reserve, long amountE8, CommandOrigin origin, String user,
            String reason) {
        EventSlot slot = slots.claim(timeNanos);
        reserveOverridden.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, ReserveOverriddenEncoder.BLOCK_LENGTH + 2 * TEXT_ROOM), header)
            .reserve(reserve)
            .amountE8(amountE8)
            .origin(origin)
            .user(Texts.clip(user, MAX_TEXT_LENGTH))
            .reason(Texts.clip(reason, MAX_TEXT_LENGTH));
        publish(slot, reserveOverridden.encodedLength());
    }

    /** The broker took an execution back; order 0 when it is not ours, id of at most 40 characters. */
    public synchronized void fillBusted(long timeNanos, long orderId, int instrumentId, long bustedNanos, String executionId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        fillBusted.wrapAndApplyHeader(slot.records().buffer(), begin(slot, FillBustedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .orderId(orderId)
            .instrumentId(instrumentId)
            .bustedNanos(bustedNanos)
            .executionId(executionId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, fillBusted.encodedLength());
    }

    /** The broker replaced an execution by another one; both ids of at most 40 characters. */
    public synchronized void fillCorrected(long timeNanos, long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9,
            long commissionE8, String executionId, String correctedExecutionId) {
        EventSlot slot = slots.claim(timeNanos);
        fillCorrected.wrapAndApplyHeader(slot.records().buffer(), begin(slot, FillCorrectedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .instrumentId(instrumentId)
            .executedNanos(executedNanos)
            .priceE8(priceE8)
            .qtyE9(qtyE9)
            .commissionE8(commissionE8)
            .executionId(executionId)
            .correctedExecutionId(correctedExecutionId);
        publish(slot, fillCorrected.encodedLength());
    }

    /**
     * A company changes its shares from a date on. Dates of holders and payment, and the cash, may be the schema's null.
     *
     * @param numerator       units after it for each {@code denominator} before; of a stock dividend the units that come in addition
     * @param newInstrumentId for a symbol change, merger or spin-off, else 0
     * @param announcementId  the source's id, at most 40 characters, empty when none
     */
    public synchronized void corporateActionAnnounced(long timeNanos, int instrumentId, CorporateActionKind kind, int exEpochDay,
            int holdersEpochDay, int payEpochDay, long numerator, long denominator, long cashPerUnitE8, int newInstrumentId,
            String announcementId, String text) {
        EventSlot slot = slots.claim(timeNanos);
        corporateActionAnnounced.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, CorporateActionAnnouncedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .instrumentId(instrumentId)
            .kind(kind)
            .exEpochDay(exEpochDay)
            .holdersEpochDay(holdersEpochDay)
            .payEpochDay(payEpochDay)
            .numerator(numerator)
            .denominator(denominator)
            .cashPerUnitE8(cashPerUnitE8)
            .newInstrumentId(newInstrumentId)
            .announcementId(announcementId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, corporateActionAnnounced.encodedLength());
    }

    /** An option ended other than by a trade; the strike may be the schema's null. Id of at most 40 characters, empty when none. */
    public synchronized void optionLifecycleObserved(long timeNanos, int instrumentId, OptionEvent optionEvent, long contracts,
            long underlyingQtyE9, long strikeE8, long cashE8, int effectiveEpochDay, String eventId) {
        EventSlot slot = slots.claim(timeNanos);
        optionLifecycleObserved.wrapAndApplyHeader(slot.records().buffer(), begin(slot, OptionLifecycleObservedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .optionEvent(optionEvent)
            .contracts(contracts)
            .underlyingQtyE9(underlyingQtyE9)
            .strikeE8(strikeE8)
            .cashE8(cashE8)
            .effectiveEpochDay(effectiveEpochDay)
            .eventId(eventId);
        publish(slot, optionLifecycleObserved.encodedLength());
    }

    /** Somebody names the lots that the fills of an order close, in the order of use; at most 65,534. */
    public synchronized void lotsDesignated(long timeNanos, long orderId, List<LotPart> lots, String user, String reason) {
        EventSlot slot = slots.claim(timeNanos);
        int groupLength = LotsDesignatedEncoder.LotsEncoder.HEADER_SIZE + lots.size() * LotsDesignatedEncoder.LotsEncoder.sbeBlockLength();
        lotsDesignated.wrapAndApplyHeader(slot.records().buffer(),
            begin(slot, LotsDesignatedEncoder.BLOCK_LENGTH + groupLength + 2 * TEXT_ROOM), header).orderId(orderId);
        LotsDesignatedEncoder.LotsEncoder group = lotsDesignated.lotsCount(lots.size());
        for (LotPart part : lots) {
            group.next().lotId(part.lotId()).qtyE9(part.qtyE9());
        }
        lotsDesignated.user(Texts.clip(user, MAX_TEXT_LENGTH)).reason(Texts.clip(reason, MAX_TEXT_LENGTH));
        publish(slot, lotsDesignated.encodedLength());
    }

    /**
     * An operator, or the bot on its own schedule, asks for something. Answered by OperatorCommandApplied or OperatorCommandRefused.
     *
     * @param orderId    for CANCEL_ORDER, else 0
     * @param positionId for CLOSE_POSITION, else 0
     * @param reason     why; the resets need one
     */
    public synchronized void operatorCommanded(long timeNanos, OperatorCommand command, CommandOrigin origin, long orderId, long positionId,
            String user, String reason) {
        EventSlot slot = slots.claim(timeNanos);
        operatorCommanded.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OperatorCommandedEncoder.BLOCK_LENGTH + 2 * TEXT_ROOM), header)
            .command(command)
            .origin(origin)
            .orderId(orderId)
            .positionId(positionId)
            .user(Texts.clip(user, MAX_TEXT_LENGTH))
            .reason(Texts.clip(reason, MAX_TEXT_LENGTH));
        publish(slot, operatorCommanded.encodedLength());
    }

    /** Somebody answered a request for manual confirmation, with APPROVED or DECLINED. */
    public synchronized void orderApprovalGiven(long timeNanos, int approvalNumber, ApprovalVerdict verdict, CommandOrigin origin, String user,
            String reason) {
        EventSlot slot = slots.claim(timeNanos);
        orderApprovalGiven.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, OrderApprovalGivenEncoder.BLOCK_LENGTH + 2 * TEXT_ROOM), header)
            .approvalNumber(approvalNumber)
            .verdict(verdict)
            .origin(origin)
            .user(Texts.clip(user, MAX_TEXT_LENGTH))
            .reason(Texts.clip(reason, MAX_TEXT_LENGTH));
        publish(slot, orderApprovalGiven.encodedLength());
    }

    /**
     * The broker's figures of the account. Buying powers and margin may be Long.MIN_VALUE when the broker does not say.
     *
     * @param account      the broker's account id, at most 32 characters
     * @param restrictions what the broker forbids now, in its words
     */
    public synchronized void accountObserved(long timeNanos, AccountStatus status, boolean isPatternDayTrader, boolean isShortingAllowed,
            long cashE8, long equityE8, long buyingPowerE8, long fractionalBuyingPowerE8, long maintenanceMarginE8, int dayTradeCount,
            int optionLevel, long observedNanos, String currency, String account, List<String> restrictions) {
        EventSlot slot = slots.claim(timeNanos);
        accountObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, AccountObservedEncoder.BLOCK_LENGTH + TEXT_ROOM * (restrictions.size() + 1)), header)
            .status(status)
            .isPatternDayTrader(yesOrNo(isPatternDayTrader))
            .isShortingAllowed(yesOrNo(isShortingAllowed))
            .cashE8(cashE8)
            .equityE8(equityE8)
            .buyingPowerE8(buyingPowerE8)
            .fractionalBuyingPowerE8(fractionalBuyingPowerE8)
            .maintenanceMarginE8(maintenanceMarginE8)
            .dayTradeCount(dayTradeCount)
            .optionLevel(optionLevel)
            .observedNanos(observedNanos)
            .currency(currency)
            .account(account);
        AccountObservedEncoder.RestrictionsEncoder group = accountObserved.restrictionsCount(restrictions.size());
        for (String restriction : restrictions) {
            group.next().restriction(Texts.clip(restriction, MAX_TEXT_LENGTH));
        }
        publish(slot, accountObserved.encodedLength());
    }

    /**
     * A connection to the broker changed its state.
     *
     * @param retryNanos when the next attempt is made at the earliest; Long.MIN_VALUE for none
     * @param code       the broker's code, at most 16 characters, empty when none
     */
    public synchronized void brokerConnectionChanged(long timeNanos, ConnectionKind connection, ConnectionState fromState,
            ConnectionState toState, int attemptCount, long retryNanos, String code, String text) {
        EventSlot slot = slots.claim(timeNanos);
        brokerConnectionChanged.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, BrokerConnectionChangedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .connection(connection)
            .fromState(fromState)
            .toState(toState)
            .attemptCount(attemptCount)
            .retryNanos(retryNanos)
            .code(code)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, brokerConnectionChanged.encodedLength());
    }

    /** The host's clock was compared with another one: {@code skewNanos} is host minus other, negative when the host is late. */
    public synchronized void clockSkewObserved(long timeNanos, long comparedNanos, long skewNanos, long roundTripNanos, String text) {
        EventSlot slot = slots.claim(timeNanos);
        clockSkewObserved.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, ClockSkewObservedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .comparedNanos(comparedNanos)
            .skewNanos(skewNanos)
            .roundTripNanos(roundTripNanos)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, clockSkewObserved.encodedLength());
    }

    /** Free space and speed of the place of the journal. {@code syncNanos} is Long.MIN_VALUE without a sync. */
    public synchronized void storageObserved(long timeNanos, long freeBytes, long guardBytes, long syncNanos, boolean isSyncFailed) {
        EventSlot slot = slots.claim(timeNanos);
        storageObserved.wrapAndApplyHeader(slot.records().buffer(), begin(slot, StorageObservedEncoder.BLOCK_LENGTH), header)
            .freeBytes(freeBytes)
            .guardBytes(guardBytes)
            .syncNanos(syncNanos)
            .isSyncFailed(yesOrNo(isSyncFailed));
        publish(slot, storageObserved.encodedLength());
    }

    /** The watchdog found something beyond its limit, or back within it. */
    public synchronized void watchdogReported(long timeNanos, WatchdogSubject subject, WatchdogVerdict verdict, MeasureUnit unit,
            long actualValue, long limitValue, String text) {
        EventSlot slot = slots.claim(timeNanos);
        watchdogReported.wrapAndApplyHeader(slot.records().buffer(),
                begin(slot, WatchdogReportedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .subject(subject)
            .verdict(verdict)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        publish(slot, watchdogReported.encodedLength());
    }

    /**
     * What the host did, for the record; or that a process started or stopped. For cold paths: composed by the caller.
     *
     * @param composed one input of {@link NotedRecords}, ProcessStarted or ProcessStopped; copied
     */
    public synchronized void noted(long timeNanos, RecordBatch composed) {
        int templateId = new MessageHeaderDecoder().wrap(composed.buffer(), RecordBatch.PREFIX_LENGTH).templateId();
        boolean isProcess = templateId == ProcessStartedDecoder.TEMPLATE_ID || templateId == ProcessStoppedDecoder.TEMPLATE_ID;
        if (composed.recordCount() != 1 || !isProcess && !NotedRecords.contains(templateId)) {
            throw new IllegalArgumentException(composed.recordCount() + " records, the first with id " + templateId
                + ": one record of what the host did is taken here");
        }
        EventSlot slot = slots.claim(timeNanos);
        slot.records().copyFrom(composed.buffer(), 0, composed.length(), 1);
        slots.publish();
        publishedCount++;
    }

    /** Inputs published through this gateway. */
    public synchronized long publishedCount() {
        return publishedCount;
    }

    private static BooleanType yesOrNo(boolean value) {
        return value ? BooleanType.YES : BooleanType.NO;
    }

    private static int begin(EventSlot slot, int messageLength) {
        return slot.records().begin(MessageHeaderEncoder.ENCODED_LENGTH + messageLength);
    }

    private void publish(EventSlot slot, int messageLength) {
        slot.records().end(MessageHeaderEncoder.ENCODED_LENGTH + messageLength);
        slots.publish();
        publishedCount++;
    }
}
