package io.tradebot.engine.position;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Open positions. Turns fills into lots, lots into gains, and the last exit fill into a TradeClosed decision. Lots are used
 * first in, first out. Engine thread only.
 */
public final class PositionBook {

    private static final Comparator<Position> BY_SYMBOL =
        Comparator.comparing((Position position) -> position.instrument().symbol()).thenComparingLong(Position::id);

    private final Decisions decisions;
    private final List<Position> open = new ArrayList<>();
    private long lastPositionId;
    private long lastLotId;

    /** Lots and trades go to these decisions. */
    public PositionBook(Decisions decisions) {
        this.decisions = decisions;
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
    public Position open(Position.Entry entry, long priceE8, long qtyE9, long commissionE8, long executedNanos) {
        Position position = new Position(++lastPositionId, entry, executedNanos);
        open.add(position);
        open.sort(BY_SYMBOL);
        decisions.positionOpened(position.id(), position.entryOrderId(), position.strategyId(), position.slot(),
            position.instrument().id(), position.signalInstrumentId(), position.side(), position.fallbackLevel(), qtyE9,
            priceE8, position.deadlineNanos());
        add(position, priceE8, qtyE9, commissionE8);
        return position;
    }

    /** Books a further fill of the entry order. */
    public void add(Position position, long priceE8, long qtyE9, long commissionE8) {
        long amountE8 = LegAmount.ofE8(priceE8, qtyE9, position.instrument().multiplier());
        Lot lot = new Lot(++lastLotId, qtyE9, amountE8);
        position.lots.addLast(lot);
        position.entryPrice.add(priceE8, qtyE9);
        position.entryAmountE8 = Math.addExact(position.entryAmountE8, amountE8);
        position.feesE8 = Math.addExact(position.feesE8, commissionE8);
        decisions.lotOpened(lot.id, position.id(), position.entryOrderId(), position.strategyId(), position.instrument().id(),
            position.assetClass(), position.side(), qtyE9, priceE8, amountE8);
    }

    /**
     * Books a fill that reduces a position.
     *
     * @param qtyE9 at most what is held; an overfill is the caller's to refuse
     * @return true when the position is closed by it (TradeClosed was written)
     */
    public boolean reduce(Position position, long orderId, ExitReason reason, long priceE8, long qtyE9, long commissionE8,
            long executedNanos) {
        if (qtyE9 > position.qtyE9()) {
            throw new IllegalStateException("position " + position.id() + " holds " + position.qtyE9() + " E9, a fill closes "
                + qtyE9);
        }
        long amountE8 = LegAmount.ofE8(priceE8, qtyE9, position.instrument().multiplier());
        position.exitPrice.add(priceE8, qtyE9);
        position.exitAmountE8 = Math.addExact(position.exitAmountE8, amountE8);
        position.feesE8 = Math.addExact(position.feesE8, commissionE8);
        closeLots(position, orderId, priceE8, qtyE9, amountE8);
        if (position.qtyE9() > 0) {
            return false;
        }
        open.remove(position);
        decisions.tradeClosed(position.id(), position.strategyId(), position.slot(), position.instrument().id(),
            position.signalInstrumentId(), position.side(), position.fallbackLevel(), reason, position.entryPrice.qtyE9(),
            position.entryNanos(), position.entryPrice.priceE8(), executedNanos, position.exitPrice.priceE8(), position.feesE8,
            position.pnlE8());
        return true;
    }

    private void closeLots(Position position, long orderId, long priceE8, long qtyE9, long amountE8) {
        long leftQtyE9 = qtyE9;
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
            decisions.lotClosed(lot.id, position.id(), orderId, position.strategyId(), position.instrument().id(),
                position.assetClass(), position.side(), usedE9, lot.leavesQtyE9, priceE8, openedE8, closedE8, gainE8);
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
