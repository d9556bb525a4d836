package io.tradebot.replay.data;

/**
 * Reads numbers and times from bytes in place, without allocation. Pure functions. Every valid result is zero or more; a
 * negative one is a code that {@link #reason} puts into words.
 */
final class FieldParser {

    /** Digits before the point of a decimal, and so its largest value: 10^10 x 10^8 still fits into a long. */
    private static final int MAX_WHOLE_DIGITS = 10;
    private static final int MAX_COUNT_DIGITS = 18;
    private static final long[] POWERS = {100_000_000L, 10_000_000L, 1_000_000L, 100_000L, 10_000L, 1_000L, 100L, 10L, 1L};

    private static final long NO_DECIMAL = -1;
    private static final long TOO_MANY_DECIMALS = -2;
    private static final long TOO_LARGE = -3;
    private static final long NO_COUNT = -4;
    private static final long NO_DATE = -5;
    private static final long NO_STAMP = -6;
    private static final long NO_CLOCK = -7;

    private FieldParser() {
    }

    /** A decimal such as 12.34, times 10^8; with a point, there are 1 to {@code maxDecimals} digits behind it. */
    static long decimalE8(byte[] bytes, int from, int to, int maxDecimals) {
        long value = 0;
        int at = from;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            if (at - from >= MAX_WHOLE_DIGITS) {
                return isDecimal(bytes, at, to) ? TOO_LARGE : NO_DECIMAL;
            }
        }
        if (at == from || at < to && (bytes[at] != '.' || at + 1 == to)) {
            return NO_DECIMAL;
        }
        int decimals = 0;
        for (at++; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return NO_DECIMAL;
            }
            if (++decimals > maxDecimals) {
                return isDecimal(bytes, at, to) ? TOO_MANY_DECIMALS : NO_DECIMAL;
            }
            value = value * 10 + digit;
        }
        return value * POWERS[decimals];
    }

    private static boolean isDecimal(byte[] bytes, int from, int to) {
        int points = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '.') {
                points++;
            } else if (bytes[at] < '0' || bytes[at] > '9') {
                return false;
            }
        }
        return points <= 1;
    }

    /** A whole number; a fraction of zeros (as in 100.0) may follow. */
    static long count(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '.') {
            end++;
        }
        for (int at = end + 1; at < to; at++) {
            if (bytes[at] != '0') {
                return NO_COUNT;
            }
        }
        if (end == from || end + 1 == to) {
            return NO_COUNT;
        }
        long value = 0;
        for (int at = from; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return NO_COUNT;
            }
            if (at - from >= MAX_COUNT_DIGITS) {
                return TOO_LARGE;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** {@code yyyy-MM-dd} from 1970 on, as epoch day. */
    static long epochDay(byte[] bytes, int from, int to) {
        if (to - from != 10 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
            return NO_DATE;
        }
        int year = digits(bytes, from, 4);
        int month = digits(bytes, from + 5, 2);
        int day = digits(bytes, from + 8, 2);
        if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
            return NO_DATE;
        }
        // Days in a year that starts in March, so that the leap day comes last.
        int shiftedYear = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365L * shiftedYear + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear - 719_468;
    }

    /** {@code HH:mm} or {@code HH:mm:ss} (a fraction of zeros may follow), as second of the day. */
    static long secondOfDay(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length != 5 && length < 8 || bytes[from + 2] != ':') {
            return NO_CLOCK;
        }
        int hour = digits(bytes, from, 2);
        int minute = digits(bytes, from + 3, 2);
        int second = 0;
        if (length > 5) {
            second = bytes[from + 5] == ':' ? digits(bytes, from + 6, 2) : -1;
            if (length > 8 && (bytes[from + 8] != '.' || length == 9)) {
                return NO_CLOCK;
            }
            for (int at = from + 9; at < to; at++) {
                if (bytes[at] != '0') {
                    return NO_CLOCK;
                }
            }
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NO_CLOCK;
        }
        return hour * 3600L + minute * 60L + second;
    }

    /** {@code yyyy-MM-ddTHH:mm:ssZ}, as epoch second. */
    static long utcStamp(byte[] bytes, int from, int to) {
        if (to - from != 20 || bytes[from + 10] != 'T' || bytes[to - 1] != 'Z') {
            return NO_STAMP;
        }
        long day = epochDay(bytes, from, from + 10);
        long second = secondOfDay(bytes, from + 11, to - 1);
        return day < 0 || second < 0 ? NO_STAMP : day * 86_400 + second;
    }

    /** What a negative result means. */
    static String reason(long code) {
        switch ((int) code) {
            case (int) NO_DECIMAL:
                return "is not a decimal number such as 12.34";
            case (int) TOO_MANY_DECIMALS:
                return "has too many digits behind the point";
            case (int) TOO_LARGE:
                return "is too large";
            case (int) NO_COUNT:
                return "is not a whole number of 0 or more";
            case (int) NO_DATE:
                return "is not a date yyyy-MM-dd from 1970 on";
            case (int) NO_STAMP:
                return "is not a UTC time yyyy-MM-ddTHH:mm:ssZ";
            case (int) NO_CLOCK:
                return "is not a time of day HH:mm or HH:mm:ss";
            default:
                throw new IllegalArgumentException("no reason has the code " + code);
        }
    }

    /** Value of {@code length} digits, or -1. */
    static int digits(byte[] bytes, int from, int length) {
        int value = 0;
        for (int at = from; at < from + length; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }
}
