package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.StatementLineKind;

/**
 * One line of a broker statement; fields as in BrokerStatementLineObserved.
 *
 * @param qtyE9    {@link #UNKNOWN} when the line does not say
 * @param priceE8  {@link #UNKNOWN} when the line does not say
 * @param amountE8 net amount, negative when the account pays; {@link #UNKNOWN} when the line does not say
 */
record StatementLine(int number, StatementLineKind kind, int instrumentId, long qtyE9, long priceE8, long amountE8,
                     String executionId, String text) {

    /** The null value of the schema's optional numbers. */
    static final long UNKNOWN = Long.MIN_VALUE;

    boolean hasAmount() {
        return amountE8 != UNKNOWN;
    }
}
