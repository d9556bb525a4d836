package io.tradebot.engine.pipeline;

import io.tradebot.engine.script.EngineRun;
import io.tradebot.engine.script.ScriptedBars;
import io.tradebot.engine.script.Seed;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.OpenStrategy;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The ring of a live session and the loop of a backtest write the same journal. */
class RingAndLoopTest {

    private static final Session DAY = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 3, 5).toEpochDay());
    private static final Session NEXT_DAY = new TradingCalendar().nextSession(DAY.epochDay());
    private static final EngineSettings SETTINGS = EngineSettings.of(Map.of("STRATEGY_OVERRIDE", "open", "MIN_VOLUME_THRESHOLD", "0",
        "STRAT_OPEN_BUFFER", "0.001", "SHORT_TYPE_OPEN", "ShortSell", "TRAIL", "0.005", "COMMISSION_PER_ORDER", "1.00"));
    private static final List<String> SYMBOLS = List.of("AAA", "BBB", "CCC", "DDD", "EEE", "FFF");

    @Test
    void shouldWriteTheSameJournal(@TempDir Path folder) {
        long seed = Seed.take("RingAndLoopTest");
        List<String> loop = run(EngineRun.Host.LOOP, folder.resolve("loop"), seed);
        List<String> ring = run(EngineRun.Host.RING, folder.resolve("ring"), seed);
        assertTrue(loop.size() > 4_000, "two sessions of six symbols, " + loop.size() + " excerpts");
        for (int i = 0; i < Math.min(loop.size(), ring.size()); i++) {
            assertEquals(loop.get(i), ring.get(i), "excerpt " + i + ", seed " + seed);
        }
        assertEquals(loop.size(), ring.size());
        assertEquals(head(folder.resolve("loop")), head(folder.resolve("ring")));
    }

    @Test
    void shouldWriteAnotherJournalForOtherInputs(@TempDir Path folder) {
        long seed = Seed.take("RingAndLoopTest");
        run(EngineRun.Host.LOOP, folder.resolve("a"), seed);
        run(EngineRun.Host.LOOP, folder.resolve("b"), seed + 1);
        assertTrue(!head(folder.resolve("a")).equals(head(folder.resolve("b"))));
    }

    private static List<String> run(EngineRun.Host host, Path journal, long seed) {
        try (JournalWriter writer = JournalWriter.open(journal);
             EngineRun run = new EngineRun(SETTINGS, () -> List.of(new OpenStrategy()), EngineRun.Answers.EXCHANGE, host, writer)) {
            run.start(DAY.openNanos() - EngineRun.MINUTE_NANOS, RunMode.BACKTEST, SYMBOLS);
            RandomGenerator random = Seed.generator(seed);
            fill(run, random, DAY);
            fill(run, random, NEXT_DAY);
            run.runSession(DAY);
            run.runSession(NEXT_DAY);
            run.gateway().sessionEnded(NEXT_DAY.closeNanos(), run.gateway().publishedCount());
            run.settle();
        }
        List<String> excerpts = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                byte[] body = new byte[reader.bodyLength()];
                reader.buffer().getBytes(reader.bodyOffset(), body);
                excerpts.add(reader.sequence() + " " + reader.timeNanos() + " " + HexFormat.of().formatHex(body));
            }
        }
        return excerpts;
    }

    private static void fill(EngineRun run, RandomGenerator random, Session session) {
        for (String symbol : SYMBOLS) {
            long px = 100_000;
            for (long start = session.openNanos(); start < session.closeNanos(); start += EngineRun.MINUTE_NANOS) {
                px += random.nextLong(-150, 151);
                long close = px + random.nextLong(-50, 51);
                if (random.nextInt(10) > 0) {
                    run.bars().put(start, run.idOf(symbol), new ScriptedBars.Bar(px * 10_000, (Math.max(px, close) + 20) * 10_000,
                        (Math.min(px, close) - 20) * 10_000, close * 10_000, random.nextLong(100, 1_000)));
                }
            }
        }
    }

    private static String head(Path journal) {
        try (JournalReader reader = JournalReader.open(journal)) {
            byte[] chain = new byte[32];
            while (reader.next()) {
                reader.copyChain(chain);
            }
            return HexFormat.of().formatHex(chain);
        }
    }
}
