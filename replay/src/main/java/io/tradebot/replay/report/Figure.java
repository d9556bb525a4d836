package io.tradebot.replay.report;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A metric with its value for printing. Immutable, any thread.
 *
 * @param metric what it is
 * @param value  the value in the metric's unit, exact for counts and money, six decimals for ratios and percentages; empty
 *               when the metric is undefined for this run
 * @param note   why there is no value, or what belongs to it (such as the dates of a drawdown); may be empty
 */
public record Figure(Metric metric, Optional<BigDecimal> value, String note) {
}
