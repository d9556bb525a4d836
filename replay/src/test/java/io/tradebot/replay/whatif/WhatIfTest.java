package io.tradebot.replay.whatif;

import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.SessionStartedEncoder;
import io.tradebot.journal.log.JournalExport;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.replay.backtest.Backtest;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import io.tradebot.replay.backtest.RunIdentity;
import io.tradebot.replay.backtest.RunTally;
import io.tradebot.replay.books.FactRecorder;
import io.tradebot.replay.data.DataPath;
import io.tradebot.replay.data.HistoricalReader;
import io.tradebot.replay.data.SyntheticMarket;
import io.tradebot.replay.report.Metric;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WhatIfTest {

    @TempDir
    static Path temp;
    private static BacktestResult run;
    private static Path paper;

    @BeforeAll
    static void runOnce() {
        run = DemoRun.run(temp, "run", EngineHost.Kind.LOOP);
        paper = asPaperRun();
    }

    @Test
    void shouldFindNoDifferenceWhenNothingIsChanged() {
        WhatIfReport report = WhatIf.run(run.folder().journal(), Map.of(), 10);
        assertEquals(List.of(), report.settings());
        assertEquals(0, report.changedCount(), report.changes().toString());
        assertTrue(report.decisionCount() > 500, "only " + report.decisionCount() + " decisions were compared");
        WhatIfReport.Money money = report.money().orElseThrow();
        assertEquals(run.chainHead(), money.headWas());
        assertEquals(run.chainHead(), money.headNow(), "the very same run");
    }

    @Test
    void shouldComeToWhatABacktestWithTheSettingsComesTo() {
        for (Map<String, String> change : List.of(Map.of("STRAT_OPEN_BUFFER", "0.005"), Map.of("STRATEGY_OVERRIDE", "null"),
            Map.of("SHORT_TYPE_OPEN", "InverseETF", "HARD_EXIT_MINUTES", "200"))) {
            RunTally tally = new RunTally();
            new Backtest(new HistoricalReader(SyntheticMarket.range()).read(DataPath.find(temp.resolve("data").toString())),
                SettingsTable.standard().check(SyntheticMarket.demoSettings(), SettingsFile.of("test", change)).settings(),
                RunIdentity.BACKTEST, EngineHost.Kind.LOOP).run(tally, (done, total) -> { });

            WhatIfReport report = WhatIf.run(run.folder().journal(), change, 5);
            WhatIfReport.Money money = report.money().orElseThrow();
            assertEquals(tally.chainHead(), money.headNow(), change.toString());
            assertEquals(tally.metrics().figure(Metric.NET_PNL).value(), money.now().figure(Metric.NET_PNL).value());
            assertNotEquals(run.chainHead(), money.headNow());
            assertEquals(change.size(), report.settings().size());
            assertTrue(report.changedCount() > 5 && report.changes().size() == 5, "counted, and the first five listed");
            assertTrue(report.isKnownToTheEnd());
        }
    }

    @Test
    void shouldNameTheFirstDecisionThatChanges() {
        WhatIfReport report = WhatIf.run(run.folder().journal(), Map.of("TOTAL_ALLOCATION", "0.01"), 1);
        DecisionChange first = report.changes().get(0);
        assertTrue(first.was().startsWith("SlotAssigned strategy=open slot=1 "), first.toString());
        assertTrue(first.now().startsWith("SlotAssigned strategy=open slot=1 "), first.toString());
        assertEquals(new SettingChange("TOTAL_ALLOCATION", "0.02", "0.01"), report.settings().get(0));
    }

    @Test
    void shouldSayWhereTheAnswerEndsForOrdersThatWereNeverSent() {
        WhatIfReport same = WhatIf.run(paper, Map.of(), 10);
        assertEquals(0, same.changedCount(), same.changes().toString());
        assertTrue(same.isKnownToTheEnd());
        assertTrue(same.money().isEmpty(), "fills of a broker are not made up");

        WhatIfReport wider = WhatIf.run(paper, Map.of("STRAT_OPEN_BUFFER", "0.005"), 1_000);
        assertFalse(wider.isKnownToTheEnd());
        assertTrue(wider.knowable().matches("to sequence \\d+ \\(2024-\\S+\\): there the two runs ask the broker for different things.*"),
            wider.knowable());
        assertTrue(wider.changes().stream().anyMatch(change -> (change.was() + change.now()).contains("OrderRequested")), wider.toString());
        assertTrue(wider.changedCount() > 0);
        assertTrue(wider.decisionCount() < same.decisionCount());

        WhatIfReport harmless = WhatIf.run(paper, Map.of("NOTIFY_ON_FILL", "false"), 10);
        assertEquals(0, harmless.changedCount());
        assertEquals("NOTIFY_ON_FILL", harmless.settings().get(0).key());
    }

    @Test
    void shouldTakeFactsThatWereAddedAfterTheRun() {
        Path folder = temp.resolve("added");
        copy(folder, RunMode.BACKTEST);
        FactRecorder.Result added = FactRecorder.record(folder, List.of(
            "{'record':'CashTransferred','time':'2024-12-03T14:00:00Z','kind':'DEPOSIT','amount':'5000.00','effective':'2024-12-03','transferId':'W-1'}",
            "{'record':'FeeCharged','time':'2024-12-03T14:05:00Z','kind':'MARKET_DATA','amount':'10.00','charged':'2024-12-02T21:00:00Z','feeId':'F-1'}",
            "{'record':'FillBusted','time':'2024-12-03T15:10:00Z','orderId':1,'busted':'2024-12-03T15:00:00Z','executionId':'SIM-X1'}",
            "{'record':'OperatorCommanded','time':'2024-12-03T15:20:00Z','command':'PAUSE','user':'anna','reason':'look'}")
            .stream().map(line -> line.replace('\'', '"')).toList(), false);
        assertEquals(List.of(), added.problems());
        assertTrue(added.answers().stream().anyMatch(answer -> answer.decisions().toString().contains("FillReversed")), added.toString());

        WhatIfReport same = WhatIf.run(folder, Map.of(), 10);
        assertEquals(0, same.changedCount(), same.changes().toString());
        assertTrue(same.isKnownToTheEnd());
        assertEquals(added.chainHead(), same.money().orElseThrow().headNow(), "the very same run, facts included");

        WhatIfReport other = WhatIf.run(folder, Map.of("STRAT_OPEN_BUFFER", "0.005"), 10_000);
        assertFalse(other.isKnownToTheEnd());
        assertTrue(other.knowable().startsWith("to sequence " + (run.excerptCount()) + " (2024-12-03T14:00:00Z): what was added"), other.knowable());
        assertFalse(other.changes().toString().contains("FillReversed"), "nobody knows what the broker would have taken back");
    }

    @Test
    void shouldFindNothingInAJournalThatBreaksOffAnywhere() {
        for (long last : new long[] {1, 968, 969, 970, 971, 4_000, 12_345, 56_289}) {
            Path cut = temp.resolve("cut-" + last);
            JournalExport.prefix(run.folder().journal(), cut, last, (done, total) -> { });
            WhatIfReport same = WhatIf.run(cut, Map.of(), 10);
            assertEquals(0, same.changedCount(), last + ": " + same.changes());
            assertFalse(same.isKnownToTheEnd());
            assertTrue(same.knowable().contains("the journal breaks off"), same.knowable());
            assertTrue(last < 900 || same.decisionCount() > 0, "something was compared");
        }
    }

    @Test
    void shouldRefuseSettingsThatAreWrong() {
        assertThrows(InvalidSettingsException.class, () -> WhatIf.run(run.folder().journal(), Map.of("MAX_TRADES", "3"), 1));
        assertThrows(InvalidSettingsException.class, () -> WhatIf.run(run.folder().journal(), Map.of("NO_SUCH", "3"), 1));
    }

    /** The demo's journal with another run mode: the facts in it stand for those of a broker. */
    private static Path asPaperRun() {
        return copy(temp.resolve("paper"), RunMode.PAPER);
    }

    private static Path copy(Path folder, RunMode mode) {
        RecordBatch body = new RecordBatch();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(run.folder().journal()); JournalWriter writer = JournalWriter.open(folder)) {
            while (reader.next()) {
                body.copyFrom(reader.buffer(), reader.bodyOffset(), reader.bodyLength(), 1);
                if (reader.sequence() == 0) {
                    cursor.wrap(body.buffer(), 0, body.length()).next();
                    new SessionStartedEncoder().wrap(body.buffer(), cursor.bodyOffset()).runMode(mode);
                }
                writer.append(body.buffer(), 0, body.length(), reader.timeNanos());
            }
        }
        return folder;
    }
}
