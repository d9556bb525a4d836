package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.journal.event.CorrectionKind;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.FeedStatus;
import io.tradebot.journal.event.OrderSide;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.value.FixedPoint;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, one line each: times in seconds, prices in USD, without times of receipt. */
final class ToldSink implements MarketDataSink {

    final List<String> lines = new ArrayList<>();

    /** As assertEquals, but shows the first difference only. */
    static void assertSame(List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), "line " + i);
        }
        assertEquals(expected.size(), actual.size(), "number of lines");
    }

    /** The lines that begin with one of these words. */
    List<String> lines(String... words) {
        return lines.stream().filter(line -> List.of(words).contains(line.substring(0, line.indexOf(' ')))).toList();
    }

    @Override
    public void bar(String symbol, long startNanos, long lengthNanos, long openE8, long highE8, long lowE8, long closeE8,
            long volumeShares, int revision, long receivedNanos) {
        lines.add("bar " + symbol + ' ' + time(startNanos) + ' ' + price(openE8) + ' ' + price(highE8) + ' ' + price(lowE8) + ' '
            + price(closeE8) + ' ' + volumeShares + " r" + revision);
    }

    @Override
    public void quote(String symbol, long marketNanos, long lengthNanos, long bidE8, long askE8, long bidShares, long askShares,
            long receivedNanos) {
        lines.add("quote " + symbol + ' ' + time(marketNanos) + '+' + time(lengthNanos) + ' ' + price(bidE8) + ' ' + price(askE8) + ' '
            + bidShares + ' ' + askShares);
    }

    @Override
    public void trade(String symbol, long marketNanos, long tradeId, long priceE8, long qtyE9, long receivedNanos) {
        lines.add("trade " + symbol + ' ' + time(marketNanos) + ' ' + price(priceE8) + ' ' + FixedPoint.formatShort(qtyE9, 9, 0));
    }

    @Override
    public void tradeCorrected(String symbol, CorrectionKind kind, long marketNanos, long tradeId, long originalPriceE8,
            long originalQtyE9, long priceE8, long qtyE9, long receivedNanos) {
        lines.add("corrected " + symbol + ' ' + kind + ' ' + time(marketNanos) + ' ' + price(originalPriceE8) + ' ' + price(priceE8));
    }

    @Override
    public void dailyBar(String symbol, int sessionEpochDay, long openE8, long highE8, long lowE8, long closeE8, long volumeShares,
            long receivedNanos) {
        lines.add("daily " + symbol + ' ' + sessionEpochDay + ' ' + price(openE8) + ' ' + price(highE8) + ' ' + price(lowE8) + ' '
            + price(closeE8) + ' ' + volumeShares);
    }

    @Override
    public void volatility(VolatilitySource source, long startNanos, int sessionEpochDay, long valueE8, long receivedNanos) {
        lines.add("volatility " + source + ' ' + time(startNanos) + ' ' + price(valueE8));
    }

    @Override
    public void imbalance(String symbol, long marketNanos, OrderSide side, long imbalanceShares, long pairedShares,
            long referencePriceE8, long auctionPriceE8, long receivedNanos) {
        lines.add("imbalance " + symbol + ' ' + time(marketNanos) + ' ' + side + ' ' + imbalanceShares);
    }

    @Override
    public void tradingState(String symbol, long marketNanos, TradingState state, long resumesNanos, String text, long receivedNanos) {
        lines.add("state " + symbol + ' ' + time(marketNanos) + ' ' + state);
    }

    @Override
    public void status(FeedStatus status, String symbol, long lastReceivedNanos, long limitNanos, String feed, String text,
            long receivedNanos) {
        lines.add("status " + status + ' ' + (symbol.isEmpty() ? "-" : symbol) + " last=" + time(lastReceivedNanos) + " limit="
            + time(limitNanos) + ' ' + feed);
    }

    @Override
    public void minuteClosed(long startNanos, long receivedNanos) {
        lines.add("minute " + time(startNanos));
    }

    @Override
    public void rejected(String symbol, DataRejection reason, int rejectedCount, long firstNanos, String text, long receivedNanos) {
        lines.add("rejected " + symbol + ' ' + reason + ' ' + rejectedCount + ' ' + text);
    }

    private static String time(long nanos) {
        return nanos == NONE ? "-" : FixedPoint.formatShort(nanos, 9, 0);
    }

    private static String price(long priceE8) {
        return priceE8 == NONE ? "-" : FixedPoint.formatShort(priceE8, 8, 2);
    }
}
