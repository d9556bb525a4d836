package io.tradebot.replay.data;

import java.time.LocalDate;

/**
 * The days to replay, both inclusive, as epoch days.
 *
 * <p>A minute row belongs to the UTC date of its start. Every regular session of the US exchanges lies within one UTC date,
 * which is also its New York date; after-hours minutes of the winter (from 19:00 New York) fall on the next UTC date.
 *
 * <p>Minute bars, daily bars and daily VIX values of the {@value #LOOK_BACK_DAYS} calendar days before the first day are
 * loaded as well: average volumes and the VIX gate look at the sessions before a day.
 */
public record DateRange(long firstEpochDay, long lastEpochDay) {

    /** Calendar days of history before the first day; also holds the session before it. */
    public static final int LOOK_BACK_DAYS = 60;

    /** Everything there is. */
    public static final DateRange ALL = new DateRange(0, LocalDate.of(2200, 1, 1).toEpochDay());

    static final long DAY_NANOS = 86_400_000_000_000L;

    public DateRange {
        if (firstEpochDay < 0 || lastEpochDay > LocalDate.of(2200, 1, 1).toEpochDay()) {
            throw new IllegalArgumentException("the dates " + LocalDate.ofEpochDay(firstEpochDay) + " to "
                + LocalDate.ofEpochDay(lastEpochDay) + " are not within 1970-01-01 to 2200-01-01");
        }
        if (firstEpochDay > lastEpochDay) {
            throw new IllegalArgumentException("the first day " + LocalDate.ofEpochDay(firstEpochDay)
                + " is after the last day " + LocalDate.ofEpochDay(lastEpochDay));
        }
    }

    /** From {@code first} to {@code last}, both inclusive. */
    public static DateRange of(LocalDate first, LocalDate last) {
        return new DateRange(first.toEpochDay(), last.toEpochDay());
    }

    /** Midnight UTC at which the first day starts, epoch nanos. */
    public long startNanos() {
        return firstEpochDay * DAY_NANOS;
    }

    /** The least key that rows of this kind may have to be kept. */
    long firstKey(SeriesKind kind) {
        long day = kind.looksBack ? Math.max(0, firstEpochDay - LOOK_BACK_DAYS) : firstEpochDay;
        return kind.isDaily ? day : day * DAY_NANOS;
    }

    /** The greatest key that rows of this kind may have to be kept. */
    long lastKey(SeriesKind kind) {
        return kind.isDaily ? lastEpochDay : (lastEpochDay + 1) * DAY_NANOS - 1;
    }

    /** Minute rows of this day are of use: it is in the range or among the days before it. */
    boolean reaches(long epochDay) {
        return epochDay >= firstEpochDay - LOOK_BACK_DAYS && epochDay <= lastEpochDay;
    }
}
