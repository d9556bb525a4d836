package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.LotOpenedDecoder;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.LotKey;
import io.tradebot.projections.ledger.Draft.Purpose;
import io.tradebot.projections.ledger.Lots.Lot;
import io.tradebot.projections.ledger.Lots.Use;

/**
 * Posts LotOpened and LotClosed. Runner's thread.
 *
 * <p>Long open: Dr holding, Cr float. Long close: Dr float, Cr holding at cost, difference to gains. Short open: Dr float,
 * Cr short position. Short close: Dr short position at its proceeds, Cr float, difference to gains. Lots of a fill that open
 * and lots that it closes are two entries. Behind an execution that is taken back, or a difference, they move no cash.
 */
final class LotPostings {

    private final Names names;
    private final ChartOfAccounts chart;
    private final Lots lots;
    private final Executions executions;
    private final ExcerptPostings book;
    private final InputFact input;
    private final BookedAgain bookedAgain;
    private final LotOpenedDecoder lotOpened = new LotOpenedDecoder();
    private final LotClosedDecoder lotClosed = new LotClosedDecoder();

    LotPostings(Names names, ChartOfAccounts chart, Lots lots, Executions executions, ExcerptPostings book, InputFact input) {
        this.names = names;
        this.chart = chart;
        this.lots = lots;
        this.executions = executions;
        this.book = book;
        this.input = input;
        bookedAgain = new BookedAgain(book, input);
    }

    void onLotOpened(RecordCursor record) {
        lotOpened.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int instrumentId = lotOpened.instrumentId();
        AssetClass assetClass = lotOpened.assetClass();
        boolean isLong = requireSide(lotOpened.lotId(), assetClass, lotOpened.side());
        int strategyId = lotOpened.strategyId();
        Names.Instrument instrument = names.instrument(instrumentId);
        Draft draft = draftFor(true, instrumentId, instrument, assetClass, isLong, strategyId, lotOpened.orderId(), lotOpened.qtyE9());
        long cents = WholeCents.of("amountE8", lotOpened.amountE8());
        Lot lot = new Lot(lotOpened.lotId(), lotOpened.positionId(), names.strategy(strategyId), instrument.symbol(), instrumentId,
            assetClass, isLong, draft.entryId, lotOpened.priceE8(), lotOpened.qtyE9(), cents);
        int index = record.index();
        draft.posting.add(security(lot), lot.sign() * cents, lot.sign() * lot.leftQtyE9, isLong ? "cost" : "proceeds", lot.lotId, index);
        if (movesCash(draft)) {
            draft.posting.add(PostingAccount.CASH_FLOAT.code(), -lot.sign() * cents, null, "cash", lot.lotId, index);
        }
        if (draft.purpose == Purpose.FILL) {
            draft.addLot(lot, lot.leftQtyE9, null);
        }
        book.claim(record, draft);
        long openedNanos = openedNanos(draft, lot);
        lots.open(lot, openedNanos, ExchangeDate.epochDay(openedNanos));
    }

    /** Units that are left because another execution was taken back were acquired when their own order traded them. */
    private long openedNanos(Draft draft, Lot lot) {
        if (draft.purpose == Purpose.FILL) {
            return draft.executedNanos;
        }
        Long executed = draft.purpose == Purpose.REVERSAL
            ? executions.executedNanosOf(lotOpened.orderId(), lot.priceE8, book.excerpt().sequence()) : null;
        return executed == null ? input.executedNanos() : executed;
    }

    void onLotClosed(RecordCursor record) {
        lotClosed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        Lot lot = lots.get(lotClosed.lotId());
        boolean isLong = requireSide(lot.lotId, lotClosed.assetClass(), lotClosed.side());
        if (lot.instrumentId != lotClosed.instrumentId() || lot.assetClass != lotClosed.assetClass() || lot.isLong != isLong) {
            throw new ProjectionException("lot " + lot.lotId + " is " + lot.side() + " " + Names.lower(lot.assetClass) + " of instrument "
                + lot.instrumentId + "; it cannot be closed as " + Names.lower(lotClosed.assetClass()) + " of instrument "
                + lotClosed.instrumentId());
        }
        Names.Instrument instrument = names.instrument(lot.instrumentId);
        Draft draft = draftFor(false, lot.instrumentId, instrument, lot.assetClass, isLong, lotClosed.strategyId(), lotClosed.orderId(),
            lotClosed.qtyE9());
        Use use = new Use(0, lot.lotId, lotClosed.priceE8(), lotClosed.qtyE9(), WholeCents.of("openAmountE8", lotClosed.openAmountE8()),
            WholeCents.of("closeAmountE8", lotClosed.closeAmountE8()), WholeCents.of("gainE8", lotClosed.gainE8()));
        int index = record.index();
        draft.posting.add(security(lot), -lot.sign() * use.openCents(), -lot.sign() * use.qtyE9(), isLong ? "cost" : "proceeds",
            lot.lotId, index);
        if (movesCash(draft) && (use.closeCents() != 0 || use.gainCents() == 0)) {
            draft.posting.add(PostingAccount.CASH_FLOAT.code(), lot.sign() * use.closeCents(), null, "cash", lot.lotId, index);
        }
        if (use.gainCents() != 0) {
            draft.posting.add(PostingAccount.gains(lot.assetClass).code(), -use.gainCents(), null, "gain", lot.lotId, index);
        }
        if (draft.purpose == Purpose.FILL || draft.purpose == Purpose.OPTION) {
            draft.addLot(lot, use.qtyE9(), use.gainCents());
            draft.exitPriceE8 = draft.exitPriceE8 == null ? Long.valueOf(use.priceE8()) : draft.exitPriceE8;
        }
        book.claim(record, draft);
        long closedNanos = draft.purpose == Purpose.FILL ? draft.executedNanos : input.executedNanos();
        lots.use(lot, draft.entryId, closedNanos, use, lotClosed.leavesQtyE9());
    }

    private String security(Lot lot) {
        return chart.security(PostingAccount.holding(lot.assetClass), lot.instrumentId, lot.symbol, book.excerpt().sequence());
    }

    private static boolean movesCash(Draft draft) {
        return draft.purpose != Purpose.REVERSAL && draft.purpose != Purpose.DIFFERENCE;
    }

    private static boolean requireSide(long lotId, AssetClass assetClass, PositionSide side) {
        boolean isLong = side == PositionSide.LONG;
        if (isLong == (assetClass == AssetClass.SHORT_POSITION)) {
            throw new ProjectionException("lot " + lotId + " is " + Names.lower(side) + " in asset class " + assetClass);
        }
        return isLong;
    }

    /**
     * The entry that a lot belongs to. Lots behind a bust that nothing is booked again for are what it leaves on the other side;
     * behind other reversals they are what is booked in place of an execution or again.
     */
    private Draft draftFor(boolean isOpening, int instrumentId, Names.Instrument instrument, AssetClass assetClass, boolean isLong,
                           int strategyId, long orderId, long qtyE9) {
        Draft last = book.last();
        if (last != null && switch (last.purpose) {
            case OPTION, ACTION, DIFFERENCE -> true;
            case REVERSAL -> isBustAlone(last);
            case FILL, SINGLE -> false;
        }) {
            return last;
        }
        BookedAgain.Execution execution = bookedAgain.take(qtyE9);
        LotKey key = new LotKey(orderId, execution.executionId(), isOpening, instrumentId, assetClass.name(), isLong, strategyId);
        for (Draft draft : book.drafts()) {
            if (key.equals(draft.lotKey)) {
                return draft;
            }
        }
        String kind = isLong ? isOpening ? "buy" : "sell" : isOpening ? "sell_short" : "buy_to_cover";
        String trntype = (isLong == isOpening ? "BUY" : "SELL") + (instrument.isOption() ? "OPT" : "STOCK");
        Draft draft = book.begin(Purpose.FILL, kind, trntype, input.postedNanos());
        draft.lotKey = key;
        draft.strategy = names.strategy(strategyId);
        draft.ticker = instrument.symbol();
        draft.side = isLong ? "long" : "short";
        draft.orderId = orderId;
        draft.executionId = execution.executionId();
        draft.executedNanos = execution.executedNanos();
        draft.linkedFitid = execution.linkedFitid();
        return draft;
    }

    private boolean isBustAlone(Draft last) {
        return last.kind.equals("bust") && book.drafts().stream().filter(draft -> draft.purpose == Purpose.REVERSAL).count() == 1;
    }

    /** A fill that was accepted must have changed lots. */
    void requireLots() {
        if (input.isFill() && book.drafts().stream().noneMatch(draft -> draft.purpose == Purpose.FILL)) {
            throw new ProjectionException("fill " + input.executionId() + " of order " + input.orderId()
                + " was accepted but opened and closed no lot");
        }
    }
}
