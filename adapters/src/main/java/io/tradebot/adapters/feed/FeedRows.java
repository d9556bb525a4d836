package io.tradebot.adapters.feed;

/** A recording of market data, read forward once. Agenda's thread only. */
public interface FeedRows extends AutoCloseable {

    /** The next row, received at the same time as the one before or later; null behind the last. */
    FeedRow next();

    @Override
    void close();
}
