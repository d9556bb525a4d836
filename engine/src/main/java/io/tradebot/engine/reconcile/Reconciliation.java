package io.tradebot.engine.reconcile;

import io.tradebot.engine.market.Market;
import io.tradebot.engine.record.Alerts;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.CheckpointedEncoder;
import io.tradebot.journal.event.InputRefusal;
import io.tradebot.journal.event.ReconciliationCompletedDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.StatementLineKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;

/**
 * Three-way reconciliation: broker statement, journal (what the inputs said) and books (what was posted for them). Each
 * difference is a break with a number, from the comparison that finds it to the one that does not any more. Nothing is booked
 * by itself: an operator's RECONCILE books the balances that still differ. Engine thread only.
 *
 * <p>A statement is a run of BrokerStatementLineObserved records with one name, ended by a ReconciliationCompleted whose
 * connection is that name. The same name again replaces it.
 */
public final class Reconciliation {

    /** Books what an operator accepts as unexplained. */
    public interface Books {

        /** Adds cash to the books; E8, negative takes away. */
        void addCash(int breakNumber, long amountE8);

        /**
         * Adds units to the books; E9, negative takes away.
         *
         * @param priceE8 the statement's price of a unit, 0 when it gives none
         * @return false when it cannot be done; the break stays open then
         */
        boolean addUnits(int breakNumber, int instrumentId, long signedQtyE9, long priceE8);
    }

    private final Decisions decisions;
    private final FactLog log;
    private final Breaks breaks;
    private final List<StatementLine> pending = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private String pendingId = "";
    private int pendingDay;

    /** Breaks go to the decisions, and to a person by an alert; {@code exchangeDayAt} gives the date in New York of an instant. */
    public Reconciliation(Decisions decisions, Alerts alerts, Market market, LongToIntFunction exchangeDayAt) {
        this.decisions = decisions;
        log = new FactLog(market, exchangeDayAt);
        breaks = new Breaks(decisions, alerts);
    }

    /** Collects one line; lines of another statement before its end are dropped. */
    public void onStatementLine(int statementEpochDay, int lineNumber, StatementLineKind kind, int instrumentId, long qtyE9, long priceE8,
            long amountE8, String executionId, String statementId, String text) {
        if (!statementId.equals(pendingId) || statementEpochDay != pendingDay) {
            pending.clear();
        }
        pendingId = statementId;
        pendingDay = statementEpochDay;
        pending.add(new StatementLine(lineNumber, kind, instrumentId, qtyE9, priceE8, amountE8, executionId, text));
    }

    /** True when the lines collected belong to the statement of this name. */
    public boolean isStatement(String name) {
        return !pending.isEmpty() && name.equals(pendingId);
    }

    /** The statement has come to its end: compares it, and older ones that still differ, with journal and books. */
    public void onStatementCompleted(boolean isComplete, long timeNanos) {
        Statement statement = new Statement(pendingId, pendingDay, List.copyOf(pending), isComplete);
        pending.clear();
        pendingId = "";
        pendingDay = 0;
        if (!log.covers(statement.epochDay())) { // facts of its date are forgotten, so everything in it would seem to be missing
            decisions.inputRefused(InputRefusal.OUT_OF_ORDER, ReconciliationCompletedDecoder.TEMPLATE_ID, 0, 0);
            return;
        }
        statements.removeIf(known -> known.id().equals(statement.id()));
        int place = statements.size();
        while (place > 0 && statements.get(place - 1).epochDay() > statement.epochDay()) {
            place--;
        }
        statements.add(place, statement);
        compare(timeNanos);
    }

    /**
     * Takes an excerpt behind its decisions; a late fact may resolve breaks, which is decided in the same excerpt.
     *
     * @param cashE8 all cash of the engine
     */
    public void note(RecordBatch batch, long timeNanos, long cashE8) {
        if (batch.recordCount() > 1 && log.note(batch, timeNanos, cashE8) && !statements.isEmpty() && breaks.openCount() > 0) {
            compare(timeNanos);
        }
    }

    /**
     * Has every balance booked that still differs; the bookings and the end of each break are decisions. They count for the date of
     * the statement.
     *
     * @return breaks that are gone by it
     */
    public int bookBalances(Books books, long timeNanos) {
        int bookedCount = 0;
        for (Map.Entry<Integer, Difference> open : breaks.balances().entrySet()) {
            Difference difference = open.getValue();
            log.dateBookings(difference.statementDay());
            long missing = Math.subtractExact(difference.brokerValue(), difference.bookValue());
            if (difference.kind() == BreakKind.CASH) {
                books.addCash(open.getKey(), missing);
            } else if (!books.addUnits(open.getKey(), difference.instrumentId(), missing, difference.priceE8())) {
                continue;
            }
            breaks.onBooked(difference, timeNanos);
            bookedCount++;
        }
        return bookedCount;
    }

    /** What the broker has now was compared twice: these differences stand, and no other one. */
    void settleLive(List<Difference> differences, long timeNanos) {
        breaks.settle(true, differences, log, timeNanos);
    }

    /** True when a difference to what the broker has now is open under this key. */
    boolean isOpen(String key) {
        return breaks.contains(key);
    }

    /** True while a difference to what the broker has now is open. */
    public boolean hasLiveBreak() {
        return breaks.hasLive();
    }

    /** The cash that a journal begins with, before any booking. */
    public void noteFirstCash(int epochDay, long cashE8) {
        log.noteFirstCash(epochDay, cashE8);
    }

    /**
     * Forgets facts before a date, though none of those that a statement with open breaks is still compared with; of more than
     * {@code most} the oldest. A statement from before what is kept is not compared any more: its breaks end with the next comparison.
     *
     * @param isLotKnown lots that may still change
     */
    public void forgetBefore(int epochDay, int most, LongPredicate isLotKnown) {
        int firstDay = statements.isEmpty() ? epochDay : Math.min(epochDay, statements.get(0).epochDay());
        log.forgetBefore(firstDay, most, isLotKnown);
        statements.removeIf(statement -> !log.covers(statement.epochDay()));
    }

    /** Date from which facts are kept; Integer.MIN_VALUE while all are. */
    public int keptFromDay() {
        return log.keptFromDay();
    }

    /** Number of the break found last; 0 before the first. */
    public int lastBreakNumber() {
        return breaks.lastNumber();
    }

    /** Appends facts, balances, breaks and statements to a Checkpointed record: its groups from facts to the last. */
    public void write(CheckpointedEncoder record) {
        new ReconciliationRecord(log, breaks, statements).write(record, pendingId, pendingDay, pending);
    }

    /**
     * Takes the same groups back.
     *
     * @param keptFromDay     as {@link #keptFromDay} said
     * @param lastBreakNumber as {@link #lastBreakNumber} said
     * @param cashE8          all cash of the engine
     * @param shortLots       lots that are known and were sold short
     */
    public void restore(CheckpointedDecoder record, int keptFromDay, int lastBreakNumber, long cashE8, Set<Long> shortLots) {
        log.restore(keptFromDay, cashE8, shortLots);
        breaks.restoreLastNumber(lastBreakNumber);
        Statement unfinished = new ReconciliationRecord(log, breaks, statements).read(record);
        if (unfinished != null) {
            pendingId = unfinished.id();
            pendingDay = unfinished.epochDay();
            pending.addAll(unfinished.lines());
        }
    }

    /** Breaks that are open now. */
    public int openCount() {
        return breaks.openCount();
    }

    private void compare(long timeNanos) {
        List<Difference> differences = StatementComparison.of(statements, log);
        breaks.settle(false, differences, log, timeNanos);
        boolean hasNewerBalances = false;
        for (int i = statements.size() - 1; i >= 0; i--) { // what still differs is compared again, and the last balances
            Statement statement = statements.get(i);
            boolean isLastBalance = statement.hasBalances() && !hasNewerBalances;
            hasNewerBalances |= isLastBalance;
            if (!isLastBalance && differences.stream().noneMatch(difference -> difference.statementDay() == statement.epochDay())) {
                statements.remove(i);
            }
        }
    }
}
