package io.tradebot.engine.record;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.ChangedSettings;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertRaisedEncoder;
import io.tradebot.journal.event.AlertSeverity;
import io.tradebot.journal.event.ApprovalVerdict;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.BreakResolution;
import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.CandidateRankedEncoder;
import io.tradebot.journal.event.CandidateReason;
import io.tradebot.journal.event.CandidateRejectedEncoder;
import io.tradebot.journal.event.CashTransferBookedEncoder;
import io.tradebot.journal.event.ChartOfAccountsAppliedEncoder;
import io.tradebot.journal.event.ChartOfAccountsRefusedEncoder;
import io.tradebot.journal.event.CheckVerdict;
import io.tradebot.journal.event.CircuitBreakerClearedEncoder;
import io.tradebot.journal.event.CircuitBreakerTrippedEncoder;
import io.tradebot.journal.event.CommandRefusal;
import io.tradebot.journal.event.CorporateActionAppliedEncoder;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.DayTradeCountedEncoder;
import io.tradebot.journal.event.DayTradeRule;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.DividendBookedEncoder;
import io.tradebot.journal.event.EngineFaultedEncoder;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.EntryBlockedEncoder;
import io.tradebot.journal.event.EntryUnblockedEncoder;
import io.tradebot.journal.event.ExitDecidedEncoder;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.ExternalActivityFoundEncoder;
import io.tradebot.journal.event.FeeBookedEncoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.FillReversedEncoder;
import io.tradebot.journal.event.FilterEvaluatedEncoder;
import io.tradebot.journal.event.FilterKind;
import io.tradebot.journal.event.FilterVerdict;
import io.tradebot.journal.event.IndicatorKind;
import io.tradebot.journal.event.IndicatorObservedEncoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InputRefusedEncoder;
import io.tradebot.journal.event.InterestBookedEncoder;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.KillSwitchClearedEncoder;
import io.tradebot.journal.event.KillSwitchTrippedEncoder;
import io.tradebot.journal.event.LotAdjustedEncoder;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.LotClosedEncoder;
import io.tradebot.journal.event.LotOpenedEncoder;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.OpeningPositionBookedEncoder;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OperatorCommandAppliedEncoder;
import io.tradebot.journal.event.OperatorCommandRefusedEncoder;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OptionLifecycleBookedEncoder;
import io.tradebot.journal.event.OrderApprovalRequestedEncoder;
import io.tradebot.journal.event.OrderApprovalSettledEncoder;
import io.tradebot.journal.event.OrderCancelRequestedEncoder;
import io.tradebot.journal.event.OrderDeniedEncoder;
import io.tradebot.journal.event.OrderQueryRequestedEncoder;
import io.tradebot.journal.event.OrderReplaceRequestedEncoder;
import io.tradebot.journal.event.OrderRequestedEncoder;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.event.OrderStateChangedEncoder;
import io.tradebot.journal.event.OverfillFoundEncoder;
import io.tradebot.journal.event.PositionOpenedEncoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ProtectiveStopMissingEncoder;
import io.tradebot.journal.event.ReconciliationBreakFoundEncoder;
import io.tradebot.journal.event.ReconciliationBreakResolvedEncoder;
import io.tradebot.journal.event.ReconciliationCause;
import io.tradebot.journal.event.ReconciliationDifferenceBookedEncoder;
import io.tradebot.journal.event.ReconciliationRequestedEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.ReserveOverrideAppliedEncoder;
import io.tradebot.journal.event.ReserveOverrideRefusedEncoder;
import io.tradebot.journal.event.RiskCheckedEncoder;
import io.tradebot.journal.event.SelfCheckReportedEncoder;
import io.tradebot.journal.event.SelfCheckSubject;
import io.tradebot.journal.event.SettingsAppliedEncoder;
import io.tradebot.journal.event.SettingsRefusedEncoder;
import io.tradebot.journal.event.SetupKind;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.event.SignalFilteredEncoder;
import io.tradebot.journal.event.SignalRaisedEncoder;
import io.tradebot.journal.event.SkipReason;
import io.tradebot.journal.event.SlotAssignedEncoder;
import io.tradebot.journal.event.SlotFellBackEncoder;
import io.tradebot.journal.event.StopMissing;
import io.tradebot.journal.event.StrategyLoadedEncoder;
import io.tradebot.journal.event.StrategyScheduledEncoder;
import io.tradebot.journal.event.StrategySkippedEncoder;
import io.tradebot.journal.event.SymbolBlocklistedEncoder;
import io.tradebot.journal.event.TradeClosedEncoder;
import io.tradebot.journal.event.TradingDayClosedEncoder;
import io.tradebot.journal.event.TradingDayOpenedEncoder;
import io.tradebot.journal.event.TransferKind;

import java.util.List;

/**
 * Writes decisions behind the input that caused them. Engine thread only.
 *
 * <p>One method a record, arguments in the order and units of the schema. Nothing is allocated: encoders are fields and
 * the batch's buffer is reused.
 */
public final class Decisions {

    /** Longest free text in a record, in bytes; longer text is cut. */
    public static final int MAX_TEXT_LENGTH = 1024;
    private static final int TEXT_ROOM = 2 + MAX_TEXT_LENGTH; // its length stands before a text

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradingDayOpenedEncoder tradingDayOpened = new TradingDayOpenedEncoder();
    private final TradingDayClosedEncoder tradingDayClosed = new TradingDayClosedEncoder();
    private final StrategyLoadedEncoder strategyLoaded = new StrategyLoadedEncoder();
    private final StrategyScheduledEncoder strategyScheduled = new StrategyScheduledEncoder();
    private final StrategySkippedEncoder strategySkipped = new StrategySkippedEncoder();
    private final CandidateRejectedEncoder candidateRejected = new CandidateRejectedEncoder();
    private final CandidateRankedEncoder candidateRanked = new CandidateRankedEncoder();
    private final SlotAssignedEncoder slotAssigned = new SlotAssignedEncoder();
    private final SlotFellBackEncoder slotFellBack = new SlotFellBackEncoder();
    private final SignalRaisedEncoder signalRaised = new SignalRaisedEncoder();
    private final SignalFilteredEncoder signalFiltered = new SignalFilteredEncoder();
    private final FilterEvaluatedEncoder filterEvaluated = new FilterEvaluatedEncoder();
    private final IndicatorObservedEncoder indicatorObserved = new IndicatorObservedEncoder();
    private final SelfCheckReportedEncoder selfCheckReported = new SelfCheckReportedEncoder();
    private final EntryBlockedEncoder entryBlocked = new EntryBlockedEncoder();
    private final OrderApprovalRequestedEncoder orderApprovalRequested = new OrderApprovalRequestedEncoder();
    private final OrderApprovalSettledEncoder orderApprovalSettled = new OrderApprovalSettledEncoder();
    private final OperatorCommandAppliedEncoder operatorCommandApplied = new OperatorCommandAppliedEncoder();
    private final OperatorCommandRefusedEncoder operatorCommandRefused = new OperatorCommandRefusedEncoder();
    private final EntryUnblockedEncoder entryUnblocked = new EntryUnblockedEncoder();
    private final AlertRaisedEncoder alertRaised = new AlertRaisedEncoder();
    private final OrderDeniedEncoder orderDenied = new OrderDeniedEncoder();
    private final OrderRequestedEncoder orderRequested = new OrderRequestedEncoder();
    private final OrderCancelRequestedEncoder orderCancelRequested = new OrderCancelRequestedEncoder();
    private final OrderReplaceRequestedEncoder orderReplaceRequested = new OrderReplaceRequestedEncoder();
    private final OrderStateChangedEncoder orderStateChanged = new OrderStateChangedEncoder();
    private final PositionOpenedEncoder positionOpened = new PositionOpenedEncoder();
    private final LotOpenedEncoder lotOpened = new LotOpenedEncoder();
    private final LotClosedEncoder lotClosed = new LotClosedEncoder();
    private final LotAdjustedEncoder lotAdjusted = new LotAdjustedEncoder();
    private final FillReversedEncoder fillReversed = new FillReversedEncoder();
    private final CorporateActionAppliedEncoder corporateActionApplied = new CorporateActionAppliedEncoder();
    private final OptionLifecycleBookedEncoder optionLifecycleBooked = new OptionLifecycleBookedEncoder();
    private final ExitDecidedEncoder exitDecided = new ExitDecidedEncoder();
    private final TradeClosedEncoder tradeClosed = new TradeClosedEncoder();
    private final RiskCheckedEncoder riskChecked = new RiskCheckedEncoder();
    private final DayTradeCountedEncoder dayTradeCounted = new DayTradeCountedEncoder();
    private final OverfillFoundEncoder overfillFound = new OverfillFoundEncoder();
    private final ReconciliationRequestedEncoder reconciliationRequested = new ReconciliationRequestedEncoder();
    private final OrderQueryRequestedEncoder orderQueryRequested = new OrderQueryRequestedEncoder();
    private final ExternalActivityFoundEncoder externalActivityFound = new ExternalActivityFoundEncoder();
    private final KillSwitchClearedEncoder killSwitchCleared = new KillSwitchClearedEncoder();
    private final KillSwitchTrippedEncoder killSwitchTripped = new KillSwitchTrippedEncoder();
    private final CircuitBreakerTrippedEncoder circuitBreakerTripped = new CircuitBreakerTrippedEncoder();
    private final CircuitBreakerClearedEncoder circuitBreakerCleared = new CircuitBreakerClearedEncoder();
    private final ProtectiveStopMissingEncoder protectiveStopMissing = new ProtectiveStopMissingEncoder();
    private final SymbolBlocklistedEncoder symbolBlocklisted = new SymbolBlocklistedEncoder();
    private final ReconciliationBreakFoundEncoder reconciliationBreakFound = new ReconciliationBreakFoundEncoder();
    private final ReconciliationBreakResolvedEncoder reconciliationBreakResolved = new ReconciliationBreakResolvedEncoder();
    private final ReconciliationDifferenceBookedEncoder reconciliationDifferenceBooked = new ReconciliationDifferenceBookedEncoder();
    private final EngineFaultedEncoder engineFaulted = new EngineFaultedEncoder();
    private final InputRefusedEncoder inputRefused = new InputRefusedEncoder();
    private final FeeBookedEncoder feeBooked = new FeeBookedEncoder();
    private final CashTransferBookedEncoder cashTransferBooked = new CashTransferBookedEncoder();
    private final DividendBookedEncoder dividendBooked = new DividendBookedEncoder();
    private final InterestBookedEncoder interestBooked = new InterestBookedEncoder();
    private final OpeningPositionBookedEncoder openingPositionBooked = new OpeningPositionBookedEncoder();
    private final ReserveOverrideAppliedEncoder reserveOverrideApplied = new ReserveOverrideAppliedEncoder();
    private final ReserveOverrideRefusedEncoder reserveOverrideRefused = new ReserveOverrideRefusedEncoder();
    private final ChartOfAccountsAppliedEncoder chartOfAccountsApplied = new ChartOfAccountsAppliedEncoder();
    private final ChartOfAccountsRefusedEncoder chartOfAccountsRefused = new ChartOfAccountsRefusedEncoder();
    private final SettingsAppliedEncoder settingsApplied = new SettingsAppliedEncoder();
    private final SettingsRefusedEncoder settingsRefused = new SettingsRefusedEncoder();
    private RecordBatch batch;

    /** Directs what follows to a batch that holds the input already. */
    public void wrap(RecordBatch target) {
        batch = target;
    }

    /** A session begins; the day's float is fixed. */
    public void tradingDayOpened(int sessionEpochDay, long openNanos, long closeNanos, boolean isHalfDay,
            long floatE8) {
        tradingDayOpened.wrapAndApplyHeader(batch.buffer(), begin(TradingDayOpenedEncoder.BLOCK_LENGTH), header)
            .sessionEpochDay(sessionEpochDay)
            .openNanos(openNanos)
            .closeNanos(closeNanos)
            .isHalfDay(isHalfDay ? BooleanType.YES : BooleanType.NO)
            .floatE8(floatE8);
        end(tradingDayOpened.encodedLength());
    }

    /** A session is over; its summary. */
    public void tradingDayClosed(int sessionEpochDay, int tradeCount, int winCount, int lossCount, int signalCount,
            long netPnlE8, long feesE8, long equityE8) {
        tradingDayClosed.wrapAndApplyHeader(batch.buffer(), begin(TradingDayClosedEncoder.BLOCK_LENGTH), header)
            .sessionEpochDay(sessionEpochDay)
            .tradeCount(tradeCount)
            .winCount(winCount)
            .lossCount(lossCount)
            .signalCount(signalCount)
            .netPnlE8(netPnlE8)
            .feesE8(feesE8)
            .equityE8(equityE8);
        end(tradingDayClosed.encodedLength());
    }

    /** Gives a strategy its id for this run, and its windows. */
    public void strategyLoaded(int strategyId, boolean isEnabled, ShortType shortType, long analysisNanos,
            long breakoutNanos, long monitoringNanos, String name) {
        strategyLoaded.wrapAndApplyHeader(batch.buffer(), begin(StrategyLoadedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .isEnabled(isEnabled ? BooleanType.YES : BooleanType.NO)
            .shortType(shortType)
            .analysisNanos(analysisNanos)
            .breakoutNanos(breakoutNanos)
            .monitoringNanos(monitoringNanos)
            .name(name);
        end(strategyLoaded.encodedLength());
    }

    /** The windows of a strategy on this day. */
    public void strategyScheduled(int strategyId, long analysisStartNanos, long breakoutStartNanos,
            long breakoutEndNanos, long hardExitNanos) {
        strategyScheduled.wrapAndApplyHeader(batch.buffer(), begin(StrategyScheduledEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .analysisStartNanos(analysisStartNanos)
            .breakoutStartNanos(breakoutStartNanos)
            .breakoutEndNanos(breakoutEndNanos)
            .hardExitNanos(hardExitNanos);
        end(strategyScheduled.encodedLength());
    }

    /** A strategy does not run or does not select today. */
    public void strategySkipped(int strategyId, SkipReason reason, MeasureUnit unit, long actualValue,
            long limitValue) {
        strategySkipped.wrapAndApplyHeader(batch.buffer(), begin(StrategySkippedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .reason(reason)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue);
        end(strategySkipped.encodedLength());
    }

    /** A symbol was looked at and did not become a candidate. */
    public void candidateRejected(int strategyId, int instrumentId, CandidateReason reason, MeasureUnit unit,
            long actualValue, long limitLowValue, long limitHighValue) {
        candidateRejected.wrapAndApplyHeader(batch.buffer(), begin(CandidateRejectedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .instrumentId(instrumentId)
            .reason(reason)
            .unit(unit)
            .actualValue(actualValue)
            .limitLowValue(limitLowValue)
            .limitHighValue(limitHighValue);
        end(candidateRejected.encodedLength());
    }

    /** A symbol is in the pool. */
    public void candidateRanked(int strategyId, int instrumentId, int rank, SetupKind setup, Direction direction,
            long scorePpm, long dollarVolumeE8, long rangeHighE8, long rangeLowE8) {
        candidateRanked.wrapAndApplyHeader(batch.buffer(), begin(CandidateRankedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .instrumentId(instrumentId)
            .rank(rank)
            .setup(setup)
            .direction(direction)
            .scorePpm(scorePpm)
            .dollarVolumeE8(dollarVolumeE8)
            .rangeHighE8(rangeHighE8)
            .rangeLowE8(rangeLowE8);
        end(candidateRanked.encodedLength());
    }

    /** A slot watches a symbol with a fixed part of the session's capital. */
    public void slotAssigned(int strategyId, int slot, int instrumentId, int fallbackLevel, long sharePpm,
            long allocationE8) {
        slotAssigned.wrapAndApplyHeader(batch.buffer(), begin(SlotAssignedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .fallbackLevel(fallbackLevel)
            .sharePpm(sharePpm)
            .allocationE8(allocationE8);
        end(slotAssigned.encodedLength());
    }

    /** A slot gave up its symbol after a refusal; the next SlotAssigned names the new one, or none was left. */
    public void slotFellBack(int strategyId, int slot, int instrumentId, int nextInstrumentId, DenyReason reason) {
        slotFellBack.wrapAndApplyHeader(batch.buffer(), begin(SlotFellBackEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .nextInstrumentId(nextInstrumentId)
            .reason(reason);
        end(slotFellBack.encodedLength());
    }

    /** A strategy wants to enter. */
    public void signalRaised(int strategyId, int slot, int instrumentId, Direction direction, long barStartNanos,
            long closeE8, long triggerE8) {
        signalRaised.wrapAndApplyHeader(batch.buffer(), begin(SignalRaisedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .direction(direction)
            .barStartNanos(barStartNanos)
            .closeE8(closeE8)
            .triggerE8(triggerE8);
        end(signalRaised.encodedLength());
    }

    /** A filter stopped a signal. */
    public void signalFiltered(int strategyId, int slot, int instrumentId, Direction direction, FilterKind filter,
            MeasureUnit unit, long actualValue, long limitValue) {
        signalFiltered.wrapAndApplyHeader(batch.buffer(), begin(SignalFilteredEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .direction(direction)
            .filter(filter)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue);
        end(signalFiltered.encodedLength());
    }

    /** A filter looked at a signal, or at the market before any (slot and instrument 0 then). */
    public void filterEvaluated(int strategyId, int slot, int instrumentId, Direction direction, FilterKind filter,
            FilterVerdict verdict, MeasureUnit unit, long actualValue, long limitValue) {
        filterEvaluated.wrapAndApplyHeader(batch.buffer(), begin(FilterEvaluatedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .direction(direction)
            .filter(filter)
            .verdict(verdict)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue);
        end(filterEvaluated.encodedLength());
    }

    /** Value of a figure when a strategy or filter used it; instrument and slot 0 when none. */
    public void indicatorObserved(int strategyId, int slot, int instrumentId, IndicatorKind indicator, boolean isDefined,
            long barStartNanos, MeasureUnit unit, long value) {
        indicatorObserved.wrapAndApplyHeader(batch.buffer(), begin(IndicatorObservedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .indicator(indicator)
            .isDefined(isDefined ? BooleanType.YES : BooleanType.NO)
            .barStartNanos(barStartNanos)
            .unit(unit)
            .value(value);
        end(indicatorObserved.encodedLength());
    }

    /** A strategy or safety module checked itself. */
    public void selfCheckReported(SelfCheckSubject subject, CheckVerdict verdict, boolean isEnabled, String module, String finding) {
        selfCheckReported.wrapAndApplyHeader(batch.buffer(), begin(SelfCheckReportedEncoder.BLOCK_LENGTH + MAX_TEXT_LENGTH), header)
            .subject(subject)
            .verdict(verdict)
            .isEnabled(isEnabled ? BooleanType.YES : BooleanType.NO)
            .module(module)
            .finding(Texts.clip(finding, MAX_TEXT_LENGTH));
        end(selfCheckReported.encodedLength());
    }

    /** No entries from now on; exits still are possible. Instrument and order 0 when none is concerned. */
    public void entryBlocked(EntryBlock reason, int instrumentId, long orderId, MeasureUnit unit, long actualValue, long limitValue) {
        entryBlocked.wrapAndApplyHeader(batch.buffer(), begin(EntryBlockedEncoder.BLOCK_LENGTH), header)
            .reason(reason)
            .instrumentId(instrumentId)
            .orderId(orderId)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue);
        end(entryBlocked.encodedLength());
    }

    /** A reason to block entries is gone; instrument 0 for all. */
    public void entryUnblocked(EntryBlock reason, int instrumentId, int openBlockCount) {
        entryUnblocked.wrapAndApplyHeader(batch.buffer(), begin(EntryUnblockedEncoder.BLOCK_LENGTH), header)
            .reason(reason)
            .instrumentId(instrumentId)
            .openBlockCount(openBlockCount);
        end(entryUnblocked.encodedLength());
    }

    /** Somebody should know; what happened and what to do, in one line. */
    public void alertRaised(int alertNumber, AlertKind kind, AlertSeverity severity, int strategyId, int instrumentId, long orderId,
            String text) {
        alertRaised.wrapAndApplyHeader(batch.buffer(), begin(AlertRaisedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .alertNumber(alertNumber)
            .kind(kind)
            .severity(severity)
            .strategyId((short) strategyId)
            .instrumentId(instrumentId)
            .orderId(orderId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        end(alertRaised.encodedLength());
    }

    /** An order waits for manual confirmation; nothing is sent before. */
    public void orderApprovalRequested(int approvalNumber, int strategyId, int slot, int instrumentId, OrderSide side, long qtyE9,
            long referencePriceE8, long expiresNanos) {
        orderApprovalRequested.wrapAndApplyHeader(batch.buffer(), begin(OrderApprovalRequestedEncoder.BLOCK_LENGTH), header)
            .approvalNumber(approvalNumber)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .side(side)
            .qtyE9(qtyE9)
            .referencePriceE8(referencePriceE8)
            .expiresNanos(expiresNanos);
        end(orderApprovalRequested.encodedLength());
    }

    /** A request for manual confirmation ended; order 0 when none followed. */
    public void orderApprovalSettled(int approvalNumber, long orderId, ApprovalVerdict verdict) {
        orderApprovalSettled.wrapAndApplyHeader(batch.buffer(), begin(OrderApprovalSettledEncoder.BLOCK_LENGTH), header)
            .approvalNumber(approvalNumber)
            .orderId(orderId)
            .verdict(verdict);
        end(orderApprovalSettled.encodedLength());
    }

    /** A command takes effect: how many orders are to be cancelled and positions to be closed by it. */
    public void operatorCommandApplied(OperatorCommand command, int cancelCount, int closeCount) {
        operatorCommandApplied.wrapAndApplyHeader(batch.buffer(), begin(OperatorCommandAppliedEncoder.BLOCK_LENGTH), header)
            .command(command)
            .cancelCount(cancelCount)
            .closeCount(closeCount);
        end(operatorCommandApplied.encodedLength());
    }

    /** A command does not take effect. */
    public void operatorCommandRefused(OperatorCommand command, CommandRefusal reason, String text) {
        operatorCommandRefused.wrapAndApplyHeader(batch.buffer(), begin(OperatorCommandRefusedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .command(command)
            .reason(reason)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        end(operatorCommandRefused.encodedLength());
    }

    /** One check of an order that was asked for, in the order of the checks. */
    public void riskChecked(int strategyId, int slot, int instrumentId, DenyReason check, CheckVerdict verdict, MeasureUnit unit,
            long actualValue, long limitLowValue, long limitHighValue) {
        riskChecked.wrapAndApplyHeader(batch.buffer(), begin(RiskCheckedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .check(check)
            .verdict(verdict)
            .unit(unit)
            .actualValue(actualValue)
            .limitLowValue(limitLowValue)
            .limitHighValue(limitHighValue);
        end(riskChecked.encodedLength());
    }

    /** A signal did not become an order. */
    public void orderDenied(int strategyId, int slot, int instrumentId, int signalInstrumentId, Direction direction,
            DenyReason reason, MeasureUnit unit, long actualValue, long limitValue) {
        orderDenied.wrapAndApplyHeader(batch.buffer(), begin(OrderDeniedEncoder.BLOCK_LENGTH), header)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .signalInstrumentId(signalInstrumentId)
            .direction(direction)
            .reason(reason)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue);
        end(orderDenied.encodedLength());
    }

    /** An intent. Journaled and synced before a byte leaves. */
    public void orderRequested(OrderTicket ticket) {
        orderRequested.wrapAndApplyHeader(batch.buffer(), begin(OrderRequestedEncoder.BLOCK_LENGTH), header)
            .orderId(ticket.orderId)
            .parentOrderId(ticket.parentOrderId)
            .ocoGroupId(ticket.ocoGroupId)
            .positionId(ticket.positionId)
            .strategyId((short) ticket.strategyId)
            .slot(ticket.slot)
            .instrumentId(ticket.instrumentId)
            .signalInstrumentId(ticket.signalInstrumentId)
            .side(ticket.side)
            .role(ticket.role)
            .orderType(ticket.orderType)
            .timeInForce(ticket.timeInForce)
            .exitReason(ticket.exitReason)
            .qtyE9(ticket.qtyE9)
            .limitPriceE8(ticket.limitPriceE8)
            .stopPriceE8(ticket.stopPriceE8)
            .trailPpm(ticket.trailPpm)
            .referencePriceE8(ticket.referencePriceE8)
            .allocationE8(ticket.allocationE8)
            .clientOrderId(ticket.clientOrderId)
            .trailDistanceE8(ticket.trailDistanceE8);
        end(orderRequested.encodedLength());
    }

    /** The engine wants an order gone. */
    public void orderCancelRequested(long orderId, CancelReason reason) {
        orderCancelRequested.wrapAndApplyHeader(batch.buffer(), begin(OrderCancelRequestedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .reason(reason);
        end(orderCancelRequested.encodedLength());
    }

    /** The engine wants an order changed. */
    public void orderReplaceRequested(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
        orderReplaceRequested.wrapAndApplyHeader(batch.buffer(), begin(OrderReplaceRequestedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .qtyE9(qtyE9)
            .limitPriceE8(limitPriceE8)
            .stopPriceE8(stopPriceE8);
        end(orderReplaceRequested.encodedLength());
    }

    /** One step of the order table. */
    public void orderStateChanged(long orderId, OrderState fromState, OrderState toState, long filledQtyE9) {
        orderStateChanged.wrapAndApplyHeader(batch.buffer(), begin(OrderStateChangedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .fromState(fromState)
            .toState(toState)
            .filledQtyE9(filledQtyE9);
        end(orderStateChanged.encodedLength());
    }

    /** The first fill of an entry. */
    public void positionOpened(long positionId, long orderId, int strategyId, int slot, int instrumentId,
            int signalInstrumentId, PositionSide side, int fallbackLevel, long qtyE9, long entryPriceE8,
            long deadlineNanos) {
        positionOpened.wrapAndApplyHeader(batch.buffer(), begin(PositionOpenedEncoder.BLOCK_LENGTH), header)
            .positionId(positionId)
            .orderId(orderId)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .signalInstrumentId(signalInstrumentId)
            .side(side)
            .fallbackLevel(fallbackLevel)
            .qtyE9(qtyE9)
            .entryPriceE8(entryPriceE8)
            .deadlineNanos(deadlineNanos);
        end(positionOpened.encodedLength());
    }

    /** A fill opened a lot. The books post its cost. */
    public void lotOpened(long lotId, long positionId, long orderId, int strategyId, int instrumentId,
            AssetClass assetClass, PositionSide side, long qtyE9, long priceE8, long amountE8) {
        lotOpened.wrapAndApplyHeader(batch.buffer(), begin(LotOpenedEncoder.BLOCK_LENGTH), header)
            .lotId(lotId)
            .positionId(positionId)
            .orderId(orderId)
            .strategyId((short) strategyId)
            .instrumentId(instrumentId)
            .assetClass(assetClass)
            .side(side)
            .qtyE9(qtyE9)
            .priceE8(priceE8)
            .amountE8(amountE8);
        end(lotOpened.encodedLength());
    }

    /** A fill closed a lot or a part of it. The books post proceeds, cost and gain. */
    public void lotClosed(long lotId, long positionId, long orderId, int strategyId, int instrumentId,
            AssetClass assetClass, PositionSide side, long qtyE9, long leavesQtyE9, long priceE8, long openAmountE8,
            long closeAmountE8, long gainE8) {
        lotClosed.wrapAndApplyHeader(batch.buffer(), begin(LotClosedEncoder.BLOCK_LENGTH), header)
            .lotId(lotId)
            .positionId(positionId)
            .orderId(orderId)
            .strategyId((short) strategyId)
            .instrumentId(instrumentId)
            .assetClass(assetClass)
            .side(side)
            .qtyE9(qtyE9)
            .leavesQtyE9(leavesQtyE9)
            .priceE8(priceE8)
            .openAmountE8(openAmountE8)
            .closeAmountE8(closeAmountE8)
            .gainE8(gainE8);
        end(lotClosed.encodedLength());
    }

    /** A lot changed without a trade. The books post the difference. */
    public void lotAdjusted(long lotId, int instrumentId, int previousInstrumentId, LotAdjustment reason, long previousQtyE9, long qtyE9,
            long previousAmountE8, long amountE8) {
        lotAdjusted.wrapAndApplyHeader(batch.buffer(), begin(LotAdjustedEncoder.BLOCK_LENGTH), header)
            .lotId(lotId)
            .instrumentId(instrumentId)
            .previousInstrumentId(previousInstrumentId)
            .reason(reason)
            .previousQtyE9(previousQtyE9)
            .qtyE9(qtyE9)
            .previousAmountE8(previousAmountE8)
            .amountE8(amountE8);
        end(lotAdjusted.encodedLength());
    }

    /** An execution that was booked is taken back. The lots it touched follow as LotAdjusted. */
    public void fillReversed(long orderId, long positionId, int instrumentId, boolean isCorrected, long qtyE9, long priceE8, long amountE8,
            long gainE8, String executionId) {
        fillReversed.wrapAndApplyHeader(batch.buffer(), begin(FillReversedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .positionId(positionId)
            .instrumentId(instrumentId)
            .isCorrected(isCorrected ? BooleanType.YES : BooleanType.NO)
            .qtyE9(qtyE9)
            .priceE8(priceE8)
            .amountE8(amountE8)
            .gainE8(gainE8)
            .executionId(executionId);
        end(fillReversed.encodedLength());
    }

    /** A corporate action took effect; the lots follow as LotAdjusted. */
    public void corporateActionApplied(int instrumentId, int newInstrumentId, CorporateActionKind kind, long numerator, long denominator,
            int lotCount, String announcementId) {
        corporateActionApplied.wrapAndApplyHeader(batch.buffer(), begin(CorporateActionAppliedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .newInstrumentId(newInstrumentId)
            .kind(kind)
            .numerator(numerator)
            .denominator(denominator)
            .lotCount(lotCount)
            .announcementId(announcementId);
        end(corporateActionApplied.encodedLength());
    }

    /** The end of an option is posted, once. Its lots follow as LotClosed. */
    public void optionLifecycleBooked(int instrumentId, int underlyingId, OptionEvent optionEvent, long contracts, long cashE8, long gainE8,
            String eventId) {
        optionLifecycleBooked.wrapAndApplyHeader(batch.buffer(), begin(OptionLifecycleBookedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .underlyingId(underlyingId)
            .optionEvent(optionEvent)
            .contracts(contracts)
            .cashE8(cashE8)
            .gainE8(gainE8)
            .eventId(eventId);
        end(optionLifecycleBooked.encodedLength());
    }

    /** The engine wants out of a position. */
    public void exitDecided(long positionId, ExitReason reason, MeasureUnit unit, long actualValue, long limitValue) {
        exitDecided.wrapAndApplyHeader(batch.buffer(), begin(ExitDecidedEncoder.BLOCK_LENGTH), header)
            .positionId(positionId)
            .reason(reason)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue);
        end(exitDecided.encodedLength());
    }

    /** A round trip is complete. Source of the trade history. */
    public void tradeClosed(long positionId, int strategyId, int slot, int instrumentId, int signalInstrumentId,
            PositionSide side, int fallbackLevel, ExitReason exitReason, long qtyE9, long entryNanos,
            long entryPriceE8, long exitNanos, long exitPriceE8, long feesE8, long pnlE8) {
        tradeClosed.wrapAndApplyHeader(batch.buffer(), begin(TradeClosedEncoder.BLOCK_LENGTH), header)
            .positionId(positionId)
            .strategyId((short) strategyId)
            .slot(slot)
            .instrumentId(instrumentId)
            .signalInstrumentId(signalInstrumentId)
            .side(side)
            .fallbackLevel(fallbackLevel)
            .exitReason(exitReason)
            .qtyE9(qtyE9)
            .entryNanos(entryNanos)
            .entryPriceE8(entryPriceE8)
            .exitNanos(exitNanos)
            .exitPriceE8(exitPriceE8)
            .feesE8(feesE8)
            .pnlE8(pnlE8);
        end(tradeClosed.encodedLength());
    }

    /** The day is halted: no more slots, signals or entries; positions are closed. Cleared at the next session. */
    public void killSwitchTripped(KillCause cause, MeasureUnit unit, long actualValue, long limitValue) {
        killSwitchTripped.wrapAndApplyHeader(batch.buffer(), begin(KillSwitchTrippedEncoder.BLOCK_LENGTH), header)
            .cause(cause)
            .unit(unit)
            .actualValue(actualValue)
            .limitValue(limitValue);
        end(killSwitchTripped.encodedLength());
    }

    /** The kill switch was reset, by the next session or an operator. */
    public void killSwitchCleared(KillCause cause, boolean isByOperator) {
        killSwitchCleared.wrapAndApplyHeader(batch.buffer(), begin(KillSwitchClearedEncoder.BLOCK_LENGTH), header)
            .cause(cause)
            .isByOperator(isByOperator ? BooleanType.YES : BooleanType.NO);
        end(killSwitchCleared.encodedLength());
    }

    /** A round trip within one session was counted. */
    public void dayTradeCounted(long positionId, int instrumentId, DayTradeRule rule, int sessionEpochDay, int windowCount,
            int limitCount) {
        dayTradeCounted.wrapAndApplyHeader(batch.buffer(), begin(DayTradeCountedEncoder.BLOCK_LENGTH), header)
            .positionId(positionId)
            .instrumentId(instrumentId)
            .rule(rule)
            .sessionEpochDay(sessionEpochDay)
            .windowCount(windowCount)
            .limitCount(limitCount);
        end(dayTradeCounted.encodedLength());
    }

    /** More was filled than was ordered. */
    public void overfillFound(long orderId, int instrumentId, long orderedQtyE9, long filledQtyE9) {
        overfillFound.wrapAndApplyHeader(batch.buffer(), begin(OverfillFoundEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .instrumentId(instrumentId)
            .orderedQtyE9(orderedQtyE9)
            .filledQtyE9(filledQtyE9);
        end(overfillFound.encodedLength());
    }

    /** The broker is to say what it has; {@code sinceNanos} is null's value for all executions that it still knows. */
    public void reconciliationRequested(int snapshotNumber, ReconciliationCause cause, long sinceNanos) {
        reconciliationRequested.wrapAndApplyHeader(batch.buffer(), begin(ReconciliationRequestedEncoder.BLOCK_LENGTH), header)
            .snapshotNumber(snapshotNumber)
            .cause(cause)
            .sinceNanos(sinceNanos);
        end(reconciliationRequested.encodedLength());
    }

    /** The broker is to say what it knows of one order of ours. */
    public void orderQueryRequested(long orderId, int attemptCount, String clientOrderId) {
        orderQueryRequested.wrapAndApplyHeader(batch.buffer(), begin(OrderQueryRequestedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .attemptCount(attemptCount)
            .clientOrderId(clientOrderId);
        end(orderQueryRequested.encodedLength());
    }

    /** Something at the broker is not ours; quantity 0 when it is not known. */
    public void externalActivityFound(int instrumentId, long signedQtyE9, boolean isEntryBlocked, String brokerOrderId) {
        externalActivityFound.wrapAndApplyHeader(batch.buffer(), begin(ExternalActivityFoundEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .signedQtyE9(signedQtyE9)
            .isEntryBlocked(isEntryBlocked ? BooleanType.YES : BooleanType.NO)
            .brokerOrderId(brokerOrderId);
        end(externalActivityFound.encodedLength());
    }

    /** Drawdown from the peak is above the limit: entries are refused until it clears. */
    public void circuitBreakerTripped(long equityE8, long peakE8, long limitPpm, long clearsNanos) {
        circuitBreakerTripped.wrapAndApplyHeader(batch.buffer(), begin(CircuitBreakerTrippedEncoder.BLOCK_LENGTH), header)
            .equityE8(equityE8)
            .peakE8(peakE8)
            .limitPpm(limitPpm)
            .clearsNanos(clearsNanos);
        end(circuitBreakerTripped.encodedLength());
    }

    /** The breaker is open for entries again; the peak starts anew. */
    public void circuitBreakerCleared(long equityE8) {
        circuitBreakerCleared.wrapAndApplyHeader(batch.buffer(), begin(CircuitBreakerClearedEncoder.BLOCK_LENGTH), header)
            .equityE8(equityE8);
        end(circuitBreakerCleared.encodedLength());
    }

    /** One trade per symbol and day: no more entries in it. */
    public void symbolBlocklisted(int instrumentId, int sessionEpochDay) {
        symbolBlocklisted.wrapAndApplyHeader(batch.buffer(), begin(SymbolBlocklistedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .sessionEpochDay(sessionEpochDay);
        end(symbolBlocklisted.encodedLength());
    }

    /** A filled entry has no stop resting at the broker; the engine watches this price instead. */
    public void protectiveStopMissing(long positionId, long orderId, StopMissing reason, long stopPriceE8, long qtyE9) {
        protectiveStopMissing.wrapAndApplyHeader(batch.buffer(), begin(ProtectiveStopMissingEncoder.BLOCK_LENGTH), header)
            .positionId(positionId)
            .orderId(orderId)
            .reason(reason)
            .stopPriceE8(stopPriceE8)
            .qtyE9(qtyE9);
        end(protectiveStopMissing.encodedLength());
    }

    /** Journal, broker and books differ; {@code statementEpochDay} is the date of the statement that shows it. */
    public void reconciliationBreakFound(int breakNumber, BreakKind kind, int instrumentId, long orderId, int statementEpochDay,
            long firstSeenNanos, MeasureUnit unit, long brokerValue, long journalValue, long bookValue, String text) {
        reconciliationBreakFound.wrapAndApplyHeader(batch.buffer(),
            begin(ReconciliationBreakFoundEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .breakNumber(breakNumber)
            .kind(kind)
            .instrumentId(instrumentId)
            .orderId(orderId)
            .statementEpochDay(statementEpochDay)
            .firstSeenNanos(firstSeenNanos)
            .unit(unit)
            .brokerValue(brokerValue)
            .journalValue(journalValue)
            .bookValue(bookValue)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        end(reconciliationBreakFound.encodedLength());
    }

    /** A difference is gone. */
    public void reconciliationBreakResolved(int breakNumber, BreakResolution resolution, long ageNanos) {
        reconciliationBreakResolved.wrapAndApplyHeader(batch.buffer(), begin(ReconciliationBreakResolvedEncoder.BLOCK_LENGTH), header)
            .breakNumber(breakNumber)
            .resolution(resolution)
            .ageNanos(ageNanos);
        end(reconciliationBreakResolved.encodedLength());
    }

    /** An unexplained difference is posted to Reconciliation Differences. */
    public void reconciliationDifferenceBooked(int breakNumber, int instrumentId, long signedQtyE9, long amountE8) {
        reconciliationDifferenceBooked.wrapAndApplyHeader(batch.buffer(), begin(ReconciliationDifferenceBookedEncoder.BLOCK_LENGTH), header)
            .breakNumber(breakNumber)
            .instrumentId(instrumentId)
            .signedQtyE9(signedQtyE9)
            .amountE8(amountE8);
        end(reconciliationDifferenceBooked.encodedLength());
    }

    /** A bug: deciding on this input threw. Nothing of it was decided; the process halts. */
    public void engineFaulted(int inputTemplateId, String text) {
        engineFaulted.wrapAndApplyHeader(batch.buffer(), begin(EngineFaultedEncoder.BLOCK_LENGTH + TEXT_ROOM), header)
            .inputTemplateId(inputTemplateId)
            .text(Texts.clip(text, MAX_TEXT_LENGTH));
        end(engineFaulted.encodedLength());
    }

    /** An input contradicts what is known and was not taken into account. */
    public void inputRefused(InputRefusal reason, int inputTemplateId, int instrumentId, long orderId) {
        inputRefused.wrapAndApplyHeader(batch.buffer(), begin(InputRefusedEncoder.BLOCK_LENGTH), header)
            .reason(reason)
            .inputTemplateId(inputTemplateId)
            .instrumentId(instrumentId)
            .orderId(orderId);
        end(inputRefused.encodedLength());
    }

    /** A fee is posted, once. Order, lot, strategy and instrument 0 when none; the id empty when computed here. */
    public void feeBooked(long orderId, long lotId, int strategyId, int instrumentId, FeeKind kind, long amountE8, String feeId) {
        feeBooked.wrapAndApplyHeader(batch.buffer(), begin(FeeBookedEncoder.BLOCK_LENGTH), header)
            .orderId(orderId)
            .lotId(lotId)
            .strategyId((short) strategyId)
            .instrumentId(instrumentId)
            .kind(kind)
            .amountE8(amountE8)
            .feeId(feeId);
        end(feeBooked.encodedLength());
    }

    /** A transfer of cash is posted, once. */
    public void cashTransferBooked(TransferKind kind, long amountE8, String transferId) {
        cashTransferBooked.wrapAndApplyHeader(batch.buffer(), begin(CashTransferBookedEncoder.BLOCK_LENGTH), header)
            .kind(kind)
            .amountE8(amountE8)
            .transferId(transferId);
        end(cashTransferBooked.encodedLength());
    }

    /** A dividend is posted, once; gross - tax = net. */
    public void dividendBooked(int instrumentId, long grossE8, long taxE8, long netE8, String paymentId) {
        dividendBooked.wrapAndApplyHeader(batch.buffer(), begin(DividendBookedEncoder.BLOCK_LENGTH), header)
            .instrumentId(instrumentId)
            .grossE8(grossE8)
            .taxE8(taxE8)
            .netE8(netE8)
            .paymentId(paymentId);
        end(dividendBooked.encodedLength());
    }

    /** Interest or a borrow fee is posted, once. */
    public void interestBooked(long amountE8, boolean isBorrowFee, int instrumentId, String interestId) {
        interestBooked.wrapAndApplyHeader(batch.buffer(), begin(InterestBookedEncoder.BLOCK_LENGTH), header)
            .amountE8(amountE8)
            .isBorrowFee(isBorrowFee ? BooleanType.YES : BooleanType.NO)
            .instrumentId(instrumentId)
            .interestId(interestId);
        end(interestBooked.encodedLength());
    }

    /** A position that existed before is posted against Opening Balances. */
    public void openingPositionBooked(long lotId, int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9,
            long amountE8) {
        openingPositionBooked.wrapAndApplyHeader(batch.buffer(), begin(OpeningPositionBookedEncoder.BLOCK_LENGTH), header)
            .lotId(lotId)
            .instrumentId(instrumentId)
            .assetClass(assetClass)
            .side(side)
            .qtyE9(qtyE9)
            .amountE8(amountE8);
        end(openingPositionBooked.encodedLength());
    }

    /** A reserve was changed by hand. */
    public void reserveOverrideApplied(ReserveKind reserve, long amountE8, long balanceBeforeE8, long balanceE8, String user,
            String reason) {
        reserveOverrideApplied.wrapAndApplyHeader(batch.buffer(),
                begin(ReserveOverrideAppliedEncoder.BLOCK_LENGTH + 2 * TEXT_ROOM), header)
            .reserve(reserve)
            .amountE8(amountE8)
            .balanceBeforeE8(balanceBeforeE8)
            .balanceE8(balanceE8)
            .user(Texts.clip(user, MAX_TEXT_LENGTH))
            .reason(Texts.clip(reason, MAX_TEXT_LENGTH));
        end(reserveOverrideApplied.encodedLength());
    }

    /** A reserve was not changed. */
    public void reserveOverrideRefused(ReserveKind reserve, CommandRefusal reason, long amountE8, long balanceE8) {
        reserveOverrideRefused.wrapAndApplyHeader(batch.buffer(), begin(ReserveOverrideRefusedEncoder.BLOCK_LENGTH), header)
            .reserve(reserve)
            .reason(reason)
            .amountE8(amountE8)
            .balanceE8(balanceE8);
        end(reserveOverrideRefused.encodedLength());
    }

    /** A version of the chart of accounts is in force. {@code digest} is SHA-256, 32 bytes. */
    public void chartOfAccountsApplied(int coaVersion, int accountCount, byte[] digest) {
        chartOfAccountsApplied.wrapAndApplyHeader(batch.buffer(), begin(ChartOfAccountsAppliedEncoder.BLOCK_LENGTH), header)
            .coaVersion(coaVersion)
            .accountCount(accountCount);
        for (int i = 0; i < ChartOfAccountsAppliedEncoder.digestLength(); i++) {
            chartOfAccountsApplied.digest(i, digest[i]);
        }
        end(chartOfAccountsApplied.encodedLength());
    }

    /** A version of the chart of accounts was refused as a whole. */
    public void chartOfAccountsRefused(int coaVersion, List<ChartProblem> problems) {
        int roomPerProblem = ChartOfAccountsRefusedEncoder.ProblemsEncoder.sbeBlockLength() + TEXT_ROOM;
        chartOfAccountsRefused.wrapAndApplyHeader(batch.buffer(), begin(ChartOfAccountsRefusedEncoder.BLOCK_LENGTH
                + ChartOfAccountsRefusedEncoder.ProblemsEncoder.sbeHeaderSize() + problems.size() * roomPerProblem), header)
            .coaVersion(coaVersion);
        ChartOfAccountsRefusedEncoder.ProblemsEncoder group = chartOfAccountsRefused.problemsCount(problems.size());
        for (ChartProblem problem : problems) {
            group.next().accountNumber(problem.accountNumber()).problem(Texts.clip(problem.text(), MAX_TEXT_LENGTH));
        }
        end(chartOfAccountsRefused.encodedLength());
    }

    /** Other settings are in force; what differs, and SHA-256 over all of them. */
    public void settingsApplied(int settingsNumber, byte[] digest, List<ChangedSettings.Value> values, String user) {
        int length = SettingsAppliedEncoder.BLOCK_LENGTH + SettingsAppliedEncoder.SettingsEncoder.sbeHeaderSize() + TEXT_ROOM;
        for (ChangedSettings.Value value : values) {
            length += 3 * 2 + Texts.utf8Length(value.key()) + Texts.utf8Length(value.before()) + Texts.utf8Length(value.now());
        }
        settingsApplied.wrapAndApplyHeader(batch.buffer(), begin(length), header)
            .settingsNumber(settingsNumber);
        for (int i = 0; i < SettingsAppliedEncoder.digestLength(); i++) {
            settingsApplied.digest(i, digest[i]);
        }
        SettingsAppliedEncoder.SettingsEncoder group = settingsApplied.settingsCount(values.size());
        for (ChangedSettings.Value value : values) {
            group.next().key(value.key()).oldValue(value.before()).newValue(value.now());
        }
        settingsApplied.user(Texts.clip(user, MAX_TEXT_LENGTH));
        end(settingsApplied.encodedLength());
    }

    /** Settings were refused as a whole. */
    public void settingsRefused(List<SettingsProblem> problems, String user) {
        int length = SettingsRefusedEncoder.BLOCK_LENGTH + SettingsRefusedEncoder.ProblemsEncoder.sbeHeaderSize() + TEXT_ROOM;
        for (SettingsProblem problem : problems) {
            length += 3 * 2 + Texts.utf8Length(problem.key()) + Texts.utf8Length(problem.value()) + MAX_TEXT_LENGTH;
        }
        settingsRefused.wrapAndApplyHeader(batch.buffer(), begin(length), header);
        SettingsRefusedEncoder.ProblemsEncoder group = settingsRefused.problemsCount(problems.size());
        for (SettingsProblem problem : problems) {
            group.next().key(Texts.clip(problem.key(), MAX_TEXT_LENGTH)).value(Texts.clip(problem.value(), MAX_TEXT_LENGTH))
                .problem(Texts.clip(problem.limit() + ". " + problem.remedy(), MAX_TEXT_LENGTH));
        }
        settingsRefused.user(Texts.clip(user, MAX_TEXT_LENGTH));
        end(settingsRefused.encodedLength());
    }

    private int begin(int messageLength) {
        return batch.begin(MessageHeaderEncoder.ENCODED_LENGTH + messageLength);
    }

    private void end(int messageLength) {
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + messageLength);
    }
}
