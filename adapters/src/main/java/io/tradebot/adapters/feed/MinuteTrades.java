package io.tradebot.adapters.feed;

import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The trades of one symbol in one minute, in the order in which they happened. Owned by the bar builder. */
final class MinuteTrades {

    private static final Comparator<Trade> AS_HAPPENED = Comparator.comparingLong(Trade::marketNanos).thenComparingLong(Trade::tradeId)
        .thenComparingLong(Trade::arrival);

    private final List<Trade> trades = new ArrayList<>();
    private long arrivals;
    private int revision = -1; // none given yet

    /** At equal times the source's numbers tell the order, without numbers the arrival. */
    private record Trade(long marketNanos, long tradeId, long arrival, long priceE8, long qtyE9) {
    }

    /** First, highest, lowest and last price, and whole shares. */
    record Bar(long openE8, long highE8, long lowE8, long closeE8, long volumeShares, int revision) {
    }

    void add(long marketNanos, long tradeId, long priceE8, long qtyE9) {
        trades.add(new Trade(marketNanos, tradeId, arrivals++, priceE8, qtyE9));
    }

    /** Takes a trade out; false when there is none of this number, or without a number of this time, price and quantity. */
    boolean remove(long marketNanos, long tradeId, long priceE8, long qtyE9) {
        for (int i = 0; i < trades.size(); i++) {
            if (isMeant(trades.get(i), marketNanos, tradeId, priceE8, qtyE9)) {
                trades.remove(i);
                return true;
            }
        }
        return false;
    }

    /** Gives a trade another price and quantity in its old place; false when there is none. */
    boolean replace(long marketNanos, long tradeId, long oldPriceE8, long oldQtyE9, long priceE8, long qtyE9) {
        for (int i = 0; i < trades.size(); i++) {
            Trade trade = trades.get(i);
            if (isMeant(trade, marketNanos, tradeId, oldPriceE8, oldQtyE9)) {
                trades.set(i, new Trade(trade.marketNanos, trade.tradeId, trade.arrival, priceE8, qtyE9));
                return true;
            }
        }
        return false;
    }

    private static boolean isMeant(Trade trade, long marketNanos, long tradeId, long priceE8, long qtyE9) {
        return tradeId != BarBuilder.NONE ? trade.tradeId == tradeId
            : trade.marketNanos == marketNanos && trade.priceE8 == priceE8 && trade.qtyE9 == qtyE9;
    }

    /** True once a bar has been made. */
    boolean isClosed() {
        return revision >= 0;
    }

    /** The bar of what is known now, counting its revisions; null when no trade is left. */
    Bar toBar() {
        if (trades.isEmpty()) {
            return null;
        }
        trades.sort(AS_HAPPENED);
        long high = Long.MIN_VALUE;
        long low = Long.MAX_VALUE;
        long qtyE9 = 0;
        for (Trade trade : trades) {
            high = Math.max(high, trade.priceE8);
            low = Math.min(low, trade.priceE8);
            qtyE9 = Math.addExact(qtyE9, trade.qtyE9);
        }
        revision++;
        return new Bar(trades.get(0).priceE8, high, low, trades.get(trades.size() - 1).priceE8, qtyE9 / FixedPoint.E9, revision);
    }
}
