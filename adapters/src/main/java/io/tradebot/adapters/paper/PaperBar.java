package io.tradebot.adapters.paper;

/**
 * The trade bar of one instrument in a minute that is over. Immutable.
 *
 * @param openE8  first price, USD x 10^8, on the grid of 0.0001 USD as all prices here
 * @param highE8  highest price
 * @param lowE8   lowest price
 * @param closeE8 last price
 * @param volumeShares whole shares traded
 */
public record PaperBar(int instrumentId, long openE8, long highE8, long lowE8, long closeE8, long volumeShares) {
}
