package io.tradebot.adapters.feed;

/**
 * A minute bar as it goes to the gateway. Immutable.
 *
 * @param startNanos   start of the minute, epoch nanoseconds
 * @param openE8       first price, USD x 10^8
 * @param volumeShares whole shares
 */
public record MinuteBar(int instrumentId, String symbol, long startNanos, long openE8, long highE8, long lowE8, long closeE8,
                        long volumeShares) {
}
