package io.tradebot.adapters.paper;

/** What may go wrong at a broker or on the way to it, as far as no real protocol is needed (faults.md 4.3). */
public enum Fault {
    /** An order never arrives; after the time-out its outcome is unknown. */
    LOST_REQUEST,
    /** An order is accepted and its answer never comes; after the time-out its outcome is unknown. */
    LOST_REPLY,
    /** An order arrives long after its time-out. */
    LATE_ACCEPT,
    /** An answer comes four times. */
    DUPLICATE,
    /** An answer comes after later ones. */
    REORDERED,
    /** A fill is never told; the broker knows of it when it is asked. */
    MISSING_FILL,
    /** A fill comes as two executions. */
    PARTIAL_FILL,
    /** The broker refuses the order, for the reason of the plan. */
    REJECT,
    /** The acknowledgement carries the broker's id of the order before. */
    ORDER_ID_SURPRISE,
    /** An order that is being cancelled fills in part; the end is told first. */
    FILL_AFTER_CANCEL,
    /** One share more is filled than was ordered. */
    OVERFILL,
    /** An execution is taken back five seconds later. */
    BUST,
    /** An execution is replaced by one at another price five seconds later. */
    CORRECTION,
    /** The broker refuses to cancel although the order works. */
    CANCEL_REJECTED,
    /** A request to cancel never arrives. */
    CANCEL_LOST,
    /** A snapshot shows the positions of the one before. */
    STALE_SNAPSHOT,
    /** A snapshot has no end mark. */
    INCOMPLETE_SNAPSHOT,
    /** In a span of time: the connection stands and nothing comes over it. */
    MUTE,
    /** In a span of time: there is no connection. */
    DISCONNECTED
}
