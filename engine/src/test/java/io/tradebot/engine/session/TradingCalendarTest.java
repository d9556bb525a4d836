package io.tradebot.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {

    private static final String CALENDAR_FILE = "shared/data/calendar/us_equity_calendar_2008_2028.csv";
    private final TradingCalendar calendar = new TradingCalendar();

    @Test
    void shouldEqualTheListedSessionsOf2008To2028() throws IOException {
        Path file = sharedFile(CALENDAR_FILE);
        assumeTrue(file != null, "skipped: no ../" + CALENDAR_FILE + " beside the project");
        List<String> listed = Files.readAllLines(file, StandardCharsets.UTF_8).stream().skip(1).map(line -> {
            String[] field = line.split(",");
            return field[0] + " " + field[4] + " " + field[5] + " " + field[6];
        }).toList();
        List<String> computed = new ArrayList<>();
        for (int day = epochDay("2008-01-01"); day <= epochDay("2028-12-31"); day++) {
            Session session = calendar.sessionOn(day);
            if (session != null) {
                computed.add(LocalDate.ofEpochDay(session.epochDay()) + " " + instant(session.openNanos()) + " "
                    + instant(session.closeNanos()) + " " + (session.isHalfDay() ? 1 : 0));
            }
        }
        assertEquals(String.join("\n", listed), String.join("\n", computed));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-08, 2024-03-08T14:30:00Z, 2024-03-08T21:00:00Z, false", // last session before daylight time
        "2024-03-11, 2024-03-11T13:30:00Z, 2024-03-11T20:00:00Z, false", // first session in daylight time
        "2024-11-01, 2024-11-01T13:30:00Z, 2024-11-01T20:00:00Z, false",
        "2024-11-04, 2024-11-04T14:30:00Z, 2024-11-04T21:00:00Z, false",
        "2006-04-03, 2006-04-03T13:30:00Z, 2006-04-03T20:00:00Z, false", // before 2007 the change was in April
        "2024-07-03, 2024-07-03T13:30:00Z, 2024-07-03T17:00:00Z, true",
        "2024-11-29, 2024-11-29T14:30:00Z, 2024-11-29T18:00:00Z, true",
        "2024-12-24, 2024-12-24T14:30:00Z, 2024-12-24T18:00:00Z, true",
        "2021-07-02, 2021-07-02T13:30:00Z, 2021-07-02T20:00:00Z, false", // the 4th on Sunday: no half day
        "2020-07-02, 2020-07-02T13:30:00Z, 2020-07-02T20:00:00Z, false", // the 4th on Saturday: no half day
        "2002-07-03, 2002-07-03T13:30:00Z, 2002-07-03T20:00:00Z, false",
        "2002-07-05, 2002-07-05T13:30:00Z, 2002-07-05T17:00:00Z, true",
        "2003-12-26, 2003-12-26T14:30:00Z, 2003-12-26T18:00:00Z, true",
        "2010-12-31, 2010-12-31T14:30:00Z, 2010-12-31T21:00:00Z, false", // New Year's Day on Saturday is not moved
        "2021-06-18, 2021-06-18T13:30:00Z, 2021-06-18T20:00:00Z, false", // Juneteenth was no holiday yet
    })
    void shouldOpenAndClose(String date, String open, String close, boolean isHalfDay) {
        Session session = calendar.sessionOn(epochDay(date));
        assertNotNull(session, date);
        assertEquals(open, instant(session.openNanos()));
        assertEquals(close, instant(session.closeNanos()));
        assertEquals(isHalfDay, session.isHalfDay());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01", "2024-01-15", "2024-02-19", "2024-03-29", "2024-05-27", "2024-06-19", "2024-07-04",
        "2024-09-02", "2024-11-28", "2024-12-25", "2024-06-01", "2024-06-02",
        "2012-01-02", "2011-12-26", "2010-12-24", "2021-07-05", "2020-07-03", "2022-06-20", "2027-06-18", "2038-04-23",
        "2001-09-11", "2001-09-12", "2001-09-13", "2001-09-14", "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30",
        "2018-12-05", "2025-01-09"})
    void shouldBeClosed(String date) {
        assertNull(calendar.sessionOn(epochDay(date)), date);
    }

    @Test
    void shouldFindTheOpenSessionAndItsNeighbours() {
        Session halfDay = calendar.sessionOn(epochDay("2024-11-29"));
        assertSame(halfDay, calendar.sessionAt(halfDay.openNanos()));
        assertSame(halfDay, calendar.sessionAt(halfDay.closeNanos() - 1));
        assertNull(calendar.sessionAt(halfDay.closeNanos()));
        assertNull(calendar.sessionAt(halfDay.openNanos() - 1));
        assertEquals(epochDay("2024-11-27"), calendar.previousSession(halfDay.epochDay()).epochDay());
        assertEquals(epochDay("2024-12-02"), calendar.nextSession(halfDay.epochDay()).epochDay());
        assertEquals(epochDay("2024-11-29"), calendar.nextSession(epochDay("2024-11-28")).epochDay());
    }

    @Test
    void shouldFindTheFirstOfTheLatestSessions() {
        assertEquals(epochDay("2024-03-25"), calendar.firstOfLatest(5, epochDay("2024-04-01"))); // Good Friday and a weekend between
        assertEquals(epochDay("2024-03-25"), calendar.firstOfLatest(4, epochDay("2024-03-31")));
        assertEquals(epochDay("2024-04-01"), calendar.firstOfLatest(1, epochDay("2024-04-01")));
        assertEquals(epochDay("2001-01-02"), calendar.firstOfLatest(5, epochDay("2001-01-03")));
    }

    @Test
    void shouldTellTheNewYorkDate() {
        for (String line : List.of("2024-07-01T03:59:59Z 2024-06-30", "2024-07-01T04:00:00Z 2024-07-01",
            "2024-01-05T04:59:59Z 2024-01-04", "2024-01-05T05:00:00Z 2024-01-05", "2024-01-05T23:59:59Z 2024-01-05",
            "2024-01-05T00:00:00Z 2024-01-04", "2024-03-11T03:59:59Z 2024-03-10", "2024-11-04T04:59:59Z 2024-11-03")) {
            String[] field = line.split(" ");
            assertEquals(epochDay(field[1]), calendar.exchangeDayAt(nanos(field[0])), line);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-05, 570, America/New_York, 2024-01-05T14:30:00Z",
        "2024-07-05, 570, America/New_York, 2024-07-05T13:30:00Z",
        "2024-07-05, 570, US/Eastern, 2024-07-05T13:30:00Z",
        "2024-03-10, 150, America/New_York, 2024-03-10T07:30:00Z", // 02:30 does not exist, 03:30 is meant
        "2024-11-03, 90, America/New_York, 2024-11-03T05:30:00Z",  // 01:30 happens twice, the first is meant
        "2024-03-20, 810, Europe/London, 2024-03-20T13:30:00Z",
        "2024-04-02, 870, Europe/London, 2024-04-02T13:30:00Z",
        "2024-04-02, 0, UTC, 2024-04-02T00:00:00Z",
        "2024-04-02, 1439, Asia/Tokyo, 2024-04-02T14:59:00Z",
    })
    void shouldReadWallClockTimes(String date, int minuteOfDay, String zone, String expected) {
        assertEquals(expected, instant(calendar.toNanos(epochDay(date), minuteOfDay, zone)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EST", "America/Newyork", "", "utc", "+05:00", "/", "UTC+1", "Z", "america/new_york"})
    void shouldRefuseUnknownZones(String zone) {
        assertFalse(TradingCalendar.isKnownZone(zone));
        assertThrows(DateTimeException.class, () -> TradingCalendar.zone(zone));
    }

    @Test
    void shouldRefuseDatesOutsideItsRange() {
        String message = assertThrows(IllegalArgumentException.class,
            () -> calendar.sessionOn(epochDay("2000-12-31"))).getMessage();
        assertTrue(message.startsWith("date 2000-12-31 is outside the calendar's range 2001-01-01 to 2099-12-31"), message);
        assertThrows(IllegalArgumentException.class, () -> calendar.sessionOn(epochDay("2100-01-01")));
        assertThrows(IllegalArgumentException.class, () -> calendar.previousSession(TradingCalendar.FIRST_EPOCH_DAY));
        assertThrows(IllegalArgumentException.class, () -> calendar.nextSession(TradingCalendar.LAST_EPOCH_DAY));
        assertThrows(IllegalArgumentException.class, () -> calendar.toNanos(epochDay("2024-01-02"), 1440, "UTC"));
        assertThrows(IllegalArgumentException.class, () -> calendar.toNanos(epochDay("2024-01-02"), -1, "UTC"));
    }

    @Test
    void shouldComputeEaster() { // extremes and the exceptions of the algorithm
        for (String easter : List.of("2008-03-23", "2011-04-24", "2019-04-21", "2038-04-25", "2049-04-18", "2076-04-19",
            "2001-04-15", "2099-04-12", "1981-04-19", "1954-04-18", "1818-03-22", "1943-04-25")) {
            LocalDate expected = LocalDate.parse(easter);
            assertEquals(expected, TradingCalendar.easterSunday(expected.getYear()));
        }
    }

    @Test
    void shouldKeepSessionsSoThatRepeatedQuestionsAllocateNothing() {
        int day = epochDay("2024-01-05");
        assertSame(calendar.sessionOn(day), calendar.sessionOn(day));
    }

    private static Path sharedFile(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(path))) {
                return folder.resolve(path);
            }
        }
        return null;
    }

    private static int epochDay(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
