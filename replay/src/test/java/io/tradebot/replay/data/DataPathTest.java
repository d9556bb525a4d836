package io.tradebot.replay.data;

import static io.tradebot.replay.data.MarketFolder.MINUTE_HEADER;
import static io.tradebot.replay.data.MarketFolder.bar;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPathTest {

    @TempDir
    Path root;
    private MarketFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new MarketFolder(root);
    }

    @Test
    void shouldReadOneFile() {
        folder.text("x.csv", MINUTE_HEADER, bar("SPY", 30, "10.5"), bar("QQQ", 30, "7"), bar("SPY", 31, "11"));
        MarketHistory history = folder.read("x.csv");
        assertEquals(List.of("QQQ", "SPY"), history.symbols());
        assertEquals(new HistoricalBar("SPY", 1577975400_000_000_000L, 60_000_000_000L, 10_5000_0000L, 10_5000_0000L,
            10_5000_0000L, 10_5000_0000L, 100), history.minuteBars("SPY").bar(0));
        assertEquals(3, history.rowCount());
        assertEquals(0, history.minuteBars("IWM").count());
    }

    @Test
    void shouldAcceptCrLfByteOrderMarkAndMissingLastNewline() {
        String text = "\uFEFF" + MINUTE_HEADER + "\r\n" + bar("SPY", 30, "10") + "\r\n" + bar("SPY", 31, "11");
        folder.bytes("x.csv", text.getBytes(StandardCharsets.UTF_8));
        assertEquals(2, folder.read("x.csv").minuteBars("SPY").count());
    }

    @Test
    void shouldReadFilesOfAnyDepthAndMergeThemPerSymbol() {
        folder.text("z/deep/odd.csv", MINUTE_HEADER, bar("SPY", 31, "11"), bar("SPY", 33, "13"));
        folder.text("even.csv", MINUTE_HEADER, bar("SPY", 30, "10"), bar("SPY", 32, "12"), bar("SPY", 34, "14"));
        folder.bytes("a/first.csv.gz", MarketFolder.gzipped(MINUTE_HEADER, bar("SPY", 10, "9")));
        BarSeries bars = folder.read("").minuteBars("SPY");
        List<Long> closes = IntStream.range(0, bars.count()).mapToObj(i -> bars.closeE8(i) / 100_000_000L)
            .collect(Collectors.toList());
        assertEquals(List.of(9L, 10L, 11L, 12L, 13L, 14L), closes);
        assertEquals(2, bars.indexAtOrAfter(bars.startNanos(1) + 1));
        assertEquals(6, bars.indexAtOrAfter(Long.MAX_VALUE));
    }

    @Test
    void shouldUseTheFoldersOfTheLayoutAndNameWhatItIgnores() {
        folder.text("minute/SPY/SPY_1.csv", MINUTE_HEADER, bar("SPY", 30, "10"));
        folder.text("minute/SPY/notes.txt", "not data");
        folder.text("vix/v.csv", MINUTE_HEADER, bar("VIX", 30, "15.5"));
        folder.text("second/SPY/s.csv", "never read");
        folder.text("README.md", "never read");
        MarketHistory history = folder.read("");
        assertEquals(List.of("SPY"), history.symbols());
        assertEquals(new VolatilityValue(1577975400_000_000_000L, 15_5000_0000L), history.vixMinutes().value(0));
        assertEquals(List.of(
            "README.md: ignored, the folders read here are daily, minute, options, quotes, vix",
            "minute/SPY/notes.txt: ignored, neither .csv nor .csv.gz nor minute/<symbol>/<yyyymmdd>_trade.zip or _quote.zip",
            "second: ignored, the folders read here are daily, minute, options, quotes, vix"),
            history.ignored().stream().map(folder::shown).collect(Collectors.toList()));
    }

    @Test
    void shouldFindLeanFoldersAtAnyLevel() {
        folder.zip("equity/usa/minute/brk.b/20200102_trade.zip", "20200102_brk.b_minute_trade.csv",
            "34200000,3410000,3420000,3400000,3415500,7", "34260000,3410000,3420000,3400000,3415500,0");
        folder.zip("equity/usa/minute/brk.b/20200102_quote.zip", "20200102_brk.b_minute_quote.csv",
            "34200000,3410000,3420000,3400000,3415500,7,,,,,0", "34260000,0,0,0,0,0,3410000,3420000,3400000,3415500,9");
        folder.zip("equity/usa/second/brk.b/20200102_trade.zip", "20200102_brk.b_second_trade.csv", "34200000,1,1,1,1,1");
        for (String path : List.of("", "equity", "equity/usa", "equity/usa/minute", "equity/usa/minute/brk.b")) {
            MarketHistory history = folder.read(path);
            assertEquals(List.of("BRK.B"), history.symbols(), path);
            assertEquals(new HistoricalBar("BRK.B", 1577975400_000_000_000L, 60_000_000_000L, 341_0000_0000L, 342_0000_0000L,
                340_0000_0000L, 341_5500_0000L, 7), history.minuteBars("BRK.B").bar(0));
            assertEquals(new HistoricalQuote("BRK.B", 1577975400_000_000_000L, 60_000_000_000L, 341_5500_0000L,
                QuoteSeries.NO_PRICE, 7, 0), history.quotes("BRK.B").quote(0));
            assertEquals(QuoteSeries.NO_PRICE, history.quotes("BRK.B").bidE8(1));
            assertEquals(9, history.quotes("BRK.B").askShares(1));
        }
        assertEquals(1, folder.read("").ignored().size());
    }

    @Test
    void shouldSayWhatQuotesAloneLack() {
        folder.bytes("minute/spy/20200102_quote.zip", MarketFolder.zipped("20200102_spy_minute_quote.csv",
            "34200000,100000,100000,100000,100000,1,100100,100100,100100,100100,1"));
        String path = root.resolve("minute/spy/20200102_quote.zip").toString();
        MarketHistory quotes = new HistoricalReader(DateRange.ALL).read(DataPath.find(path));
        String message = assertThrows(BadDataException.class, () -> quotes.requireMinuteBars(path)).getMessage();
        assertTrue(message.contains("only quotes here and no minute bars"), message);
        assertTrue(message.contains("<date>_trade.zip holds the bars"), message);
    }

    @Test
    void shouldSayWhereALeanZipMustLie() {
        folder.bytes("20200102_trade.zip", new byte[] {1});
        String message = assertThrows(BadDataException.class, () -> DataPath.find(root.resolve("20200102_trade.zip").toString())).getMessage();
        assertTrue(message.contains("minute/<symbol>/<yyyymmdd>_trade.zip"), message);
        assertTrue(message.contains("whose folders tell the symbol"), message);
    }

    @Test
    void shouldMatchGlobs() {
        folder.text("d/SPY/1.csv", MINUTE_HEADER, bar("SPY", 30, "10")).text("d/QQQ/1.csv", MINUTE_HEADER, bar("QQQ", 30, "10"))
            .text("d/SPY/2.csv", MINUTE_HEADER, bar("SPY", 31, "10"));
        assertEquals(2, folder.read("d/SPY/*.csv").rowCount());
        assertEquals(2, folder.read("d/S*").rowCount());
        assertEquals(2, folder.read("d/*/1.csv").rowCount());
        assertEquals(3, folder.read("**.csv").rowCount());
        assertEquals(List.of("QQQ"), folder.read("d/{QQQ,IWM}").symbols());
    }

    @Test
    void shouldSayWhatIsMissing() {
        folder.text("only.txt", "x").text("d/a.csv", MINUTE_HEADER);
        assertSays("gone: does not exist", "gone");
        assertSays("only.txt: there is no .csv, no .csv.gz and no LEAN minute zip here\n    only.txt: ignored", "only.txt");
        assertSays("d/*.zip: there is no .csv", "d/*.zip");
        assertSays("gone/*.csv: the folder gone does not exist", "gone/*.csv");
    }

    @Test
    void shouldKeepTheSixtyDaysBeforeTheRangeApart() {
        folder.text("minute/SPY/a.csv", MINUTE_HEADER,
            "2019-11-02T14:30:00Z,SPY,1,1,1,1,1", "2019-11-03T14:30:00Z,SPY,2,2,2,2,2", "2020-01-01T23:59:00Z,SPY,3,3,3,3,3",
            "2020-01-02T00:00:00Z,SPY,4,4,4,4,4", "2020-01-03T23:59:00Z,SPY,5,5,5,5,5", "2020-01-04T00:00:00Z,SPY,6,6,6,6,6");
        folder.text("daily/SPY.csv", PlainForm.DAILY_BARS.header,
            "2019-11-02,SPY,1,1,1,1,1", "2019-11-03,SPY,1,1,1,1,2", "2020-01-03,SPY,1,1,1,1,5", "2020-01-04,SPY,1,1,1,1,6");
        DateRange range = new DateRange(18263, 18264); // 2020-01-02, 2020-01-03
        MarketHistory history = new HistoricalReader(range).read(DataPath.find(root.toString()));
        assertEquals(List.of(2L, 3L), volumes(history.earlierMinuteBars("SPY")));
        assertEquals(List.of(4L, 5L), volumes(history.minuteBars("SPY")));
        assertEquals(1, history.minuteBars("SPY").indexAtOrAfter(history.minuteBars("SPY").startNanos(0) + 1));
        assertEquals(2, history.dailyBars("SPY").count());
        assertEquals(2, history.dailyBars("SPY").volumeShares(0));
        assertThrows(IndexOutOfBoundsException.class, () -> history.minuteBars("SPY").startNanos(2));
        assertThrows(IllegalArgumentException.class, () -> new DateRange(5, 4));
    }

    @Test
    void shouldCheckRowsOutsideOfTheRangeToo() {
        folder.text("a.csv", MINUTE_HEADER, "2010-01-04T14:30:00Z,SPY,1,1,1,0,1", bar("SPY", 30, "10"));
        HistoricalReader reader = new HistoricalReader(new DateRange(18263, 18263));
        assertThrows(BadDataException.class, () -> reader.read(DataPath.find(root.toString())));
    }

    private void assertSays(String expected, String path) {
        BadDataException e = assertThrows(BadDataException.class, () -> folder.read(path));
        assertTrue(folder.shown(e.getMessage()).contains(expected), e.getMessage());
    }

    private static List<Long> volumes(BarSeries bars) {
        return IntStream.range(0, bars.count()).mapToObj(bars::volumeShares).collect(Collectors.toList());
    }
}
