package io.tradebot.replay.explain;

import io.tradebot.engine.session.TradingCalendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * What is to be explained. Immutable.
 *
 * @param text      as it was given
 * @param kind      how it names its subject
 * @param number    of an order or a position
 * @param symbol    of a candidate
 * @param epochDay  session date of a candidate
 * @param timeNanos time of a candidate, {@link #WHOLE_DAY} when only the date was given
 */
public record Subject(String text, Kind kind, long number, String symbol, long epochDay, long timeNanos) {

    /** No time was given. */
    public static final long WHOLE_DAY = Long.MIN_VALUE;

    private static final String TRADE = "trade:";
    private static final String ORDER = "order:";

    /** How a subject is named. */
    public enum Kind {
        /** Number of an order. */
        ORDER,
        /** Id that the broker was given. */
        CLIENT_ORDER,
        /** Number of a position. */
        TRADE,
        /** A symbol on a day. */
        CANDIDATE
    }

    /**
     * Reads {@code 5} or {@code order:5}, a client order id, {@code trade:2}, or {@code SYMBOL@TIME}, where the time is a date or a
     * time with its offset such as {@code 2024-11-05T14:58Z}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static Subject parse(String text) {
        int at = text.lastIndexOf('@');
        if (at > 0) {
            return candidate(text, text.substring(0, at), text.substring(at + 1));
        }
        if (text.startsWith(TRADE)) {
            return new Subject(text, Kind.TRADE, number(text, text.substring(TRADE.length())), "", 0, WHOLE_DAY);
        }
        String order = text.startsWith(ORDER) ? text.substring(ORDER.length()) : text;
        if (!order.isEmpty() && order.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Subject(text, Kind.ORDER, number(text, order), "", 0, WHOLE_DAY);
        }
        if (order.isBlank()) {
            throw refused(text);
        }
        return new Subject(order, Kind.CLIENT_ORDER, 0, "", 0, WHOLE_DAY);
    }

    private static Subject candidate(String text, String symbol, String time) {
        try {
            if (time.indexOf('T') < 0) {
                return new Subject(text, Kind.CANDIDATE, 0, symbol, LocalDate.parse(time).toEpochDay(), WHOLE_DAY);
            }
            OffsetDateTime point = OffsetDateTime.parse(time);
            long nanos = Math.addExact(Math.multiplyExact(point.toEpochSecond(), 1_000_000_000L), point.getNano());
            return new Subject(text, Kind.CANDIDATE, 0, symbol, new TradingCalendar().exchangeDayAt(nanos), nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw refused(text);
        }
    }

    private static long number(String text, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' names nothing that can be explained. Give the number of an order (5), "
            + "its client order id, trade:2, or a symbol and a time (AURX@2024-11-05 or AURX@2024-11-05T14:58Z)");
    }
}
