package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.PayrollReserveAllocatedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.ReserveOverrideAppliedDecoder;
import io.tradebot.journal.event.TaxReserveAllocatedDecoder;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.Purpose;

/** Posts what moves between float and reserves: Dr reserve, Cr float, negative the other way round. Runner's thread. */
final class ReservePostings {

    private final ExcerptPostings book;
    private final TaxReserveAllocatedDecoder taxReserveAllocated = new TaxReserveAllocatedDecoder();
    private final PayrollReserveAllocatedDecoder payrollReserveAllocated = new PayrollReserveAllocatedDecoder();
    private final ReserveOverrideAppliedDecoder reserveOverrideApplied = new ReserveOverrideAppliedDecoder();

    ReservePostings(ExcerptPostings book) {
        this.book = book;
    }

    void onTaxReserveAllocated(RecordCursor record) {
        taxReserveAllocated.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        post(record, PostingAccount.TAX_RESERVE, taxReserveAllocated.amountE8());
    }

    void onPayrollReserveAllocated(RecordCursor record) {
        payrollReserveAllocated.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        post(record, PostingAccount.PAYROLL_RESERVE, payrollReserveAllocated.amountE8());
    }

    void onReserveOverrideApplied(RecordCursor record) {
        reserveOverrideApplied.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        PostingAccount account = PostingAccount.cash(reserveOverrideApplied.reserve());
        if (account == PostingAccount.CASH_FLOAT) {
            throw new ProjectionException("a reserve override names FLOAT; cash moves between float and a reserve");
        }
        post(record, account, reserveOverrideApplied.amountE8());
    }

    private void post(RecordCursor record, PostingAccount reserve, long amountE8) {
        long cents = WholeCents.of("amountE8", amountE8);
        if (cents == 0) {
            book.claim(record, null);
            return;
        }
        Draft draft = book.begin(Purpose.SINGLE, "reserve", "XFER", book.excerpt().timeNanos());
        draft.posting.add(reserve.code(), cents, null, "reserve", null, record.index());
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), -cents, null, "reserve", null, record.index());
        book.claim(record, draft);
    }
}
