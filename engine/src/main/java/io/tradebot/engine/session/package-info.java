/**
 * When the market is open: exchange sessions and the only place of the engine that knows time zones. Called by the
 * engine thread for day phases and by readers that sort bars into sessions; no thread, clock or file of its own.
 */
package io.tradebot.engine.session;
