package io.tradebot.replay.data;

/**
 * One trade bar, named by the start of its time.
 *
 * @param startNanos start of the bar, epoch nanos UTC
 * @param barNanos length of the bar; it is known at {@code startNanos + barNanos}
 * @param openE8 prices in USD x 10^8
 * @param volumeShares whole shares, 0 allowed
 */
public record HistoricalBar(String symbol, long startNanos, long barNanos, long openE8, long highE8, long lowE8,
                            long closeE8, long volumeShares) {
}
