package io.tradebot.engine.recovery;

import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.OrderState;

/**
 * An order that was asked for and has no final state: the broker must be asked about it, by its client order id, before any new
 * entry. Immutable.
 *
 * @param orderId       ours
 * @param clientOrderId under which the broker knows it, if it knows it
 * @param state         as far as the journal tells
 * @param qtyE9         asked for
 * @param filledQtyE9   filled as far as the journal tells
 */
public record UnresolvedOrder(long orderId, String clientOrderId, int instrumentId, OrderSide side, OrderRole role, OrderState state, long qtyE9,
                              long filledQtyE9) {
}
