package io.tradebot.replay.data;

/** The time of a generic CSV row, in one field or in a date and a time field. Owned by the thread that reads the file. */
final class GenericTimeField extends TimeField {

    private static final int DATE_LENGTH = 10;

    private final GenericCsvFormat format;
    private final int dateField;
    private final WallClock clock;

    /** {@code dateField} is -1 when the time field holds the date as well. */
    GenericTimeField(GenericCsvFormat format, int dateField, int timeField) {
        super(timeField);
        this.format = format;
        this.dateField = dateField;
        this.clock = new WallClock(format.zone());
    }

    @Override
    long read(Row row) {
        long second = epochSecond(row);
        if (second == Row.BAD) {
            return Row.BAD;
        }
        return minuteNanos(row, format.stampsEnd() ? second - MINUTE_SECONDS : second);
    }

    private long epochSecond(Row row) {
        switch (format.timeForm()) {
            case EPOCH_SECONDS:
                return row.count(field);
            case EPOCH_MILLIS:
                long millis = row.count(field);
                if (millis == Row.BAD || millis % 1000 == 0) {
                    return millis == Row.BAD ? Row.BAD : millis / 1000;
                }
                return row.reject(field, "is not on a whole minute");
            default:
                return dateField < 0 ? dateAndTime(row) : twoFields(row);
        }
    }

    private long twoFields(Row row) {
        long day = row.epochDay(dateField);
        long second = row.checked(field, FieldParser.secondOfDay(row.bytes, row.from[field], row.to[field]));
        return day == Row.BAD || second == Row.BAD ? Row.BAD : clock.epochSecond(row, field, day, second);
    }

    /** {@code yyyy-MM-dd HH:mm[:ss]}, with a space or T between, and perhaps Z or an offset behind it. */
    private long dateAndTime(Row row) {
        byte[] bytes = row.bytes;
        int from = row.from[field];
        int to = row.to[field];
        int clockFrom = from + DATE_LENGTH + 1;
        if (to <= clockFrom || bytes[clockFrom - 1] != ' ' && bytes[clockFrom - 1] != 'T') {
            return row.reject(field, "is not a time yyyy-MM-dd HH:mm[:ss]");
        }
        int clockTo = clockFrom;
        while (clockTo < to && bytes[clockTo] != 'Z' && bytes[clockTo] != '+' && bytes[clockTo] != '-') {
            clockTo++;
        }
        long day = FieldParser.epochDay(bytes, from, clockFrom - 1);
        long second = FieldParser.secondOfDay(bytes, clockFrom, clockTo);
        if (day < 0 || second < 0) {
            return row.reject(field, "is not a time yyyy-MM-dd HH:mm[:ss]");
        }
        if (clockTo == to) {
            return clock.epochSecond(row, field, day, second);
        }
        long offset = offsetSeconds(bytes, clockTo, to);
        return offset == Row.BAD
            ? row.reject(field, "does not end in Z or an offset such as -05:00")
            : day * DAY_SECONDS + second - offset;
    }

    private static long offsetSeconds(byte[] bytes, int from, int to) {
        if (bytes[from] == 'Z') {
            return to == from + 1 ? 0 : Row.BAD;
        }
        boolean hasColon = to - from == 6 && bytes[from + 3] == ':';
        if (!hasColon && to - from != 5) {
            return Row.BAD;
        }
        int hours = FieldParser.digits(bytes, from + 1, 2);
        int minutes = FieldParser.digits(bytes, to - 2, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return Row.BAD;
        }
        long seconds = hours * 3600L + minutes * MINUTE_SECONDS;
        return bytes[from] == '-' ? -seconds : seconds;
    }
}
