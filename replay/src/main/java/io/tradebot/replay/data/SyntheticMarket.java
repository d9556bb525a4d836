package io.tradebot.replay.data;

import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.synthetic.SyntheticMarketDays;
import io.tradebot.engine.synthetic.SyntheticSession;
import io.tradebot.engine.synthetic.SyntheticSymbol;
import io.tradebot.journal.value.FixedPoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A made-up market for the demo and for tests, written as files in the plain forms: what it writes is also a pattern for
 * one's own data. Immutable; any thread.
 *
 * <p>Twelve sessions in two runs: one over the end of daylight saving time (2024-11-03), one over Thanksgiving with its half
 * day (2024-11-29). Nine symbols, among them one that is often silent and sometimes has no fair spread, one too cheap, one
 * too thin, and a fund that moves against the market. There are overnight gaps, minutes without trades, trading halts, rows
 * before and after the session, quotes with one side only, and daily bars from two months before the first session.
 *
 * <p>Equal seeds give equal contents on every machine: only whole numbers are used. (The bytes of a compressed file depend
 * on the compressor as well.)
 */
public final class SyntheticMarket {

    /** Seed of the demo. */
    public static final long DEMO_SEED = 20_241_109;

    private static final LocalDate FIRST_DAILY = LocalDate.of(2024, 9, 3);
    private static final List<LocalDate> SESSIONS = List.of(
        LocalDate.of(2024, 10, 31), LocalDate.of(2024, 11, 1),
        LocalDate.of(2024, 11, 4), // the first after the clocks went back
        LocalDate.of(2024, 11, 5), LocalDate.of(2024, 11, 6), LocalDate.of(2024, 11, 7), LocalDate.of(2024, 11, 8),
        LocalDate.of(2024, 11, 25), LocalDate.of(2024, 11, 26), LocalDate.of(2024, 11, 27),
        LocalDate.of(2024, 11, 29), // half day
        LocalDate.of(2024, 12, 2));

    private final long seed;

    /** The market of this seed. */
    public SyntheticMarket(long seed) {
        this.seed = seed;
    }

    /** Sessions with minute bars, in order. */
    public static List<LocalDate> sessions() {
        return SESSIONS;
    }

    /** Symbols, in ASCII order. */
    public static List<String> symbols() {
        return SyntheticSymbol.ALL.stream().map(SyntheticSymbol::ticker).toList();
    }

    /** The days to replay. */
    public static DateRange range() {
        return DateRange.of(SESSIONS.get(0), SESSIONS.get(SESSIONS.size() - 1));
    }

    /** The settings of the demo: the defaults except for what the comments in the file explain. */
    public static SettingsFile demoSettings() {
        try (InputStream resource = SyntheticMarket.class.getResourceAsStream("demo.env")) {
            return SettingsFile.parse("demo.env", resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("demo.env cannot be read from the program's own jar", e);
        }
    }

    /**
     * Writes minute/, quotes/, daily/ and vix/ into a folder, which is made if need be.
     *
     * @throws IllegalArgumentException when the folder is not empty: what is there would be read as part of the market
     * @throws UncheckedIOException     when it cannot be written
     */
    public void writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> present = Files.list(folder)) {
                if (present.findAny().isPresent()) {
                    throw new IllegalArgumentException("the folder " + folder + " is not empty. Name a new or an empty one.");
                }
            }
            List<SyntheticSession> sessions = SyntheticMarketDays.sessions(seed, (int) FIRST_DAILY.toEpochDay(),
                (int) SESSIONS.get(SESSIONS.size() - 1).toEpochDay());
            for (int i = 0; i < SyntheticSymbol.ALL.size(); i++) {
                write(folder, SyntheticSymbol.ALL.get(i), i, sessions);
            }
            writeVolatility(folder, sessions);
        } catch (IOException e) {
            throw new UncheckedIOException("the market cannot be written into " + folder + ": " + e, e);
        }
    }

    /** The price goes on through the days of which only the daily bar is kept. */
    private static void write(Path folder, SyntheticSymbol symbol, int symbolIndex, List<SyntheticSession> sessions)
            throws IOException {
        StringBuilder daily = rows(PlainForm.DAILY_BARS);
        long micros = (long) symbol.basePriceCents() * SyntheticSession.MICROS_PER_CENT;
        for (SyntheticSession session : sessions) {
            SyntheticSession.Tape tape = session.run(symbol, symbolIndex, micros);
            micros = tape.closeMicros();
            LocalDate date = LocalDate.ofEpochDay(session.session().epochDay());
            addDaily(daily, date, symbol.ticker(), tape.regular());
            if (SESSIONS.contains(date)) {
                String file = symbol.ticker() + '/' + symbol.ticker() + '_' + date.toString().replace("-", "") + ".csv.gz";
                writeZipped(folder.resolve("minute").resolve(file), minuteRows(symbol.ticker(), tape));
                writeZipped(folder.resolve("quotes").resolve(file), quoteRows(symbol.ticker(), tape));
            }
        }
        writeZipped(folder.resolve("daily").resolve(symbol.ticker() + ".csv.gz"), daily);
    }

    private static StringBuilder minuteRows(String ticker, SyntheticSession.Tape tape) {
        StringBuilder rows = rows(PlainForm.MINUTE_BARS);
        for (List<SyntheticSession.Bar> part : List.of(tape.before(), tape.regular(), tape.after())) {
            for (SyntheticSession.Bar bar : part) {
                addTime(rows, bar.startNanos()).append(ticker);
                addPrices(rows, bar).append(',').append(bar.shares()).append('\n');
            }
        }
        return rows;
    }

    private static StringBuilder quoteRows(String ticker, SyntheticSession.Tape tape) {
        StringBuilder rows = rows(PlainForm.QUOTES);
        for (SyntheticSession.Quote quote : tape.quotes()) {
            addTime(rows, quote.startNanos()).append(ticker);
            addPrices(rows, quote.bid()).append(',').append(quote.bid().shares());
            if (quote.ask() == null) {
                rows.append(",,,,,\n");
            } else {
                addPrices(rows, quote.ask()).append(',').append(quote.ask().shares()).append('\n');
            }
        }
        return rows;
    }

    private static void addDaily(StringBuilder rows, LocalDate date, String ticker, List<SyntheticSession.Bar> bars) {
        SyntheticSession.Bar first = bars.get(0);
        long high = bars.stream().mapToLong(SyntheticSession.Bar::high).max().orElseThrow();
        long low = bars.stream().mapToLong(SyntheticSession.Bar::low).min().orElseThrow();
        long shares = bars.stream().mapToLong(SyntheticSession.Bar::shares).sum();
        long close = bars.get(bars.size() - 1).close();
        rows.append(date).append(',').append(ticker);
        addPrices(rows, new SyntheticSession.Bar(first.startNanos(), first.open(), high, low, close, shares))
            .append(',').append(shares).append('\n');
    }

    private static void writeVolatility(Path folder, List<SyntheticSession> sessions) throws IOException {
        StringBuilder rows = rows(PlainForm.VIX_DAYS);
        long before = sessions.get(0).volatilityIndexHundredths();
        for (SyntheticSession session : sessions) {
            long close = session.volatilityIndexHundredths();
            rows.append(LocalDate.ofEpochDay(session.session().epochDay()));
            for (long hundredths : new long[] {before, Math.max(before, close) + 21, Math.min(before, close) - 17, close}) {
                FixedPoint.append(rows.append(','), hundredths * 10_000, 6, 6);
            }
            rows.append('\n');
            before = close;
        }
        Path file = folder.resolve("vix").resolve("vix-daily.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, rows, StandardCharsets.UTF_8);
    }

    private static StringBuilder rows(PlainForm form) {
        return new StringBuilder(1 << 16).append(form.header).append('\n');
    }

    private static StringBuilder addTime(StringBuilder rows, long startNanos) {
        return rows.append(Instant.ofEpochSecond(startNanos / 1_000_000_000L)).append(',');
    }

    private static StringBuilder addPrices(StringBuilder rows, SyntheticSession.Bar bar) {
        for (long cents : new long[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
            FixedPoint.append(rows.append(','), cents * 100, 4, 4);
        }
        return rows;
    }

    private static void writeZipped(Path file, StringBuilder rows) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file))) {
            zipped.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
