package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.Agenda;
import io.tradebot.engine.port.MarketDataPort;

import java.util.List;

/** Where market data come from, before the agenda exists that they run on. */
public interface MarketSource {

    /** Name of the stream, at most 32 characters. */
    String stream();

    /** Symbols that it gives, in ASCII order. */
    List<String> symbols();

    /**
     * The feed, not begun.
     *
     * @param agenda     time and thread
     * @param firstNanos what was received before it is left out: where a restarted process goes on
     * @param onEnd      told on the agenda's thread when there is nothing more to come
     */
    MarketDataPort open(Agenda agenda, long firstNanos, Runnable onEnd);
}
