package io.tradebot.adapters.feed;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.FeedSettings;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.TradingState;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says when a stream, or one symbol in it, is silent for too long in a session, and when it is back. Two clocks count: when something was
 * received, so that a mute stream is noticed while the clock runs; and what time the exchange gave it, so that a stream that repeats the
 * past is noticed, too. Stands behind the door, so that rubbish is silence. Agenda's thread only.
 *
 * <p>While the whole stream is stale nothing is said of its symbols; a halted symbol may be silent. Outside sessions nobody waits for
 * data: nothing becomes stale, and what is stale stays so until data comes.
 */
public final class FeedWatch extends ForwardingSink {

    private final String feed;
    private final FeedSettings limits;
    private final TradingCalendar calendar = new TradingCalendar();
    private final Source stream = new Source("");
    private final Map<String, Source> sourceBySymbol = new TreeMap<>();
    private final long startedNanos;

    /** Stream or symbol. */
    private static final class Source {

        private final String symbol;
        private long receivedNanos = NONE;
        private long marketNanos = NONE;
        private long excusedNanos = NONE; // silence before it does not count
        private boolean isHalted;
        private boolean isStale;

        private Source(String symbol) {
            this.symbol = symbol;
        }

        private void note(long market, long received) {
            marketNanos = Math.max(marketNanos, market);
            receivedNanos = Math.max(receivedNanos, received);
        }

        private boolean isFreshAt(long nowNanos, long limitNanos) {
            return receivedNanos != NONE && nowNanos - receivedNanos <= limitNanos && nowNanos - marketNanos <= limitNanos;
        }
    }

    /**
     * A watch that has seen nothing yet.
     *
     * @param feed         name of the stream, at most 32 characters; the engine keeps its state by it
     * @param symbols      those that are waited for
     * @param startedNanos engine time now
     */
    public FeedWatch(String feed, FeedSettings limits, Collection<String> symbols, long startedNanos, MarketDataSink next) {
        super(next);
        this.feed = feed;
        this.limits = limits;
        this.startedNanos = startedNanos;
        symbols.forEach(symbol -> sourceBySymbol.put(symbol, new Source(symbol)));
    }

    /** Tells what has changed. To be called about once a second of engine time. */
    public void check(long nowNanos) {
        Session session = calendar.sessionAt(nowNanos);
        boolean isSession = session != null && session.contains(nowNanos);
        long since = isSession ? Math.max(startedNanos, session.openNanos()) : NONE;
        check(stream, limits.streamStaleNanos(), nowNanos, since);
        if (stream.isStale) {
            return;
        }
        for (Source source : sourceBySymbol.values()) {
            if (!source.isHalted) {
                check(source, limits.symbolStaleNanos(), nowNanos, since);
            }
        }
    }

    /** True while the whole stream is stale. */
    public boolean isStale() {
        return stream.isStale;
    }

    private void check(Source source, long limitNanos, long nowNanos, long sinceNanos) {
        if (limitNanos == 0) {
            return;
        }
        if (source.isStale) {
            if (source.isFreshAt(nowNanos, limitNanos)) {
                source.isStale = false;
                if (source == stream) {
                    sourceBySymbol.values().forEach(symbol -> symbol.excusedNanos = nowNanos);
                }
                next.status(FeedStatus.LIVE, source.symbol, source.receivedNanos, NONE, feed, "data again", nowNanos);
            }
            return;
        }
        if (sinceNanos == NONE) {
            return;
        }
        long earliest = Math.max(sinceNanos, source.excusedNanos);
        if (nowNanos - Math.max(source.receivedNanos, earliest) > limitNanos) {
            source.isStale = true;
            next.status(FeedStatus.STALE, source.symbol, source.receivedNanos, limitNanos, feed, "nothing received", nowNanos);
        } else if (nowNanos - Math.max(source.marketNanos, earliest) > limitNanos) {
            source.isStale = true;
            next.status(FeedStatus.STALE, source.symbol, source.receivedNanos, NONE, feed, "what is received is "
                + (nowNanos - source.marketNanos) / 1_000_000_000L + " s old by the exchange's time", nowNanos);
        }
    }

    private void note(String symbol, long marketNanos, long receivedNanos) {
        stream.note(marketNanos, receivedNanos);
        Source source = sourceBySymbol.get(symbol);
        if (source != null) {
            source.note(marketNanos, receivedNanos);
        }
    }

    @Override
    public void bar(String symbol, long startNanos, long lengthNanos, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares, int revision, long receivedNanos) {
        note(symbol, startNanos + lengthNanos, receivedNanos);
        super.bar(symbol, startNanos, lengthNanos, openE8, highE8, lowE8, closeE8, volumeShares, revision, receivedNanos);
    }

    @Override
    public void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
            long receivedNanos) {
        if (bidE8 != NONE || askE8 != NONE) { // an empty one may stand for one that the door stopped
            note(symbol, marketNanos + lengthNanos, receivedNanos);
        }
        super.quote(symbol, marketNanos, lengthNanos, bidE8, askE8, bidShares, askShares, receivedNanos);
    }

    @Override
    public void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos) {
        note(symbol, marketNanos, receivedNanos);
        super.trade(symbol, marketNanos, tradeId, priceE8, qtyE9, receivedNanos);
    }

    @Override
    public void tradingState(String symbol, long marketNanos, TradingState state, long resumesNanos, String text, long receivedNanos) {
        Source source = sourceBySymbol.get(symbol);
        if (source != null) {
            source.isHalted = state != TradingState.TRADING;
            source.excusedNanos = receivedNanos;
        }
        super.tradingState(symbol, marketNanos, state, resumesNanos, text, receivedNanos);
    }

    /** What the source itself says of the stream counts; if its data says otherwise, the next check will tell. */
    @Override
    public void status(FeedStatus status, String symbol, long lastReceivedNanos, long limitNanos, String name, String text,
            long receivedNanos) {
        if (status == FeedStatus.LIVE && name.equals(feed)) {
            Source source = symbol.isEmpty() ? stream : sourceBySymbol.get(symbol);
            if (source != null) {
                source.isStale = false;
                source.excusedNanos = receivedNanos;
            }
        }
        super.status(status, symbol, lastReceivedNanos, limitNanos, name, text, receivedNanos);
    }
}
