/**
 * The log: excerpts in a Chronicle Queue behind a checked envelope, the reader that trusts no byte, anchor and lock.
 * The only package that imports Chronicle. A writer belongs to one thread; readers are not shared between threads.
 */
package io.tradebot.journal.log;
