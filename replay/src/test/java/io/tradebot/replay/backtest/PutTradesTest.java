package io.tradebot.replay.backtest;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.DateRange;
import io.tradebot.replay.explain.Orphans;
import io.tradebot.replay.whatif.WhatIf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A bearish signal bought as a put (strategy-rules 11). ZZZ trades between 100 and 101 for 20 minutes, breaks down to 97 at 14:50
 * UTC, and may come back to 99 at 15:00. Allocation 2000.00 USD; the put with strike 95 is offered at 2.10, so 9 contracts.
 */
class PutTradesTest {

    private static final Instant OPEN = Instant.parse("2024-11-04T14:30:00Z");

    @TempDir
    Path temp;
    private Path data;
    private int runCount;

    @BeforeEach
    void makeFolder() throws IOException {
        data = Files.createDirectories(temp.resolve("data"));
    }

    @Test
    void shouldBuyTheHighestStrikeOfTheNearestExpiryThatIsAWeekAway() throws IOException {
        writeBars(97);
        writeQuotes("2024-11-08 98 1.00 1.05", "2024-11-15 95 2.00 2.10", "2024-11-15 90 1.00 1.05", "2024-11-15 98 3.00 3.10",
            "2024-11-22 96 3.00 3.10");
        assertEquals(List.of("open,ZZZ241115P00095000,long,2024-11-04T14:52:00Z,2.1000,2024-11-04T15:23:00Z,2.0000,TIMEOUT,9.000000,"
            + "ZZZ,1,0,0.00,-90.00"), trades());
    }

    @Test
    void shouldLeaveWhenTheUnderlyingRisesByTheStop() throws IOException {
        writeBars(99); // the stop is 97 x 1.02 = 98.94
        writeQuotes("2024-11-15 95 2.00 2.10");
        assertEquals(List.of("open,ZZZ241115P00095000,long,2024-11-04T14:52:00Z,2.1000,2024-11-04T15:02:00Z,2.0000,STOP,9.000000,"
            + "ZZZ,1,0,0.00,-90.00"), trades());
    }

    @Test
    void shouldNotBuyWhatIsQuotedTooWideOrOnOneSide() throws IOException {
        writeBars(97);
        writeQuotes("2024-11-15 95 1.80 2.10", "2024-11-15 90  1.05");
        assertEquals(List.of(), trades());
        assertTrue(Files.readString(temp.resolve("run1").resolve("decisions.csv")).contains("REJECT_NO_OPTION_DATA,ZZZ"));
    }

    @Test
    void shouldNotBuyWhatTheAllocationDoesNotPay() throws IOException {
        writeBars(97);
        writeQuotes("2024-11-15 95 20.00 20.10");
        assertEquals(List.of(), trades());
        assertTrue(Files.readString(temp.resolve("run1").resolve("decisions.csv")).contains("REJECT_MIN_NOTIONAL,ZZZ"));
    }

    @Test
    void shouldAuditExplainRepeatAndKeepBooksOfPuts() throws IOException {
        writeBars(99);
        writeQuotes("2024-11-15 95 2.00 2.10");
        BacktestResult result = run(EngineHost.Kind.LOOP);
        assertEquals(result.chainHead(), run(EngineHost.Kind.RING).chainHead());
        Path journal = result.folder().journal();
        assertTrue(Audit.run(journal, (done, total) -> { }).isIdentical());
        assertEquals(List.of(), Orphans.in(journal).list());
        assertEquals(0, WhatIf.run(journal, Map.of(), 10).changedCount());
        try (LedgerDatabase database = LedgerDatabase.openReader(result.ledger()); JournalReader reader = JournalReader.open(journal)) {
            assertEquals(List.of(), LedgerCheck.check(database));
            assertEquals(List.of(), LedgerCheck.checkAgainst(reader, database));
        }
    }

    private List<String> trades() throws IOException {
        BacktestResult result = run(EngineHost.Kind.LOOP);
        List<String> lines = Files.readAllLines(result.folder().trades());
        return lines.subList(1, lines.size());
    }

    private BacktestResult run(EngineHost.Kind host) {
        EngineSettings settings = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "SHORT_TYPE_OPEN", "LongPut", "MAX_PRICE", "200",
            "MIN_VOLUME_THRESHOLD", "0"));
        return BacktestRun.run(new BacktestRequest(DataPath.find(data.toString()), DateRange.ALL, Optional.empty(), settings,
            RunIdentity.BACKTEST, host, new RunFolder(temp.resolve("run" + ++runCount))), (done, total) -> { });
    }

    private void writeBars(int returnsTo) throws IOException {
        StringBuilder rows = new StringBuilder("timestamp_utc,symbol,open,high,low,close,volume\n");
        for (int minute = 0; minute < 120; minute++) {
            int low = minute < 20 ? 100 : 97;
            int high = minute < 20 ? 101 : minute == 30 ? returnsTo : 97;
            rows.append(at(minute)).append(",ZZZ,").append(low).append(".0000,").append(high).append(".0000,").append(low)
                .append(".0000,").append(low).append(".0000,1000\n");
        }
        write("minute/ZZZ/ZZZ_20241104.csv", rows);
    }

    /** Each quote: expiry, strike, bid, offer; an empty bid stands for no bid. */
    private void writeQuotes(String... quotes) throws IOException {
        StringBuilder rows = new StringBuilder("timestamp_utc,underlying,right,strike,expiry,bid_open,bid_high,bid_low,bid_close,"
            + "bid_size,ask_open,ask_high,ask_low,ask_close,ask_size\n");
        for (String quote : quotes) {
            String[] q = quote.split(" ");
            for (int minute = 0; minute < 120; minute++) {
                rows.append(at(minute)).append(",ZZZ,PUT,").append(q[1]).append(".0000,").append(q[0]).append(side(q[2]))
                    .append(side(q[3])).append('\n');
            }
        }
        write("options/ZZZ_puts.csv", rows);
    }

    private static String side(String price) {
        return price.isEmpty() ? ",,,,," : ("," + price + "00").repeat(4) + ",10";
    }

    private static Instant at(int minute) {
        return OPEN.plus(minute, ChronoUnit.MINUTES);
    }

    private void write(String name, CharSequence rows) throws IOException {
        Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, rows);
    }
}
