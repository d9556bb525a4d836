package io.tradebot.engine.port;

/**
 * A place where orders are worked. Called by the dispatch stage only; an implementation hands over to its own queue and
 * returns at once. Facts come back as inputs through the gateway, never as return values, and never from the calling
 * thread into the ring.
 */
public interface BrokerPort {

    /** Submits an order that is in the journal. The ticket belongs to the caller and is valid during the call only. */
    void submitOrder(OrderTicket ticket);

    /** Asks for the end of an order; the answer is a fact (cancelled, filled before, or refused). */
    void cancelOrder(long orderId);

    /**
     * Asks for a change of a working order.
     *
     * @param qtyE9        new quantity
     * @param limitPriceE8 new limit price, or {@link OrderTicket#NO_PRICE}
     * @param stopPriceE8  new stop price, or {@link OrderTicket#NO_PRICE}
     */
    void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8);
}
