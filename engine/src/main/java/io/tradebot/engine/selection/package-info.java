/**
 * From all symbols to slots with capital: gates, setups, ranking, pool, eligibility, shares of the session cap, fallback
 * (strategy-rules 5, 6.2.1, 8). Engine thread only.
 */
package io.tradebot.engine.selection;
