package io.tradebot.replay.data;

import static io.tradebot.replay.data.MarketFolder.MINUTE_HEADER;
import static io.tradebot.replay.data.MarketFolder.bar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokenFilesTest {

    @TempDir
    Path root;
    private MarketFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new MarketFolder(root);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // the broken row, third line of the file | what is said about it, problems separated by //
        "2020-01-02T14:31:00Z,SPY,10,9.9999,9,9.5,1        | high '9.9999' is below the open 10.0000",
        "2020-01-02T14:31:00Z,SPY,9,10,9,11,1              | high '10' is below the close 11.0000",
        "2020-01-02T14:31:00Z,SPY,10,11,10.5,11,1          | low '10.5' is above the open 10.0000",
        "2020-01-02T14:31:00Z,SPY,11,11,10.5,10,1          | low '10.5' is above the close 10.0000",
        "2020-01-02T14:31:00Z,SPY,10,9,11,10,1 | high '9' is below the close 10.0000 // low '11' is above the close 10.0000",
        "2020-01-02T14:31:00Z,SPY,10,10,0.0000,10,1        | low '0.0000' must be above 0",
        "2020-01-02T14:31:00Z,SPY,10,10,-1,10,1            | low '-1' is not a decimal number such as 12.34",
        "2020-01-02T14:31:00Z,SPY,10.00001,11,10,10,1      | open '10.00001' has too many digits behind the point",
        "2020-01-02T14:31:00Z,SPY,12345678901,11,10,10,1   | open '12345678901' is too large",
        "2020-01-02T14:31:00Z,SPY,,11,10,10,1              | open '' is not a decimal number such as 12.34",
        "2020-01-02T14:31:00Z,SPY,1e1,11,10,10,1           | open '1e1' is not a decimal number such as 12.34",
        "2020-01-02T14:31:00Z,SPY,10.,11,10,10,1           | open '10.' is not a decimal number such as 12.34",
        "2020-01-02T14:31:00Z,SPY,.5,11,10,10,1            | open '.5' is not a decimal number such as 12.34",
        "2020-01-02T14:31:00Z,SPY,1.2.3,11,10,10,1         | open '1.2.3' is not a decimal number such as 12.34",
        "2020-01-02T14:31:00Z,SPY,nan,x,10,10,y | open 'nan' is not a decimal number such as 12.34 "
            + "// high 'x' is not a decimal number such as 12.34 // volume 'y' is not a whole number of 0 or more",
        "2020-01-02T14:31:00Z,SPY,10,10,10,10,-5           | volume '-5' is not a whole number of 0 or more",
        "2020-01-02T14:31:00Z,SPY,10,10,10,10,1.5          | volume '1.5' is not a whole number of 0 or more",
        "2020-01-02T14:31:00Z,SPY,10,10,10,10,             | volume '' is not a whole number of 0 or more",
        "2020-01-02T14:31:00Z,SPY,10,10,10,10,1234567890123456789 | volume '1234567890123456789' is too large",
        "2020-01-02T14:31:00Z,SPY,10,10,10,10              | the row has 6 columns, expected 7",
        "2020-01-02T14:31:00Z,SPY,10,10,10,10,1,           | the row has 8 columns, expected 7",
        "``                                                | the line is blank",
        "2020-01-02T14:31:30Z,SPY,10,10,10,10,1 | timestamp_utc '2020-01-02T14:31:30Z' is not on a whole minute",
        "2020-01-02T14:30:00Z,SPY,10,10,10,10,1 | timestamp_utc '2020-01-02T14:30:00Z' is not after 2020-01-02T14:30:00Z "
            + "in a row above; rows must ascend and be there once",
        "2020-01-01T14:30:00Z,SPY,10,10,10,10,1 | timestamp_utc '2020-01-01T14:30:00Z' is not after 2020-01-02T14:30:00Z "
            + "in a row above; rows must ascend and be there once",
        "2020-02-30T14:31:00Z,SPY,10,10,10,10,1 | timestamp_utc '2020-02-30T14:31:00Z' is not a UTC time yyyy-MM-ddTHH:mm:ssZ",
        "2020-01-02T24:00:00Z,SPY,10,10,10,10,1 | timestamp_utc '2020-01-02T24:00:00Z' is not a UTC time yyyy-MM-ddTHH:mm:ssZ",
        "2020-01-02 14:31:00,SPY,10,10,10,10,1  | timestamp_utc '2020-01-02 14:31:00' is not a UTC time yyyy-MM-ddTHH:mm:ssZ",
        "2200-01-01T00:00:00Z,SPY,10,10,10,10,1 | timestamp_utc '2200-01-01T00:00:00Z' is not within 1970 to 2199",
        "2020-01-02T14:31:00Z,spy,10,10,10,10,1 | symbol 'spy' is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'",
        "2020-01-02T14:31:00Z,,10,10,10,10,1    | symbol '' is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'",
        "2020-01-02T14:31:00Z,SPÜ,10,10,10,10,1 | symbol 'SPÜ' is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'",
        "2020-01-02T14:31:00Z,AVERYLONGSYMBOL.X,10,10,10,10,1 "
            + "| symbol 'AVERYLONGSYMBOL.X' is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'",
    })
    void shouldNameBrokenRow(String brokenRow, String expected) {
        folder.text("bars.csv", MINUTE_HEADER, bar("SPY", 30, "10"), brokenRow, bar("SPY", 32, "10"));
        assertEquals(said("bars.csv line 3: ", expected), folder.problems("bars.csv"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "10,11,10,10.5,5,,,,,               | ok",
        ",,,,0,,,,,0                        | ok",
        "10,11,10,10.5,5,10,11,10,10.4,5    | ok", // crossed: the market does that, the strategy's spread check sees it
        "10,11,10,,5,11,11,11,11,5          | bid_close '' is not a decimal number such as 12.34",
        "10,11,10,10.5,,11,11,11,11,5       | bid_size '' is not a whole number of 0 or more",
        "10,11,10,10.5,5,11,10,11,11,5      | ask_high '10' is below the close 11.0000",
        "10,11,10,0,5,11,11,11,11,5         | bid_close '0' must be above 0",
    })
    void shouldNameBrokenQuote(String sides, String expected) {
        folder.text("quotes/SPY/q.csv", PlainForm.QUOTES.header, "2020-01-02T14:30:00Z,SPY," + sides);
        if (expected.equals("ok")) {
            assertEquals(1, folder.read("").quotes("SPY").count());
        } else {
            assertEquals(said("quotes/SPY/q.csv line 2: ", expected), folder.problems(""));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "goog,PUT,600.0000,2020-01-17 | underlying 'goog' is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'",
        "GOOG,put,600.0000,2020-01-17 | right 'put' is neither PUT nor CALL",
        "GOOG,PUT,0,2020-01-17        | strike '0' must be above 0",
        "GOOG,PUT,600,2020-13-17      | expiry '2020-13-17' is not a date yyyy-MM-dd from 1970 on",
    })
    void shouldNameBrokenContract(String contract, String expected) {
        folder.text("options/o.csv", PlainForm.OPTION_QUOTES.header, "2020-01-02T14:30:00Z," + contract + ",,,,,0,,,,,0");
        assertEquals(said("options/o.csv line 2: ", expected), folder.problems(""));
    }

    @Test
    void shouldNameBrokenDaysAndVolatility() {
        folder.text("daily/SPY.csv", PlainForm.DAILY_BARS.header, "2020-01-02,SPY,10,11,9,10,5", "2020-01-02,SPY,10,11,9,10,5",
            "2020-1-3,SPY,10,11,9,10,5");
        folder.text("vix/vix.csv", PlainForm.VIX_DAYS.header, "2020-01-02,14.1,13,12,13.5", "2020-01-03,14,14,14,");
        folder.text("vix/minute.csv", MINUTE_HEADER, bar("SPY", 30, "14"));
        assertEquals(List.of(
            "daily/SPY.csv line 3: date '2020-01-02' is not after 2020-01-02 in a row above; rows must ascend and be there once",
            "daily/SPY.csv line 4: date '2020-1-3' is not a date yyyy-MM-dd from 1970 on",
            "vix/minute.csv line 2: symbol 'SPY' is not VIX, the symbol of the folder the file is in",
            "vix/vix.csv line 3: CLOSE '' is not a decimal number such as 12.34"), folder.problems(""));
    }

    @Test
    void shouldListAllProblemsUpToTheLimitAndCountTheRest() {
        String[] rows = IntStream.range(0, 60).mapToObj(i -> bar("SPY", i, "0")).toArray(String[]::new);
        folder.text("a.csv", withHeader(rows)).text("b.csv", withHeader(rows));
        BadDataException e = assertThrows(BadDataException.class, () -> folder.read(""));
        assertEquals(100, e.problems().size());
        assertEquals(2 * 60 * 4, e.count());
        assertTrue(e.getMessage().startsWith("480 problems in the data; nothing was traded:\n  "), e.getMessage());
        assertTrue(e.getMessage().endsWith("\n  and 380 more"), e.getMessage());
        assertEquals("a.csv line 2: open '0' must be above 0", folder.shown(e.problems().get(0)));
    }

    @Test
    void shouldNameWrongHeaderAndWhatIsExpected() {
        folder.text("minute/SPY/a.csv", "time,symbol,open,high,low,close,volume", bar("SPY", 30, "10"));
        folder.text("quotes/SPY/b.csv", MINUTE_HEADER, bar("SPY", 30, "10"));
        assertEquals(List.of(
            "minute/SPY/a.csv line 1: header 'time,symbol,open,high,low,close,volume' is not as expected: '" + MINUTE_HEADER + "'",
            "quotes/SPY/b.csv line 1: header '" + MINUTE_HEADER + "' is not as expected: '" + PlainForm.QUOTES.header + "'"),
            folder.problems(""));
    }

    @Test
    void shouldNameSymbolThatDoesNotBelongToTheFolder() {
        folder.text("minute/SPY/a.csv", MINUTE_HEADER, bar("SPY", 30, "10"), bar("QQQ", 31, "10"), bar("QQQ", 32, "10"));
        assertEquals(List.of(
            "minute/SPY/a.csv line 3: symbol 'QQQ' is not SPY, the symbol of the folder the file is in",
            "minute/SPY/a.csv line 4: symbol 'QQQ' is not SPY, the symbol of the folder the file is in"), folder.problems(""));
    }

    @Test
    void shouldNameEmptyFiles() {
        folder.bytes("a.csv", new byte[0]).bytes("b.csv.gz", new byte[0]);
        folder.zip("minute/spy/20200102_trade.zip", "20200102_spy_minute_trade.csv", "");
        assertEquals(List.of("a.csv: the file is empty"), folder.problems("a.csv"));
        assertEquals(List.of("b.csv.gz: the compressed file is damaged or cut off: null"), folder.problems("b.csv.gz"));
        assertEquals(List.of("minute/spy/20200102_trade.zip: the file is empty"), folder.problems("minute"));
    }

    @Test
    void shouldNameLineThatIsNotUtf8() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((MINUTE_HEADER + "\n" + bar("SPY", 30, "10") + "\n2020-01-02T14:31:00Z,SP").getBytes(
            StandardCharsets.UTF_8));
        bytes.write(0xff);
        bytes.writeBytes((",1,1,1,1,1\n" + bar("SPY", 31, "0.00") + "\n").getBytes(StandardCharsets.UTF_8));
        folder.bytes("a.csv", bytes.toByteArray());
        assertEquals("a.csv line 3: the line is not UTF-8 text", folder.problems("a.csv").get(0));
        assertEquals("a.csv line 4: open '0.00' must be above 0", folder.problems("a.csv").get(1));
    }

    @Test
    void shouldNameOverlongLineAndReadOnBehindIt() {
        String slightlyTooLong = "x".repeat(ByteRows.MAX_LINE_BYTES + 1);
        folder.text("a.csv", MINUTE_HEADER, "x".repeat(1_000_000), bar("SPY", 30, "0"), slightlyTooLong, bar("SPY", 31, "10"),
            "y".repeat(1_000_000));
        assertEquals(List.of("a.csv line 2: the line is longer than 8192 bytes",
            "a.csv line 3: open '0' must be above 0", "a.csv line 3: high '0' must be above 0",
            "a.csv line 3: low '0' must be above 0", "a.csv line 3: close '0' must be above 0",
            "a.csv line 4: the line is longer than 8192 bytes",
            "a.csv line 6: the line is longer than 8192 bytes"), folder.problems("a.csv"));
    }

    @Test
    void shouldNameRowWithThousandsOfColumns() {
        folder.text("a.csv", MINUTE_HEADER, ",".repeat(5000));
        assertEquals(List.of("a.csv line 2: the row has 5001 columns, expected 7"), folder.problems("a.csv"));
    }

    @Test
    void shouldNotTakeDamagedGzipForTheEndOfData() {
        byte[] whole = MarketFolder.gzipped(withHeader(
            IntStream.range(0, 60).mapToObj(i -> bar("SPY", i, "1" + i)).toArray(String[]::new)));
        folder.bytes("whole.csv.gz", whole);
        assertEquals(60, folder.read("whole.csv.gz").minuteBars("SPY").count());
        for (int length = 1; length < whole.length; length++) {
            folder.bytes("cut.csv.gz", Arrays.copyOf(whole, length));
            assertSaysDamaged("cut.csv.gz");
        }
        folder.bytes("longer.csv.gz", Arrays.copyOf(whole, whole.length + 1));
        assertSaysDamaged("longer.csv.gz");
        byte[] wrongSum = whole.clone();
        wrongSum[whole.length - 8] ^= 1;
        folder.bytes("sum.csv.gz", wrongSum);
        assertSaysDamaged("sum.csv.gz");
    }

    @Test
    void shouldReadGzipOfSeveralMembers() {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(MarketFolder.gzipped(MINUTE_HEADER, bar("SPY", 30, "10")));
        both.writeBytes(MarketFolder.gzipped(bar("SPY", 31, "10")));
        folder.bytes("a.csv.gz", both.toByteArray());
        assertEquals(2, folder.read("a.csv.gz").minuteBars("SPY").count());
    }

    @Test
    void shouldNotTakeDamagedZipForTheEndOfData() {
        String name = "minute/spy/20200102_trade.zip";
        String entry = "20200102_spy_minute_trade.csv";
        String rows = IntStream.range(0, 60).mapToObj(i -> i * 60_000 + ",100" + i + ",1000000,1,1000,5")
            .collect(Collectors.joining("\n"));
        byte[] whole = MarketFolder.zipped(entry, rows);
        folder.bytes(name, whole);
        assertEquals(60, folder.read("minute").minuteBars("SPY").count());
        for (int length = 0; length < whole.length; length++) {
            folder.bytes(name, Arrays.copyOf(whole, length));
            assertSaysDamaged(name);
        }
        int dataStart = 30 + entry.length();
        for (int at = dataStart; at < dataStart + 100; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            folder.bytes(name, changed);
            assertThrows(BadDataException.class, () -> folder.read("minute"), "changed byte " + at);
        }
        folder.bytes(name, MarketFolder.zipped("20200103_spy_minute_trade.csv", rows));
        assertEquals(List.of(name + ": the compressed file is damaged or cut off: it must hold one file "
            + "20200102_spy_minute_trade.csv, but holds 20200103_spy_minute_trade.csv"), folder.problems("minute"));
    }

    @Test
    void shouldNotPassOverSecondEntryOfZip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : List.of("20200102_spy_minute_trade.csv", "more.csv")) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("34200000,100,100,100,100,5".getBytes(StandardCharsets.UTF_8));
            }
        }
        folder.bytes("minute/spy/20200102_trade.zip", bytes.toByteArray());
        String problem = folder.problems("minute").get(0);
        assertTrue(problem.endsWith("damaged or cut off: it must hold one file, but also holds more.csv"), problem);
    }

    @Test
    void shouldNameBrokenLeanRows() {
        folder.zip("minute/spy/20200102_trade.zip", "20200102_spy_minute_trade.csv", "34200000,100,100,100,100,5",
            "34230000,100,100,100,100,5", "86400000,100,100,100,100,5", "34320000,100.5,100,0,100,5", "x,100,99,100,100,5");
        assertEquals(said("minute/spy/20200102_trade.zip line ",
            "2: milliseconds '34230000' is not on a whole minute"
                + " // 3: milliseconds '86400000' is not a minute of the day in milliseconds since midnight"
                + " // 4: open '100.5' has too many digits behind the point // 4: low '0' must be above 0"
                + " // 5: milliseconds 'x' is not a whole number of 0 or more // 5: high '99' is below the close 0.0100"),
            folder.problems("minute"));
    }

    @Test
    void shouldNameBarThatTwoFilesHave() {
        folder.text("a.csv", MINUTE_HEADER, bar("SPY", 30, "10"), bar("SPY", 31, "10"), bar("SPY", 33, "10"));
        folder.text("b.csv", MINUTE_HEADER, bar("QQQ", 31, "10"), bar("SPY", 31, "10"), bar("SPY", 32, "10"));
        folder.text("c.csv", MINUTE_HEADER, bar("SPY", 31, "10"), bar("SPY", 32, "10"));
        assertEquals(List.of("b.csv: timestamp '2020-01-02T14:31:00Z' of SPY is also in a.csv",
            "c.csv: timestamp '2020-01-02T14:31:00Z' of SPY is also in a.csv",
            "c.csv: timestamp '2020-01-02T14:32:00Z' of SPY is also in b.csv"), folder.problems(""));
    }

    /** Whatever the bytes are, they are read or refused; a bug in a parser would show as another exception. */
    @Test
    void shouldReadOrRefuseAnyBytes() {
        long seed = 20261122;
        Random random = new Random(seed);
        String[] texts = {
            MINUTE_HEADER + "\n" + bar("SPY", 30, "10.25") + "\n" + bar("SPY", 31, "10"),
            PlainForm.OPTION_QUOTES.header + "\n2020-01-02T14:30:00Z,GOOG,PUT,600.0000,2020-01-17,1,2,1,2,3,,,,,0\n",
            PlainForm.VIX_DAYS.header + "\n1990-01-02,17.240000,17.240000,17.240000,17.240000\r\n"};
        GenericCsvFormat generic = GenericCsvFormat.parse(Optional.of("time=timestamp_utc"), Optional.of("America/New_York"),
            Optional.of("end"), Optional.empty(), Optional.empty(), Optional.empty());
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = texts[i % texts.length].getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? ",\n\"-.:9Z".charAt(random.nextInt(8))
                    : random.nextInt(256));
            }
            folder.bytes("a.csv", bytes);
            for (boolean isGeneric : new boolean[] {false, true}) {
                try {
                    assertTrue((isGeneric ? folder.read("a.csv", generic) : folder.read("a.csv")).rowCount() <= 4);
                } catch (BadDataException e) {
                    refused++;
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + " round " + i, e);
                }
            }
        }
        assertTrue(refused > 1_000 && refused < 6_000, refused + " refused");
    }

    private void assertSaysDamaged(String name) {
        List<String> problems = folder.problems(name);
        String last = problems.get(problems.size() - 1);
        assertTrue(last.contains("the compressed file is damaged or cut off"), problems.toString());
    }

    private static String[] withHeader(String... rows) {
        return IntStream.rangeClosed(0, rows.length).mapToObj(i -> i == 0 ? MINUTE_HEADER : rows[i - 1])
            .toArray(String[]::new);
    }

    private static List<String> said(String prefix, String problems) {
        return Arrays.stream(problems.split(" // ")).map(problem -> prefix + problem).collect(Collectors.toList());
    }
}
