package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.StatementLineKind;

/**
 * A money fact of the broker as the journal has it, and what its bookings did.
 *
 * @param id       the broker's id of it, may be empty
 * @param linkId   execution that a fee belongs to, else empty
 * @param epochDay exchange date it counts for
 * @param orderId  order, 0 when none
 * @param qtyE9    units of an execution, else 0
 * @param priceE8  price of an execution, else 0
 * @param amountE8 change of cash by the input's own figures, to the cent
 * @param bookedE8 change of cash by its bookings
 * @param bookedQtyE9 units that its bookings moved, negative when they left
 * @param isBooked false when the engine refused the input, so that nothing was posted
 */
record Fact(StatementLineKind kind, String id, String linkId, int epochDay, int instrumentId, long orderId, long qtyE9, long priceE8,
            long amountE8, long bookedE8, long bookedQtyE9, boolean isBooked) {
}
