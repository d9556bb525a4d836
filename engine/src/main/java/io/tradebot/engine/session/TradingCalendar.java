package io.tradebot.engine.session;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/**
 * Sessions of the US equity exchanges by their published rules, 2001-01-01 to 2099-12-31, and the conversion of local
 * wall-clock times. Any thread; answers depend on the arguments and the JDK's time-zone data only.
 *
 * <p>Regular sessions run 09:30 to 16:00 New York time, half days end at 13:00. A session is built at the first question
 * about its day and kept, so that repeated questions allocate nothing. Dates outside the range are refused with an
 * {@link IllegalArgumentException}: the rules before 2001 and after 2099 are not known here.
 */
public final class TradingCalendar {

    /** First date the calendar knows, as days since 1970-01-01. */
    public static final int FIRST_EPOCH_DAY = (int) LocalDate.of(2001, 1, 1).toEpochDay();
    /** Last date the calendar knows, as days since 1970-01-01. */
    public static final int LAST_EPOCH_DAY = (int) LocalDate.of(2099, 12, 31).toEpochDay();

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalTime OPEN = LocalTime.of(9, 30);
    private static final LocalTime CLOSE = LocalTime.of(16, 0);
    private static final LocalTime EARLY_CLOSE = LocalTime.of(13, 0);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    /** Nanoseconds of a UTC day. */
    public static final long NANOS_PER_DAY = 86_400L * NANOS_PER_SECOND;
    private static final int MINUTES_PER_DAY = 1_440;
    private static final Session NO_SESSION = new Session(0, 0, 0, false);

    /** Closings that follow no rule. */
    private static final Set<LocalDate> SPECIAL_CLOSINGS = Set.of(
        LocalDate.of(2001, 9, 11), LocalDate.of(2001, 9, 12),   // attacks of September 11
        LocalDate.of(2001, 9, 13), LocalDate.of(2001, 9, 14),
        LocalDate.of(2004, 6, 11),                              // mourning for President Reagan
        LocalDate.of(2007, 1, 2),                               // mourning for President Ford
        LocalDate.of(2012, 10, 29), LocalDate.of(2012, 10, 30), // Hurricane Sandy
        LocalDate.of(2018, 12, 5),                              // mourning for President Bush
        LocalDate.of(2025, 1, 9));                              // mourning for President Carter
    /** Half days that follow no rule. */
    private static final Set<LocalDate> SPECIAL_HALF_DAYS = Set.of(
        LocalDate.of(2002, 7, 5),                               // Friday after a Thursday Independence Day
        LocalDate.of(2003, 12, 26));                            // Friday after a Thursday Christmas
    /** Full days where a rule says half day. */
    private static final Set<LocalDate> SPECIAL_FULL_DAYS = Set.of(
        LocalDate.of(2002, 7, 3));                              // the 5th was the half day that year

    /** One slot a day: null until asked, then the session or {@link #NO_SESSION}. Racing threads store equal values. */
    private final Session[] sessionByDay = new Session[LAST_EPOCH_DAY - FIRST_EPOCH_DAY + 1];
    private DaySpan latestDay = new DaySpan(0, 0, 0);

    /** An exchange-local date and the instants it spans; replaced as a whole, so safe to race on. */
    private record DaySpan(int epochDay, long startNanos, long endNanos) {
    }

    /** The session of that exchange-local date, or null when the exchange is closed all day. */
    public Session sessionOn(int epochDay) {
        requireKnown(epochDay);
        Session session = sessionByDay[epochDay - FIRST_EPOCH_DAY];
        if (session == null) {
            session = buildSession(LocalDate.ofEpochDay(epochDay));
            sessionByDay[epochDay - FIRST_EPOCH_DAY] = session;
        }
        return session == NO_SESSION ? null : session;
    }

    /** The session that is open at this instant (open included, close excluded), or null. */
    public Session sessionAt(long timeNanos) {
        // Every session lies inside one UTC date (13:30 to 21:00), the same as its New York date.
        Session session = sessionOn((int) Math.floorDiv(timeNanos, NANOS_PER_DAY));
        return session != null && session.contains(timeNanos) ? session : null;
    }

    /** The latest session strictly before that date. */
    public Session previousSession(int epochDay) {
        int day = epochDay - 1;
        Session session = sessionOn(day);
        while (session == null) {
            session = sessionOn(--day);
        }
        return session;
    }

    /**
     * Date of the first of the latest {@code count} sessions up to that date, which counts when it is a session itself; the
     * calendar's first session where it knows fewer.
     */
    public int firstOfLatest(int count, int epochDay) {
        int first = epochDay + 1;
        int found = 0;
        for (int day = epochDay; found < count && day >= FIRST_EPOCH_DAY; day--) {
            if (sessionOn(day) != null) {
                first = day;
                found++;
            }
        }
        return first;
    }

    /** The first session strictly after that date. */
    public Session nextSession(int epochDay) {
        int day = epochDay + 1;
        Session session = sessionOn(day);
        while (session == null) {
            session = sessionOn(++day);
        }
        return session;
    }

    /** The date in New York at this instant, as days since 1970-01-01. Allocates only when the date changes. */
    public int exchangeDayAt(long timeNanos) {
        DaySpan day = latestDay;
        if (timeNanos < day.startNanos || timeNanos >= day.endNanos) {
            int utcDay = (int) Math.floorDiv(timeNanos, NANOS_PER_DAY);
            int epochDay = timeNanos < toNanos(utcDay, 0, NEW_YORK) ? utcDay - 1 : utcDay; // New York is behind UTC
            day = new DaySpan(epochDay, toNanos(epochDay, 0, NEW_YORK), toNanos(epochDay + 1, 0, NEW_YORK));
            latestDay = day;
        }
        return day.epochDay;
    }

    /**
     * The instant of a wall-clock time on a date, epoch nanoseconds. Cold: allocates. A time that a clock change skips
     * moves forward by the length of the gap; of a time that happens twice the first is meant.
     *
     * @param minuteOfDay minutes since local midnight, 0 to 1439
     */
    public long toNanos(int epochDay, int minuteOfDay, ZoneId zone) {
        requireKnown(epochDay);
        if (minuteOfDay < 0 || minuteOfDay >= MINUTES_PER_DAY) {
            throw new IllegalArgumentException("minuteOfDay=" + minuteOfDay + " is not in 0..1439");
        }
        return toNanos(LocalDate.ofEpochDay(epochDay), LocalTime.ofSecondOfDay(minuteOfDay * 60L), zone);
    }

    /** As {@link #toNanos(int, int, ZoneId)} with a zone as TIMEZONE names it. */
    public long toNanos(int epochDay, int minuteOfDay, String zoneId) {
        return toNanos(epochDay, minuteOfDay, zone(zoneId));
    }

    /** Whether {@link #zone} accepts this name. */
    public static boolean isKnownZone(String zoneId) {
        // Names such as EST or +05:00 are refused: not all Java versions give them the same rules.
        return (zoneId.equals("UTC") || zoneId.indexOf('/') > 0) && ZoneId.getAvailableZoneIds().contains(zoneId);
    }

    /**
     * The zone of a tz database name such as {@code America/New_York} or {@code UTC}.
     *
     * @throws DateTimeException when there is no such name
     */
    public static ZoneId zone(String zoneId) {
        if (!isKnownZone(zoneId)) {
            throw new DateTimeException("'" + zoneId + "' is not a region of the tz database such as America/New_York");
        }
        return ZoneId.of(zoneId);
    }

    private static long toNanos(LocalDate date, LocalTime time, ZoneId zone) {
        return date.atTime(time).atZone(zone).toEpochSecond() * NANOS_PER_SECOND;
    }

    private static Session buildSession(LocalDate date) {
        if (isWeekend(date) || isHoliday(date) || SPECIAL_CLOSINGS.contains(date)) {
            return NO_SESSION;
        }
        boolean isHalfDay = isHalfDay(date);
        return new Session((int) date.toEpochDay(), toNanos(date, OPEN, NEW_YORK),
            toNanos(date, isHalfDay ? EARLY_CLOSE : CLOSE, NEW_YORK), isHalfDay);
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    }

    /** The rule holidays (NYSE Rule 7.2, Nasdaq Equity 1A); {@code date} is a weekday. */
    private static boolean isHoliday(LocalDate date) {
        int year = date.getYear();
        return switch (date.getMonth()) {
            // New Year's Day on a Saturday is not moved to the Friday: that would fall into the old accounting year.
            case JANUARY -> isObserved(date, Month.JANUARY, 1) || isNth(date, 3, DayOfWeek.MONDAY); // Martin Luther King Jr.
            case FEBRUARY -> isNth(date, 3, DayOfWeek.MONDAY);                                      // Washington's Birthday
            case MARCH, APRIL -> date.equals(easterSunday(year).minusDays(2));                      // Good Friday
            case MAY -> date.equals(date.with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));    // Memorial Day
            case JUNE -> year >= 2022 && isObserved(date, Month.JUNE, 19);                          // Juneteenth
            case JULY -> isObserved(date, Month.JULY, 4);                                           // Independence Day
            case SEPTEMBER -> isNth(date, 1, DayOfWeek.MONDAY);                                     // Labor Day
            case NOVEMBER -> isNth(date, 4, DayOfWeek.THURSDAY);                                    // Thanksgiving
            case DECEMBER -> isObserved(date, Month.DECEMBER, 25);                                  // Christmas
            default -> false;
        };
    }

    /** Whether a fixed holiday is kept on this weekday: on its day, on Friday for Saturday, on Monday for Sunday. */
    private static boolean isObserved(LocalDate date, Month month, int dayOfMonth) {
        LocalDate holiday = LocalDate.of(date.getYear(), month, dayOfMonth);
        return date.equals(switch (holiday.getDayOfWeek()) {
            case SATURDAY -> holiday.minusDays(1);
            case SUNDAY -> holiday.plusDays(1);
            default -> holiday;
        });
    }

    private static boolean isNth(LocalDate date, int n, DayOfWeek weekday) {
        return date.getDayOfWeek() == weekday && (date.getDayOfMonth() + 6) / 7 == n;
    }

    /** Early closings; {@code date} is a session. */
    private static boolean isHalfDay(LocalDate date) {
        if (SPECIAL_HALF_DAYS.contains(date)) {
            return true;
        }
        if (SPECIAL_FULL_DAYS.contains(date)) {
            return false;
        }
        return switch (date.getMonth()) {
            // July 3 only when the 4th follows as a weekday: the day before a moved Independence Day is a full session.
            case JULY -> date.getDayOfMonth() == 3 && !isWeekend(date.plusDays(1));
            case NOVEMBER -> isNth(date.minusDays(1), 4, DayOfWeek.THURSDAY);
            case DECEMBER -> date.getDayOfMonth() == 24;
            default -> false;
        };
    }

    /** Easter of the Gregorian calendar (anonymous algorithm of 1876, as in Meeus, Astronomical Algorithms, chapter 8). */
    static LocalDate easterSunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int yearOfCentury = year % 100;
        int moonCorrection = (century + 8) / 25;
        int epact = (19 * golden + century - century / 4 - (century - moonCorrection + 1) / 3 + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int monthAndDay = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }

    private static void requireKnown(int epochDay) {
        if (epochDay < FIRST_EPOCH_DAY || epochDay > LAST_EPOCH_DAY) {
            throw new IllegalArgumentException("date " + LocalDate.ofEpochDay(epochDay) + " is outside the calendar's range "
                + LocalDate.ofEpochDay(FIRST_EPOCH_DAY) + " to " + LocalDate.ofEpochDay(LAST_EPOCH_DAY)
                + ". Use data of that range, or extend TradingCalendar's rules.");
        }
    }
}
