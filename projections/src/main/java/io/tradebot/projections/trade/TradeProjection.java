package io.tradebot.projections.trade;

import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FillCorrectedDecoder;
import io.tradebot.journal.event.FillReversedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.OrderRequestedDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SignalRaisedDecoder;
import io.tradebot.journal.event.TradeClosedDecoder;
import io.tradebot.journal.event.TradingDayClosedDecoder;
import io.tradebot.journal.event.TradingDayOpenedDecoder;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.Projection;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;

import java.time.LocalDate;
import java.util.List;

/** Fills the tables day, day_signal, order_request, fill and trade. Runner's thread. */
public final class TradeProjection implements Projection {

    /** A position that a fill taken back has opened again is closed a second time: its last round trip counts. */
    private static final String INSERT_TRADE = "INSERT INTO trade VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        + " 0) ON CONFLICT (position_id) DO UPDATE SET journal_sequence = excluded.journal_sequence,"
        + " record_index = excluded.record_index, session_date = excluded.session_date, entry_nanos = excluded.entry_nanos,"
        + " entry_utc = excluded.entry_utc, entry_price_e8 = excluded.entry_price_e8, exit_nanos = excluded.exit_nanos,"
        + " exit_utc = excluded.exit_utc, exit_price_e8 = excluded.exit_price_e8, exit_reason = excluded.exit_reason,"
        + " qty_e9 = excluded.qty_e9, fees_cents = excluded.fees_cents, pnl_cents = excluded.pnl_cents, is_reopened = 0"
        + " WHERE is_reopened = 1";

    private final LedgerDatabase database;
    private final Names names;
    private final TradingDayOpenedDecoder dayOpened = new TradingDayOpenedDecoder();
    private final TradingDayClosedDecoder dayClosed = new TradingDayClosedDecoder();
    private final SignalRaisedDecoder signalRaised = new SignalRaisedDecoder();
    private final OrderRequestedDecoder orderRequested = new OrderRequestedDecoder();
    private final OrderFilledDecoder orderFilled = new OrderFilledDecoder();
    private final FillCorrectedDecoder fillCorrected = new FillCorrectedDecoder();
    private final FillReversedDecoder fillReversed = new FillReversedDecoder();
    private final InputRefusedDecoder inputRefused = new InputRefusedDecoder();
    private final TradeClosedDecoder tradeClosed = new TradeClosedDecoder();
    /** Date of the day opened last; null before the first. */
    private String sessionDate;
    /** Set while the excerpt at hand has an execution as its input. */
    private Object[] fill;
    private String fillOutcome;
    private int inputTemplateId;
    /** Execution that the input at hand replaces; null when none. */
    private String correctedExecutionId;
    /** Its order: that of the last reversal of the excerpt, because what rested on it is taken back before it. */
    private long correctedOrderId;

    /** Continues from the tables. */
    public TradeProjection(LedgerDatabase database, Names names) {
        this.database = database;
        this.names = names;
        database.query("SELECT session_date FROM day ORDER BY opened_sequence DESC LIMIT 1", row -> sessionDate = row.getString(1));
    }

    @Override
    public void onRecord(ExcerptHead excerpt, RecordCursor record) {
        inputTemplateId = record.index() == 0 ? record.templateId() : inputTemplateId;
        switch (record.templateId()) {
            case TradingDayOpenedDecoder.TEMPLATE_ID -> onDayOpened(excerpt, record);
            case TradingDayClosedDecoder.TEMPLATE_ID -> onDayClosed(excerpt, record);
            case SignalRaisedDecoder.TEMPLATE_ID -> onSignalRaised(record);
            case OrderRequestedDecoder.TEMPLATE_ID -> onOrderRequested(excerpt, record);
            case OrderFilledDecoder.TEMPLATE_ID -> onOrderFilled(excerpt, record);
            case FillCorrectedDecoder.TEMPLATE_ID -> onFillCorrected(excerpt, record);
            case FillReversedDecoder.TEMPLATE_ID -> onFillReversed(record);
            case InputRefusedDecoder.TEMPLATE_ID -> onInputRefused(record);
            case EngineFaultedDecoder.TEMPLATE_ID -> fillOutcome = "faulted";
            case TradeClosedDecoder.TEMPLATE_ID -> onTradeClosed(excerpt, record);
            default -> { }
        }
    }

    private void onDayOpened(ExcerptHead excerpt, RecordCursor record) {
        dayOpened.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        sessionDate = LocalDate.ofEpochDay(dayOpened.sessionEpochDay()).toString();
        database.update("INSERT INTO day (session_date, opened_sequence, open_utc, close_utc, is_half_day, float_cents)"
                + " VALUES (?, ?, ?, ?, ?, ?)", sessionDate, excerpt.sequence(), ExcerptHead.utc(dayOpened.openNanos()),
            ExcerptHead.utc(dayOpened.closeNanos()), dayOpened.isHalfDay() == BooleanType.YES ? 1 : 0,
            WholeCents.of("floatE8", dayOpened.floatE8()));
    }

    private void onDayClosed(ExcerptHead excerpt, RecordCursor record) {
        dayClosed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        String date = LocalDate.ofEpochDay(dayClosed.sessionEpochDay()).toString();
        int changed = database.update("UPDATE day SET closed_sequence = ?, trade_count = ?, win_count = ?, loss_count = ?,"
                + " signal_count = ?, net_pnl_cents = ?, fees_cents = ?, equity_cents = ?"
                + " WHERE session_date = ? AND closed_sequence IS NULL",
            excerpt.sequence(), dayClosed.tradeCount(), dayClosed.winCount(), dayClosed.lossCount(), dayClosed.signalCount(),
            WholeCents.of("netPnlE8", dayClosed.netPnlE8()), WholeCents.of("feesE8", dayClosed.feesE8()),
            WholeCents.of("equityE8", dayClosed.equityE8()), date);
        if (changed != 1) {
            throw new ProjectionException("day " + date + " is closed but was not open");
        }
    }

    private void onSignalRaised(RecordCursor record) {
        signalRaised.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        if (sessionDate == null) {
            throw new ProjectionException("a signal before the first TradingDayOpened");
        }
        database.update("INSERT INTO day_signal VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET signal_count = signal_count + 1",
            sessionDate, names.strategy(signalRaised.strategyId()));
    }

    private void onOrderRequested(ExcerptHead excerpt, RecordCursor record) {
        orderRequested.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int signalInstrumentId = orderRequested.signalInstrumentId();
        String symbol = names.instrument(orderRequested.instrumentId()).symbol();
        database.update("INSERT INTO order_request VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", orderRequested.orderId(),
            excerpt.sequence(), sessionDate, excerpt.timeNanos(), orderRequested.clientOrderId(),
            names.strategy(orderRequested.strategyId()), symbol,
            signalInstrumentId == 0 ? symbol : names.instrument(signalInstrumentId).symbol(),
            Names.lower(orderRequested.side()), Names.lower(orderRequested.role()), Names.lower(orderRequested.orderType()),
            orderRequested.qtyE9());
    }

    private void onOrderFilled(ExcerptHead excerpt, RecordCursor record) {
        orderFilled.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        fill = new Object[] {excerpt.sequence(), sessionDate, orderFilled.orderId(),
            symbolOf(orderFilled.orderId(), orderFilled.instrumentId()), orderFilled.executedNanos(), orderFilled.priceE8(),
            orderFilled.qtyE9(), orderFilled.leavesQtyE9(), orderFilled.commissionE8(), orderFilled.executionId(), null};
        fillOutcome = "accepted";
    }

    /** The new execution; what is still working of the order is not said. */
    private void onFillCorrected(ExcerptHead excerpt, RecordCursor record) {
        fillCorrected.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        fill = new Object[] {excerpt.sequence(), dateOf(fillCorrected.executedNanos()), fillCorrected.orderId(),
            symbolOf(fillCorrected.orderId(), fillCorrected.instrumentId()), fillCorrected.executedNanos(), fillCorrected.priceE8(),
            fillCorrected.qtyE9(), null, fillCorrected.commissionE8(), fillCorrected.executionId(), null};
        fillOutcome = "accepted";
        correctedExecutionId = fillCorrected.correctedExecutionId();
    }

    /** Of the instrument that the broker names; of the order when it names none that we know, and empty when it is not ours either. */
    private String symbolOf(long orderId, int instrumentId) {
        if (names.isKnown(instrumentId)) {
            return names.instrument(instrumentId).symbol();
        }
        List<String> ordered = database.query("SELECT symbol FROM order_request WHERE order_id = ?", row -> row.getString(1), orderId);
        return ordered.isEmpty() ? "" : ordered.get(0);
    }

    /**
     * A trade that was complete with the execution is open again. The execution counts no more, unless it only rested on another
     * one and is booked again.
     */
    private void onFillReversed(RecordCursor record) {
        fillReversed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        boolean isBusted = fillReversed.isCorrected() == BooleanType.NO;
        long positionId = fillReversed.positionId();
        long orderId = fillReversed.orderId();
        String executionId = fillReversed.executionId();
        if (isBusted) {
            endFill(executionId, orderId, "busted");
        } else if (fill != null) {
            correctedOrderId = orderId;
            fill[2] = orderId; // the broker need not name the order of a correction
            fill[3] = names.instrument(fillReversed.instrumentId()).symbol();
        }
        database.update("UPDATE trade SET is_reopened = 1 WHERE position_id = ?", positionId);
    }

    private void endFill(String executionId, long orderId, String outcome) {
        database.update("UPDATE fill SET outcome = ? WHERE execution_id = ? AND order_id = ? AND outcome = 'accepted'", outcome, executionId,
            orderId);
    }

    private void onInputRefused(RecordCursor record) {
        inputRefused.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        if (inputRefused.inputTemplateId() == inputTemplateId) {
            fillOutcome = "refused";
        }
    }

    private void onTradeClosed(ExcerptHead excerpt, RecordCursor record) {
        tradeClosed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        if (tradeClosed.exitReason() == ExitReason.NULL_VAL) {
            throw new ProjectionException("trade of position " + tradeClosed.positionId() + " has no exit reason");
        }
        Names.Session session = names.session();
        String symbol = names.instrument(tradeClosed.instrumentId()).symbol();
        int signalInstrumentId = tradeClosed.signalInstrumentId();
        int changed = database.update(INSERT_TRADE,
            tradeClosed.positionId(), excerpt.sequence(), record.index(),
            inputTemplateId == FillCorrectedDecoder.TEMPLATE_ID ? dateOf(tradeClosed.exitNanos()) : sessionDate,
            names.strategy(tradeClosed.strategyId()), symbol, tradeClosed.side() == PositionSide.LONG ? "long" : "short",
            tradeClosed.entryNanos(), ExcerptHead.utc(tradeClosed.entryNanos()), tradeClosed.entryPriceE8(),
            tradeClosed.exitNanos(), ExcerptHead.utc(tradeClosed.exitNanos()), tradeClosed.exitPriceE8(),
            tradeClosed.exitReason().name(), tradeClosed.qtyE9(),
            signalInstrumentId == 0 ? symbol : names.instrument(signalInstrumentId).symbol(), tradeClosed.slot(),
            tradeClosed.fallbackLevel(), WholeCents.of("feesE8", tradeClosed.feesE8()),
            WholeCents.of("pnlE8", tradeClosed.pnlE8()), session.broker(), session.mode());
        if (changed != 1) {
            throw new ProjectionException("position " + tradeClosed.positionId() + " is closed twice");
        }
    }

    /** The session in which a time lies, which may be an earlier one when an execution is replaced; null before the first. */
    private String dateOf(long timeNanos) {
        return database.query("SELECT session_date FROM day WHERE open_utc <= ? ORDER BY open_utc DESC LIMIT 1", row -> row.getString(1),
            ExcerptHead.utc(timeNanos)).stream().findFirst().orElse(null);
    }

    @Override
    public void onExcerptEnd(ExcerptHead excerpt) {
        if (correctedOrderId != 0) {
            endFill(correctedExecutionId, correctedOrderId, "corrected");
            correctedOrderId = 0;
        }
        if (fill != null) {
            fill[fill.length - 1] = fillOutcome;
            database.update("INSERT INTO fill VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fill);
            fill = null;
        }
        fillOutcome = null;
        correctedExecutionId = null;
    }
}
