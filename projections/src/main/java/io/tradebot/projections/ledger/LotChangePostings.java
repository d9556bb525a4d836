package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.CorporateActionAppliedDecoder;
import io.tradebot.journal.event.LotAdjustedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.ledger.Draft.Purpose;
import io.tradebot.projections.ledger.Lots.Lot;

/**
 * Posts LotAdjusted: of a corporate action what the lot was and what it is, of an execution taken back and of a difference
 * the change. Runner's thread.
 */
final class LotChangePostings {

    private final Names names;
    private final ChartOfAccounts chart;
    private final Lots lots;
    private final ExcerptPostings book;
    private final LotAdjustedDecoder lotAdjusted = new LotAdjustedDecoder();
    private final CorporateActionAppliedDecoder corporateActionApplied = new CorporateActionAppliedDecoder();

    LotChangePostings(Names names, ChartOfAccounts chart, Lots lots, ExcerptPostings book) {
        this.names = names;
        this.chart = chart;
        this.lots = lots;
        this.book = book;
    }

    /** Begins the entry that the lots behind it complete; without lots there is none. */
    void onCorporateActionApplied(RecordCursor record) {
        corporateActionApplied.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        if (corporateActionApplied.lotCount() == 0) {
            book.claim(record, null);
            return;
        }
        Draft draft = book.begin(Purpose.ACTION, "corporate_action", "OTHER", book.excerpt().timeNanos());
        draft.ticker = names.instrument(corporateActionApplied.instrumentId()).symbol();
        book.claim(record, draft);
    }

    void onLotAdjusted(RecordCursor record) {
        LotChange change = LotChange.read(lotAdjusted, record);
        Lot lot = lots.get(change.lotId());
        Draft draft = book.last();
        if (draft == null || draft.purpose == Purpose.FILL || draft.purpose == Purpose.SINGLE || draft.purpose == Purpose.OPTION) {
            throw new ProjectionException("lot " + lot.lotId + " is adjusted (" + change.reason() + ") without a record before it that"
                + " says why: FillReversed, CorporateActionApplied or ReconciliationDifferenceBooked");
        }
        int index = record.index();
        String before = security(lot, change.previousInstrumentId());
        String now = security(lot, change.instrumentId());
        int sign = lot.sign();
        if (draft.purpose == Purpose.ACTION) {
            draft.posting.add(before, -sign * change.previousCents(), -sign * change.previousQtyE9(), "adjustment", lot.lotId, index);
            draft.posting.add(now, sign * change.cents(), sign * change.qtyE9(), "adjustment", lot.lotId, index);
        } else {
            String memo = draft.purpose == Purpose.REVERSAL ? "reversal" : "difference";
            draft.posting.add(now, sign * (change.cents() - change.previousCents()), sign * (change.qtyE9() - change.previousQtyE9()), memo,
                lot.lotId, index);
        }
        draft.strategy = lot.strategy;
        draft.side = lot.side();
        lots.adjust(lot, change, names.instrument(change.instrumentId()).symbol(), draft.entryId, draft.timeNanos);
        book.claim(record, draft);
    }

    private String security(Lot lot, int instrumentId) {
        return chart.security(PostingAccount.holding(lot.assetClass), instrumentId, names.instrument(instrumentId).symbol(),
            book.excerpt().sequence());
    }
}
