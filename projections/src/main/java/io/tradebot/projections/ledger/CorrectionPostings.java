package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.FillReversedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.Purpose;
import io.tradebot.projections.ledger.Executions.Posted;
import io.tradebot.projections.ledger.Lots.Lot;
import io.tradebot.projections.ledger.Lots.Use;

import java.util.List;

/**
 * Posts an execution that is taken back: its cash and the gains that rest on it turn around, then LotAdjusted and, when units
 * are left on the other side, LotOpened follow. Executions that rest on it are taken back before it and booked again behind it.
 * Runner's thread.
 */
final class CorrectionPostings {

    private final Names names;
    private final Lots lots;
    private final Executions executions;
    private final ExcerptPostings book;
    private final InputFact input;
    private final FillReversedDecoder fillReversed = new FillReversedDecoder();

    CorrectionPostings(Names names, Lots lots, Executions executions, ExcerptPostings book, InputFact input) {
        this.names = names;
        this.lots = lots;
        this.executions = executions;
        this.book = book;
        this.input = input;
    }

    void onFillReversed(RecordCursor record) {
        fillReversed.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        boolean isCorrected = fillReversed.isCorrected() == BooleanType.YES;
        int instrumentId = fillReversed.instrumentId();
        long orderId = fillReversed.orderId();
        long qtyE9 = fillReversed.qtyE9();
        long cents = WholeCents.of("amountE8", fillReversed.amountE8());
        long gainCents = WholeCents.of("gainE8", fillReversed.gainE8());
        String executionId = fillReversed.executionId();
        List<Posted> originals = executions.postedFor(executionId, orderId, book.excerpt().sequence());
        if (originals.isEmpty()) {
            throw new ProjectionException("execution " + executionId + " is taken back but no entry has posted it");
        }
        Draft draft = book.begin(Purpose.REVERSAL, isCorrected ? "correction" : "bust", "OTHER", input.postedNanos());
        draft.ticker = names.instrument(instrumentId).symbol();
        draft.orderId = orderId == 0 ? null : orderId;
        draft.executionId = executionId;
        draft.executedNanos = executions.executedNanos(executionId, orderId, book.excerpt().sequence());
        draft.linkedFitid = originals.get(0).fitid();
        draft.sizeE9 = qtyE9;
        draft.pnlCents = gainCents == 0 ? null : -gainCents;
        int index = record.index();
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), originals.get(0).isCashOut() ? cents : -cents, null, "reversal", null, index);
        long reversedCents = 0;
        for (Posted original : originals) {
            for (Use use : lots.reverse(original.entryId(), draft.entryId, draft.timeNanos)) {
                Lot lot = lots.get(use.lotId());
                draft.strategy = lot.strategy;
                draft.side = lot.side();
                reversedCents = Math.addExact(reversedCents, use.gainCents());
                if (use.gainCents() != 0) {
                    draft.posting.add(PostingAccount.gains(lot.assetClass).code(), use.gainCents(), null, "gain", lot.lotId, index);
                }
            }
        }
        if (reversedCents != gainCents) {
            throw new ProjectionException("execution " + executionId + " is taken back with a gain of " + WholeCents.format(gainCents)
                + ", its lots gained " + WholeCents.format(reversedCents));
        }
        book.claim(record, draft);
    }
}
