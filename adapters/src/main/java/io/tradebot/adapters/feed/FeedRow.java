package io.tradebot.adapters.feed;

import io.tradebot.engine.port.MarketDataSink;

import java.util.function.Consumer;

/**
 * One recorded value, or the end of a minute.
 *
 * @param receivedNanos when it was received, epoch nanoseconds of engine time
 * @param content       gives it to a sink, once
 */
public record FeedRow(long receivedNanos, Consumer<MarketDataSink> content) {
}
