package io.tradebot.engine.settings;

/**
 * What a source of market data may do before it is not believed. Used by the adapters, not by the engine. Immutable, any thread.
 *
 * @param streamStaleNanos FEED_STALE_SECONDS as a span; 0 is off
 * @param symbolStaleNanos SYMBOL_STALE_SECONDS as a span; 0 is off
 * @param latenessNanos FEED_LATENESS_MILLIS as a span
 * @param aheadNanos FEED_AHEAD_MILLIS as a span
 * @param priceMaxE8 FEED_PRICE_MAX
 * @param sharesMax FEED_SHARES_MAX
 * @param moveMaxPpm FEED_MOVE_MAX; 0 is off
 * @param moveConfirmations FEED_MOVE_CONFIRMATIONS
 */
public record FeedSettings(long streamStaleNanos, long symbolStaleNanos, long latenessNanos, long aheadNanos, long priceMaxE8,
                           long sharesMax, long moveMaxPpm, int moveConfirmations) {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;

    /** From settings whose texts have been found valid. */
    static FeedSettings of(EngineSettings all) {
        return new FeedSettings(all.whole("FEED_STALE_SECONDS") * SECOND_NANOS, all.whole("SYMBOL_STALE_SECONDS") * SECOND_NANOS,
            all.whole("FEED_LATENESS_MILLIS") * MILLI_NANOS, all.whole("FEED_AHEAD_MILLIS") * MILLI_NANOS,
            all.scaled("FEED_PRICE_MAX", 8), all.scaled("FEED_SHARES_MAX", 0), all.ppm("FEED_MOVE_MAX"),
            all.whole("FEED_MOVE_CONFIRMATIONS"));
    }
}
