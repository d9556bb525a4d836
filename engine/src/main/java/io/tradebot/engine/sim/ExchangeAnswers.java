package io.tradebot.engine.sim;

import io.tradebot.engine.fee.FeeCharge;
import io.tradebot.journal.event.BrokerRejectReason;
import io.tradebot.journal.event.CancelReason;

/**
 * Hears what the simulated exchange says, one answer at a time. {@code knownNanos} is when it becomes known, epoch nanoseconds; a price
 * that an order does not have is OrderTicket.NO_PRICE.
 */
public interface ExchangeAnswers {

    /** The order works. */
    void acknowledged(long knownNanos, long orderId, String brokerOrderId);

    /** The order was refused. */
    void rejected(long knownNanos, long orderId, BrokerRejectReason reason, String text);

    /** An execution. */
    void filled(long knownNanos, long orderId, int instrumentId, long executedNanos, long priceE8, long qtyE9, long leavesQtyE9,
            long commissionE8, String executionId);

    /** A fee of an execution, told right behind it. */
    void feeCharged(long knownNanos, long orderId, int instrumentId, FeeCharge fee, long chargedNanos, int tradeEpochDay, String executionId,
            String feeId);

    /** The order has ended before it was complete. */
    void cancelled(long knownNanos, long orderId, CancelReason reason, long filledQtyE9);

    /** The order's time has ended. */
    void expired(long knownNanos, long orderId, long filledQtyE9);

    /** The order cannot be cancelled. */
    void cancelRejected(long knownNanos, long orderId, String text);

    /** What the order asks for now. */
    void replaced(long knownNanos, long orderId, long qtyE9, long limitPriceE8, long stopPriceE8);

    /** The order stays as it is. */
    void replaceRejected(long knownNanos, long orderId, String text);
}
