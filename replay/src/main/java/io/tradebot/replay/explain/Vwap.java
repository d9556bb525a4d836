package io.tradebot.replay.explain;

import io.tradebot.replay.explain.DayLog.Bar;

import java.math.BigDecimal;
import java.util.List;

/** The session's volume-weighted average price, summed up again from its bars (strategy-rules 4.1). Not thread safe. */
final class Vwap {

    private static final BigDecimal PRICES_PER_BAR = BigDecimal.valueOf(3);

    private final DayLog day;

    Vwap(DayLog day) {
        this.day = day;
    }

    /** Through the last bar that starts before this time; null while nothing was traded. */
    Expression before(long instrumentId, long timeNanos) {
        List<Bar> bars = day.bars(instrumentId, Long.MIN_VALUE, timeNanos);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal volume = BigDecimal.ZERO;
        for (Bar bar : bars) {
            BigDecimal shares = Numbers.whole(bar.volume());
            BigDecimal prices = Numbers.price(bar.highE8()).add(Numbers.price(bar.lowE8())).add(Numbers.price(bar.closeE8()));
            sum = sum.add(prices.multiply(shares));
            volume = volume.add(shares);
        }
        if (volume.signum() == 0) {
            return null;
        }
        return Expression.of("sum of (high + low + close) times volume", sum).dividedBy("prices of a bar", PRICES_PER_BAR)
            .dividedBy("volume", volume).halfUp(6);
    }
}
