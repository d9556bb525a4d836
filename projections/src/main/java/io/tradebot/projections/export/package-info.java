/**
 * Files for people and other programs, written from the tables in one step each (temporary name, sync, rename). Called by
 * the command line and the daemon with a reader of their own; no thread of its own.
 */
package io.tradebot.projections.export;
