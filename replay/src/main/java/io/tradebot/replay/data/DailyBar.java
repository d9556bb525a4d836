package io.tradebot.replay.data;

/** One day's trade bar; prices in USD x 10^8, whole shares. */
public record DailyBar(String symbol, long epochDay, long openE8, long highE8, long lowE8, long closeE8, long volumeShares) {
}
