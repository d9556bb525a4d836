package io.tradebot.projections.db;

import java.time.Instant;

/**
 * Where in the journal a record stands.
 *
 * @param sequence  of the excerpt, from 0
 * @param timeNanos engine time of its input, nanoseconds since the epoch, UTC
 */
public record ExcerptHead(long sequence, long timeNanos) {

    /** The engine time as ISO 8601 text in UTC. */
    public String utc() {
        return utc(timeNanos);
    }

    /** Nanoseconds since the epoch as ISO 8601 text in UTC; whole seconds without a fraction. */
    public static String utc(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L)).toString();
    }
}
