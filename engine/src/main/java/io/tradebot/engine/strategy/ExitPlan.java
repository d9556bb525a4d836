package io.tradebot.engine.strategy;

import io.tradebot.journal.event.OrderType;

/**
 * How a position is protected from its fill on (strategy-rules 6.4).
 *
 * @param stopType TRAILING_STOP (follows the best price) or STOP (fixed at the entry price)
 * @param stopPpm  distance in millionths of the price
 */
public record ExitPlan(OrderType stopType, long stopPpm) {
}
