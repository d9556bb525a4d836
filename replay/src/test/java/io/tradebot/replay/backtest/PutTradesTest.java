package io.tradebot.replay.backtest;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.explain.Orphans;
import io.tradebot.replay.whatif.WhatIf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A bearish signal bought as a put (strategy-rules 11) in the market of {@link PutMarket}. Allocation 2000.00 USD; the put with strike 95 is offered at 2.10, so 9 contracts.
 */
class PutTradesTest {

    @TempDir
    Path temp;
    private PutMarket market;

    @BeforeEach
    void makeMarket() {
        market = new PutMarket(temp);
    }

    @Test
    void shouldBuyTheHighestStrikeOfTheNearestExpiryThatIsAWeekAway() throws IOException {
        market.writeBars(97);
        market.writeQuotes("2024-11-08 98 1.00 1.05", "2024-11-15 95 2.00 2.10", "2024-11-15 90 1.00 1.05", "2024-11-15 98 3.00 3.10",
            "2024-11-22 96 3.00 3.10");
        assertEquals(List.of("open,ZZZ241115P00095000,long,2024-11-04T14:52:00Z,2.1000,2024-11-04T15:23:00Z,2.0000,TIMEOUT,9.000000,"
            + "ZZZ,1,0,0.00,-90.00"), trades());
    }

    @Test
    void shouldLeaveWhenTheUnderlyingRisesByTheStop() throws IOException {
        market.writeBars(99); // the stop is 97 x 1.02 = 98.94
        market.writeQuotes("2024-11-15 95 2.00 2.10");
        assertEquals(List.of("open,ZZZ241115P00095000,long,2024-11-04T14:52:00Z,2.1000,2024-11-04T15:02:00Z,2.0000,STOP,9.000000,"
            + "ZZZ,1,0,0.00,-90.00"), trades());
    }

    @Test
    void shouldNotBuyWhatIsQuotedTooWideOrOnOneSide() throws IOException {
        market.writeBars(97);
        market.writeQuotes("2024-11-15 95 1.80 2.10", "2024-11-15 90  1.05");
        assertEquals(List.of(), trades());
        assertTrue(Files.readString(temp.resolve("run1").resolve("decisions.csv")).contains("REJECT_NO_OPTION_DATA,ZZZ"));
    }

    @Test
    void shouldNotBuyWhatTheAllocationDoesNotPay() throws IOException {
        market.writeBars(97);
        market.writeQuotes("2024-11-15 95 20.00 20.10");
        assertEquals(List.of(), trades());
        assertTrue(Files.readString(temp.resolve("run1").resolve("decisions.csv")).contains("REJECT_MIN_NOTIONAL,ZZZ"));
    }

    @Test
    void shouldAuditExplainRepeatAndKeepBooksOfPuts() throws IOException {
        market.writeBars(99);
        market.writeQuotes("2024-11-15 95 2.00 2.10");
        BacktestResult result = market.run(EngineHost.Kind.LOOP);
        assertEquals(result.chainHead(), market.run(EngineHost.Kind.RING).chainHead());
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
        BacktestResult result = market.run(EngineHost.Kind.LOOP);
        List<String> lines = Files.readAllLines(result.folder().trades());
        return lines.subList(1, lines.size());
    }
}
