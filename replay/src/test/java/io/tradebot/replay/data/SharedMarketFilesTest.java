package io.tradebot.replay.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.journal.value.FixedPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against the real files of ../shared/data, read here a second time in the plainest way. */
class SharedMarketFilesTest {

    private static final Path SHARED = Path.of("..", "..", "shared", "data");
    private static MarketHistory data;

    @BeforeAll
    static void readOnce() {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "skipped: ../shared/data is not beside the project");
        data = new HistoricalReader(DateRange.ALL).read(DataPath.find(SHARED.toString()));
    }

    @Test
    void shouldHaveEveryMinuteBarAsWritten() throws IOException {
        Map<String, List<String>> expected = rowsBySymbol("minute");
        assertEquals(new ArrayList<>(expected.keySet()), data.symbols());
        expected.forEach((symbol, rows) -> assertEquals(rows, minuteRows(data.minuteBars(symbol))));
    }

    @Test
    void shouldHaveEveryQuoteAsWritten() throws IOException {
        rowsBySymbol("quotes").forEach((symbol, rows) -> {
            QuoteSeries quotes = data.quotes(symbol);
            List<String> read = new ArrayList<>();
            for (int i = 0; i < quotes.count(); i++) {
                read.add(quoteText(quotes.startNanos(i), quotes.bidE8(i), quotes.bidShares(i), quotes.askE8(i),
                    quotes.askShares(i)));
            }
            List<String> written = rows.stream().map(row -> row.split(",", -1))
                .map(f -> String.join(",", f[0], f[5], f[6], f[10], f[11])).collect(Collectors.toList());
            assertEquals(written, read, symbol);
        });
    }

    @Test
    void shouldHaveEveryDailyBarAsWritten() throws IOException {
        Map<String, List<String>> expected = rowsBySymbol("daily");
        assertEquals(new ArrayList<>(expected.keySet()), data.dailySymbols());
        expected.forEach((symbol, rows) -> {
            DailySeries bars = data.dailyBars(symbol);
            List<String> read = new ArrayList<>();
            for (int i = 0; i < bars.count(); i++) {
                DailyBar bar = bars.bar(i);
                read.add(LocalDate.ofEpochDay(bar.epochDay()) + "," + symbol + "," + price(bar.openE8()) + ","
                    + price(bar.highE8()) + "," + price(bar.lowE8()) + "," + price(bar.closeE8()) + "," + bar.volumeShares());
            }
            assertEquals(rows, read);
        });
    }

    @Test
    void shouldHaveEveryVolatilityValueAsWritten() throws IOException {
        List<String> days = lines(SHARED.resolve("vix/vix-daily.csv"));
        List<String> minutes = lines(SHARED.resolve("vix/VIX_minute_20190211_20190215.csv.gz"));
        assertEquals(days.size(), data.vixDays().count());
        assertEquals(minutes.size(), data.vixMinutes().count());
        for (int i = 0; i < days.size(); i++) {
            String[] fields = days.get(i).split(",");
            VolatilityValue value = data.vixDays().value(i);
            assertEquals(fields[0], LocalDate.ofEpochDay(value.time()).toString());
            assertEquals(fields[4], FixedPoint.format(value.valueE8(), 8, 6));
        }
        for (int i = 0; i < minutes.size(); i++) {
            String[] fields = minutes.get(i).split(",");
            assertEquals(fields[0], stamp(data.vixMinutes().time(i)));
            assertEquals(fields[5], price(data.vixMinutes().valueE8(i)));
        }
    }

    @Test
    void shouldHaveEveryOptionQuoteAsWritten() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        for (Path file : files("options")) {
            for (String line : lines(file)) {
                String[] f = line.split(",", -1);
                expected.computeIfAbsent(f[1] + " " + f[4] + " " + f[2] + " " + f[3], k -> new ArrayList<>())
                    .add(String.join(",", f[0], f[8], f[9], f[13], f[14]));
            }
        }
        Map<String, List<String>> read = new TreeMap<>();
        data.optionQuotes().forEach((contract, quotes) -> {
            List<String> rows = read.computeIfAbsent(contract.toString(), k -> new ArrayList<>());
            for (int i = 0; i < quotes.count(); i++) {
                rows.add(quoteText(quotes.startNanos(i), quotes.bidE8(i), quotes.bidShares(i), quotes.askE8(i),
                    quotes.askShares(i)));
            }
        });
        assertTrue(expected.size() > 3, "several contracts");
        assertEquals(expected, read);
    }

    @Test
    void shouldCountEveryRowReadAndNameWhatIsNotUsed() throws IOException {
        long rows = 0;
        for (String folder : List.of("minute", "quotes", "daily", "vix", "options")) {
            for (Path file : files(folder)) {
                rows += lines(file).size();
            }
        }
        assertEquals(rows, data.rowCount());
        try (Stream<Path> entries = Files.list(SHARED)) {
            TreeSet<String> unused = entries.map(entry -> entry.getFileName().toString())
                .filter(name -> !List.of("minute", "quotes", "daily", "vix", "options").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new ArrayList<>(unused), data.ignored().stream()
                .map(file -> Path.of(file.file()).getFileName().toString()).collect(Collectors.toList()));
        }
    }

    @Test
    void shouldReadTheSameBarsFromLeanZips() throws IOException {
        MarketHistory lean = new HistoricalReader(DateRange.ALL).read(DataPath.find(SHARED + "/raw/lean"));
        int compared = 0;
        for (Path zip : files("raw/lean")) {
            String day = zip.getFileName().toString().substring(0, 8);
            boolean isQuote = zip.getFileName().toString().contains("quote");
            String symbol = zip.getParent().getFileName().toString().toUpperCase(Locale.ROOT);
            Path csv = SHARED.resolve(isQuote ? "quotes" : "minute").resolve(symbol)
                .resolve(symbol + "_" + day + (isQuote ? "_quote" : "") + ".csv.gz");
            if (!Files.exists(csv)) {
                continue;
            }
            compared++;
            MarketHistory plain = new HistoricalReader(DateRange.ALL).read(DataPath.find(csv.toString()));
            MarketHistory one = new HistoricalReader(DateRange.ALL).read(DataPath.find(zip.toString()));
            assertEquals(lines(csv).size(), one.rowCount(), zip.toString());
            assertEquals(minuteRows(plain.minuteBars(symbol)), minuteRows(one.minuteBars(symbol)));
            assertEquals(quotes(plain.quotes(symbol)), quotes(one.quotes(symbol)));
        }
        assertTrue(compared > 30, compared + " files are there in both forms");
        assertEquals(List.of("AAPL", "BAC", "FOXA", "GOOG", "SHY", "SPY"), lean.symbols());
    }

    @Test
    void shouldKeepOnlyTheRangeAndTheDaysItLooksBackOn() {
        DateRange range = DateRange.of(LocalDate.of(2013, 10, 8), LocalDate.of(2013, 10, 9));
        MarketHistory some = new HistoricalReader(range).read(DataPath.find(SHARED.toString()));
        assertEquals(List.of("BAC", "SPY"), some.symbols());
        BarSeries bars = some.minuteBars("SPY");
        BarSeries earlier = some.earlierMinuteBars("SPY");
        assertEquals("2013-10-08T08:00:00Z", stamp(bars.startNanos(0)));
        assertEquals("2013-10-09", stamp(bars.startNanos(bars.count() - 1)).substring(0, 10));
        assertEquals("2013-10-04T08:06:00Z", stamp(earlier.startNanos(0)));
        assertEquals("2013-10-07", stamp(earlier.startNanos(earlier.count() - 1)).substring(0, 10));
        assertEquals("2013-10-08T00:00:00Z", stamp(some.quotes("SPY").startNanos(0)), "20:00 New York the evening before");
        DailySeries days = some.dailyBars("SPY");
        assertEquals(LocalDate.of(2013, 8, 9), LocalDate.ofEpochDay(days.epochDay(0)));
        assertEquals(LocalDate.of(2013, 10, 9), LocalDate.ofEpochDay(days.epochDay(days.count() - 1)));
        assertEquals(LocalDate.of(2013, 8, 9), LocalDate.ofEpochDay(some.vixDays().time(0)));
        assertEquals(data.rowCount(), some.rowCount());
    }

    private static Map<String, List<String>> rowsBySymbol(String folder) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Path file : files(folder)) {
            for (String line : lines(file)) {
                rows.computeIfAbsent(line.split(",", 3)[1], k -> new ArrayList<>()).add(line);
            }
        }
        rows.values().forEach(list -> list.sort(null)); // stamps sort as text
        return rows;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(SHARED.resolve(folder))) {
            return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
        }
    }

    /** The lines below the header. */
    private static List<String> lines(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).collect(Collectors.toList());
        }
    }

    private static List<String> minuteRows(BarSeries bars) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < bars.count(); i++) {
            rows.add(stamp(bars.startNanos(i)) + "," + bars.symbol() + "," + price(bars.openE8(i)) + ","
                + price(bars.highE8(i)) + "," + price(bars.lowE8(i)) + "," + price(bars.closeE8(i)) + ","
                + bars.volumeShares(i));
        }
        return rows;
    }

    private static List<HistoricalQuote> quotes(QuoteSeries series) {
        List<HistoricalQuote> quotes = new ArrayList<>();
        for (int i = 0; i < series.count(); i++) {
            quotes.add(series.quote(i));
        }
        return quotes;
    }

    private static String quoteText(long startNanos, long bidE8, long bidShares, long askE8, long askShares) {
        return stamp(startNanos) + "," + price(bidE8) + "," + bidShares + "," + price(askE8) + "," + askShares;
    }

    private static String stamp(long nanos) {
        return Instant.ofEpochSecond(nanos / 1_000_000_000L).toString();
    }

    private static String price(long priceE8) {
        return priceE8 == QuoteSeries.NO_PRICE ? "" : FixedPoint.format(priceE8, 8, 4);
    }
}
