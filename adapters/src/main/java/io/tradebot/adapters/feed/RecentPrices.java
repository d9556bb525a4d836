package io.tradebot.adapters.feed;

import java.util.Arrays;

/** The last few good prices of a symbol, and their median. Owned by the door. */
final class RecentPrices {

    static final int CAPACITY = 21; // more than FEED_MOVE_CONFIRMATIONS can be

    private final long[] prices = new long[CAPACITY];
    private int addedCount;

    void add(long priceE8) {
        prices[addedCount++ % CAPACITY] = priceE8;
    }

    int count() {
        return Math.min(addedCount, CAPACITY);
    }

    void clear() {
        addedCount = 0;
    }

    /** Takes what the other one holds. */
    void take(RecentPrices other) {
        System.arraycopy(other.prices, 0, prices, 0, CAPACITY);
        addedCount = other.count();
    }

    /** The middle one; of an even number the lower of the two. */
    long median() {
        long[] sorted = Arrays.copyOf(prices, count());
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }
}
