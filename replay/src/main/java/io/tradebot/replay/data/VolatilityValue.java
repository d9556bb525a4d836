package io.tradebot.replay.data;

/**
 * A value of the VIX index.
 *
 * @param time start of the minute in epoch nanos UTC, or the epoch day, as the series says
 * @param valueE8 index points x 10^8, the close of the minute or day
 */
public record VolatilityValue(long time, long valueE8) {
}
