package io.tradebot.replay.books;

import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The books of the demo. */
class DemoBooksTest {

    @TempDir
    Path folder;

    @Test
    void shouldJoinPostingsWithRecordsBothWays() {
        BacktestResult demo = DemoRun.run(folder, "run", EngineHost.Kind.LOOP);
        try (LedgerDatabase reader = LedgerDatabase.openReader(demo.folder().ledger(RunIdentity.BACKTEST.text()))) {
            RecordJoin.requireNoOrphans(reader);
        }
    }
}
