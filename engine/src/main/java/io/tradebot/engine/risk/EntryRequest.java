package io.tradebot.engine.risk;

import io.tradebot.engine.market.Instrument;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ShortType;

/**
 * A wish to enter on its way through the gate, and what the gate made of it. A reused carrier. Engine thread only.
 */
public final class EntryRequest {

    Instrument signalSymbol;
    Direction direction;
    ShortType shortType;
    long allocationCents;
    long timeNanos;
    Instrument instrument;
    PositionSide side;
    AssetClass assetClass;
    long referencePx;
    long qtyMicro;
    DenyReason denyReason;
    MeasureUnit unit;
    long actualValue;
    long limitValue;

    /** Begins a request: what gave the signal, which way, how bearish signals are traded, and the slot's capital. */
    public EntryRequest set(Instrument symbol, Direction newDirection, ShortType newShortType, long newAllocationCents,
            long newTimeNanos) {
        signalSymbol = symbol;
        direction = newDirection;
        shortType = newShortType;
        allocationCents = newAllocationCents;
        timeNanos = newTimeNanos;
        instrument = null;
        side = null;
        assetClass = null;
        referencePx = 0;
        qtyMicro = 0;
        denyReason = null;
        unit = MeasureUnit.NONE;
        actualValue = 0;
        limitValue = 0;
        return this;
    }

    /** What would be traded; null when the refusal came before it was found. */
    public Instrument instrument() {
        return instrument;
    }

    /** Side of the position. */
    public PositionSide side() {
        return side;
    }

    /** Account of the books. */
    public AssetClass assetClass() {
        return assetClass;
    }

    /** Last price of the instrument, px. */
    public long referencePx() {
        return referencePx;
    }

    /** Quantity in millionths of a share. */
    public long qtyMicro() {
        return qtyMicro;
    }

    /** First check that failed; null when the order may go. */
    public DenyReason denyReason() {
        return denyReason;
    }

    /** Scale of the two values. */
    public MeasureUnit unit() {
        return unit;
    }

    /** Value that was compared. */
    public long actualValue() {
        return actualValue;
    }

    /** Limit it was compared with. */
    public long limitValue() {
        return limitValue;
    }

    boolean deny(DenyReason reason, MeasureUnit measureUnit, long actual, long limit) {
        denyReason = reason;
        unit = measureUnit;
        actualValue = actual;
        limitValue = limit;
        return false;
    }

    boolean deny(DenyReason reason) {
        return deny(reason, MeasureUnit.NONE, 0, 0);
    }
}
