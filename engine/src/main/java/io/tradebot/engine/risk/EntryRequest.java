package io.tradebot.engine.risk;

import io.tradebot.engine.market.Instrument;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.CheckVerdict;
import io.tradebot.journal.event.DenyReason;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.MeasureUnit;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.event.ShortType;
import io.tradebot.journal.value.FixedPoint;

/**
 * A wish to enter on its way through the gate, and what the gate made of it. A reused carrier. Engine thread only.
 */
public final class EntryRequest {

    int strategyId;
    int slot;
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
    long limitLowValue;
    long limitHighValue;

    /** Begins a request: who asks, what gave the signal, which way, how bearish signals are traded, and the slot's capital. */
    public EntryRequest set(int newStrategyId, int newSlot, Instrument symbol, Direction newDirection, ShortType newShortType,
            long newAllocationCents, long newTimeNanos) {
        strategyId = newStrategyId;
        slot = newSlot;
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
        measure(MeasureUnit.NONE, 0, 0, 0);
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

    /** Limit it was compared with; of two, the one that was passed. */
    public long limitValue() {
        return actualValue < limitLowValue ? limitLowValue : limitHighValue;
    }

    /** Quantity in the unit of orders. */
    long qtyE9() {
        return Math.multiplyExact(qtyMicro, FixedPoint.E9_PER_MICRO);
    }

    /** Side of the order that would be sent. */
    OrderSide orderSide() {
        return side == PositionSide.LONG ? OrderSide.BUY : OrderSide.SELL_SHORT;
    }

    /** What would be traded, or while that is not known what gave the signal. */
    int knownInstrumentId() {
        return instrument == null ? signalSymbol.id() : instrument.id();
    }

    /** Outcome of a check that compares nothing that is a number. */
    CheckVerdict verdict(boolean isInOrder) {
        return verdict(isInOrder, MeasureUnit.NONE, 0, 0);
    }

    /** Outcome of a check with the values compared. */
    CheckVerdict verdict(boolean isInOrder, MeasureUnit measureUnit, long actual, long limit) {
        return verdict(isInOrder, measureUnit, actual, limit, limit);
    }

    /** Outcome of a check with a range. */
    CheckVerdict verdict(boolean isInOrder, MeasureUnit measureUnit, long actual, long limitLow, long limitHigh) {
        measure(measureUnit, actual, limitLow, limitHigh);
        return isInOrder ? CheckVerdict.PASSED : CheckVerdict.REFUSED;
    }

    /** A check that is switched off, or has nothing to look at. */
    CheckVerdict notApplicable() {
        measure(MeasureUnit.NONE, 0, 0, 0);
        return CheckVerdict.NOT_APPLICABLE;
    }

    private void measure(MeasureUnit measureUnit, long actual, long limitLow, long limitHigh) {
        unit = measureUnit;
        actualValue = actual;
        limitLowValue = limitLow;
        limitHighValue = limitHigh;
    }
}
