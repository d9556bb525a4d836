package io.tradebot.replay.report;

import io.tradebot.journal.value.FixedPoint;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Text of the page: escaping, and how money, quantities, times and figures are shown. Pure functions, any thread. */
public final class Markup {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private Markup() {
    }

    /** Safe as text and inside a quoted attribute; control characters that XML forbids become spaces. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c < ' ' && c != '\n' && c != '\t' || c == 0xFFFE || c == 0xFFFF
                    || c >= 0xD800 && c <= 0xDFFF ? ' ' : c);
            }
        });
        return out.toString();
    }

    /** {@code $1,234.50}; all digits that are not zero, at least two. */
    static String money(long valueE8) {
        return dollars(FixedPoint.formatShort(valueE8, 8, 2));
    }

    /** As {@link #money}, with a plus before gains. */
    static String signedMoney(long valueE8) {
        return valueE8 > 0 ? "+" + money(valueE8) : money(valueE8);
    }

    /** A price with at least the four digits of the market's grid, no currency sign. */
    static String price(long valueE8) {
        return grouped(FixedPoint.formatShort(valueE8, 8, 4));
    }

    /** A round price beside an axis. */
    static String axisPrice(long valueE8) {
        return grouped(FixedPoint.formatShort(valueE8, 8, 2));
    }

    /** A quantity with as many digits as it has. */
    static String quantity(long qtyE9) {
        return grouped(FixedPoint.formatShort(qtyE9, 9, 0));
    }

    /** A percentage with two digits. */
    static String percent(BigDecimal percent) {
        return ratio(percent) + "%";
    }

    /** As {@link #percent}, with a plus before gains. */
    static String signedPercent(BigDecimal percent) {
        return (percent.setScale(2, RoundingMode.HALF_UP).signum() > 0 ? "+" : "") + percent(percent);
    }

    /** A ratio with two digits. */
    static String ratio(BigDecimal ratio) {
        return grouped(ratio.setScale(2, RoundingMode.HALF_UP).toPlainString());
    }

    /** The value of a figure as it is shown; {@code n/a} when undefined. */
    static String value(Figure figure) {
        if (figure.value().isEmpty()) {
            return "n/a";
        }
        BigDecimal value = figure.value().get();
        return switch (figure.metric().unit()) {
            case COUNT -> grouped(value.toPlainString());
            case MONEY -> dollars(value.setScale(Math.max(2, value.scale()), RoundingMode.UNNECESSARY).toPlainString());
            case PERCENT -> percent(value);
            case RATIO -> ratio(value);
            case DURATION -> duration(value.longValueExact());
        };
    }

    /** {@code 1 d 2 h}, {@code 30 min}, {@code 1 min 5 s}: the two largest units that say something. */
    static String duration(long seconds) {
        long[] parts = {seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60};
        String[] units = {" d", " h", " min", " s"};
        int first = 0;
        while (first < 3 && parts[first] == 0) {
            first++;
        }
        String text = parts[first] + units[first];
        return first < 3 && parts[first + 1] > 0 ? text + " " + parts[first + 1] + units[first + 1] : text;
    }

    /** {@code 1 trade}, {@code 2 trades}. */
    static String counted(long count, String singular) {
        return grouped(String.valueOf(count)) + " " + singular + (count == 1 ? "" : "s");
    }

    static String date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    static String weekdayAndDate(long epochDay) {
        return DATE.format(LocalDate.ofEpochDay(epochDay));
    }

    static String clock(long nanos, ZoneId zone) {
        return CLOCK.format(at(nanos, zone));
    }

    /** An element that shows the time in the zone of the report and carries it in UTC. */
    static String time(long nanos, ZoneId zone) {
        return "<time datetime=\"" + instant(nanos) + "\" title=\"" + instant(nanos) + "\">" + dateTime(nanos, zone) + "</time>";
    }

    static String dateTime(long nanos, ZoneId zone) {
        return DATE_TIME.format(at(nanos, zone));
    }

    static String timeOfDay(long nanos, ZoneId zone) {
        return TIME.format(at(nanos, zone));
    }

    static boolean isSameDate(long nanos, long otherNanos, ZoneId zone) {
        return at(nanos, zone).toLocalDate().equals(at(otherNanos, zone).toLocalDate());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, FixedPoint.E9), Math.floorMod(nanos, FixedPoint.E9));
    }

    private static ZonedDateTime at(long nanos, ZoneId zone) {
        return instant(nanos).atZone(zone);
    }

    /** Class for a gain or a loss; the sign of the number says the same without colour. */
    static String tone(long value) {
        return value > 0 ? "gain" : value < 0 ? "loss" : "even";
    }

    private static String dollars(String plain) {
        String text = grouped(plain);
        return text.startsWith("-") ? "-$" + text.substring(1) : "$" + text;
    }

    private static String grouped(String plain) {
        StringBuilder text = new StringBuilder(plain);
        int point = text.indexOf(".");
        int first = text.charAt(0) == '-' ? 1 : 0;
        for (int at = (point < 0 ? text.length() : point) - 3; at > first; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
