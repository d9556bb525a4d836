/**
 * Logs for people: a fold of the journal into files, one event one line. The journal is the record; a log may be lost without anything being
 * lost. Fed by a tail of {@code ops.daemon}, on its thread.
 */
package io.tradebot.ops.log;
