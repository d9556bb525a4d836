package io.tradebot.adapters.feed;

/**
 * What the synthetic market is like. Immutable.
 *
 * @param seed          equal seeds give equal markets, day by day
 * @param symbolCount   1 to 600
 * @param isTicks       single trades and quotes, to be made into bars; else ready-made bars
 * @param gapPermille   days in a thousand on which the stream is mute for some minutes
 * @param badPermille   bad values for each thousand good ones, in addition to them
 * @param latenessNanos how long after its end a minute is closed; trades come up to half of it late, and so out of order
 */
public record SyntheticOptions(long seed, int symbolCount, boolean isTicks, int gapPermille, int badPermille, long latenessNanos) {

    /** 20 symbols as single trades and quotes, without gaps and bad values, minutes closed after a second. */
    public static SyntheticOptions ticks(long seed) {
        return new SyntheticOptions(seed, 20, true, 0, 0, 1_000_000_000L);
    }

    /** 20 symbols as ready-made bars, each known at the end of its minute, as in a backtest. */
    public static SyntheticOptions bars(long seed) {
        return new SyntheticOptions(seed, 20, false, 0, 0, 0);
    }

    /** The same with these troubles. */
    public SyntheticOptions withTroubles(int gaps, int bad) {
        return new SyntheticOptions(seed, symbolCount, isTicks, gaps, bad, latenessNanos);
    }

    /** The same with so many symbols. */
    public SyntheticOptions withSymbols(int count) {
        return new SyntheticOptions(seed, count, isTicks, gapPermille, badPermille, latenessNanos);
    }
}
