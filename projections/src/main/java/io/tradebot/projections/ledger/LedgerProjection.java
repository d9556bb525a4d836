package io.tradebot.projections.ledger;

import io.tradebot.journal.event.CashTransferBookedDecoder;
import io.tradebot.journal.event.ChartOfAccountsAppliedDecoder;
import io.tradebot.journal.event.ChartOfAccountsChangedDecoder;
import io.tradebot.journal.event.CorporateActionAppliedDecoder;
import io.tradebot.journal.event.DividendBookedDecoder;
import io.tradebot.journal.event.EngineFaultedDecoder;
import io.tradebot.journal.event.FeeBookedDecoder;
import io.tradebot.journal.event.FillReversedDecoder;
import io.tradebot.journal.event.InputRefusedDecoder;
import io.tradebot.journal.event.InterestBookedDecoder;
import io.tradebot.journal.event.LotAdjustedDecoder;
import io.tradebot.journal.event.LotClosedDecoder;
import io.tradebot.journal.event.LotOpenedDecoder;
import io.tradebot.journal.event.OpeningPositionBookedDecoder;
import io.tradebot.journal.event.OptionLifecycleBookedDecoder;
import io.tradebot.journal.event.PayrollReserveAllocatedDecoder;
import io.tradebot.journal.event.ReconciliationBreakFoundDecoder;
import io.tradebot.journal.event.ReconciliationBreakResolvedDecoder;
import io.tradebot.journal.event.ReconciliationDifferenceBookedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.ReserveOverrideAppliedDecoder;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.TaxReserveAllocatedDecoder;
import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.Names;
import io.tradebot.projections.db.Projection;
import io.tradebot.projections.db.ProjectionException;

/**
 * Posts every booking decision of the journal. Runner's thread.
 *
 * <p>Amounts come from decisions only; of an input the books take the broker's time, ids and words, and the accounts of a new
 * chart. Which class posts what is in the table of {@link #post}. An excerpt whose input was refused posts nothing; one that
 * books all the same, or a fill that was accepted without touching a lot, stops the projection.
 */
public final class LedgerProjection implements Projection {

    private final ExcerptPostings book;
    private final InputFact input = new InputFact();
    private final OpeningPostings openings;
    private final LotPostings lotPostings;
    private final FeePostings fees;
    private final CashPostings cash;
    private final ReservePostings reserves;
    private final CorrectionPostings corrections;
    private final LotChangePostings lotChanges;
    private final OptionPostings options;
    private final BreakPostings breaks;
    private final ChartChanges chartChanges;
    private final InputRefusedDecoder inputRefused = new InputRefusedDecoder();
    private boolean isRefused;

    /** Continues from the tables. */
    public LedgerProjection(LedgerDatabase database, Names names) {
        ChartOfAccounts chart = new ChartOfAccounts(database, ChartTemplate.load());
        Lots lots = new Lots(database);
        Executions executions = new Executions(database);
        book = new ExcerptPostings(database, names, new EntryWriter(database, chart));
        openings = new OpeningPostings(names, chart, lots, book, input);
        lotPostings = new LotPostings(names, chart, lots, executions, book, input);
        fees = new FeePostings(names, executions, book, input);
        cash = new CashPostings(names, book, input);
        reserves = new ReservePostings(book);
        corrections = new CorrectionPostings(names, lots, executions, book, input);
        lotChanges = new LotChangePostings(names, chart, lots, book);
        options = new OptionPostings(names, book, input);
        breaks = new BreakPostings(database, names, chart, lots, book);
        chartChanges = new ChartChanges(chart, book);
    }

    @Override
    public void onRecord(ExcerptHead excerpt, RecordCursor record) {
        book.at(excerpt);
        if (record.index() == 0) {
            input.read(excerpt, record);
        }
        switch (record.templateId()) {
            case SessionStartedDecoder.TEMPLATE_ID -> openings.onSessionStarted(record);
            case ChartOfAccountsChangedDecoder.TEMPLATE_ID -> chartChanges.onChartOfAccountsChanged(record);
            case InputRefusedDecoder.TEMPLATE_ID -> onInputRefused(record);
            case EngineFaultedDecoder.TEMPLATE_ID -> isRefused = true;
            case ReconciliationBreakFoundDecoder.TEMPLATE_ID -> breaks.onBreakFound(record);
            case ReconciliationBreakResolvedDecoder.TEMPLATE_ID -> breaks.onBreakResolved(record);
            default -> post(record);
        }
    }

    private void onInputRefused(RecordCursor record) {
        inputRefused.wrap(record.buffer(), record.bodyOffset(), record.blockLength(), record.version());
        isRefused |= inputRefused.inputTemplateId() == input.templateId();
    }

    private void post(RecordCursor record) {
        switch (record.templateId()) {
            case LotOpenedDecoder.TEMPLATE_ID -> lotPostings.onLotOpened(record);
            case LotClosedDecoder.TEMPLATE_ID -> lotPostings.onLotClosed(record);
            case FeeBookedDecoder.TEMPLATE_ID -> fees.onFeeBooked(record);
            case CashTransferBookedDecoder.TEMPLATE_ID -> cash.onCashTransferBooked(record);
            case DividendBookedDecoder.TEMPLATE_ID -> cash.onDividendBooked(record);
            case InterestBookedDecoder.TEMPLATE_ID -> cash.onInterestBooked(record);
            case TaxReserveAllocatedDecoder.TEMPLATE_ID -> reserves.onTaxReserveAllocated(record);
            case PayrollReserveAllocatedDecoder.TEMPLATE_ID -> reserves.onPayrollReserveAllocated(record);
            case ReserveOverrideAppliedDecoder.TEMPLATE_ID -> reserves.onReserveOverrideApplied(record);
            case FillReversedDecoder.TEMPLATE_ID -> corrections.onFillReversed(record);
            case LotAdjustedDecoder.TEMPLATE_ID -> lotChanges.onLotAdjusted(record);
            case CorporateActionAppliedDecoder.TEMPLATE_ID -> lotChanges.onCorporateActionApplied(record);
            case OptionLifecycleBookedDecoder.TEMPLATE_ID -> options.onOptionLifecycleBooked(record);
            case OpeningPositionBookedDecoder.TEMPLATE_ID -> openings.onOpeningPositionBooked(record);
            case ReconciliationDifferenceBookedDecoder.TEMPLATE_ID -> breaks.onDifferenceBooked(record);
            case ChartOfAccountsAppliedDecoder.TEMPLATE_ID -> chartChanges.onChartOfAccountsApplied(record);
            default -> { }
        }
    }

    @Override
    public void onExcerptEnd(ExcerptHead excerpt) {
        options.requireCash();
        breaks.complete();
        if (isRefused && book.claimCount() > 0) {
            throw new ProjectionException("something is booked behind an input that was refused");
        }
        if (!isRefused) {
            lotPostings.requireLots();
            fees.onFillAccepted();
        }
        isRefused = false;
        book.write();
    }
}
