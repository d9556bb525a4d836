package io.tradebot.engine.order;

/** What can be learned about an order, by us or from the broker. */
public enum OrderFact {
    /** The intent is on stable storage (learned in recovery). */
    SYNCED,
    /** The adapter wrote it to the broker's connection. */
    SENT,
    /** The broker works it. */
    ACKNOWLEDGED,
    /** An execution that leaves a quantity. */
    PARTIALLY_FILLED,
    /** The execution that completes it. */
    FILLED,
    /** We asked for its end. */
    CANCEL_REQUESTED,
    /** The broker refused to cancel. */
    CANCEL_REJECTED,
    /** The broker ended it. */
    CANCELLED,
    /** We asked for a change. */
    REPLACE_REQUESTED,
    /** The broker changed it. */
    REPLACED,
    /** The broker refused the change. */
    REPLACE_REJECTED,
    /** The broker refused the order. */
    REJECTED,
    /** Its time in force ended. */
    EXPIRED,
    /** The outcome of a request is not known. */
    OUTCOME_UNKNOWN,
    /** The broker definitely does not have it. */
    NOT_FOUND
}
