package io.tradebot.replay.explain;

import java.math.BigDecimal;

/**
 * Something that did not trade, and what stopped it. Immutable.
 *
 * @param strategy   its name
 * @param symbol     symbol, empty when it concerns the whole strategy
 * @param sequence   excerpt of the decision, or of the bar that came nearest
 * @param timeNanos  engine time of it
 * @param gate       what stopped it
 * @param percent    distance to having passed in percent of the limit; null where there is nothing to measure
 * @param text       what was compared
 */
public record NearMiss(String strategy, String symbol, long sequence, long timeNanos, String gate, BigDecimal percent, String text) {
}
