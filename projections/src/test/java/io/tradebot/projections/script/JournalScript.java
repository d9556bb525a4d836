package io.tradebot.projections.script;

import io.tradebot.journal.event.AccountType;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.BreakResolution;
import io.tradebot.journal.event.CashTransferBookedEncoder;
import io.tradebot.journal.event.CashTransferredEncoder;
import io.tradebot.journal.event.ChartOfAccountsAppliedEncoder;
import io.tradebot.journal.event.ChartOfAccountsChangedEncoder;
import io.tradebot.journal.event.CheckpointedEncoder;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.CommandOrigin;
import io.tradebot.journal.event.CorporateActionAppliedEncoder;
import io.tradebot.journal.event.CorporateActionKind;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.DividendBookedEncoder;
import io.tradebot.journal.event.DividendPaidEncoder;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FeeBookedEncoder;
import io.tradebot.journal.event.FeeChargedEncoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.FillBustedEncoder;
import io.tradebot.journal.event.FillCorrectedEncoder;
import io.tradebot.journal.event.FillReversedEncoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InputRefusedEncoder;
import io.tradebot.journal.event.InstrumentDefinedEncoder;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.InterestBookedEncoder;
import io.tradebot.journal.event.KillCause;
import io.tradebot.journal.event.KillSwitchTrippedEncoder;
import io.tradebot.journal.event.LotAdjustedEncoder;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.LotClosedEncoder;
import io.tradebot.journal.event.LotOpenedEncoder;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.OpeningPositionBookedEncoder;
import io.tradebot.journal.event.OpeningPositionObservedEncoder;
import io.tradebot.journal.event.OperatorCommand;
import io.tradebot.journal.event.OperatorCommandedEncoder;
import io.tradebot.journal.event.OptionEvent;
import io.tradebot.journal.event.OptionLifecycleBookedEncoder;
import io.tradebot.journal.event.OrderFilledEncoder;
import io.tradebot.journal.event.OrderRequestedEncoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PayrollReserveAllocatedEncoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ReconciliationBreakFoundEncoder;
import io.tradebot.journal.event.ReconciliationBreakResolvedEncoder;
import io.tradebot.journal.event.ReconciliationDifferenceBookedEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.event.ReserveOverrideAppliedEncoder;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.SessionStartedEncoder;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.event.SignalRaisedEncoder;
import io.tradebot.journal.event.StrategyLoadedEncoder;
import io.tradebot.journal.event.TaxReserveAllocatedEncoder;
import io.tradebot.journal.event.TimeAdvancedEncoder;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.event.TradeClosedEncoder;
import io.tradebot.journal.event.TradingDayClosedEncoder;
import io.tradebot.journal.event.TradingDayOpenedEncoder;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.MutableDirectBuffer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a journal by hand, record by record; numbers are decimal text. Each {@link #at} begins an excerpt, whose first
 * record is the input.
 */
public final class JournalScript {

    private static final int MAX_RECORD = 4096;

    private final List<ListExcerptSource.Excerpt> excerpts = new ArrayList<>();
    private final RecordBatch batch = new RecordBatch();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private long timeNanos;
    private byte[] chain = new byte[32];

    /** Ends the excerpt before and begins the next one at a time like {@code 2025-04-07T13:50:00Z}. */
    public JournalScript at(String utc) {
        end();
        timeNanos = nanos(utc);
        return this;
    }

    private void end() {
        if (batch.recordCount() == 0) {
            return;
        }
        byte[] body = new byte[batch.length()];
        batch.buffer().getBytes(0, body);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(chain);
            chain = sha.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        excerpts.add(new ListExcerptSource.Excerpt(excerpts.size(), timeNanos, body, chain));
        batch.clear();
    }

    /** Everything written so far. */
    public List<ListExcerptSource.Excerpt> excerpts() {
        end();
        return excerpts;
    }

    /** A source of everything written so far. */
    public ListExcerptSource source() {
        return new ListExcerptSource(excerpts());
    }

    /** A source of the first so many excerpts. */
    public ListExcerptSource source(int count) {
        return new ListExcerptSource(excerpts().subList(0, count));
    }

    public JournalScript sessionStarted(String identity, String startFloat) {
        SessionStartedEncoder record = new SessionStartedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).runMode(RunMode.BACKTEST);
        SessionStartedEncoder.SettingsEncoder settings = record.settingsCount(startFloat == null ? 1 : 2);
        settings.next().key("MODE").value("backtest");
        if (startFloat != null) {
            settings.next().key("START_FLOAT").value(startFloat);
        }
        record.identity(identity).versionTag("0.1.0");
        return close(record.encodedLength());
    }

    public JournalScript timeAdvanced() {
        TimeAdvancedEncoder record = new TimeAdvancedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).clockSource(ClockSource.TEST);
        return close(record.encodedLength());
    }

    public JournalScript instrument(int id, InstrumentKind kind, int multiplier, String symbol) {
        InstrumentDefinedEncoder record = new InstrumentDefinedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).instrumentId(id).kind(kind).multiplier(multiplier).underlyingId(0)
            .strikeE8(InstrumentDefinedEncoder.strikeE8NullValue()).expiryEpochDay(InstrumentDefinedEncoder.expiryEpochDayNullValue())
            .symbol(symbol);
        return close(record.encodedLength());
    }

    public JournalScript option(int id, InstrumentKind kind, int underlyingId, String strike, String expiryDate, String symbol) {
        InstrumentDefinedEncoder record = new InstrumentDefinedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).instrumentId(id).kind(kind).multiplier(100).underlyingId(underlyingId)
            .strikeE8(e8(strike)).expiryEpochDay((int) LocalDate.parse(expiryDate).toEpochDay()).symbol(symbol);
        return close(record.encodedLength());
    }

    public JournalScript strategy(int id, String name) {
        StrategyLoadedEncoder record = new StrategyLoadedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).strategyId((short) id).isEnabled(BooleanType.YES)
            .shortType(ShortType.SHORT_SELL).analysisNanos(0).breakoutNanos(0).monitoringNanos(0).name(name);
        return close(record.encodedLength());
    }

    public JournalScript dayOpened(String date, String cash) {
        TradingDayOpenedEncoder record = new TradingDayOpenedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).sessionEpochDay((int) LocalDate.parse(date).toEpochDay())
            .openNanos(nanos(date + "T13:30:00Z")).closeNanos(nanos(date + "T20:00:00Z")).isHalfDay(BooleanType.NO).floatE8(e8(cash));
        return close(record.encodedLength());
    }

    public JournalScript dayClosed(String date, int trades, int wins, int losses, int signals, String netPnl, String fees, String equity) {
        TradingDayClosedEncoder record = new TradingDayClosedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).sessionEpochDay((int) LocalDate.parse(date).toEpochDay()).tradeCount(trades)
            .winCount(wins).lossCount(losses).signalCount(signals).netPnlE8(e8(netPnl)).feesE8(e8(fees)).equityE8(e8(equity));
        return close(record.encodedLength());
    }

    public JournalScript signal(int strategyId, int instrumentId) {
        SignalRaisedEncoder record = new SignalRaisedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).strategyId((short) strategyId).slot(1).instrumentId(instrumentId)
            .direction(Direction.BULLISH).barStartNanos(timeNanos).closeE8(e8("1")).triggerE8(e8("1"));
        return close(record.encodedLength());
    }

    public JournalScript orderRequested(long orderId, int strategyId, int instrumentId, OrderSide side, OrderRole role, String qty) {
        OrderRequestedEncoder record = new OrderRequestedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(orderId).parentOrderId(0).ocoGroupId(0).positionId(0)
            .strategyId((short) strategyId).slot(1).instrumentId(instrumentId).signalInstrumentId(instrumentId).side(side).role(role)
            .orderType(OrderType.MARKET).timeInForce(TimeInForce.DAY).exitReason(ExitReason.NULL_VAL).qtyE9(e9(qty))
            .limitPriceE8(OrderRequestedEncoder.limitPriceE8NullValue()).stopPriceE8(OrderRequestedEncoder.stopPriceE8NullValue())
            .trailPpm(OrderRequestedEncoder.trailPpmNullValue()).referencePriceE8(e8("1")).allocationE8(0)
            .clientOrderId("T-20250407-" + orderId);
        return close(record.encodedLength());
    }

    public JournalScript filled(long orderId, int instrumentId, String qty, String price, String commission) {
        OrderFilledEncoder record = new OrderFilledEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(orderId).instrumentId(instrumentId).executedNanos(timeNanos)
            .priceE8(e8(price)).qtyE9(e9(qty)).leavesQtyE9(0).commissionE8(e8(commission)).executionId("X" + excerpts.size());
        return close(record.encodedLength());
    }

    public JournalScript inputRefused(int templateId, long orderId) {
        InputRefusedEncoder record = new InputRefusedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).reason(InputRefusal.DUPLICATE_EXECUTION).inputTemplateId(templateId)
            .instrumentId(0).orderId(orderId);
        return close(record.encodedLength());
    }

    public JournalScript lotOpened(long lotId, long positionId, long orderId, int strategyId, int instrumentId, AssetClass assetClass,
                                   String qty, String price, String amount) {
        LotOpenedEncoder record = new LotOpenedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).lotId(lotId).positionId(positionId).orderId(orderId)
            .strategyId((short) strategyId).instrumentId(instrumentId).assetClass(assetClass).side(side(assetClass)).qtyE9(e9(qty))
            .priceE8(e8(price)).amountE8(e8(amount));
        return close(record.encodedLength());
    }

    public JournalScript lotClosed(long lotId, long positionId, long orderId, int strategyId, int instrumentId, AssetClass assetClass,
                                   String qty, String leaves, String price, String openAmount, String closeAmount, String gain) {
        LotClosedEncoder record = new LotClosedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).lotId(lotId).positionId(positionId).orderId(orderId)
            .strategyId((short) strategyId).instrumentId(instrumentId).assetClass(assetClass).side(side(assetClass)).qtyE9(e9(qty))
            .leavesQtyE9(e9(leaves)).priceE8(e8(price)).openAmountE8(e8(openAmount)).closeAmountE8(e8(closeAmount)).gainE8(e8(gain));
        return close(record.encodedLength());
    }

    /** The commission of the fill that stands before it. */
    public JournalScript commission(long orderId, long lotId, int strategyId, int instrumentId, String amount) {
        FeeBookedEncoder record = new FeeBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(orderId).lotId(lotId).strategyId((short) strategyId)
            .instrumentId(instrumentId).kind(FeeKind.COMMISSION).amountE8(e8(amount)).feeId("");
        return close(record.encodedLength());
    }

    public JournalScript tradeClosed(long positionId, int strategyId, int instrumentId, PositionSide side, ExitReason reason, String qty,
                                     String entryUtc, String entryPrice, String exitUtc, String exitPrice, String fees, String pnl) {
        TradeClosedEncoder record = new TradeClosedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).positionId(positionId).strategyId((short) strategyId).slot(1)
            .instrumentId(instrumentId).signalInstrumentId(instrumentId).side(side).fallbackLevel(0).exitReason(reason).qtyE9(e9(qty))
            .entryNanos(nanos(entryUtc)).entryPriceE8(e8(entryPrice)).exitNanos(nanos(exitUtc)).exitPriceE8(e8(exitPrice))
            .feesE8(e8(fees)).pnlE8(e8(pnl));
        return close(record.encodedLength());
    }

    public JournalScript feeCharged(String executionId, FeeKind kind, String amount, String feeId) {
        FeeChargedEncoder record = new FeeChargedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(0).instrumentId(0).kind(kind).amountE8(e8(amount))
            .chargedNanos(timeNanos).tradeEpochDay(FeeChargedEncoder.tradeEpochDayNullValue()).executionId(executionId).feeId(feeId)
            .text("as charged");
        return close(record.encodedLength());
    }

    public JournalScript feeBooked(long orderId, long lotId, int instrumentId, FeeKind kind, String amount, String feeId) {
        FeeBookedEncoder record = new FeeBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(orderId).lotId(lotId).strategyId((short) 0)
            .instrumentId(instrumentId).kind(kind).amountE8(e8(amount)).feeId(feeId);
        return close(record.encodedLength());
    }

    public JournalScript cashTransferred(TransferKind kind, String amount, String date, String id) {
        CashTransferredEncoder record = new CashTransferredEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).kind(kind).amountE8(e8(amount)).effectiveEpochDay(day(date)).transferId(id)
            .text("");
        return close(record.encodedLength());
    }

    public JournalScript cashTransferBooked(TransferKind kind, String amount, String id) {
        CashTransferBookedEncoder record = new CashTransferBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).kind(kind).amountE8(e8(amount)).transferId(id);
        return close(record.encodedLength());
    }

    public JournalScript dividendPaid(int instrumentId, String payDate) {
        DividendPaidEncoder record = new DividendPaidEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).instrumentId(instrumentId).qtyE9(0).grossE8(0).taxE8(0).netE8(0)
            .payEpochDay(day(payDate)).exEpochDay(DividendPaidEncoder.exEpochDayNullValue()).isReinvested(BooleanType.NO).paymentId("D");
        return close(record.encodedLength());
    }

    public JournalScript dividendBooked(int instrumentId, String gross, String tax, String net) {
        DividendBookedEncoder record = new DividendBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).instrumentId(instrumentId).grossE8(e8(gross)).taxE8(e8(tax)).netE8(e8(net))
            .paymentId("D");
        return close(record.encodedLength());
    }

    public JournalScript interestBooked(String amount, boolean isBorrowFee, int instrumentId) {
        InterestBookedEncoder record = new InterestBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).amountE8(e8(amount)).isBorrowFee(isBorrowFee ? BooleanType.YES : BooleanType.NO)
            .instrumentId(instrumentId).interestId("I");
        return close(record.encodedLength());
    }

    public JournalScript taxReserveAllocated(String amount) {
        TaxReserveAllocatedEncoder record = new TaxReserveAllocatedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).gainE8(0).ratePpm(200_000).amountE8(e8(amount)).balanceE8(0).sessionEpochDay(0);
        return close(record.encodedLength());
    }

    public JournalScript payrollReserveAllocated(String amount) {
        PayrollReserveAllocatedEncoder record = new PayrollReserveAllocatedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).gainE8(0).taxE8(0).ratePpm(100_000).amountE8(e8(amount)).balanceE8(0)
            .sessionEpochDay(0);
        return close(record.encodedLength());
    }

    public JournalScript reserveOverrideApplied(ReserveKind reserve, String amount, String user) {
        ReserveOverrideAppliedEncoder record = new ReserveOverrideAppliedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).reserve(reserve).amountE8(e8(amount)).balanceBeforeE8(0).balanceE8(0).user(user)
            .reason("paid out");
        return close(record.encodedLength());
    }

    /** An opening position and its booking; {@code date} null when the broker does not know it. */
    public JournalScript openingPosition(long lotId, int instrumentId, AssetClass assetClass, String qty, String amount, String date) {
        OpeningPositionObservedEncoder observed = new OpeningPositionObservedEncoder();
        observed.wrapAndApplyHeader(begin(), offset, header).instrumentId(instrumentId).assetClass(assetClass).side(side(assetClass))
            .qtyE9(e9(qty)).costE8(e8(amount)).openedEpochDay(date == null ? OpeningPositionObservedEncoder.openedEpochDayNullValue() : day(date));
        close(observed.encodedLength());
        OpeningPositionBookedEncoder booked = new OpeningPositionBookedEncoder();
        booked.wrapAndApplyHeader(begin(), offset, header).lotId(lotId).instrumentId(instrumentId).assetClass(assetClass)
            .side(side(assetClass)).qtyE9(e9(qty)).amountE8(e8(amount));
        return close(booked.encodedLength());
    }

    public JournalScript fillBusted(long orderId, int instrumentId, String executionId) {
        FillBustedEncoder record = new FillBustedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(orderId).instrumentId(instrumentId).bustedNanos(timeNanos)
            .executionId(executionId).text("busted");
        return close(record.encodedLength());
    }

    public JournalScript fillCorrected(long orderId, int instrumentId, String qty, String price, String commission, String executionId,
                                       String corrected, String executedUtc) {
        FillCorrectedEncoder record = new FillCorrectedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(orderId).instrumentId(instrumentId).executedNanos(nanos(executedUtc))
            .priceE8(e8(price)).qtyE9(e9(qty)).commissionE8(e8(commission)).executionId(executionId).correctedExecutionId(corrected);
        return close(record.encodedLength());
    }

    public JournalScript fillReversed(long orderId, long positionId, int instrumentId, boolean isCorrected, String qty, String price,
                                      String amount, String gain, String executionId) {
        FillReversedEncoder record = new FillReversedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).orderId(orderId).positionId(positionId).instrumentId(instrumentId)
            .isCorrected(isCorrected ? BooleanType.YES : BooleanType.NO).qtyE9(e9(qty)).priceE8(e8(price)).amountE8(e8(amount))
            .gainE8(e8(gain)).executionId(executionId);
        return close(record.encodedLength());
    }

    public JournalScript lotAdjusted(long lotId, LotAdjustment reason, int fromInstrumentId, int instrumentId, String fromQty, String qty,
                                     String fromAmount, String amount) {
        LotAdjustedEncoder record = new LotAdjustedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).lotId(lotId).instrumentId(instrumentId).previousInstrumentId(fromInstrumentId)
            .reason(reason).previousQtyE9(e9(fromQty)).qtyE9(e9(qty)).previousAmountE8(e8(fromAmount)).amountE8(e8(amount));
        return close(record.encodedLength());
    }

    public JournalScript corporateActionApplied(CorporateActionKind kind, int instrumentId, int newInstrumentId, long numerator,
                                                long denominator, int lotCount) {
        CorporateActionAppliedEncoder record = new CorporateActionAppliedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).instrumentId(instrumentId).newInstrumentId(newInstrumentId).kind(kind)
            .numerator(numerator).denominator(denominator).lotCount(lotCount).announcementId("A");
        return close(record.encodedLength());
    }

    public JournalScript optionLifecycleBooked(int instrumentId, int underlyingId, OptionEvent event, long contracts, String cash, String gain) {
        OptionLifecycleBookedEncoder record = new OptionLifecycleBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).instrumentId(instrumentId).underlyingId(underlyingId).optionEvent(event)
            .contracts(contracts).cashE8(e8(cash)).gainE8(e8(gain)).eventId("E");
        return close(record.encodedLength());
    }

    public JournalScript breakFound(int number, BreakKind kind, int instrumentId, String firstSeenUtc, long broker, long journal, long book) {
        ReconciliationBreakFoundEncoder record = new ReconciliationBreakFoundEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).breakNumber(number).kind(kind).instrumentId(instrumentId).orderId(0)
            .statementEpochDay(ReconciliationBreakFoundEncoder.statementEpochDayNullValue()).firstSeenNanos(nanos(firstSeenUtc))
            .unit(MeasureUnit.CASH_E8).brokerValue(broker).journalValue(journal).bookValue(book).text("line 7");
        return close(record.encodedLength());
    }

    public JournalScript breakResolved(int number, BreakResolution resolution, long ageNanos) {
        ReconciliationBreakResolvedEncoder record = new ReconciliationBreakResolvedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).breakNumber(number).resolution(resolution).ageNanos(ageNanos);
        return close(record.encodedLength());
    }

    public JournalScript differenceBooked(int number, int instrumentId, String signedQty, String amount) {
        ReconciliationDifferenceBookedEncoder record = new ReconciliationDifferenceBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).breakNumber(number).instrumentId(instrumentId).signedQtyE9(e9(signedQty))
            .amountE8(e8(amount));
        return close(record.encodedLength());
    }

    /** One account of a chart; parent 0 at the top. */
    public record ChartLine(int number, AccountType type, int parent, boolean isActive, String name) {
    }

    public JournalScript chartChanged(int version, List<ChartLine> lines, String user, String reason) {
        ChartOfAccountsChangedEncoder record = new ChartOfAccountsChangedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).coaVersion(version).origin(CommandOrigin.COMMAND_LINE);
        ChartOfAccountsChangedEncoder.AccountsEncoder accounts = record.accountsCount(lines.size());
        for (ChartLine line : lines) {
            accounts.next().accountNumber(line.number()).accountType(line.type()).parentNumber(line.parent())
                .isActive(line.isActive() ? BooleanType.YES : BooleanType.NO).currency("USD").name(line.name());
        }
        record.user(user).reason(reason);
        return close(record.encodedLength());
    }

    public JournalScript chartApplied(int version, int accountCount) {
        ChartOfAccountsAppliedEncoder record = new ChartOfAccountsAppliedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).coaVersion(version).accountCount(accountCount);
        return close(record.encodedLength());
    }

    public JournalScript operatorCommanded(OperatorCommand command, String user, String reason) {
        OperatorCommandedEncoder record = new OperatorCommandedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).command(command).origin(CommandOrigin.WEB).orderId(0).positionId(0).user(user)
            .reason(reason);
        return close(record.encodedLength());
    }

    public JournalScript killSwitchTripped() {
        KillSwitchTrippedEncoder record = new KillSwitchTrippedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).cause(KillCause.DAILY_LOSS).unit(MeasureUnit.CASH_E8).actualValue(5).limitValue(4);
        return close(record.encodedLength());
    }

    /** A checkpoint of the engine with nothing but its cash. */
    public JournalScript checkpointed(String floatCash, String tax, String payroll) {
        CheckpointedEncoder record = new CheckpointedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).lastSequence(excerpts.size());
        record.positionsCount(0);
        record.lotsCount(0);
        record.openOrdersCount(0);
        record.reservesCount(3).next().reserve(ReserveKind.FLOAT).amountE8(e8(floatCash)).next().reserve(ReserveKind.TAX).amountE8(e8(tax))
            .next().reserve(ReserveKind.PAYROLL).amountE8(e8(payroll));
        record.latchesCount(0);
        record.countersCount(0);
        record.rateWindowsCount(0);
        record.blocklistCount(0);
        record.executionsCount(0);
        record.bookedIdsCount(0);
        record.strategiesCount(0);
        record.instrumentsCount(0);
        record.pendingEntriesCount(0);
        record.approvalsCount(0);
        record.entryBlocksCount(0);
        record.feedsDownCount(0);
        record.watchdogsCount(0);
        record.accountsCount(0);
        record.chartAccountsCount(0);
        record.closedLotsCount(0);
        record.closedPositionsCount(0);
        record.bookedExecutionsCount(0);
        record.executionOpeningsCount(0);
        record.executionUsesCount(0);
        record.positionExitsCount(0);
        record.commissionsCount(0);
        record.designatedLotsCount(0);
        record.actionCountsCount(0);
        record.openedBeforeCount(0);
        record.pendingActionsCount(0);
        record.factsCount(0);
        record.factCountsCount(0);
        record.appliedActionsCount(0);
        record.datedBalancesCount(0);
        record.breaksCount(0);
        record.statementsCount(0);
        record.statementLinesCount(0);
        return close(record.encodedLength());
    }

    /** A record with an id that the schema does not have. */
    public JournalScript unknown(int templateId) {
        header.wrap(begin(), offset).blockLength(0).templateId(templateId).schemaId(MessageHeaderEncoder.SCHEMA_ID)
            .version(MessageHeaderEncoder.SCHEMA_VERSION);
        return close(0);
    }

    private int offset;

    private MutableDirectBuffer begin() {
        offset = batch.begin(MAX_RECORD);
        return batch.buffer();
    }

    private JournalScript close(int encodedLength) {
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
        return this;
    }

    private static PositionSide side(AssetClass assetClass) {
        return assetClass == AssetClass.SHORT_POSITION ? PositionSide.SHORT : PositionSide.LONG;
    }

    /** Decimal text as USD x 10^8. */
    public static long e8(String decimal) {
        return FixedPoint.parse(decimal, 8);
    }

    private static long e9(String decimal) {
        return FixedPoint.parse(decimal, 9);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static long nanos(String utc) {
        Instant instant = Instant.parse(utc);
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
