package io.tradebot.projections.tax;

import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.projections.script.BookedFacts;
import io.tradebot.projections.script.ScriptedDay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TaxLotsTest {

    @TempDir
    Path folder;

    /** Of the day's trades QQQ long loses 12.83; its short and SPY bought later that day are of another side or symbol. */
    @Test
    void shouldGiveALineForEachUseOfALot() {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, ScriptedDay.write().source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            List<TaxLine> lines = TaxLots.lines(reader);
            assertEquals(7, lines.size());
            assertEquals(new TaxLine("QQQ", 10_500_000_000L, "2025-04-07", "2025-04-07", 33_717, 35_000, 0, false, false, 2, null,
                "TB000000000009"), lines.get(1));
            assertEquals(new TaxLine("SPY", 20_000_000_000L, "2025-04-07", "2025-04-07", 80_000, 78_000, 0, false, true, 3, null,
                "TB000000000012"), lines.get(2));
            assertEquals(10_367, lines.stream().mapToLong(TaxLine::gainCents).sum());
            assertEquals(List.of(), TaxLots.lines(reader, LocalDate.parse("2025-04-08"), LocalDate.parse("2025-12-31")));
        }
    }

    @Test
    void shouldLeaveOutWhatWasTakenBack() {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, BookedFacts.write().source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(7L), TaxLots.lines(reader).stream().map(TaxLine::lotId).toList());
        }
    }
}
