/**
 * Feeds the journal to the projections: checkpoint and rows in one SQL transaction, resuming, rebuilding. Called by the
 * command line, the daemon's tail thread and a backtest; each runner belongs to one thread.
 */
package io.tradebot.projections.runner;
