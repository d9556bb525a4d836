package io.tradebot.engine.strategy;

import io.tradebot.journal.event.Direction;
import io.tradebot.journal.event.SetupKind;

/** What a strategy found in a symbol at the end of its analysis window. Prices in px (USD x 10^4). Engine thread only. */
public final class Setup {

    /** Stands for "no range". */
    public static final long NO_PX = Long.MIN_VALUE;

    private SetupKind kind;
    private Direction direction;
    private long scorePpm;
    private long rangeHighPx;
    private long rangeLowPx;

    /** Fills everything at once. Scores rank candidates, higher first; a strategy without a range gives {@link #NO_PX}. */
    public void set(SetupKind newKind, Direction newDirection, long newScorePpm, long newRangeHighPx, long newRangeLowPx) {
        kind = newKind;
        direction = newDirection;
        scorePpm = newScorePpm;
        rangeHighPx = newRangeHighPx;
        rangeLowPx = newRangeLowPx;
    }

    /** What was found. */
    public SetupKind kind() {
        return kind;
    }

    /** Which way; EITHER while the breakout decides. */
    public Direction direction() {
        return direction;
    }

    /** Fitness in millionths. */
    public long scorePpm() {
        return scorePpm;
    }

    /** High of the window. */
    public long rangeHighPx() {
        return rangeHighPx;
    }

    /** Low of the window. */
    public long rangeLowPx() {
        return rangeLowPx;
    }
}
