package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.MeasureUnit;

/**
 * What one comparison found. Two comparisons find the same break when the keys are equal.
 *
 * @param key          what differs, as text: the statement and line, or the balance
 * @param statementDay date of the statement
 * @param priceE8      the statement's price of a unit, 0 when it gives none
 * @param text         the broker's line or id
 */
record Difference(String key, BreakKind kind, int instrumentId, long orderId, int statementDay, MeasureUnit unit, long brokerValue,
                  long journalValue, long bookValue, long priceE8, String text) {

    /** True for a balance, which an operator may have booked away. */
    boolean isBalance() {
        return kind == BreakKind.CASH || kind == BreakKind.POSITION;
    }
}
