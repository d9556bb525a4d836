package io.tradebot.engine.book;

import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.PositionSide;

import java.util.ArrayList;
import java.util.List;

/**
 * What one fill bought or sold short, and what is left of it. A lot of position 0 belongs to no strategy: a holding, or units that
 * somebody has to look at. Engine thread only; changed by LotBook alone.
 */
public final class Lot {

    private final long id;
    private final long positionId;
    private final long orderId;
    private final int strategyId;
    private final AssetClass assetClass;
    private final PositionSide side;
    private final long openedNanos;
    private final List<Execution> users = new ArrayList<>(2);
    private int instrumentId;
    private long leavesQtyE9;
    private long leavesAmountE8;
    private int actionCount;

    Lot(long id, long positionId, long orderId, int strategyId, int instrumentId, AssetClass assetClass, PositionSide side,
            long openedNanos) {
        this.id = id;
        this.positionId = positionId;
        this.orderId = orderId;
        this.strategyId = strategyId;
        this.instrumentId = instrumentId;
        this.assetClass = assetClass;
        this.side = side;
        this.openedNanos = openedNanos;
    }

    /** Ours, from 1. */
    public long id() {
        return id;
    }

    /** Position it belongs to; 0 for none. */
    public long positionId() {
        return positionId;
    }

    /** Order whose fill opened it; 0 for an opening position or the end of an option. */
    public long orderId() {
        return orderId;
    }

    /** Strategy; 0 for none. */
    public int strategyId() {
        return strategyId;
    }

    /** What it is a lot of; a change of symbol changes it. */
    public int instrumentId() {
        return instrumentId;
    }

    /** Account of the books. */
    public AssetClass assetClass() {
        return assetClass;
    }

    /** Side. */
    public PositionSide side() {
        return side;
    }

    /** When it was acquired. */
    public long openedNanos() {
        return openedNanos;
    }

    /** Quantity left; 0 once it is used up. */
    public long leavesQtyE9() {
        return leavesQtyE9;
    }

    /** Opening amount left, whole cents: cost of a long lot, proceeds of a short one. */
    public long leavesAmountE8() {
        return leavesAmountE8;
    }

    /** How often a corporate action has changed it. Figures of fills from before do not fit it any more. */
    public int actionCount() {
        return actionCount;
    }

    /** Executions that have closed parts of it, as they were booked. */
    List<Execution> users() {
        return users;
    }

    void leave(long qtyE9, long amountE8) {
        if (qtyE9 < 0 || amountE8 < 0) {
            throw new IllegalStateException("lot " + id + " would be left with " + qtyE9 + " E9 and " + amountE8 + " E8");
        }
        leavesQtyE9 = qtyE9;
        leavesAmountE8 = amountE8;
    }

    void restore(int newActionCount) {
        actionCount = newActionCount;
    }

    void act(int newInstrumentId) {
        instrumentId = newInstrumentId;
        actionCount++;
    }
}
