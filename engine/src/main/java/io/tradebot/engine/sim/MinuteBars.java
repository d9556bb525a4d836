package io.tradebot.engine.sim;

/** The bars of one minute, by instrument. Filled by the host, read by the exchange. Prices in E8. */
public interface MinuteBars {

    /** Stands for an empty side of a quote. */
    long NO_QUOTE = Long.MIN_VALUE;

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

    /** True for instruments that have quotes and no bars: options. Orders in them fill at the quote at the end of the minute. */
    default boolean isQuotedOnly(int instrumentId) {
        return false;
    }

    /** Bid at the end of the minute, E8; {@link #NO_QUOTE} when that side is empty. */
    default long bidE8(int instrumentId) {
        return NO_QUOTE;
    }

    /** Offer at the end of the minute, E8; {@link #NO_QUOTE} when that side is empty. */
    default long askE8(int instrumentId) {
        return NO_QUOTE;
    }
}
