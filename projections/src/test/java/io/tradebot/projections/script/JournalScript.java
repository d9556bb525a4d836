package io.tradebot.projections.script;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FeeBookedEncoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.InputRefusedEncoder;
import io.tradebot.journal.event.InstrumentDefinedEncoder;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.InterestBookedEncoder;
import io.tradebot.journal.event.LotClosedEncoder;
import io.tradebot.journal.event.LotOpenedEncoder;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.OrderFilledEncoder;
import io.tradebot.journal.event.OrderRequestedEncoder;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.SessionStartedEncoder;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.event.SignalRaisedEncoder;
import io.tradebot.journal.event.StrategyLoadedEncoder;
import io.tradebot.journal.event.TimeAdvancedEncoder;
import io.tradebot.journal.event.TimeInForce;
import io.tradebot.journal.event.TradeClosedEncoder;
import io.tradebot.journal.event.TradingDayClosedEncoder;
import io.tradebot.journal.event.TradingDayOpenedEncoder;
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

    private static final int MAX_RECORD = 1024;

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

    public JournalScript interestBooked(String amount) {
        InterestBookedEncoder record = new InterestBookedEncoder();
        record.wrapAndApplyHeader(begin(), offset, header).amountE8(e8(amount)).isBorrowFee(BooleanType.NO).instrumentId(0)
            .interestId("I1");
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

    private static long nanos(String utc) {
        return Instant.parse(utc).getEpochSecond() * 1_000_000_000L;
    }
}
