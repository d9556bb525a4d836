/**
 * What may stop an order: checks in a documented order, the day's loss limit, the drawdown breaker, the blocklist. All state
 * here is a fold of the journal, so a restart is no way round a limit. Engine thread only.
 */
package io.tradebot.engine.risk;
