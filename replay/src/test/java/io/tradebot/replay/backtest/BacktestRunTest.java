package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.trade.Trade;
import io.tradebot.replay.data.BadDataException;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BacktestRunTest {

    @TempDir
    Path temp;

    @Test
    void shouldWriteTheSameJournalThroughTheRingAndTheLoop() throws IOException {
        BacktestResult loop = DemoRun.run(temp, "loop", EngineHost.Kind.LOOP);
        BacktestResult ring = DemoRun.run(temp, "ring", EngineHost.Kind.RING);
        assertEquals(loop.chainHead(), ring.chainHead());
        assertTrue(loop.excerptCount() > 1000, "a run of " + loop.excerptCount() + " inputs proves little");
        assertArrayEquals(Files.readAllBytes(segment(loop)), Files.readAllBytes(segment(ring)));
    }

    @Test
    void shouldNotDependOnDefaultLocaleOrZone() {
        String head = DemoRun.run(temp, "plain", EngineHost.Kind.LOOP).chainHead();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            BacktestResult moved = DemoRun.run(temp, "moved", EngineHost.Kind.LOOP);
            assertEquals(head, moved.chainHead());
            for (Path file : List.of(moved.folder().trades(), moved.folder().decisions(), moved.folder().report())) {
                Path twin = temp.resolve("plain").resolve(file.getFileName());
                assertEquals(Files.readString(twin), Files.readString(file), file.getFileName().toString());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void shouldKeepBooksThatBalanceAndAgreeWithTheTrades() {
        BacktestResult result = DemoRun.run(temp, "books", EngineHost.Kind.LOOP);
        assertFalse(result.trades().isEmpty());
        try (LedgerDatabase database = LedgerDatabase.openReader(result.ledger());
                JournalReader journal = JournalReader.open(result.folder().journal())) {
            assertEquals(List.of(), LedgerCheck.check(database));
            assertEquals(List.of(), LedgerCheck.checkAgainst(journal, database));
            assertEquals(result.trades(), Trade.all(database));
        }
    }

    @Test
    void shouldRebuildTheSameTables() {
        BacktestResult result = DemoRun.run(temp, "rebuild", EngineHost.Kind.LOOP);
        String before = dump(result.ledger());
        try (JournalReader journal = JournalReader.open(result.folder().journal())) {
            Checkpoint checkpoint = ProjectionRunner.rebuild(result.ledger(), journal);
            assertEquals(result.chainHead(), checkpoint.chain());
        }
        assertEquals(before, dump(result.ledger()));
    }

    @Test
    void shouldTradeNothingOnAFileWithErrors() throws IOException {
        Path file = temp.resolve("bad.csv");
        Files.writeString(file, "timestamp_utc,symbol,open,high,low,close,volume\n"
            + "2024-11-04T14:30:00Z,AAA,10.0000,9.0000,9.0000,9.5000,100\n");
        RunFolder folder = new RunFolder(temp.resolve("out"));
        BadDataException bad = assertThrows(BadDataException.class, () -> BacktestRun.run(new BacktestRequest(
            DataPath.find(file.toString()), DateRange.ALL, Optional.empty(), DemoRun.settings(), RunIdentity.BACKTEST,
            EngineHost.Kind.LOOP, folder), (done, total) -> { }));
        assertTrue(bad.getMessage().contains("bad.csv line 2: high"), bad.getMessage());
        assertFalse(Files.exists(folder.path()), "a run that did not start leaves nothing");
    }

    @Test
    void shouldSayThatNoBarLiesInASessionAndLeaveNothing() throws IOException {
        Path file = temp.resolve("sunday.csv");
        Files.writeString(file, "timestamp_utc,symbol,open,high,low,close,volume\n"
            + "2024-11-03T14:30:00Z,AAA,10.0000,11.0000,9.0000,9.5000,100\n");
        assertRefused(file, "--csv-zone");
        Files.writeString(file, "timestamp_utc,symbol,open,high,low,close,volume\n"
            + "1999-11-03T14:30:00Z,AAA,10.0000,11.0000,9.0000,9.5000,100\n");
        assertRefused(file, "1999-11-03");
    }

    @Test
    void shouldAverageTheVolumesOfSessionsThatAreNotTraded() throws IOException {
        Path file = temp.resolve("days.csv");
        Files.writeString(file, "timestamp_utc,symbol,open,high,low,close,volume\n"
            + "2024-11-06T14:30:00Z,AAA,10.0000,10.0000,10.0000,10.0000,500\n"
            + "2024-11-07T14:29:00Z,AAA,10.0000,10.0000,10.0000,10.0000,9999\n"
            + "2024-11-07T14:30:00Z,AAA,10.0000,11.0000,9.0000,9.5000,100\n"
            + "2024-11-07T20:59:00Z,AAA,9.5000,9.5000,9.2500,9.2500,30\n"
            + "2024-11-07T21:00:00Z,AAA,9.5000,9.5000,9.5000,9.5000,9999\n"
            + "2024-11-08T14:30:00Z,AAA,10.0000,10.0000,10.0000,10.0000,700\n");
        BacktestResult result = BacktestRun.run(new BacktestRequest(DataPath.find(file.toString()), DateRange.ALL, Optional.empty(),
            EngineSettings.of(Map.of("TRADING_DAYS", "wed,fri")), RunIdentity.BACKTEST, EngineHost.Kind.LOOP,
            new RunFolder(temp.resolve("days"))), (done, total) -> { });
        assertEquals(2, result.sessionCount());
        List<String> daily = new ArrayList<>();
        RecordPrinter printer = new RecordPrinter();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader journal = JournalReader.open(result.folder().journal())) {
            while (journal.next()) {
                cursor.wrap(journal.buffer(), journal.bodyOffset(), journal.bodyLength()).next();
                String line = printer.line(cursor);
                if (line.startsWith("DailyBarClosed")) {
                    daily.add(line);
                }
            }
        }
        assertEquals(List.of("DailyBarClosed instrument=AAA session=2024-11-07 open=10.00 high=11.00 low=9.00 close=9.25 volumeShares=130"), daily);
    }

    private void assertRefused(Path file, String words) {
        RunFolder folder = new RunFolder(temp.resolve("refused"));
        BadDataException bad = assertThrows(BadDataException.class, () -> BacktestRun.run(new BacktestRequest(
            DataPath.find(file.toString()), DateRange.ALL, Optional.empty(), DemoRun.settings(), RunIdentity.BACKTEST,
            EngineHost.Kind.LOOP, folder), (done, total) -> { }));
        assertTrue(bad.getMessage().contains(words), bad.getMessage());
        assertFalse(Files.exists(folder.path()), "a run that did not start leaves nothing");
    }

    @Test
    void shouldNotOverwriteARun() {
        DemoRun.run(temp, "twice", EngineHost.Kind.LOOP);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
            () -> DemoRun.run(temp, "twice", EngineHost.Kind.LOOP));
        assertTrue(refused.getMessage().contains("is not empty"), refused.getMessage());
    }

    private static Path segment(BacktestResult result) throws IOException {
        try (var files = Files.walk(result.folder().journal())) {
            return files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    private static String dump(Path ledger) {
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            return Dump.text(database);
        }
    }
}
