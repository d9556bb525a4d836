/**
 * Backtests: turns history into inputs in the order in which they became known, feeds them through a pipeline with the
 * simulated exchange behind it, and leaves journal, tables and exports in the run's folder. Called by the command line;
 * one thread.
 */
package io.tradebot.replay.backtest;
