package io.tradebot.projections.ledger;

import io.tradebot.journal.account.PostingAccount;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ReconciliationBreakFoundDecoder;
import io.tradebot.journal.event.ReconciliationBreakResolvedDecoder;
import io.tradebot.journal.event.ReconciliationDifferenceBookedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.db.WholeCents;
import io.tradebot.projections.ledger.Draft.Purpose;
import io.tradebot.projections.ledger.Lots.Lot;

import java.time.LocalDate;
import java.util.List;

/**
 * Keeps the table reconciliation_break and posts differences to Reconciliation Differences. Lots that follow a difference of
 * units carry it; without them it stands in the account of the security alone. Runner's thread.
 */
final class BreakPostings {

    private final LedgerDatabase database;
    private final Names names;
    private final ChartOfAccounts chart;
    private final Lots lots;
    private final ExcerptPostings book;
    private final ReconciliationBreakFoundDecoder breakFound = new ReconciliationBreakFoundDecoder();
    private final ReconciliationBreakResolvedDecoder breakResolved = new ReconciliationBreakResolvedDecoder();
    private final ReconciliationDifferenceBookedDecoder differenceBooked = new ReconciliationDifferenceBookedDecoder();
    /** A difference of units whose counterpart is still to be posted. */
    private Draft draft;
    private int instrumentId;
    private long signedQtyE9;
    private long cents;
    private int recordIndex;

    BreakPostings(LedgerDatabase database, Names names, ChartOfAccounts chart, Lots lots, ExcerptPostings book) {
        this.database = database;
        this.names = names;
        this.chart = chart;
        this.lots = lots;
        this.book = book;
    }

    /** A break is told again under its number when its values change. */
    void onBreakFound(RecordCursor record) {
        breakFound.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int instrument = breakFound.instrumentId();
        int day = breakFound.statementEpochDay();
        database.update("INSERT INTO reconciliation_break VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, NULL)"
                + " ON CONFLICT (break_number) DO UPDATE SET broker_value = excluded.broker_value, journal_value = excluded.journal_value,"
                + " book_value = excluded.book_value, text = excluded.text",
            breakFound.breakNumber(), book.excerpt().sequence(), Names.lower(breakFound.kind()), instrument == 0 ? null : instrument,
            names.isKnown(instrument) ? names.instrument(instrument).symbol() : null, breakFound.orderId() == 0 ? null : breakFound.orderId(),
            day == ReconciliationBreakFoundDecoder.statementEpochDayNullValue() ? null : LocalDate.ofEpochDay(day).toString(),
            breakFound.firstSeenNanos(), ExcerptHead.utc(breakFound.firstSeenNanos()), Names.lower(breakFound.unit()),
            breakFound.brokerValue(), breakFound.journalValue(), breakFound.bookValue(), breakFound.text());
    }

    void onBreakResolved(RecordCursor record) {
        breakResolved.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        int changed = database.update("UPDATE reconciliation_break SET resolution = ?, resolved_sequence = ?, resolved_utc = ?,"
                + " age_nanos = ? WHERE break_number = ? AND resolution IS NULL", Names.lower(breakResolved.resolution()),
            book.excerpt().sequence(), book.excerpt().utc(), breakResolved.ageNanos(), breakResolved.breakNumber());
        if (changed != 1) {
            throw new ProjectionException("break " + breakResolved.breakNumber() + " is resolved but is not open");
        }
    }

    void onDifferenceBooked(RecordCursor record) {
        complete();
        differenceBooked.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        instrumentId = differenceBooked.instrumentId();
        signedQtyE9 = differenceBooked.signedQtyE9();
        cents = WholeCents.of("amountE8", differenceBooked.amountE8());
        recordIndex = record.index();
        Purpose purpose = instrumentId == 0 ? Purpose.SINGLE : Purpose.DIFFERENCE;
        draft = book.begin(purpose, "difference", "OTHER", book.excerpt().timeNanos());
        if (instrumentId != 0) {
            draft.ticker = names.instrument(instrumentId).symbol();
        }
        database.update("UPDATE reconciliation_break SET booked_entry_id = ? WHERE break_number = ?", draft.entryId,
            differenceBooked.breakNumber());
        book.claim(record, draft);
    }

    /** Posts the counterpart once all records of the excerpt are there. */
    void complete() {
        if (draft == null) {
            return;
        }
        if (draft.posting.splits().isEmpty()) {
            String account = instrumentId == 0 ? PostingAccount.CASH_FLOAT.code() : chart.security(PostingAccount.holding(assetClass()),
                instrumentId, names.instrument(instrumentId).symbol(), book.excerpt().sequence());
            draft.posting.add(account, cents, instrumentId == 0 ? null : signedQtyE9, "difference", null, recordIndex);
        }
        if (draft.posting.sum() != cents) {
            throw new ProjectionException("a difference of " + WholeCents.format(cents) + " is booked, its lots change by "
                + WholeCents.format(draft.posting.sum()));
        }
        draft.posting.add(PostingAccount.RECONCILIATION_DIFFERENCES.code(), -cents, null, "difference", null, recordIndex);
        draft = null;
    }

    /** Where the instrument is held; what is not held goes where a trade would have put it. */
    private AssetClass assetClass() {
        List<Lot> open = lots.openOf(instrumentId);
        if (!open.isEmpty()) {
            return open.get(0).assetClass;
        }
        return signedQtyE9 < 0 ? AssetClass.SHORT_POSITION
            : names.instrument(instrumentId).isOption() ? AssetClass.LONG_PUT : AssetClass.LONG_EQUITY;
    }
}
