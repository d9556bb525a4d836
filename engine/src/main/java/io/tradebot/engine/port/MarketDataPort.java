package io.tradebot.engine.port;

/**
 * A source of market data. Started and closed by the daemon; says on which thread it calls the sink. Times are engine time.
 *
 * <p>It never calls the sink from within {@link #start}, and not after {@link #close} has returned.
 */
public interface MarketDataPort extends AutoCloseable {

    /** Begins to give values to the sink. Once. */
    void start(MarketDataSink sink);

    /** Gives nothing from now on. A second call does nothing. */
    @Override
    void close();
}
