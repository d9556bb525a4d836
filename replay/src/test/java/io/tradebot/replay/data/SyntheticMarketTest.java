package io.tradebot.replay.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.synthetic.SyntheticSymbol;
import io.tradebot.journal.value.FixedPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticMarketTest {

    private static final long MAX_BYTES = 2 << 20;

    @TempDir
    private static Path folder;
    private static Path demo;
    private static MarketHistory market;
    private final TradingCalendar calendar = new TradingCalendar();

    @BeforeAll
    static void writeOnce() {
        demo = folder.resolve("demo");
        new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(demo);
        market = new HistoricalReader(SyntheticMarket.range()).read(DataPath.find(demo.toString()));
    }

    @Test
    void shouldWriteTheSameContentsForTheSameSeed() throws IOException {
        Path again = folder.resolve("again");
        new SyntheticMarket(SyntheticMarket.DEMO_SEED).writeTo(again);
        assertEquals(contents(demo), contents(again));
    }

    @Test
    void shouldWriteOtherPricesForAnotherSeed() throws IOException {
        Path other = folder.resolve("other");
        new SyntheticMarket(SyntheticMarket.DEMO_SEED + 1).writeTo(other);
        Map<String, String> theirs = contents(other);
        assertEquals(contents(demo).keySet(), theirs.keySet());
        contents(demo).forEach((file, content) -> assertNotEquals(content, theirs.get(file), file));
    }

    /** Every machine, Java version, locale and time zone makes this market. */
    @Test
    void shouldMakeTheMarketThatTheDemoIsKnownFor() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        contents(demo).forEach((file, content) -> {
            digest.update(file.getBytes(StandardCharsets.UTF_8));
            digest.update(content.getBytes(StandardCharsets.UTF_8));
        });
        assertEquals("db5420c5a6d65139b2f9d1bc360ded9512c4606151240318db1d0946deb57c60", HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void shouldReadBackWithoutAnythingLeftOver() throws IOException {
        assertEquals(SyntheticMarket.symbols(), market.symbols());
        assertEquals(SyntheticMarket.symbols(), market.dailySymbols());
        assertTrue(market.ignored().isEmpty(), () -> market.ignored().toString());
        long lines = contents(demo).values().stream().mapToLong(content -> content.lines().count() - 1).sum();
        assertEquals(lines, market.rowCount());
    }

    @Test
    void shouldStaySmall() throws IOException {
        long bytes = 0;
        for (Path file : files(demo)) {
            bytes += Files.size(file);
        }
        assertTrue(bytes < MAX_BYTES, bytes + " bytes");
    }

    @Test
    void shouldSpanTheEndOfDaylightSavingTimeAndAHalfDay() {
        List<Session> sessions = SyntheticMarket.sessions().stream().map(this::sessionOn).toList();
        assertTrue(sessions.stream().anyMatch(session -> Instant.ofEpochSecond(session.openNanos() / FixedPoint.E9)
            .toString().endsWith("T13:30:00Z")), "a session in daylight saving time");
        assertTrue(sessions.stream().anyMatch(session -> Instant.ofEpochSecond(session.openNanos() / FixedPoint.E9)
            .toString().endsWith("T14:30:00Z")), "a session in standard time");
        assertEquals(1, sessions.stream().filter(Session::isHalfDay).count());
        for (Session session : sessions) {
            assertTrue(regularCount("CALD", session) > 150, () -> LocalDate.ofEpochDay(session.epochDay()).toString());
        }
    }

    @Test
    void shouldHoldRowsOutsideOfEverySession() {
        for (String symbol : SyntheticMarket.symbols()) {
            BarSeries bars = market.minuteBars(symbol);
            int regular = SyntheticMarket.sessions().stream().mapToInt(date -> regularCount(symbol, sessionOn(date))).sum();
            assertTrue(bars.count() > regular + 100, symbol);
            for (LocalDate date : SyntheticMarket.sessions()) {
                Session session = sessionOn(date);
                int closing = bars.indexAtOrAfter(session.closeNanos());
                assertEquals(session.closeNanos(), bars.startNanos(closing), symbol + " closing print on " + date);
            }
        }
    }

    @Test
    void shouldMissMinutesMostOfAllInTheIlliquidSymbol() {
        Session session = sessionOn(SyntheticMarket.sessions().get(0));
        int minutes = (int) ((session.closeNanos() - session.openNanos()) / BarSeries.BAR_NANOS);
        assertTrue(regularCount(SyntheticSymbol.ILLIQUID, session) < minutes * 3 / 4);
        int present = SyntheticMarket.sessions().stream().mapToInt(date -> regularCount("BRNQ", sessionOn(date))).sum();
        assertTrue(present < 11 * minutes + minutes * 7 / 13, "liquid symbols miss some minutes, too");
    }

    @Test
    void shouldGapOvernight() {
        DailySeries days = market.dailyBars("AURX");
        int gaps = 0;
        for (int i = 1; i < days.count(); i++) {
            long before = days.bar(i - 1).closeE8();
            gaps += Math.abs(days.bar(i).openE8() - before) * 200 > before ? 1 : 0;
        }
        assertTrue(gaps > 5, gaps + " opens half a percent away from the close before");
    }

    @Test
    void shouldKeepPricesAndVolumesWhereTheSymbolsPromise() {
        for (SyntheticSymbol symbol : SyntheticSymbol.ALL) {
            DailySeries days = market.dailyBars(symbol.ticker());
            long shares = 0;
            for (int i = 0; i < days.count(); i++) {
                DailyBar day = days.bar(i);
                shares += day.volumeShares();
                if (symbol.ticker().equals(SyntheticSymbol.PENNY)) {
                    assertTrue(day.highE8() < 2 * FixedPoint.E8, day::toString);
                } else {
                    assertTrue(day.lowE8() > 5 * FixedPoint.E8 && day.highE8() < 100 * FixedPoint.E8, day::toString);
                }
            }
            boolean isThin = symbol.ticker().equals(SyntheticSymbol.THIN);
            assertEquals(isThin, shares / days.count() < 1_000_000, symbol.ticker());
        }
    }

    @Test
    void shouldMoveTheInverseFundAgainstTheMarket() {
        DailySeries fund = market.dailyBars(SyntheticSymbol.INVERSE_FUND);
        int against = 0;
        int moved = 0;
        for (int i = 0; i < fund.count(); i++) {
            long average = 0;
            for (String symbol : List.of("AURX", "BRNQ", "CALD", "DRVO", "ELMQ")) {
                DailyBar day = market.dailyBars(symbol).bar(i);
                average += (day.closeE8() - day.openE8()) * 10_000 / day.openE8();
            }
            DailyBar day = fund.bar(i);
            long own = (day.closeE8() - day.openE8()) * 10_000 / day.openE8();
            moved += Math.abs(own) > 100 ? 1 : 0;
            against += Math.abs(own) > 100 && Long.signum(own) == -Long.signum(average) ? 1 : 0;
        }
        assertTrue(moved > 3 && against * 4 >= moved * 3, against + " of " + moved);
    }

    @Test
    void shouldHaveTwentyDailyBarsBeforeTheFirstSession() {
        long first = SyntheticMarket.sessions().get(0).toEpochDay();
        for (String symbol : SyntheticMarket.symbols()) {
            assertTrue(market.dailyBars(symbol).indexAtOrAfter(first) >= 20, symbol);
        }
        assertTrue(market.vixDays().count() > 20);
    }

    @Test
    void shouldQuoteSidesThatAreSometimesAbsentAndNeverCrossed() {
        int oneSided = 0;
        for (String symbol : SyntheticMarket.symbols()) {
            QuoteSeries quotes = market.quotes(symbol);
            assertTrue(quotes.count() > 0, symbol);
            for (int i = 0; i < quotes.count(); i++) {
                boolean hasAsk = quotes.askE8(i) != QuoteSeries.NO_PRICE;
                oneSided += hasAsk ? 0 : 1;
                assertTrue(!hasAsk || quotes.bidE8(i) < quotes.askE8(i), symbol);
            }
        }
        assertTrue(oneSided > 0);
    }

    @Test
    void shouldRefuseAFolderThatHoldsSomething() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("note"), "mine");
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
            () -> new SyntheticMarket(1).writeTo(full));
        assertTrue(refused.getMessage().contains("is not empty"), refused.getMessage());
        assertEquals(List.of(full.resolve("note")), files(full));
    }

    private Session sessionOn(LocalDate date) {
        return calendar.sessionOn((int) date.toEpochDay());
    }

    private static int regularCount(String symbol, Session session) {
        BarSeries bars = market.minuteBars(symbol);
        return bars.indexAtOrAfter(session.closeNanos()) - bars.indexAtOrAfter(session.openNanos());
    }

    /** Text of every file below the folder, unpacked, by its name. */
    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(root)) {
            try (InputStream raw = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
                contents.put(root.relativize(file).toString().replace('\\', '/'),
                    new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return contents;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> below = Files.walk(root)) {
            return below.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
