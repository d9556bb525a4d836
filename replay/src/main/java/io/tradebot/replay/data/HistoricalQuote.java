package io.tradebot.replay.data;

/**
 * Best bid and offer at the end of a bar.
 *
 * @param startNanos start of the bar, epoch nanos UTC
 * @param quoteNanos length of the bar; the quote is known at {@code startNanos + quoteNanos}
 * @param bidE8 USD x 10^8, or {@link QuoteSeries#NO_PRICE} when nobody bid
 * @param askE8 USD x 10^8, or {@link QuoteSeries#NO_PRICE} when nobody offered
 */
public record HistoricalQuote(String symbol, long startNanos, long quoteNanos, long bidE8, long askE8, long bidShares,
                              long askShares) {
}
