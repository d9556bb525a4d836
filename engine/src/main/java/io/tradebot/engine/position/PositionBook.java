package io.tradebot.engine.position;

import io.tradebot.engine.book.Cash;
import io.tradebot.engine.book.Execution;
import io.tradebot.engine.book.ExecutionBook;
import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.PositionSide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;

/**
 * Open positions. Turns fills into lots, lots into gains, and the last exit fill into a TradeClosed decision; cash follows each
 * fill and its commission. Which lots a fill closes is the LotBook's to say. Fills can be taken back and booked anew. Engine thread
 * only.
 */
public final class PositionBook {

    private static final Comparator<Position> BY_SYMBOL =
        Comparator.comparing((Position position) -> position.instrument().symbol()).thenComparingLong(Position::id);

    private final Decisions decisions;
    private final Cash cash;
    private final LotBook lots;
    private final ExecutionBook executions;
    private final List<Position> open = new ArrayList<>();
    private final Map<Long, Position> positionById = new TreeMap<>();
    private long lastPositionId;

    /** Fees and trades go to these decisions, their money to and from this cash. */
    public PositionBook(Decisions decisions, Cash cash, LotBook lots, ExecutionBook executions) {
        this.decisions = decisions;
        this.cash = cash;
        this.lots = lots;
        this.executions = executions;
    }

    /** Open positions in ASCII order of their instruments. The list is shared: read only. */
    public List<Position> open() {
        return open;
    }

    /** The position opened last. */
    public long lastPositionId() {
        return lastPositionId;
    }

    /** The open position that this entry order opened, or null. */
    public Position findByEntryOrder(long orderId) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).entryOrderId() == orderId) {
                return open.get(i);
            }
        }
        return null;
    }

    /** The open position with this id, or null. */
    public Position find(long positionId) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).id() == positionId) {
                return open.get(i);
            }
        }
        return null;
    }

    /** The position with this id, open or not, or null. */
    public Position findEver(long positionId) {
        return positionById.get(positionId);
    }

    /** Positions that are not open and that a correction may open again, by id; a list of its own. */
    public List<Position> closed() {
        List<Position> closed = new ArrayList<>();
        for (Position position : positionById.values()) {
            if (position.qtyE9() == 0) {
                closed.add(position);
            }
        }
        return closed;
    }

    /** Executions that positions refer to, by position. */
    public List<Execution> exits() {
        List<Execution> exits = new ArrayList<>();
        closed().forEach(position -> exits.addAll(position.exits()));
        open.forEach(position -> exits.addAll(position.exits()));
        return exits;
    }

    /** Forgets closed positions that none of these executions belongs to. */
    public void keepOf(Set<Execution> executions) {
        Set<Long> kept = new TreeSet<>();
        executions.forEach(execution -> kept.add(execution.terms().positionId()));
        for (Position position : closed()) {
            if (!kept.contains(position.id())) {
                positionById.remove(position.id());
            }
        }
    }

    /** What the fills of a position come to, as it was. */
    public record Fills(long entryQtyE9, long entryPriceE8, long entryRestE17, long entryAmountE8, long exitQtyE9, long exitPriceE8,
                        long exitRestE17, long exitAmountE8, long feesE8) {
    }

    /** A position as it was; open when its fills leave something. */
    public Position restore(long id, Position.Entry entry, long entryNanos, long deadlineNanos, ExitReason deadlineReason, Fills fills) {
        Position position = Position.restored(id, entry, entryNanos, deadlineNanos, deadlineReason);
        position.entryPrice.restore(fills.entryPriceE8, fills.entryQtyE9, fills.entryRestE17);
        position.exitPrice.restore(fills.exitPriceE8, fills.exitQtyE9, fills.exitRestE17);
        position.entryAmountE8 = fills.entryAmountE8;
        position.exitAmountE8 = fills.exitAmountE8;
        position.feesE8 = fills.feesE8;
        positionById.put(id, position);
        settle(position);
        return position;
    }

    /** The id of the position opened last. */
    public void restoreLastPositionId(long positionId) {
        lastPositionId = positionId;
    }

    /** Books the first fill of an entry order. */
    public Position open(Position.Entry entry, Fill fill) {
        Position position = new Position(++lastPositionId, entry, fill.executedNanos());
        positionById.put(position.id(), position);
        open.add(position);
        open.sort(BY_SYMBOL);
        decisions.positionOpened(position.id(), position.entryOrderId(), position.strategyId(), position.slot(),
            position.instrument().id(), position.signalInstrumentId(), position.side(), position.fallbackLevel(),
            fill.qtyE9(), fill.priceE8(), position.deadlineNanos());
        add(position, fill);
        return position;
    }

    /** Books a further fill of the entry order. */
    public void add(Position position, Fill fill) {
        bookFirst(new Execution(terms(fill, position.id(), position.strategyId(), position.instrument(), true,
            position.side() == PositionSide.LONG, ExitReason.NULL_VAL)));
    }

    /**
     * Books a fill that reduces a position. What it fills beyond that closes lots of no position, and opens one on the other side
     * with the rest.
     *
     * @return true when the position is closed by it (TradeClosed was written)
     */
    public boolean reduce(Position position, ExitReason reason, Fill fill) {
        bookFirst(new Execution(terms(fill, position.id(), position.strategyId(), position.instrument(), false,
            position.side() == PositionSide.SHORT, reason)));
        settle(position);
        if (position.qtyE9() > 0) {
            return false;
        }
        writeTradeClosed(position);
        return true;
    }

    /** Books a fill that closes what no position holds any more, as {@link #reduce} does with what is beyond it. */
    public void bookOutside(int strategyId, Instrument instrument, boolean isBuy, ExitReason reason, Fill fill) {
        bookFirst(new Execution(terms(fill, 0, strategyId, instrument, false, isBuy, reason)));
    }

    /** Writes the result of a closed position, again when it had been written before: the last one counts. */
    public void writeTradeClosed(Position position) {
        Execution last = position.lastExit();
        decisions.tradeClosed(position.id(), position.strategyId(), position.slot(), position.instrument().id(),
            position.signalInstrumentId(), position.side(), position.fallbackLevel(), last.terms().exitReason(),
            position.entryPrice.qtyE9(), position.entryNanos(), position.entryPrice.priceE8(), last.terms().executedNanos(),
            position.exitPrice.priceE8(), position.feesE8, position.pnlE8());
    }

    private static Execution.Terms terms(Fill fill, long positionId, int strategyId, Instrument instrument, boolean isEntry, boolean isBuy,
            ExitReason reason) {
        return new Execution.Terms(fill.orderId(), fill.executionId(), positionId, strategyId, instrument.id(), isEntry, isBuy, reason,
            fill.priceE8(), fill.qtyE9(), LegAmount.ofE8(fill.priceE8(), fill.qtyE9(), instrument.multiplier()), fill.commissionE8(),
            fill.executedNanos());
    }

    private void bookFirst(Execution execution) {
        bookLots(execution);
        executions.add(execution);
        bookCommission(execution, execution.terms().commissionE8());
    }

    private void bookLots(Execution execution) {
        Execution.Terms terms = execution.terms();
        Position position = positionById.get(terms.positionId());
        if (terms.isEntry()) {
            lots.open(execution, terms.positionId(), position.assetClass());
        } else {
            if (position != null) {
                lots.close(execution, terms.positionId());
            }
            bookRest(execution);
        }
        cash.receive(execution.cashE8());
        if (position != null) {
            position.apply(execution);
        }
    }

    /** What is left of a closing fill closes lots of no position and opens one on the other side. */
    private void bookRest(Execution execution) {
        if (execution.leavesQtyE9() > 0) {
            lots.close(execution, 0);
        }
        if (execution.leavesQtyE9() > 0) {
            lots.open(execution, 0, LotBook.otherSide(execution.terms().isBuy()));
        }
    }

    /** The commission that is due goes beside the lots; the position bears it. */
    private void bookCommission(Execution execution, long commissionE8) {
        long lotId = execution.lotId();
        long dueE8 = executions.dueE8(execution.orderId(), commissionE8);
        if (dueE8 != 0) {
            payCommission(execution, lotId, dueE8);
        }
    }

    private void payCommission(Execution execution, long lotId, long dueE8) {
        Position position = positionById.get(execution.terms().positionId());
        if (position != null) {
            position.feesE8 = Math.addExact(position.feesE8, dueE8);
        }
        cash.receive(-dueE8);
        decisions.feeBooked(execution.orderId(), lotId, execution.strategyId(), execution.instrumentId(), FeeKind.COMMISSION, dueE8, "");
    }

    /** Books the end of an option or what it moved: as a closing fill, without an order and without a commission. */
    public void bookEvent(Execution event) {
        bookLots(event);
        executions.bookAgain(event);
    }

    /** A corporate action in what a position holds: it follows its lots, which have changed already; no money moves. */
    public void act(Position position, Instrument after, LongUnaryOperator newQtyE9) {
        position.act(after, newQtyE9.applyAsLong(position.exitPrice.qtyE9()), Math.abs(lots.qtyE9(position.id(), after.id())));
        open.sort(BY_SYMBOL);
    }

    // --- taking back ---

    /**
     * Undoes a fill in lots, cash and position; FillReversed is followed by a LotAdjusted for each lot. No later fill may rest on it.
     *
     * @param isCorrected another fill takes its place, or it is booked anew
     */
    public void undo(Execution execution, boolean isCorrected, LotAdjustment reason) {
        Position position = positionById.get(execution.terms().positionId());
        if (position != null) {
            position.takeBack(execution);
        }
        writeReversed(execution, isCorrected, execution.gainE8());
        lots.undo(execution, reason);
        cash.receive(-execution.cashE8());
    }

    /** Undoes an entry fill although fills rest on it: what these had closed are units on the other side now, of no position. */
    public void undoOpened(Execution execution, List<Execution> resting, LotAdjustment reason) {
        Position position = positionById.get(execution.terms().positionId());
        resting.forEach(position::takeBack);
        position.takeBack(execution);
        writeReversed(execution, false, lots.gainOnOpenedE8(execution));
        lots.undoOpened(execution, reason);
        cash.receive(-execution.cashE8());
        resting.forEach(position::apply);
    }

    private void writeReversed(Execution execution, boolean isCorrected, long gainE8) {
        Execution.Terms terms = execution.terms();
        decisions.fillReversed(terms.orderId(), terms.positionId(), terms.instrumentId(), isCorrected, terms.qtyE9(), terms.priceE8(),
            terms.amountE8(), gainE8, terms.executionId());
    }

    /** Pays the commission of a fill back that the broker took back; {@code lotId} is the first lot it had touched. */
    public void refundCommission(Execution execution, long lotId) {
        long dueE8 = executions.dueE8(execution.orderId(), -execution.terms().commissionE8());
        if (dueE8 != 0) {
            payCommission(execution, lotId, dueE8);
        }
        executions.takeBack(execution);
    }

    /** Books the fill that takes the place of one that was undone. */
    public Execution bookInPlaceOf(Execution replaced, Fill fill, int multiplier) {
        Execution.Terms old = replaced.terms();
        Execution execution = new Execution(new Execution.Terms(fill.orderId(), fill.executionId(), old.positionId(), old.strategyId(),
            old.instrumentId(), old.isEntry(), old.isBuy(), old.exitReason(), fill.priceE8(), fill.qtyE9(),
            LegAmount.ofE8(fill.priceE8(), fill.qtyE9(), multiplier), fill.commissionE8(), fill.executedNanos()));
        bookFirst(execution);
        return execution;
    }

    /** Books a fill anew that was undone because it rested on another one; its commission stays as it is. */
    public void bookAgain(Execution execution) {
        bookLots(execution);
        executions.bookAgain(execution);
    }

    /** Notes whether a position is open after its fills have changed. */
    public void settle(Position position) {
        boolean isOpen = position.qtyE9() > 0;
        if (!isOpen) {
            open.remove(position);
        } else if (!open.contains(position)) {
            open.add(position);
            open.sort(BY_SYMBOL);
        }
    }
}
