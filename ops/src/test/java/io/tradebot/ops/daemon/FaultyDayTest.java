package io.tradebot.ops.daemon;

import io.tradebot.journal.event.StopCause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Locale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Whole accelerated days with every fault on: flat in the evening, books balanced and equal to the broker's, decided the same again, and
 * the same seed gives the same journal. More days with {@code -Dtradebot.daemon.days=50}, from another seed on with {@code -Dtest.seed=N}.
 */
class FaultyDayTest {

    private static final int DAYS = Integer.getInteger("tradebot.daemon.days", 1);
    private static final long SEED = Long.getLong("test.seed", 11);

    @TempDir
    private Path folder;

    @Test
    void shouldEndFlatAndBalancedWhateverGoesWrong() throws Exception {
        int trades = 0;
        int orders = 0;
        long unexplained = 0;
        for (long seed = SEED; seed < SEED + DAYS; seed++) {
            try {
                Daemon.Result result = run("day" + seed, seed);
                assertNull(result.fault());
                assertEquals(StopCause.SCHEDULE, result.cause());
                DayProof proof = DayProof.check(folder.resolve("day" + seed));
                trades += proof.status.tradeCount();
                orders += proof.truth.receivedByClientId().size();
                unexplained += proof.unexplainedCount();
                if (seed == SEED) {
                    assertEquals(result.chainHead(), run("again", seed).chainHead());
                }
            } catch (AssertionError e) {
                throw new AssertionError("day of seed " + seed + ", again with -Dtest.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.printf(Locale.ROOT, "FaultyDayTest: %d days from seed %d, %d orders received by the broker, %d trades, "
            + "%d lots left over that no strategy explains%n", DAYS, SEED, orders, trades, unexplained);
        assertTrue(trades > 0, "nothing was traded");
    }

    private Daemon.Result run(String name, long seed) throws Exception {
        return new Daemon(PaperDay.request(folder.resolve(name), seed, PaperDay.faults(seed))).run();
    }
}
