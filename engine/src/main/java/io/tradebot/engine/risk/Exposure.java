package io.tradebot.engine.risk;

/**
 * What the gate must know of orders and positions. Money counts what is held at its cost or at the price it was decided on,
 * whichever is more, and what may still fill at the price it was decided on; shorts count like longs. Engine thread only.
 */
public interface Exposure {

    /** Open positions and entries that may still fill. */
    int openAndPendingCount();

    /** Quantity held and asked for in one instrument. */
    long symbolQtyE9(int instrumentId);

    /** Money held and asked for in one instrument. */
    long symbolE8(int instrumentId);

    /** Money held and asked for in all instruments. */
    long totalE8();

    /** True when the outcome of an order of the instrument is not known. */
    boolean isOutcomeUnknown(int instrumentId);

    /** Money asked for by today's entries from this order id on: filled, or still able to fill. */
    long enteredSinceE8(long firstOrderId);
}
