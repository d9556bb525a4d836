package io.tradebot.replay.check;

/**
 * One way in which decisions depend on what they must not depend on. Immutable.
 *
 * @param kind  which check found it
 * @param where time, session or class
 * @param text  what differs, in words
 */
public record CheckFinding(Kind kind, String where, String text) {

    /** What was tried. */
    public enum Kind {
        /** The class refers to what the contract forbids. */
        CONTRACT,
        /** The same run was made twice and came out differently. */
        REPEAT,
        /** Data were cut off behind a time, and decisions up to then came out differently. */
        LOOKAHEAD,
        /** A run began later with the same history behind it, and came out differently. */
        LATE_START,
        /** A run began later without history, and never came to the same decisions. */
        NEVER_WARM
    }

    @Override
    public String toString() {
        return kind + " " + where + ": " + text;
    }
}
