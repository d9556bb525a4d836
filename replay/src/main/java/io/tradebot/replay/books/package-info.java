/**
 * What happens to the books of a run beside its trading: exports by themselves, facts that are added later. Called by the command
 * line and the daemon; no thread of its own.
 */
package io.tradebot.replay.books;
