package io.tradebot.replay.report;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A fall of equity below its running peak. Immutable, any thread.
 *
 * @param peakEquityE8   the peak, USD x 10^8
 * @param peakNanos      last time at the peak before the fall; the open of the first session when nothing was higher than the start
 * @param troughEquityE8 lowest equity of the fall
 * @param troughNanos    first time there
 * @param recoveryNanos  first time back at the peak; empty when that did not happen in the run
 */
public record Drawdown(long peakEquityE8, long peakNanos, long troughEquityE8, long troughNanos,
                       OptionalLong recoveryNanos) {

    /** Peak less trough, positive, USD x 10^8. */
    public long depthE8() {
        return Math.subtractExact(peakEquityE8, troughEquityE8);
    }

    /** 100 x depth / peak; empty when the peak is not positive. */
    public Optional<BigDecimal> percent() {
        return TradeStatistics.percent(depthE8(), peakEquityE8);
    }
}
