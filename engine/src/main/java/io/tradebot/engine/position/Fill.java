package io.tradebot.engine.position;

/**
 * One execution of an order of ours. Any thread.
 *
 * @param priceE8       USD scaled by 10^8
 * @param qtyE9         units scaled by 10^9
 * @param commissionE8  USD scaled by 10^8, as charged: may have fractions of a cent
 * @param executedNanos epoch nanoseconds, by the broker
 */
public record Fill(long orderId, String executionId, long priceE8, long qtyE9, long commissionE8, long executedNanos) {
}
