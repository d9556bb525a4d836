package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.MeasureUnit;

/**
 * What one comparison found. Two comparisons find the same break when the keys are equal.
 *
 * @param key          what differs, as text: the statement and line, or the balance
 * @param statementDay date of the statement; {@link #LIVE} for what the broker has now
 * @param priceE8      the statement's price of a unit, 0 when it gives none
 * @param text         the broker's line or id
 */
record Difference(String key, BreakKind kind, int instrumentId, long orderId, int statementDay, MeasureUnit unit, long brokerValue,
                  long journalValue, long bookValue, long priceE8, String text) {

    /** Stands for the date of a comparison that is not one with a statement. */
    static final int LIVE = Integer.MIN_VALUE;

    /** True for a difference to what the broker has now. */
    boolean isLive() {
        return statementDay == LIVE;
    }

    /** True for a balance, which an operator may have booked away. */
    boolean isBalance() {
        return kind == BreakKind.CASH || kind == BreakKind.POSITION;
    }
}
