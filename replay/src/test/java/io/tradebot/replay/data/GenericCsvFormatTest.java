package io.tradebot.replay.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericCsvFormatTest {

    private static final String COLUMNS = "time=Date,open=O,high=H,low=L,close=C,volume=V";

    @TempDir
    Path root;
    private MarketFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new MarketFolder(root);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        // time | zone | stamp | form | start in UTC
        "2020-01-02 09:30:00        | America/New_York | start | wall          | 2020-01-02T14:30:00Z",
        "2020-07-02 09:30           | America/New_York | start | wall          | 2020-07-02T13:30:00Z",
        "2020-07-02T09:31:00.000    | America/New_York | end   | wall          | 2020-07-02T13:30:00Z",
        "2020-07-02T13:31:00Z       | America/New_York | start | wall          | 2020-07-02T13:31:00Z",
        "2020-07-02 09:31:00-04:00  | UTC              | start | wall          | 2020-07-02T13:31:00Z",
        "2020-07-02 19:01:00+0530   | UTC              | start | wall          | 2020-07-02T13:31:00Z",
        "2020-01-02 00:00           | UTC              | end   | wall          | 2020-01-01T23:59:00Z",
        "1577975400                 | America/New_York | start | epoch-seconds | 2020-01-02T14:30:00Z",
        "1577975460000              | America/New_York | end   | epoch-millis  | 2020-01-02T14:30:00Z",
        "2020-03-08 01:59           | America/New_York | start | wall          | 2020-03-08T06:59:00Z",
        "2020-03-08 03:00           | America/New_York | start | wall          | 2020-03-08T07:00:00Z",
    })
    void shouldReadTime(String time, String zone, String stamp, String form, String expected) {
        folder.text("a.csv", "Date,O,H,L,C,V", time + ",10,10,10,10,5");
        MarketHistory history = folder.read("a.csv", format(COLUMNS, zone, stamp, "SPY", form, null));
        assertEquals(expected, Instant.ofEpochSecond(history.minuteBars("SPY").startNanos(0) / 1_000_000_000L).toString());
    }

    @Test
    void shouldPassOverAByteOrderMark() {
        folder.text("a.csv", "\uFEFFDate,O,H,L,C,V", "2020-01-02 09:30,10,10,10,10,5");
        assertEquals(1, folder.read("a.csv", format(COLUMNS, "America/New_York", "start", "SPY", "wall", null)).minuteBars("SPY").count());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "2020-03-08 02:30        | wall          | is skipped by the clock in America/New_York (change of daylight time)",
        "2020-11-01 01:30        | wall          | is there twice in America/New_York (change of daylight time)",
        "2020-01-02 09:30:30     | wall          | is not on a whole minute",
        "2020-01-02 09:30:00.5   | wall          | is not a time yyyy-MM-dd HH:mm[:ss]",
        "2020-01-02              | wall          | is not a time yyyy-MM-dd HH:mm[:ss]",
        "02/01/2020 09:30        | wall          | is not a time yyyy-MM-dd HH:mm[:ss]",
        "2020-01-02 09:30+5      | wall          | does not end in Z or an offset such as -05:00",
        "1577975400              | wall          | is not a time yyyy-MM-dd HH:mm[:ss]",
        "1577975401              | epoch-seconds | is not on a whole minute",
        "1577975400001           | epoch-millis  | is not on a whole minute",
        "1577975400000           | epoch-seconds | is not within 1970 to 2199",
        "soon                    | epoch-seconds | is not a whole number of 0 or more",
    })
    void shouldNameTimeThatCannotBeRead(String time, String form, String reason) {
        folder.text("a.csv", "Date,O,H,L,C,V", time + ",10,10,10,10,5");
        assertEquals(List.of("a.csv line 2: Date '" + time + "' " + reason),
            folder.problems("a.csv", format(COLUMNS, "America/New_York", "start", "SPY", form, null)));
    }

    @Test
    void shouldReadQuotesSeparatorsExtraColumnsAndDateApartFromTime() {
        folder.text("a.csv", "\"Ticker\";volume;\"note\";day;time;open;low;high;close",
            "SPY;5;\"a;b\";2020-01-02;09:30;10.25000000;10;10.5;10.1", "", "QQQ; 6.0 ;;2020-01-02;09:30:00;1;1;1;\"1\"",
            "SPY;7;\"two\nlines\";2020-01-02;09:31;10;10;10;10");
        MarketHistory history = folder.read("a.csv",
            format("symbol=Ticker,date=day", "America/New_York", "start", null, null, ";"));
        assertEquals(List.of("QQQ", "SPY"), history.symbols());
        assertEquals(new HistoricalBar("SPY", 1577975400_000_000_000L, 60_000_000_000L, 10_2500_0000L, 10_5000_0000L,
            10_0000_0000L, 10_1000_0000L, 5), history.minuteBars("SPY").bar(0));
        assertEquals(2, history.minuteBars("SPY").count());
        assertEquals(6, history.minuteBars("QQQ").volumeShares(0));
    }

    @Test
    void shouldNameBrokenRowsAsInThePlainForm() {
        folder.text("a.csv", "Date,O,H,L,C,V", "2020-01-02 14:30,10.00005,11,10,10,1", "2020-01-02 14:31,10,9,10,10,1",
            "2020-01-02 14:31,10,10,10", "2020-01-02 14:29,1,1,1,1,1", "2020-01-02 14:31,1,1,1,1,1", "2020-01-02 14:31,1,1,1,1,1");
        assertEquals(List.of(
            "a.csv line 2: O '10.00005' is not a multiple of 0.0001",
            "a.csv line 3: H '9' is below the close 10.0000",
            "a.csv line 4: the row has 4 columns, expected 6",
            "a.csv line 7: Date '2020-01-02 14:31' is not after 2020-01-02T14:31:00Z in a row above; rows must ascend and be "
                + "there once"),
            folder.problems("a.csv", format(COLUMNS, null, null, "SPY", null, null)));
    }

    @Test
    void shouldNameColumnsThatTheHeaderDoesNotHave() {
        folder.text("a.csv", "Date,O,H,H,C", "2020-01-02 14:30,1,1,1,1");
        assertEquals(List.of(
            "a.csv line 1: header 'Date,O,H,H,C' has more than one column 'H' for high; say with --csv-columns which one it is",
            "a.csv line 1: header 'Date,O,H,H,C' has no column 'L' for low; say with --csv-columns which one it is",
            "a.csv line 1: header 'Date,O,H,H,C' has no column 'V' for volume; say with --csv-columns which one it is"),
            folder.problems("a.csv", format(COLUMNS, null, null, "SPY", null, null)));
    }

    @Test
    void shouldNameFilesThatCannotBeReadOn() {
        GenericCsvFormat format = format(COLUMNS, null, null, "SPY", null, null);
        folder.bytes("empty.csv", new byte[0]);
        assertEquals(List.of("empty.csv: the file is empty"), folder.problems("empty.csv", format));
        folder.text("open.csv", "Date,O,H,L,C,V", "2020-01-02 14:30,1,1,1,1,1", "\"2020-01-02 14:31,1,1,1,1,1");
        assertEquals(List.of("open.csv line 3: cannot be read on from here: Unclosed quoted field at end of input "
            + "(record starting at line 3)"), folder.problems("open.csv", format));
        folder.text("long.csv", "Date,O,H,L,C,V", "x".repeat(1_000_000));
        String problem = folder.problems("long.csv", format).get(0);
        assertTrue(problem.startsWith("long.csv line 2: cannot be read on from here: The maximum buffer size"), problem);
        folder.bytes("latin.csv", "Date,O,H,L,C,V\n2020-01-02 14:30,1,1,1,1,\u00fc\n".getBytes(
            StandardCharsets.ISO_8859_1));
        assertEquals(List.of("latin.csv line 2: the line is not UTF-8 text"), folder.problems("latin.csv", format));
        byte[] whole = MarketFolder.gzipped("Date,O,H,L,C,V", "2020-01-02 14:30,1,1,1,1,1", "2020-01-02 14:31,1,1,1,1,1");
        for (int length = 1; length < whole.length; length++) {
            folder.bytes("cut.csv.gz", Arrays.copyOf(whole, length));
            List<String> problems = folder.problems("cut.csv.gz", format);
            assertTrue(problems.get(problems.size() - 1).contains("damaged or cut off"), problems.toString());
        }
    }

    @Test
    void shouldApplyToTheMinuteFolderOfTheLayoutOnly() {
        folder.text("minute/SPY/a.csv", "Date,O,H,L,C,V", "2020-01-02 14:30,1,1,1,1,1");
        folder.text("daily/SPY.csv", PlainForm.DAILY_BARS.header, "2020-01-02,SPY,1,1,1,1,1");
        folder.text("vix/v.csv", PlainForm.MINUTE_BARS.header, MarketFolder.bar("VIX", 30, "15"));
        MarketHistory history = folder.read("", format(COLUMNS, null, null, "SPY", null, null));
        assertEquals(1, history.minuteBars("SPY").count());
        assertEquals(1, history.dailyBars("SPY").count());
        assertEquals(1, history.vixMinutes().count());
    }

    @Test
    void shouldReportAllProblemsOfTheOptionsAtOnce() {
        CsvFormatException e = assertThrows(CsvFormatException.class, () -> format(
            "time=Date,price=P,open,open=O,open=O2,high=O,symbol=S,date=D", "Mars/Olympus", "middle", "spy", "epoch-seconds", "ab"));
        assertEquals(List.of(
            "--csv-columns: 'price=P' is not <meaning>=<name in the header> with a meaning of date, time, symbol, open, high, "
                + "low, close, volume",
            "--csv-columns: 'open' is not <meaning>=<name in the header> with a meaning of date, time, symbol, open, high, "
                + "low, close, volume",
            "--csv-columns: open is given twice",
            "--csv-symbol and --csv-columns symbol=S exclude each other",
            "--csv-columns: high=O uses the column of another meaning again",
            "--csv-zone=Mars/Olympus is not a time zone such as America/New_York or UTC",
            "--csv-stamp=middle is none of start, end",
            "--csv-symbol=spy is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'",
            "--csv-columns: a date column goes with --csv-time=wall only",
            "--csv-separator=ab is not 'tab' and not one character that cannot be part of a value"), e.problems());
    }

    @Test
    void shouldUseTheMeaningsAsNamesUnlessTold() {
        GenericCsvFormat format = format(null, null, null, null, null, "tab");
        assertEquals(GenericCsvFormat.MEANINGS.stream().filter(name -> !name.equals("date")).collect(Collectors.toSet()),
            format.columns().keySet());
        folder.text("a.csv", "symbol\ttime\topen\thigh\tlow\tclose\tvolume",
            IntStream.range(10, 20).mapToObj(i -> "SPY\t2020-01-02 14:" + i + "\t1\t1\t1\t1\t1").collect(Collectors.joining("\n")));
        assertEquals(10, folder.read("a.csv", format).minuteBars("SPY").count());
    }

    private static GenericCsvFormat format(String columns, String zone, String stamp, String symbol, String time,
                                           String separator) {
        return GenericCsvFormat.parse(Optional.ofNullable(columns), Optional.ofNullable(zone), Optional.ofNullable(stamp),
            Optional.ofNullable(symbol), Optional.ofNullable(time), Optional.ofNullable(separator));
    }
}
