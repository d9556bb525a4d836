/**
 * Decides: {@code TradingEngine} takes one input and writes the decisions it causes; {@code TradingDesk} holds everything that
 * exists once the settings are known. Pure: no clock, no randomness, no threads, no I/O. Engine thread only.
 */
package io.tradebot.engine.core;
