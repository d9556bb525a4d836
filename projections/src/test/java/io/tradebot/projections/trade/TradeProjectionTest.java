package io.tradebot.projections.trade;

import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TradeProjectionTest {

    @TempDir
    Path folder;

    @Test
    void shouldKeepEveryFieldOfATrade() {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, ScriptedDay.write().source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            List<Trade> trades = Trade.all(reader);
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), trades.stream().map(Trade::positionId).toList());
            assertEquals(new Trade(2, 9, "2025-04-07", "mid", "QQQ", "long", 1_744_033_800_000_000_000L, "2025-04-07T13:50:00Z",
                3_333_330_000L, 1_744_034_460_000_000_000L, "2025-04-07T14:01:00Z", 3_211_110_000L, "STOP", 10_500_000_000L, "QQQ", 1, 0,
                0, -1283, "SIM", "backtest"), trades.get(1));
        }
    }

    @Test
    void shouldKeepDaysSignalsOrdersAndFills() {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, ScriptedDay.write().source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(new TradingDay("2025-04-07", false, 10_000_000, 5, 3, 2, 2, 10_057, 310, 10_010_057)),
                TradingDay.allClosed(reader));
            assertEquals(2, reader.count("SELECT sum(signal_count) FROM day_signal"));
            assertEquals(2, reader.count("SELECT count(*) FROM order_request WHERE role = 'entry' AND side = 'buy'"));
            assertEquals(13, reader.count("SELECT count(*) FROM fill WHERE outcome = 'accepted'"));
            assertEquals(1, reader.count("SELECT count(*) FROM fill WHERE outcome = 'refused'"));
        }
    }

    @Test
    void shouldLeaveARunningDayOpen() {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, ScriptedDay.write().source(10));
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(), TradingDay.allClosed(reader));
            assertEquals(1, reader.count("SELECT count(*) FROM day WHERE closed_sequence IS NULL"));
        }
    }

    @Test
    void shouldNameADayThatIsClosedTwice() {
        JournalScript twice = ScriptedDay.write().at("2025-04-07T20:00:01Z").timeAdvanced()
            .dayClosed("2025-04-07", 0, 0, 0, 0, "0", "0", "0");
        ProjectionException e = assertThrows(ProjectionException.class,
            () -> ProjectionRunner.rebuild(folder.resolve("ledger.db"), twice.source()));
        assertTrue(e.getMessage().contains("sequence 21") && e.getMessage().contains("day 2025-04-07"), e.getMessage());
    }
}
