package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.Purpose;

import java.util.List;

/**
 * Posts FeeBooked: Dr fee account, Cr float; paid back the other way round. Beside lots it belongs to their entry, alone it is
 * an entry linked to the one of its execution. Runner's thread.
 */
final class FeePostings {

    private final Names names;
    private final Executions executions;
    private final ExcerptPostings book;
    private final InputFact input;
    private final FeeBookedDecoder feeBooked = new FeeBookedDecoder();

    FeePostings(Names names, Executions executions, ExcerptPostings book, InputFact input) {
        this.names = names;
        this.executions = executions;
        this.book = book;
        this.input = input;
    }

    void onFeeBooked(RecordCursor record) {
        feeBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        long cents = WholeCents.of("amountE8", feeBooked.amountE8());
        if (cents == 0) {
            book.claim(record, null);
            return;
        }
        FeeKind kind = feeBooked.kind();
        boolean isCommission = kind == FeeKind.COMMISSION;
        Draft draft = beside(feeBooked.lotId());
        if (draft == null) {
            draft = alone();
        }
        String memo = isCommission ? "commission" : "fee";
        draft.posting.add(PostingAccount.fee(kind).code(), cents, null, memo, null, record.index());
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), -cents, null, memo, null, record.index());
        draft.addFee(isCommission, cents);
        book.claim(record, draft);
    }

    /** Posts the commission of a fill of schema version 1, beside its lots. */
    void onFillAccepted() {
        Draft draft = book.last();
        if (input.commissionE8() == 0 || draft == null) {
            return;
        }
        long cents = WholeCents.of("commissionE8", input.commissionE8());
        String memo = "commission";
        draft.posting.add(PostingAccount.COMMISSION.code(), cents, null, memo, null, 0);
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), -cents, null, memo, null, 0);
        draft.addFee(true, cents);
        book.claim(0, input.templateId(), draft);
    }

    /** The entry of the lot the fee names, else the one that stands before it in the excerpt. */
    private Draft beside(long lotId) {
        List<Draft> drafts = book.drafts();
        for (int i = drafts.size() - 1; lotId != 0 && i >= 0; i--) {
            if (drafts.get(i).posting.splits().stream().anyMatch(split -> split.lotId() != null && split.lotId() == lotId)) {
                return drafts.get(i);
            }
        }
        Draft last = book.last();
        return last == null || last.purpose == Purpose.SINGLE || last.purpose == Purpose.DIFFERENCE ? null : last;
    }

    private Draft alone() {
        Draft draft = book.begin(Purpose.SINGLE, "fee", "FEE", input.postedNanos());
        int instrumentId = feeBooked.instrumentId();
        draft.ticker = instrumentId == 0 ? null : names.instrument(instrumentId).symbol();
        draft.strategy = feeBooked.strategyId() == 0 ? null : names.strategy(feeBooked.strategyId());
        draft.orderId = feeBooked.orderId() == 0 ? null : feeBooked.orderId();
        draft.executionId = input.executionId();
        if (draft.executionId != null) {
            List<Executions.Posted> posted = executions.postedFor(draft.executionId, input.orderId(), book.excerpt().sequence());
            draft.linkedFitid = posted.isEmpty() ? null : posted.get(0).fitid();
        }
        return draft;
    }
}
