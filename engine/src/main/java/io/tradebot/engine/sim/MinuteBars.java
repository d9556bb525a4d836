package io.tradebot.engine.sim;

/** The bars of one minute, by instrument. Filled by the host, read by the exchange. Prices in E8. */
public interface MinuteBars {

    /** True when the instrument has a bar in this minute. */
    boolean has(int instrumentId);

    /** Open, E8. */
    long openE8(int instrumentId);

    /** High, E8. */
    long highE8(int instrumentId);

    /** Low, E8. */
    long lowE8(int instrumentId);

    /** Close, E8. */
    long closeE8(int instrumentId);

    /** Volume, whole shares. */
    long volumeShares(int instrumentId);
}
