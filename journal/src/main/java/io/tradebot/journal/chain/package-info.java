/**
 * Tamper evidence: the running SHA-256 chain over all excerpts of a journal, and Ed25519 seals over its head. The chain is
 * used by the log and belongs to one thread; keys and seals are immutable. The only package that imports Bouncy Castle.
 */
package io.tradebot.journal.chain;
