package io.tradebot.adapters.feed;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.VolatilitySource;

/** A link of a chain of sinks: gives on what it does not override. */
abstract class ForwardingSink implements MarketDataSink {

    final MarketDataSink next;

    ForwardingSink(MarketDataSink next) {
        this.next = next;
    }

    @Override
    public void bar(String symbol, long startNanos, long lengthNanos, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares, int revision, long receivedNanos) {
        next.bar(symbol, startNanos, lengthNanos, openE8, highE8, lowE8, closeE8, volumeShares, revision, receivedNanos);
    }

    @Override
    public void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
            long receivedNanos) {
        next.quote(symbol, marketNanos, lengthNanos, bidE8, askE8, bidShares, askShares, receivedNanos);
    }

    @Override
    public void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos) {
        next.trade(symbol, marketNanos, tradeId, priceE8, qtyE9, receivedNanos);
    }

    @Override
    public void tradeCorrected(String symbol, CorrectionKind kind, long marketNanos, long tradeId, long originalPriceE8,
            long originalQtyE9, long priceE8, long qtyE9, long receivedNanos) {
        next.tradeCorrected(symbol, kind, marketNanos, tradeId, originalPriceE8, originalQtyE9, priceE8, qtyE9, receivedNanos);
    }

    @Override
    public void dailyBar(String symbol, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8, long volumeShares,
            long receivedNanos) {
        next.dailyBar(symbol, sessionEpochDay, openE8, highE8, lowE8, closeE8, volumeShares, receivedNanos);
    }

    @Override
    public void volatility(VolatilitySource source, long startNanos, int sessionEpochDay, long valueE8, long receivedNanos) {
        next.volatility(source, startNanos, sessionEpochDay, valueE8, receivedNanos);
    }

    @Override
    public void imbalance(String symbol, long marketNanos, OrderSide side, long imbalanceShares, long pairedShares,
            long referencePriceE8, long auctionPriceE8, long receivedNanos) {
        next.imbalance(symbol, marketNanos, side, imbalanceShares, pairedShares, referencePriceE8, auctionPriceE8, receivedNanos);
    }

    @Override
    public void tradingState(String symbol, long marketNanos, TradingState state, long resumesNanos, String text, long receivedNanos) {
        next.tradingState(symbol, marketNanos, state, resumesNanos, text, receivedNanos);
    }

    @Override
    public void status(FeedStatus status, String symbol, long lastReceivedNanos, long limitNanos, String feed, String text,
            long receivedNanos) {
        next.status(status, symbol, lastReceivedNanos, limitNanos, feed, text, receivedNanos);
    }

    @Override
    public void minuteClosed(long startNanos, long receivedNanos) {
        next.minuteClosed(startNanos, receivedNanos);
    }

    @Override
    public void rejected(String symbol, DataRejection reason, int rejectedCount, long firstNanos, String text, long receivedNanos) {
        next.rejected(symbol, reason, rejectedCount, firstNanos, text, receivedNanos);
    }
}
