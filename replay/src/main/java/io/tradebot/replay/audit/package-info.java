/**
 * Audit of a journal: is it undamaged, and does the shipped code decide the same again? Called by the command line; one
 * thread.
 */
package io.tradebot.replay.audit;
