package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.CashTransferBookedDecoder;
import io.tradebot.journal.event.ChartOfAccountsAppliedDecoder;
import io.tradebot.journal.event.DividendBookedDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.FillReversedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.InterestBookedDecoder;
import io.tradebot.journal.event.LotAdjustedDecoder;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.LotOpenedDecoder;
import io.tradebot.journal.event.OpeningPositionBookedDecoder;
import io.tradebot.journal.event.OptionLifecycleBookedDecoder;
import io.tradebot.journal.event.OrderFilledDecoder;
import io.tradebot.journal.event.PayrollReserveAllocatedDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ReconciliationDifferenceBookedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.ReserveOverrideAppliedDecoder;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.TaxReserveAllocatedDecoder;
import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.Projection;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Posts to the books: the opening float at the first session, and one entry per excerpt that opens or closes lots. Runner's
 * thread.
 *
 * <p>Long open: Dr holding, Cr float. Long close: Dr float, Cr holding at cost, difference to gains. Short open: Dr float,
 * Cr short position. Short close: Dr short position at its proceeds, Cr float, difference to gains. Commission that
 * FeeBooked says is due for the fill: Dr commission, Cr float, as splits of their own in the same entry. A fill that the engine refused or failed on posts
 * nothing; a fill it accepted without touching a lot stops the projection.
 */
public final class LedgerProjection implements Projection {

    private static final String START_FLOAT = "START_FLOAT";

    /** A LotOpened or LotClosed of the excerpt at hand; the amounts are cents. */
    private record LotFact(boolean isOpening, int recordIndex, long lotId, long positionId, long orderId, int strategyId,
                           int instrumentId, AssetClass assetClass, boolean isLong, long qtyE9, long leavesQtyE9, long priceE8,
                           long openCents, long closeCents, long gainCents) {
    }

    private record Fill(long orderId, int instrumentId, long executedNanos, String executionId) {
    }

    /** A FeeBooked of the excerpt at hand. */
    private record FeeFact(int recordIndex, FeeKind kind, long cents) {
    }

    private record Lot(long leftQtyE9, long leftCents, long priceE8) {
    }

    private final LedgerDatabase database;
    private final Names names;
    private final ChartTemplate template;
    private final ChartOfAccounts chart;
    private final EntryWriter writer;
    private final SessionStartedDecoder sessionStarted = new SessionStartedDecoder();
    private final OrderFilledDecoder orderFilled = new OrderFilledDecoder();
    private final InputRefusedDecoder inputRefused = new InputRefusedDecoder();
    private final LotOpenedDecoder lotOpened = new LotOpenedDecoder();
    private final LotClosedDecoder lotClosed = new LotClosedDecoder();
    private final FeeBookedDecoder feeBooked = new FeeBookedDecoder();
    private final List<LotFact> lots = new ArrayList<>();
    private final List<FeeFact> fees = new ArrayList<>();
    private Fill fill;
    private boolean isRefused;
    private long lotUseId;

    /** Continues from the tables. */
    public LedgerProjection(LedgerDatabase database, Names names) {
        this.database = database;
        this.names = names;
        template = ChartTemplate.load();
        chart = new ChartOfAccounts(database, template);
        writer = new EntryWriter(database, chart);
        lotUseId = database.count("SELECT max(lot_use_id) FROM lot_use");
    }

    @Override
    public void onRecord(ExcerptHead excerpt, RecordCursor record) {
        switch (record.templateId()) {
            case SessionStartedDecoder.TEMPLATE_ID -> onSessionStarted(excerpt, record);
            case OrderFilledDecoder.TEMPLATE_ID -> onOrderFilled(record);
            case InputRefusedDecoder.TEMPLATE_ID -> onInputRefused(record);
            case EngineFaultedDecoder.TEMPLATE_ID -> isRefused = true;
            case LotOpenedDecoder.TEMPLATE_ID -> onLotOpened(record);
            case LotClosedDecoder.TEMPLATE_ID -> onLotClosed(record);
            case FeeBookedDecoder.TEMPLATE_ID -> onFeeBooked(record);
            case LotAdjustedDecoder.TEMPLATE_ID, FillReversedDecoder.TEMPLATE_ID,
                DividendBookedDecoder.TEMPLATE_ID, InterestBookedDecoder.TEMPLATE_ID, CashTransferBookedDecoder.TEMPLATE_ID,
                OptionLifecycleBookedDecoder.TEMPLATE_ID, OpeningPositionBookedDecoder.TEMPLATE_ID,
                ReconciliationDifferenceBookedDecoder.TEMPLATE_ID, TaxReserveAllocatedDecoder.TEMPLATE_ID,
                PayrollReserveAllocatedDecoder.TEMPLATE_ID, ReserveOverrideAppliedDecoder.TEMPLATE_ID,
                ChartOfAccountsAppliedDecoder.TEMPLATE_ID ->
                // Passing over one of these would leave books that look whole and are wrong.
                throw new ProjectionException("this record changes the books and this version"
                    + " does not post it yet; use a newer tradebot");
            default -> { }
        }
    }

    private void onSessionStarted(ExcerptHead excerpt, RecordCursor record) {
        if (chart.exists()) {
            return;
        }
        Names.Session session = names.session();
        database.update("INSERT INTO coa_metadata VALUES (1, ?, ?, ?, ?, ?, ?)", template.currencyCode(), session.entity(),
            session.jurisdiction(), template.version(), excerpt.utc(), excerpt.utc());
        chart.create(excerpt.sequence());
        long floatCents = startFloat(record);
        if (floatCents == 0) {
            return;
        }
        Posting posting = new Posting();
        posting.add(PostingAccount.CASH_FLOAT.code(), floatCents, null, "opening", null, record.index());
        posting.add(PostingAccount.OPENING_BALANCES.code(), -floatCents, null, "opening", null, record.index());
        writer.write(new Entry(excerpt.sequence(), "opening_float", "OTHER", excerpt.utc(), excerpt.timeNanos(),
            fitid(excerpt.sequence()), session.broker(), null, null, null, null, null, null, null, null, null, null, null, null), posting);
    }

    private long startFloat(RecordCursor record) {
        sessionStarted.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        String value = null;
        for (SessionStartedDecoder.SettingsDecoder setting : sessionStarted.settings()) {
            String key = setting.key();
            String text = setting.value();
            if (key.equals(START_FLOAT)) {
                value = text;
            }
        }
        if (value == null) {
            throw new ProjectionException("SessionStarted carries no " + START_FLOAT + "; the books need it to open");
        }
        try {
            return FixedPoint.parse(value, 2);
        } catch (NumberFormatException e) {
            throw new ProjectionException(START_FLOAT + "=" + value + ": " + e.getMessage(), e);
        }
    }

    private void onOrderFilled(RecordCursor record) {
        orderFilled.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        fill = new Fill(orderFilled.orderId(), orderFilled.instrumentId(), orderFilled.executedNanos(),
            orderFilled.executionId());
    }

    private void onInputRefused(RecordCursor record) {
        inputRefused.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        isRefused |= inputRefused.inputTemplateId() == OrderFilledDecoder.TEMPLATE_ID;
    }

    private void onLotOpened(RecordCursor record) {
        lotOpened.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        lots.add(new LotFact(true, record.index(), lotOpened.lotId(), lotOpened.positionId(), lotOpened.orderId(),
            lotOpened.strategyId(), lotOpened.instrumentId(), lotOpened.assetClass(), lotOpened.side() == PositionSide.LONG,
            lotOpened.qtyE9(), lotOpened.qtyE9(), lotOpened.priceE8(), WholeCents.of("amountE8", lotOpened.amountE8()), 0, 0));
    }

    private void onLotClosed(RecordCursor record) {
        lotClosed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        lots.add(new LotFact(false, record.index(), lotClosed.lotId(), lotClosed.positionId(), lotClosed.orderId(),
            lotClosed.strategyId(), lotClosed.instrumentId(), lotClosed.assetClass(), lotClosed.side() == PositionSide.LONG,
            lotClosed.qtyE9(), lotClosed.leavesQtyE9(), lotClosed.priceE8(),
            WholeCents.of("openAmountE8", lotClosed.openAmountE8()), WholeCents.of("closeAmountE8", lotClosed.closeAmountE8()),
            WholeCents.of("gainE8", lotClosed.gainE8())));
    }

    private void onFeeBooked(RecordCursor record) {
        feeBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        if (lots.isEmpty()) {
            throw new ProjectionException("a fee that is booked apart from a fill changes the books and this version"
                + " does not post it yet; use a newer tradebot");
        }
        fees.add(new FeeFact(record.index(), feeBooked.kind(), WholeCents.of("amountE8", feeBooked.amountE8())));
    }

    @Override
    public void onExcerptEnd(ExcerptHead excerpt) {
        if (!lots.isEmpty()) {
            if (isRefused) {
                throw new ProjectionException("lots changed behind a fill that was refused");
            }
            post(excerpt);
        } else if (fill != null && !isRefused) {
            throw new ProjectionException("fill " + fill.executionId() + " of order " + fill.orderId()
                + " was accepted but opened and closed no lot; the books cannot post it");
        }
        lots.clear();
        fees.clear();
        fill = null;
        isRefused = false;
    }

    private void post(ExcerptHead excerpt) {
        LotFact first = lots.get(0);
        for (LotFact lot : lots) {
            if (lot.isOpening() != first.isOpening() || lot.isLong() != first.isLong() || lot.instrumentId() != first.instrumentId()
                || lot.assetClass() != first.assetClass() || lot.strategyId() != first.strategyId() || lot.orderId() != first.orderId()) {
                throw new ProjectionException("lots " + first.lotId() + " and " + lot.lotId()
                    + " differ in order, instrument, side or direction; one entry holds one kind of trade");
            }
        }
        if ((first.assetClass() == AssetClass.SHORT_POSITION) == first.isLong()) {
            throw new ProjectionException("lot " + first.lotId() + " is " + (first.isLong() ? "long" : "short") + " in asset class "
                + first.assetClass());
        }
        if (fill != null && fill.instrumentId() != first.instrumentId()) {
            throw new ProjectionException("fill of instrument " + fill.instrumentId() + " changed a lot of instrument "
                + first.instrumentId());
        }
        Names.Instrument instrument = names.instrument(first.instrumentId());
        String security = chart.security(PostingAccount.holding(first.assetClass()), instrument.symbol(), excerpt.sequence());
        long timeNanos = fill == null ? excerpt.timeNanos() : fill.executedNanos();
        Posting posting = new Posting();
        for (LotFact lot : lots) {
            if (lot.isOpening()) {
                open(lot, security, instrument, timeNanos, posting);
            } else {
                close(lot, security, timeNanos, posting);
            }
        }
        for (FeeFact fee : fees) {
            posting.add(PostingAccount.fee(fee.kind()).code(), fee.cents(), null, "commission", null, fee.recordIndex());
            posting.add(PostingAccount.CASH_FLOAT.code(), -fee.cents(), null, "commission", null, fee.recordIndex());
        }
        writer.write(entryOf(excerpt, instrument, timeNanos), posting);
    }

    private void open(LotFact lot, String security, Names.Instrument instrument, long timeNanos, Posting posting) {
        int sign = lot.isLong() ? 1 : -1;
        posting.add(security, sign * lot.openCents(), sign * lot.qtyE9(), lot.isLong() ? "cost" : "proceeds", lot.lotId(),
            lot.recordIndex());
        posting.add(PostingAccount.CASH_FLOAT.code(), -sign * lot.openCents(), null, "cash", lot.lotId(), lot.recordIndex());
        database.update("INSERT INTO lot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", lot.lotId(), lot.positionId(),
            names.strategy(lot.strategyId()), instrument.symbol(), lot.instrumentId(), Names.lower(lot.assetClass()), sideOf(lot),
            writer.nextEntryId(), ExcerptHead.utc(timeNanos), ExchangeDate.epochDay(timeNanos), lot.qtyE9(), lot.priceE8(), lot.openCents(), lot.qtyE9(), lot.openCents());
    }

    private void close(LotFact lot, String security, long timeNanos, Posting posting) {
        int sign = lot.isLong() ? 1 : -1;
        posting.add(security, -sign * lot.openCents(), -sign * lot.qtyE9(), lot.isLong() ? "cost" : "proceeds", lot.lotId(),
            lot.recordIndex());
        posting.add(PostingAccount.CASH_FLOAT.code(), sign * lot.closeCents(), null, "cash", lot.lotId(), lot.recordIndex());
        if (lot.gainCents() != 0) {
            posting.add(PostingAccount.gains(lot.assetClass()).code(), -lot.gainCents(), null, "gain", lot.lotId(), lot.recordIndex());
        }
        use(lot, timeNanos);
    }

    /** Takes the closed part out of the lot and compares what is left with what the engine says. */
    private void use(LotFact use, long timeNanos) {
        Lot lot = lot(use.lotId());
        long leftQtyE9 = lot.leftQtyE9() - use.qtyE9();
        long leftCents = lot.leftCents() - use.openCents();
        if (leftQtyE9 != use.leavesQtyE9() || leftCents < 0 || (leftQtyE9 == 0 && leftCents != 0)) {
            throw new ProjectionException("lot " + use.lotId() + " holds " + FixedPoint.formatShort(lot.leftQtyE9(), 9, 0) + " for "
                + WholeCents.format(lot.leftCents()) + "; closing " + FixedPoint.formatShort(use.qtyE9(), 9, 0) + " for "
                + WholeCents.format(use.openCents()) + " cannot leave " + FixedPoint.formatShort(use.leavesQtyE9(), 9, 0));
        }
        database.update("UPDATE lot SET left_qty_e9 = ?, left_amount_cents = ? WHERE lot_id = ?", leftQtyE9, leftCents, use.lotId());
        database.update("INSERT INTO lot_use VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", ++lotUseId, use.lotId(), writer.nextEntryId(),
            ExcerptHead.utc(timeNanos), ExchangeDate.epochDay(timeNanos), use.qtyE9(), use.priceE8(), use.openCents(), use.closeCents(), use.gainCents());
    }

    private Lot lot(long lotId) {
        List<Lot> found = database.query("SELECT left_qty_e9, left_amount_cents, price_e8 FROM lot WHERE lot_id = ?",
            row -> new Lot(row.getLong(1), row.getLong(2), row.getLong(3)), lotId);
        if (found.isEmpty()) {
            throw new ProjectionException("lot " + lotId + " is closed but was never opened");
        }
        return found.get(0);
    }

    private Entry entryOf(ExcerptHead excerpt, Names.Instrument instrument, long timeNanos) {
        LotFact first = lots.get(0);
        long sizeE9 = 0;
        long gainCents = 0;
        for (LotFact lot : lots) {
            sizeE9 = Math.addExact(sizeE9, lot.qtyE9());
            gainCents = Math.addExact(gainCents, lot.gainCents());
        }
        boolean isOpening = first.isOpening();
        String kind = first.isLong() ? isOpening ? "buy" : "sell" : isOpening ? "sell_short" : "buy_to_cover";
        String trntype = (first.isLong() == isOpening ? "BUY" : "SELL") + (instrument.isOption() ? "OPT" : "STOCK");
        return new Entry(excerpt.sequence(), kind, trntype, ExcerptHead.utc(timeNanos), timeNanos, fitid(excerpt.sequence()),
            names.session().broker(), names.strategy(first.strategyId()), instrument.symbol(), sideOf(first), sizeE9,
            isOpening ? first.priceE8() : averageEntryPrice(sizeE9), isOpening ? null : first.priceE8(),
            isOpening ? null : gainCents, first.orderId(), fill == null ? null : fill.executionId(), null,
            fees.isEmpty() ? null : fees.stream().mapToLong(FeeFact::cents).reduce(0, Math::addExact), null);
    }

    private long averageEntryPrice(long sizeE9) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LotFact use : lots) {
            sum = sum.add(BigDecimal.valueOf(lot(use.lotId()).priceE8()).multiply(BigDecimal.valueOf(use.qtyE9())));
        }
        return sum.divide(BigDecimal.valueOf(sizeE9), 0, RoundingMode.HALF_UP).longValueExact();
    }

    private static String sideOf(LotFact lot) {
        return lot.isLong() ? "long" : "short";
    }

    /** A function of the journal sequence alone, so that every export and every rebuild names the entry alike. */
    private static String fitid(long journalSequence) {
        return String.format(Locale.ROOT, "TB%012d", journalSequence);
    }
}
