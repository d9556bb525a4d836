package io.tradebot.engine.position;

import io.tradebot.engine.book.Cash;
import io.tradebot.engine.book.ExecutionBook;
import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Open positions. Turns fills into lots, lots into gains, and the last exit fill into a TradeClosed decision; cash follows each
 * fill and its commission. Lots are used first in, first out. Engine thread only.
 */
public final class PositionBook {

    private static final Comparator<Position> BY_SYMBOL =
        Comparator.comparing((Position position) -> position.instrument().symbol()).thenComparingLong(Position::id);

    private final Decisions decisions;
    private final Cash cash;
    private final ExecutionBook executions;
    private final List<Position> open = new ArrayList<>();
    private long lastPositionId;
    private long lastLotId;

    /** Lots, fees and trades go to these decisions, their money to and from this cash. */
    public PositionBook(Decisions decisions, Cash cash, ExecutionBook executions) {
        this.decisions = decisions;
        this.cash = cash;
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

    /** The lot opened last. */
    public long lastLotId() {
        return lastLotId;
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

    /** Books the first fill of an entry order. */
    public Position open(Position.Entry entry, Fill fill) {
        Position position = new Position(++lastPositionId, entry, fill.executedNanos());
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
        long amountE8 = LegAmount.ofE8(fill.priceE8(), fill.qtyE9(), position.instrument().multiplier());
        Lot lot = new Lot(++lastLotId, fill.qtyE9(), amountE8);
        position.lots.addLast(lot);
        position.entryPrice.add(fill.priceE8(), fill.qtyE9());
        position.entryAmountE8 = Math.addExact(position.entryAmountE8, amountE8);
        cash.receive(position.side() == PositionSide.LONG ? -amountE8 : amountE8);
        decisions.lotOpened(lot.id, position.id(), position.entryOrderId(), position.strategyId(), position.instrument().id(),
            position.assetClass(), position.side(), fill.qtyE9(), fill.priceE8(), amountE8);
        bookExecution(position, lot.id, fill);
    }

    /**
     * Books a fill that reduces a position.
     *
     * @param fill at most what is held; an overfill is the caller's to refuse
     * @return true when the position is closed by it (TradeClosed was written)
     */
    public boolean reduce(Position position, ExitReason reason, Fill fill) {
        if (fill.qtyE9() > position.qtyE9()) {
            throw new IllegalStateException("position " + position.id() + " holds " + position.qtyE9() + " E9, a fill closes "
                + fill.qtyE9());
        }
        long amountE8 = LegAmount.ofE8(fill.priceE8(), fill.qtyE9(), position.instrument().multiplier());
        position.exitPrice.add(fill.priceE8(), fill.qtyE9());
        position.exitAmountE8 = Math.addExact(position.exitAmountE8, amountE8);
        cash.receive(position.side() == PositionSide.LONG ? amountE8 : -amountE8);
        long firstLotId = position.lots.getFirst().id;
        closeLots(position, fill, amountE8);
        bookExecution(position, firstLotId, fill);
        if (position.qtyE9() > 0) {
            return false;
        }
        open.remove(position);
        decisions.tradeClosed(position.id(), position.strategyId(), position.slot(), position.instrument().id(),
            position.signalInstrumentId(), position.side(), position.fallbackLevel(), reason, position.entryPrice.qtyE9(),
            position.entryNanos(), position.entryPrice.priceE8(), fill.executedNanos(), position.exitPrice.priceE8(),
            position.feesE8, position.pnlE8());
        return true;
    }

    private void closeLots(Position position, Fill fill, long amountE8) {
        long leftQtyE9 = fill.qtyE9();
        long leftAmountE8 = amountE8;
        while (leftQtyE9 > 0) {
            Lot lot = position.lots.peekFirst();
            long usedE9 = Math.min(leftQtyE9, lot.leavesQtyE9);
            long openedE8 = part(lot.leavesAmountE8, usedE9, lot.leavesQtyE9);
            long closedE8 = part(leftAmountE8, usedE9, leftQtyE9);
            lot.leavesQtyE9 -= usedE9;
            lot.leavesAmountE8 -= openedE8;
            leftQtyE9 -= usedE9;
            leftAmountE8 -= closedE8;
            if (lot.leavesQtyE9 == 0) {
                position.lots.removeFirst();
            }
            long gainE8 = position.side() == PositionSide.LONG ? closedE8 - openedE8 : openedE8 - closedE8;
            decisions.lotClosed(lot.id, position.id(), fill.orderId(), position.strategyId(), position.instrument().id(),
                position.assetClass(), position.side(), usedE9, lot.leavesQtyE9, fill.priceE8(), openedE8, closedE8, gainE8);
        }
    }

    /** The commission that is due goes beside the lots; the position bears it. */
    private void bookExecution(Position position, long lotId, Fill fill) {
        int instrumentId = position.instrument().id();
        executions.add(new ExecutionBook.Execution(fill.orderId(), fill.executionId(), lotId, position.strategyId(), instrumentId));
        long dueE8 = executions.dueE8(fill.orderId(), fill.commissionE8());
        if (dueE8 != 0) {
            position.feesE8 = Math.addExact(position.feesE8, dueE8);
            cash.receive(-dueE8);
            decisions.feeBooked(fill.orderId(), lotId, position.strategyId(), instrumentId, FeeKind.COMMISSION, dueE8, "");
        }
    }

    /** Share of an amount for a part of its quantity, half up to the cent; the last part takes what is left. */
    private static long part(long amountE8, long usedE9, long leavesE9) {
        if (usedE9 == leavesE9) {
            return amountE8;
        }
        long cents = FixedPoint.multiplyDivideHalfUp(amountE8 / FixedPoint.E8_PER_CENT, usedE9, leavesE9);
        return cents * FixedPoint.E8_PER_CENT;
    }
}
