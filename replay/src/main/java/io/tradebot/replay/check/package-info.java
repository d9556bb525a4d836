/**
 * Tries to catch a strategy that breaks its contract: that knows the future, remembers earlier runs, or needs more history
 * than it says. Called by the command line; one thread, as what it looks for could hide in threads.
 */
package io.tradebot.replay.check;
