/**
 * What a person asks a journal: what is in it, show me these records. Called by the command line and by tests, on the
 * caller's thread; reads only.
 */
package io.tradebot.journal.tool;
