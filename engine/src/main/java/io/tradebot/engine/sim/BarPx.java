package io.tradebot.engine.sim;

import io.tradebot.journal.value.FixedPoint;

/** The bar of one instrument. Prices in px (USD x 10^4). */
record BarPx(long open, long high, long low, long close) {

    static BarPx of(MinuteBars bars, int instrumentId) {
        return new BarPx(toPx(bars.openE8(instrumentId)), toPx(bars.highE8(instrumentId)), toPx(bars.lowE8(instrumentId)),
            toPx(bars.closeE8(instrumentId)));
    }

    static long toPx(long priceE8) {
        return FixedPoint.divideExact(priceE8, FixedPoint.E8_PER_PX);
    }
}
