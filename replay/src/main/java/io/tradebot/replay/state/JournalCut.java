package io.tradebot.replay.state;

import io.tradebot.journal.log.ExcerptSource;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Where a journal is cut: behind a sequence, or behind everything that had happened at a time. Immutable.
 *
 * @param text          as it was given
 * @param lastSequence  last excerpt in front of the cut
 * @param lastTimeNanos latest engine time in front of the cut
 */
public record JournalCut(String text, long lastSequence, long lastTimeNanos) {

    /** Everything there is. */
    public static final JournalCut END = new JournalCut("", Long.MAX_VALUE, Long.MAX_VALUE);

    /**
     * Reads a sequence (digits) or a time: ISO 8601 with {@code Z} or an offset, or without one for UTC.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    public static JournalCut parse(String text) {
        if (text.matches("[0-9]+")) {
            BigInteger sequence = new BigInteger(text);
            return new JournalCut(text, sequence.bitLength() > 63 ? Long.MAX_VALUE : sequence.longValueExact(), Long.MAX_VALUE);
        }
        try {
            boolean hasZone = text.matches(".*(Z|[+-][0-9]{2}(:?[0-9]{2})?)") && text.contains("T");
            Instant instant = hasZone ? OffsetDateTime.parse(text).toInstant() : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            return new JournalCut(text, Long.MAX_VALUE, ChronoUnit.NANOS.between(Instant.EPOCH, instant));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is neither a sequence of the journal nor a time; write 1234, "
                + "2024-11-05T15:00:00Z or 2024-11-05T10:00-05:00", e);
        }
    }

    /** True when the whole journal is meant. */
    public boolean isEnd() {
        return lastSequence == Long.MAX_VALUE && lastTimeNanos == Long.MAX_VALUE;
    }

    /** True when the excerpt reached last stands in front of the cut. */
    boolean includes(ExcerptSource excerpt) {
        return excerpt.sequence() <= lastSequence && excerpt.timeNanos() <= lastTimeNanos;
    }
}
