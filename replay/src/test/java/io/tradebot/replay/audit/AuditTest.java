package io.tradebot.replay.audit;

import io.tradebot.engine.market.Instrument;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.ExitPlan;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.engine.strategy.Setup;
import io.tradebot.engine.strategy.Signal;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.engine.strategy.StrategyWindow;
import io.tradebot.journal.event.Direction;
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
    void shouldNameTheFirstDecisionThatOtherCodeTakesDifferently() {
        AuditReport report = Audit.run(run.folder().journal(), () -> List.of(new ShyStrategy()), (done, total) -> { });
        assertFalse(report.isIdentical());
        String difference = report.firstDifference().orElseThrow();
        assertTrue(difference.matches("(?s)sequence \\d+, decision \\d+\\n  input:   MinuteClosed .*\\n  journal: IndicatorObserved .*\\n  now:     .*"),
            difference);
    }

    @Test
    void shouldNameTheFaultOfCodeThatThrows() {
        AuditReport report = Audit.run(run.folder().journal(), List::of, (done, total) -> { });
        String difference = report.firstDifference().orElseThrow();
        assertTrue(difference.startsWith("sequence 0, decision 1") && difference.contains("strategy 'open' is not on the class path"),
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
    private static final class ShyStrategy implements Strategy {

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
            return open.checkSignal(symbol, window, setup, signal) && signal.direction() != Direction.BULLISH;
        }

        @Override
        public ExitPlan exitPlan() {
            return open.exitPlan();
        }
    }
}
