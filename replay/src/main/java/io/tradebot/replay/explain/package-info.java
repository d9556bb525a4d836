/**
 * Why the engine did what it did, read from the journal alone: the chain behind an order or a candidate with the arithmetic that
 * a reader can repeat, what nearly traded, and a check that no decision lacks its cause. Called by the command line and by
 * tests; cold path, one thread, nothing is shared.
 */
package io.tradebot.replay.explain;
