package io.tradebot.engine.indicator;

/** Bars in time order, read only. Prices in px (USD x 10^4), volume in whole shares; indices count from 0. */
public interface Bars {

    /** Number of bars. */
    int count();

    /** How often a bar that was there has been changed since; what was computed through it must be computed anew. */
    default long revisionCount() {
        return 0;
    }

    /** High of a bar. */
    long highPx(int index);

    /** Low of a bar. */
    long lowPx(int index);

    /** Close of a bar. */
    long closePx(int index);

    /** Volume of a bar. */
    long volumeShares(int index);
}
