/**
 * Tamper evidence: the running SHA-256 chain over all excerpts of a journal. Used by the log; an instance belongs to one
 * thread.
 */
package io.tradebot.journal.chain;
