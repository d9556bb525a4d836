package io.tradebot.projections.ledger;

import io.tradebot.journal.event.OptionLifecycleBookedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.Purpose;

/** Posts the end of an option; its lots and those of the underlying follow as LotClosed and LotOpened. Runner's thread. */
final class OptionPostings {

    private final Names names;
    private final ExcerptPostings book;
    private final InputFact input;
    private final OptionLifecycleBookedDecoder optionLifecycleBooked = new OptionLifecycleBookedDecoder();
    private Draft draft;
    private long cashCents;

    OptionPostings(Names names, ExcerptPostings book, InputFact input) {
        this.names = names;
        this.book = book;
        this.input = input;
    }

    void onOptionLifecycleBooked(RecordCursor record) {
        requireCash();
        optionLifecycleBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        cashCents = WholeCents.of("cashE8", optionLifecycleBooked.cashE8());
        draft = book.begin(Purpose.OPTION, "option_event", "OTHER", input.postedNanos());
        draft.ticker = names.instrument(optionLifecycleBooked.instrumentId()).symbol();
        book.claim(record, draft);
    }

    /** The lots of an event must have moved the cash it names. */
    void requireCash() {
        if (draft == null) {
            return;
        }
        long moved = draft.posting.splits().stream().filter(split -> split.memo().equals("cash")).mapToLong(Posting.Split::amountCents).sum();
        if (moved != cashCents) {
            throw new ProjectionException("the end of option " + draft.ticker + " moves " + WholeCents.format(cashCents)
                + ", its lots move " + WholeCents.format(moved));
        }
        draft = null;
    }
}
