package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.BooleanType;
import io.tradebot.journal.event.CashTransferBookedDecoder;
import io.tradebot.journal.event.DividendBookedDecoder;
import io.tradebot.journal.event.InterestBookedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.TransferKind;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.Purpose;

/** Posts transfers, dividends and interest. Runner's thread. */
final class CashPostings {

    private final Names names;
    private final ExcerptPostings book;
    private final InputFact input;
    private final CashTransferBookedDecoder cashTransferBooked = new CashTransferBookedDecoder();
    private final DividendBookedDecoder dividendBooked = new DividendBookedDecoder();
    private final InterestBookedDecoder interestBooked = new InterestBookedDecoder();

    CashPostings(Names names, ExcerptPostings book, InputFact input) {
        this.names = names;
        this.book = book;
        this.input = input;
    }

    /** In: Dr float, Cr contributions. Out: Dr withdrawals, Cr float. */
    void onCashTransferBooked(RecordCursor record) {
        cashTransferBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        long cents = WholeCents.of("amountE8", cashTransferBooked.amountE8());
        TransferKind kind = cashTransferBooked.kind();
        boolean isIn = kind == TransferKind.DEPOSIT || kind == TransferKind.JOURNAL && cents > 0;
        Draft draft = single(record, "transfer", "XFER", 0);
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), cents, null, "cash", null, record.index());
        draft.posting.add((isIn ? PostingAccount.CONTRIBUTIONS : PostingAccount.WITHDRAWALS).code(), -cents, null, "transfer", null,
            record.index());
    }

    /** Dr float net, Dr dividends tax withheld, Cr dividends gross; charged on a short position all signs turn. */
    void onDividendBooked(RecordCursor record) {
        dividendBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        long grossCents = WholeCents.of("grossE8", dividendBooked.grossE8());
        long taxCents = WholeCents.of("taxE8", dividendBooked.taxE8());
        long netCents = WholeCents.of("netE8", dividendBooked.netE8());
        if (grossCents - taxCents != netCents) {
            throw new ProjectionException("dividend of " + WholeCents.format(grossCents) + " less tax of " + WholeCents.format(taxCents)
                + " is not " + WholeCents.format(netCents));
        }
        Draft draft = single(record, "dividend", "DIV", dividendBooked.instrumentId());
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), netCents, null, "cash", null, record.index());
        draft.posting.add(PostingAccount.DIVIDENDS.code(), -grossCents, null, "dividend", null, record.index());
        if (taxCents != 0) {
            draft.posting.add(PostingAccount.DIVIDENDS.code(), taxCents, null, "tax withheld", null, record.index());
        }
    }

    /** Received: Dr float, Cr interest income. Charged: Dr interest expense or borrow fees, Cr float. */
    void onInterestBooked(RecordCursor record) {
        interestBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        long cents = WholeCents.of("amountE8", interestBooked.amountE8());
        if (cents == 0) {
            book.claim(record, null);
            return;
        }
        PostingAccount account = interestBooked.isBorrowFee() == BooleanType.YES ? PostingAccount.BORROW
            : cents > 0 ? PostingAccount.INTEREST_INCOME : PostingAccount.INTEREST_EXPENSE;
        Draft draft = single(record, "interest", "INT", interestBooked.instrumentId());
        draft.posting.add(PostingAccount.CASH_FLOAT.code(), cents, null, "cash", null, record.index());
        draft.posting.add(account.code(), -cents, null, "interest", null, record.index());
    }

    private Draft single(RecordCursor record, String kind, String trntype, int instrumentId) {
        Draft draft = book.begin(Purpose.SINGLE, kind, trntype, input.postedNanos());
        draft.ticker = instrumentId == 0 ? null : names.instrument(instrumentId).symbol();
        book.claim(record, draft);
        return draft;
    }
}
