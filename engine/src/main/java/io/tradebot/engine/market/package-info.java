/**
 * What is known of the market at the engine's time: instruments, today's bars, quotes, daily volumes and the volatility
 * index. Written by the engine from inputs, read by strategies, selection and risk. Engine thread only.
 *
 * <p>Prices here are {@code px} = USD x 10^4 as in the trading rules; records carry E8.
 */
package io.tradebot.engine.market;
