package io.tradebot.replay.sweep;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.data.SyntheticMarket;
import io.tradebot.replay.data.MarketHistory;
import io.tradebot.replay.report.Metric;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SweepTest {

    @TempDir
    static Path temp;
    private static BacktestResult journaled;
    private static SweepInput input;
    private static MarketHistory history;

    @BeforeAll
    static void runOnce() {
        journaled = DemoRun.run(temp, "run", EngineHost.Kind.LOOP);
        input = new SweepInput(temp.resolve("data").toString(), SyntheticMarket.range().firstEpochDay(),
            SyntheticMarket.range().lastEpochDay());
        history = input.read();
    }

    @Test
    void shouldMeasureThePointOfABacktestAsItsJournalDoes() {
        EngineSettings settings = DemoRun.settings();
        SweepGrid grid = SweepGrid.parse(List.of("STRAT_OPEN_TRAIL=" + settings.value("STRAT_OPEN_TRAIL")));
        SweepRow row = LocalSweep.run(SweepTask.of(input, settings, grid), history, 1, (done, total) -> { }).get(0);
        assertEquals("", row.problem());
        assertEquals(journaled.chainHead(), row.chainHead());
        assertEquals(journaled.excerptCount(), row.excerptCount());
        for (Metric metric : SweepRow.METRICS) {
            assertEquals(journaled.metrics().figure(metric).value(), row.value(metric), metric.key());
        }
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheNumberOfThreads() throws IOException {
        SweepGrid grid = SweepGrid.parse(List.of("SLIPPAGE=0,0.001", "STRAT_OPEN_TRAIL=0.01..0.03:0.01", "MAX_TRADES=4"));
        List<SweepTask> tasks = SweepTask.of(input, DemoRun.settings(), grid);
        List<SweepRow> one = LocalSweep.run(tasks, history, 1, (done, total) -> { });
        List<SweepRow> two = LocalSweep.run(tasks, history, 2, (done, total) -> { });
        assertEquals(6, one.size());
        assertEquals(6, one.stream().map(SweepRow::chainHead).distinct().count(), "the settings count");
        SweepCsv.write(temp.resolve("one.csv"), grid, one);
        SweepCsv.write(temp.resolve("two.csv"), grid, two);
        SweepPage.write(temp.resolve("one.html"), "demo", grid, one);
        SweepPage.write(temp.resolve("two.html"), "demo", grid, two);
        assertArrayEquals(Files.readAllBytes(temp.resolve("one.csv")), Files.readAllBytes(temp.resolve("two.csv")));
        assertArrayEquals(Files.readAllBytes(temp.resolve("one.html")), Files.readAllBytes(temp.resolve("two.html")));
        List<String> lines = Files.readAllLines(temp.resolve("one.csv"));
        assertTrue(lines.get(0).startsWith("SLIPPAGE,STRAT_OPEN_TRAIL,MAX_TRADES,netPnl,"), lines.get(0));
        assertTrue(lines.get(2).startsWith("0,0.02,4," + one.get(1).text(Metric.NET_PNL) + ","), lines.get(2));
        String page = Files.readString(temp.resolve("one.html"));
        assertTrue(page.contains("<caption>Net P&amp;L, SLIPPAGE=0.001</caption>"), page);
        assertFalse(page.contains("http"), "the page needs nothing from elsewhere");
    }

    @Test
    void shouldCarryNothingLocal() throws Exception {
        SweepTask task = SweepTask.of(input, DemoRun.settings(), SweepGrid.parse(List.of("SLIPPAGE=0.0005"))).get(0);
        SweepTask received = (SweepTask) sent(task);
        assertEquals(task, received);
        SweepRow row = received.run(received.input().read());
        assertEquals(task.run(history), row);
        assertEquals(row, sent(row));
        assertNotEquals(journaled.chainHead(), row.chainHead());
    }

    @Test
    void shouldKeepARowForAPointThatFails() {
        EngineSettings settings = DemoRun.settings();
        SweepTask bad = SweepTask.of(input, settings, SweepGrid.parse(List.of("MAX_TRADES=3"))).get(0);
        assertTrue(bad.problems(SettingsTable.standard()).toString().contains("has 4 entries"), "four weights for three slots");
        SweepRow row = bad.run(history);
        assertTrue(row.problem().contains("WEIGHTS"), row.problem());
        assertEquals("", row.text(Metric.NET_PNL));
    }

    @Test
    void shouldReadGrids() {
        assertEquals(List.of("0.01", "0.015", "0.020"), SweepAxis.parse("A=0.01..0.02:0.005").values());
        assertEquals(List.of("1", "2", "3"), SweepAxis.parse("A=1..3").values());
        assertEquals(List.of("0.5,0.5", "1,0"), SweepAxis.parse("W=0.5,0.5;1,0").values());
        assertEquals(List.of("a", "b"), SweepAxis.parse("A= a, b").values());
        assertEquals("[[A=1, B=x], [A=1, B=y], [A=2, B=x], [A=2, B=y]]", SweepGrid.parse(List.of("A=1,2", "B=x,y")).points().toString());
        for (String wrong : List.of("A", "=1", "A=", "A=1,1", "A=3..1", "A=1..2:0", "A=1..x", "A=0..1:0.00001")) {
            assertThrows(IllegalArgumentException.class, () -> SweepAxis.parse(wrong), wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> SweepGrid.parse(List.of("A=1", "A=2")));
        assertThrows(IllegalArgumentException.class, () -> SweepGrid.parse(List.of("A=1..1000", "B=1..1000")));
    }

    private static Object sent(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
