package io.tradebot.replay.data;

import java.time.LocalDate;

/** The field (or fields) that say when a row was: the key of its series. */
abstract class TimeField {

    static final long SECOND_NANOS = 1_000_000_000L;
    static final long MINUTE_SECONDS = 60;
    static final long DAY_SECONDS = 86_400;
    /** 2200-01-01: later instants are taken for errors, and all earlier ones fit into epoch nanos. */
    private static final long END_SECOND = LocalDate.of(2200, 1, 1).toEpochDay() * DAY_SECONDS;

    /** The field that messages point at. */
    final int field;

    TimeField(int field) {
        this.field = field;
    }

    /** The key, or {@link Row#BAD} with the problem recorded. */
    abstract long read(Row row);

    /** Epoch nanos of a start that must be on a whole minute. */
    final long minuteNanos(Row row, long epochSecond) {
        if (epochSecond < 0 || epochSecond >= END_SECOND) {
            return row.reject(field, "is not within 1970 to 2199");
        }
        if (epochSecond % MINUTE_SECONDS != 0) {
            return row.reject(field, "is not on a whole minute");
        }
        return epochSecond * SECOND_NANOS;
    }

    /** The plain form's start stamp, {@code yyyy-MM-ddTHH:mm:00Z}. */
    static TimeField utcMinute(int field) {
        return new TimeField(field) {
            @Override
            long read(Row row) {
                long second = row.checked(field, FieldParser.utcStamp(row.bytes, row.from[field], row.to[field]));
                return second == Row.BAD ? Row.BAD : minuteNanos(row, second);
            }
        };
    }

    /** A date {@code yyyy-MM-dd}; the key is the epoch day. */
    static TimeField day(int field) {
        return new TimeField(field) {
            @Override
            long read(Row row) {
                long day = row.epochDay(field);
                return day < END_SECOND / DAY_SECONDS ? day : row.reject(field, "is not within 1970 to 2199");
            }
        };
    }
}
