/**
 * The long-running job: home folder and lock, wiring in numbered steps, the day's phases, control files, status, watchdog. Called by
 * the command line. One agenda thread does what is due; the ring's stages, the broker and the journal's tail have a thread each.
 */
package io.tradebot.ops.daemon;
