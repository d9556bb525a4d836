package io.tradebot.adapters.feed;

import io.tradebot.engine.synthetic.SeededNumbers;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a minute bar apart into trades that make it up: the first at its open, the last at its close, its extremes in between, all shares.
 * Equal seeds give equal trades.
 */
final class BarTicks {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int MORE_TRADES_MAX = 4;

    private BarTicks() {
    }

    /** A print; times are within the minute and rise. */
    record Tick(long marketNanos, long priceE8, long qtyE9) {
    }

    /** Prices lie on a grid of 0.0001 USD. A bar of fewer shares than trades has trades of fractions of a share. */
    static List<Tick> of(SeededNumbers numbers, long startNanos, long openE8, long highE8, long lowE8, long closeE8, long volumeShares) {
        List<Long> prices = new ArrayList<>();
        prices.add(openE8);
        boolean isHighFirst = numbers.happens(500);
        prices.add(isHighFirst ? highE8 : lowE8);
        prices.add(isHighFirst ? lowE8 : highE8);
        int rangePx = (int) Math.min(Integer.MAX_VALUE - 1, (highE8 - lowE8) / FixedPoint.E8_PER_PX);
        for (int i = numbers.below(MORE_TRADES_MAX + 1); i > 0; i--) {
            prices.add(prices.size() - numbers.below(3), lowE8 + numbers.below(rangePx + 1) * FixedPoint.E8_PER_PX);
        }
        prices.add(closeE8);
        List<Tick> ticks = new ArrayList<>();
        long leftE9 = Math.multiplyExact(volumeShares, FixedPoint.E9);
        long spanNanos = MINUTE_NANOS / prices.size();
        for (int i = 0; i < prices.size(); i++) {
            long at = startNanos + i * spanNanos + numbers.below((int) Math.min(spanNanos, Integer.MAX_VALUE));
            boolean isLast = i == prices.size() - 1;
            long qtyE9 = isLast ? leftE9 : leftE9 / (prices.size() - i) * numbers.between(20, 120) / 120;
            leftE9 -= qtyE9;
            ticks.add(new Tick(at, prices.get(i), qtyE9));
        }
        return ticks;
    }
}
