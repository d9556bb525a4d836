package io.tradebot.replay.explain;

import java.util.Locale;

/** Part of a chain that a step belongs to, in the order of cause and effect. */
public enum Stage {
    /** The session and the strategy's windows in it. */
    DAY,
    /** What the market or the broker had said. */
    MARKET,
    /** A figure that was used. */
    INDICATOR,
    /** A filter of the strategy. */
    FILTER,
    /** A gate before the ranking, or the place in it. */
    RANK,
    /** A slot and its capital. */
    SLOT,
    /** A slot that took another symbol. */
    FALLBACK,
    /** A bar that was looked at and gave no signal. */
    WATCH,
    /** A wish to enter. */
    SIGNAL,
    /** A check between signal and order. */
    RISK,
    /** What was asked of the broker, and the order's states. */
    ORDER,
    /** What the broker answered. */
    BROKER,
    /** An execution. */
    FILL,
    /** What is held by it. */
    LOT,
    /** A wish to leave. */
    EXIT,
    /** The round trip. */
    TRADE,
    /** What was posted. */
    LEDGER;

    /** Name for people and programs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
