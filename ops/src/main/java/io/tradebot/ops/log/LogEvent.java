package io.tradebot.ops.log;

import java.util.Map;

/**
 * One event as people read it. Immutable.
 *
 * @param timeNanos engine time, nanoseconds since the epoch, UTC
 * @param level     error, warn, info or debug
 * @param sequence  excerpt of the journal, -1 for what is not in it
 * @param name      record or event
 * @param values    text, whole number, boolean, null, or lists and maps of them, in order
 */
record LogEvent(long timeNanos, String level, long sequence, String name, Map<String, Object> values) {
}
