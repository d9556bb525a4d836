package io.tradebot.adapters.feed;

import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.VolatilitySource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Last link of the chain: makes inputs of what comes. Minute bars and the quotes of a minute are kept until the minute is closed; then the
 * listener works it, and the inputs follow as in a backtest: quotes, bars, both in ASCII order of symbols, MinuteClosed. Everything else,
 * and a new revision of a bar that was given before, goes at once. Agenda's thread only.
 *
 * <p>What comes for a symbol that the session does not know is left out and told once.
 */
public final class GatewaySink implements MarketDataSink {

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final String feed;
    private final InputGateway gateway;
    private final ToIntFunction<String> instrumentIdOf;
    private final MinuteListener listener;
    private final Map<Long, Minute> minutes = new TreeMap<>();
    private final Set<String> unknownSymbols = new TreeSet<>();
    private long closedEndNanos = Long.MIN_VALUE;

    private record Quote(long bidE8, long askE8, long bidShares, long askShares) {
    }

    private record Bar(MinuteBar bar, int revision) {
    }

    private static final class Minute {

        private final Map<String, Quote> quoteBySymbol = new TreeMap<>();
        private final Map<String, Bar> barBySymbol = new TreeMap<>();
    }

    /**
     * A sink for one stream.
     *
     * @param feed           name of the stream, at most 32 characters
     * @param instrumentIdOf id that the journal knows the symbol by, 0 for none
     * @param listener       works a minute before the engine knows it
     */
    public GatewaySink(String feed, InputGateway gateway, ToIntFunction<String> instrumentIdOf, MinuteListener listener) {
        this.feed = feed;
        this.gateway = gateway;
        this.instrumentIdOf = instrumentIdOf;
        this.listener = listener;
    }

    @Override
    public void bar(String symbol, long startNanos, long lengthNanos, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares, int revision, long receivedNanos) {
        int id = idOf(symbol, receivedNanos);
        if (id == 0) {
            return;
        }
        if (lengthNanos != MINUTE_NANOS || startNanos < closedEndNanos) {
            gateway.barClosed(receivedNanos, id, startNanos, lengthNanos, openE8, highE8, lowE8, closeE8, volumeShares, revision);
            return;
        }
        minutes.computeIfAbsent(startNanos, start -> new Minute()).barBySymbol.put(symbol,
            new Bar(new MinuteBar(id, symbol, startNanos, openE8, highE8, lowE8, closeE8, volumeShares), revision));
    }

    @Override
    public void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
            long receivedNanos) {
        int id = idOf(symbol, receivedNanos);
        if (id == 0) {
            return;
        }
        if (lengthNanos != MINUTE_NANOS || marketNanos < closedEndNanos) {
            gateway.quoteObserved(receivedNanos, id, marketNanos, lengthNanos, bidE8, askE8, bidShares, askShares);
            return;
        }
        minutes.computeIfAbsent(marketNanos, start -> new Minute()).quoteBySymbol.put(symbol,
            new Quote(bidE8, askE8, bidShares, askShares));
    }

    @Override
    public void minuteClosed(long startNanos, long receivedNanos) {
        for (long earlier : minutes.keySet().stream().filter(start -> start < startNanos).toList()) {
            give(earlier, minutes.remove(earlier), receivedNanos); // minutes outside the session, which nobody closes
        }
        closedEndNanos = startNanos + MINUTE_NANOS;
        Minute minute = minutes.containsKey(startNanos) ? minutes.remove(startNanos) : new Minute();
        List<MinuteBar> bars = new ArrayList<>();
        minute.barBySymbol.values().forEach(bar -> bars.add(bar.bar()));
        listener.onMinute(startNanos, bars);
        give(startNanos, minute, receivedNanos);
        gateway.minuteClosed(receivedNanos, startNanos, bars.size());
    }

    private void give(long startNanos, Minute minute, long receivedNanos) {
        minute.quoteBySymbol.forEach((symbol, quote) -> gateway.quoteObserved(receivedNanos, instrumentIdOf.applyAsInt(symbol), startNanos,
            MINUTE_NANOS, quote.bidE8(), quote.askE8(), quote.bidShares(), quote.askShares()));
        minute.barBySymbol.forEach((symbol, kept) -> {
            MinuteBar bar = kept.bar();
            gateway.barClosed(receivedNanos, bar.instrumentId(), startNanos, MINUTE_NANOS, bar.openE8(), bar.highE8(), bar.lowE8(),
                bar.closeE8(), bar.volumeShares(), kept.revision());
        });
    }

    @Override
    public void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos) {
        int id = idOf(symbol, receivedNanos);
        if (id != 0) {
            gateway.tradeObserved(receivedNanos, id, marketNanos, priceE8, qtyE9);
        }
    }

    @Override
    public void tradeCorrected(String symbol, CorrectionKind kind, long marketNanos, long tradeId, long originalPriceE8,
            long originalQtyE9, long priceE8, long qtyE9, long receivedNanos) {
        int id = idOf(symbol, receivedNanos);
        if (id != 0) {
            gateway.marketDataCorrected(receivedNanos, id, kind, marketNanos, originalPriceE8, originalQtyE9, priceE8, qtyE9);
        }
    }

    @Override
    public void dailyBar(String symbol, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8, long volumeShares,
            long receivedNanos) {
        int id = idOf(symbol, receivedNanos);
        if (id != 0) {
            gateway.dailyBarClosed(receivedNanos, id, sessionEpochDay, openE8, highE8, lowE8, closeE8, volumeShares);
        }
    }

    @Override
    public void volatility(VolatilitySource source, long startNanos, int sessionEpochDay, long valueE8, long receivedNanos) {
        gateway.volatilityIndexObserved(receivedNanos, source, startNanos, sessionEpochDay, valueE8);
    }

    @Override
    public void imbalance(String symbol, long marketNanos, OrderSide side, long imbalanceShares, long pairedShares,
            long referencePriceE8, long auctionPriceE8, long receivedNanos) {
        int id = idOf(symbol, receivedNanos);
        if (id != 0) {
            gateway.imbalanceObserved(receivedNanos, id, marketNanos, side, imbalanceShares, pairedShares, referencePriceE8, auctionPriceE8);
        }
    }

    @Override
    public void tradingState(String symbol, long marketNanos, TradingState state, long resumesNanos, String text, long receivedNanos) {
        int id = idOf(symbol, receivedNanos);
        if (id != 0) {
            listener.onTradingState(id, state);
            gateway.tradingHaltChanged(receivedNanos, id, state, marketNanos, resumesNanos, text);
        }
    }

    @Override
    public void status(FeedStatus status, String symbol, long lastReceivedNanos, long limitNanos, String name, String text,
            long receivedNanos) {
        int id = symbol.isEmpty() ? 0 : idOf(symbol, receivedNanos);
        if (symbol.isEmpty() || id != 0) {
            gateway.feedStatusChanged(receivedNanos, status, id, lastReceivedNanos, limitNanos, name, text);
        }
    }

    @Override
    public void rejected(String symbol, DataRejection reason, int rejectedCount, long firstNanos, String text, long receivedNanos) {
        int id = symbol.isEmpty() ? 0 : idOf(symbol, receivedNanos);
        if (symbol.isEmpty() || id != 0) {
            gateway.marketDataRejected(receivedNanos, id, reason, rejectedCount, firstNanos, feed, text);
        }
    }

    private int idOf(String symbol, long receivedNanos) {
        int id = instrumentIdOf.applyAsInt(symbol);
        if (id == 0 && unknownSymbols.add(symbol)) {
            gateway.marketDataRejected(receivedNanos, 0, DataRejection.UNREADABLE, 1, receivedNanos, feed,
                "symbol " + symbol + " is not one of the session");
        }
        return id;
    }
}
