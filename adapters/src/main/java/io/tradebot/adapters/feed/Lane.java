package io.tradebot.adapters.feed;

/**
 * Whose action it is. At equal times the agenda goes through the lanes in this order, and within a lane in the order of scheduling. A
 * stepped run is deterministic when at any moment at most one thread schedules on a lane.
 */
public enum Lane {

    /** Answers of the broker: a fact is known before what is decided at that time. */
    BROKER,
    /** Market data. */
    FEED,
    /** Time itself: behind the data of a minute, as in a backtest. */
    CLOCK,
    /** Phases of the day, watchdogs, backups. */
    SUPERVISOR,
    /** What people ask for. */
    OPERATOR
}
