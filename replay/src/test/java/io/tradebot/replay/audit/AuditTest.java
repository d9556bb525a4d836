package io.tradebot.replay.audit;

import io.tradebot.engine.check.Findings;
import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.recovery.DecisionDifference;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.Direction;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import io.tradebot.replay.backtest.BacktestResult;
import io.tradebot.replay.backtest.DemoRun;
import io.tradebot.replay.backtest.EngineHost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AuditTest {

    @TempDir
    static Path temp;
    private static BacktestResult run;

    @BeforeAll
    static void runOnce() {
        run = DemoRun.run(temp, "run", EngineHost.Kind.LOOP);
    }

    @Test
    void shouldDecideEverythingTheSameAgain() {
        AuditReport report = Audit.run(run.folder().journal(), (done, total) -> { });
        assertTrue(report.isIdentical(), report.toString());
        assertEquals(run.chainHead(), report.chainHead());
        assertEquals(run.excerptCount(), report.excerptCount());
        assertTrue(report.decisionCount() > 100, "only " + report.decisionCount() + " decisions were compared");
    }

    @Test
    void shouldDecideNothingOnSeals() throws IOException {
        Path sealed = temp.resolve("sealed");
        SealKey key = SealKey.openOrCreate(temp.resolve("key.pem"));
        try (JournalReader reader = JournalReader.open(run.folder().journal());
             JournalWriter writer = JournalWriter.open(sealed, WriterOptions.defaults().sealedBy(key, 1000))) {
            while (reader.next()) {
                writer.append(reader.buffer(), reader.bodyOffset(), reader.bodyLength(), reader.timeNanos());
            }
        }
        AuditReport report = Audit.run(sealed, (done, total) -> { });
        assertTrue(report.isIdentical(), report.toString());
        int sealCount = report.verification().seals().size();
        assertTrue(sealCount > 3, sealCount + " seals");
        assertEquals(run.excerptCount() + sealCount, report.excerptCount());
        assertEquals(Audit.run(run.folder().journal(), (done, total) -> { }).decisionCount(), report.decisionCount());
    }

    @Test
    void shouldNameTheFirstDecisionThatOtherCodeTakesDifferently() {
        AuditReport report = Audit.run(run.folder().journal(), () -> List.of(new ShyStrategy()), (done, total) -> { });
        assertFalse(report.isIdentical());
        String difference = report.firstDifference().orElseThrow().toString();
        assertTrue(report.isTrading(), difference);
        assertTrue(difference.matches("sequence \\d+, 2024-\\S+, input MinuteClosed .*\\n  journal: SignalRaised strategy=open .* direction=BULLISH .*"
            + "\\n  now:     nothing"), difference);
        assertTrue(report.differencesByKind().keySet().containsAll(List.of("SignalRaised", "OrderRequested", "RiskChecked")), report::toString);
        assertEquals(run.excerptCount(), report.excerptCount(), "it goes on behind the first");
    }

    @Test
    void shouldShowOnlyTheFieldsThatDiffer() {
        AuditReport report = Audit.run(run.folder().journal(), () -> List.of(new NearStrategy()), (done, total) -> { });
        DecisionDifference difference = report.firstDifference().orElseThrow();
        assertTrue(report.isTrading(), difference::toString);
        assertEquals("CandidateRanked", difference.record());
        assertEquals(1, difference.changes().size(), difference::toString);
        assertTrue(difference.changes().get(0).matches("rangeHigh: [0-9.]+ -> [0-9.]+"), difference::toString);
        assertTrue(difference.toString().contains("\n  CandidateRanked strategy=open instrument="), difference::toString);
    }

    @Test
    void shouldLeadWithTheTradingDecisionAndCountTheRest() {
        AuditReport report = Audit.run(run.folder().journal(), () -> List.of(new WarningStrategy()), (done, total) -> { });
        assertEquals(1, report.differencesByKind().get("SelfCheckReported"), "the first difference of all");
        assertTrue(report.firstDifference().orElseThrow().sequence() > 0, report::toString);
        assertTrue(report.isTrading(), report::toString);
    }

    @Test
    void shouldShowHousekeepingWhenNothingElseDiffers() {
        AuditReport report = Audit.run(run.folder().journal(), () -> List.of(new OnlyWarningStrategy()), (done, total) -> { });
        assertFalse(report.isIdentical());
        assertFalse(report.isTrading());
        assertEquals(Map.of("SelfCheckReported", 1L), report.differencesByKind());
        String difference = report.firstDifference().orElseThrow().toString();
        assertTrue(difference.contains("\n    verdict: PASSED -> WARNED\n    finding: "), difference);
        assertTrue(difference.lines().allMatch(line -> line.length() < 400), difference);
        assertEquals(run.excerptCount(), report.excerptCount(), "it goes on behind the first");
        assertTrue(report.end().isEmpty());
    }

    @Test
    void shouldNameTheFaultOfCodeThatThrows() {
        AuditReport report = Audit.run(run.folder().journal(), List::of, (done, total) -> { });
        String difference = report.firstDifference().orElseThrow().toString();
        assertTrue(report.end().orElseThrow().startsWith("sequence 0, "), report.end()::toString);
        assertTrue(difference.startsWith("sequence 0, ") && difference.contains("strategy 'open' is not on the class path"),
            difference);
    }

    @Test
    void shouldFailOnOneChangedByteAnywhere() throws IOException {
        long seed = Long.getLong("tradebot.seed", System.nanoTime());
        System.out.println("AuditTest seed " + seed);
        Random random = new Random(seed);
        try (Stream<Path> files = Files.walk(run.folder().journal())) {
            for (Path file : files.filter(path -> Files.isRegularFile(path) && path.toFile().length() > 0).sorted().toList()) {
                byte[] intact = Files.readAllBytes(file);
                for (int i = 0; i < 20; i++) {
                    int at = random.nextInt(intact.length);
                    byte[] changed = intact.clone();
                    changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                    Files.write(file, changed);
                    AuditReport report = Audit.run(run.folder().journal(), (done, total) -> { });
                    assertFalse(report.isIdentical(), file + " byte " + at);
                    String findings = report.verification().findings().toString();
                    assertTrue(findings.contains(file.getFileName().toString()), file + " byte " + at + ": " + findings);
                }
                Files.write(file, intact);
            }
        }
        assertTrue(Audit.run(run.folder().journal(), (done, total) -> { }).isIdentical());
    }

    /** OPEN with one line changed: it never sees a bullish signal. */
    private static final class ShyStrategy extends ChangedOpen {
        @Override
        public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
            return super.checkSignal(symbol, window, setup, signal) && signal.direction() != Direction.BULLISH;
        }
    }

    /** OPEN that puts the range's high one cent higher once it has its rank. */
    private static final class NearStrategy extends ChangedOpen {
        @Override
        public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
            boolean isFound = super.findSetup(symbol, window, setup);
            if (isFound) {
                setup.set(setup.kind(), setup.direction(), setup.scorePpm(), setup.rangeHighPx() + 100, setup.rangeLowPx());
            }
            return isFound;
        }
    }

    /** The shy one with a warning at start: housekeeping differs long before trading does. */
    private static final class WarningStrategy extends ChangedOpen {
        @Override
        public void selfCheck(Findings findings) {
            findings.warn("a shy one");
        }

        @Override
        public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
            return super.checkSignal(symbol, window, setup, signal) && signal.direction() != Direction.BULLISH;
        }
    }

    /** Warns and trades as ever. */
    private static final class OnlyWarningStrategy extends ChangedOpen {
        @Override
        public void selfCheck(Findings findings) {
            findings.warn("nothing but a warning");
        }
    }

    /** OPEN to change. */
    private abstract static class ChangedOpen implements Strategy {

        private final OpenStrategy open = new OpenStrategy();

        @Override
        public String name() {
            return open.name();
        }

        @Override
        public void configure(EngineSettings settings) {
            open.configure(settings);
        }

        @Override
        public boolean findSetup(Instrument symbol, StrategyWindow window, Setup setup) {
            return open.findSetup(symbol, window, setup);
        }

        @Override
        public boolean checkSignal(Instrument symbol, StrategyWindow window, Setup setup, Signal signal) {
            return open.checkSignal(symbol, window, setup, signal);
        }

        @Override
        public ExitPlan exitPlan() {
            return open.exitPlan();
        }
    }
}
