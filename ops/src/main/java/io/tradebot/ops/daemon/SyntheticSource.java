package io.tradebot.ops.daemon;

import io.tradebot.adapters.feed.Agenda;
import io.tradebot.adapters.feed.Pace;
import io.tradebot.adapters.feed.SyntheticFeed;
import io.tradebot.adapters.feed.SyntheticOptions;
import io.tradebot.engine.port.MarketDataPort;

import java.util.List;

/** A made-up live market without end; any thread. */
public record SyntheticSource(SyntheticOptions options) implements MarketSource {

    @Override
    public String stream() {
        return SyntheticFeed.FEED;
    }

    @Override
    public List<String> symbols() {
        return new SyntheticFeed(new Agenda(Pace.stepped(0)), options).symbols();
    }

    @Override
    public MarketDataPort open(Agenda agenda, long firstNanos, Runnable onEnd) {
        return new SyntheticFeed(agenda, options);
    }
}
