package io.tradebot.replay.books;

import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.export.BeancountJournal;
import io.tradebot.projections.export.Books;
import io.tradebot.projections.export.ExportRange;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.runner.ProjectionRunner;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Many sessions of orderly trading, a year of them with {@code -Dbooks.sessions=250}: the books are the same whether they are built
 * at once or follow the journal with restarts, every posting has its record, and beancount takes the same lots.
 */
class YearOfBooksTest {

    private static final int TRADES_A_SESSION = 12;
    private static final int RESTARTS = 25;

    @TempDir
    static Path folder;
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());
    private static final RandomGenerator RANDOM = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private static RandomFacts facts;
    private static Path ledger;

    @BeforeAll
    static void trade() {
        int sessions = Integer.getInteger("books.sessions", 12);
        System.out.println("YearOfBooksTest: repeat with -Dtest.seed=" + SEED + " -Dbooks.sessions=" + sessions);
        facts = new RandomFacts(RANDOM, RandomFacts.Mix.ONE_AFTER_THE_OTHER, "FIFO");
        int leastTrades = sessions * TRADES_A_SESSION;
        while (facts.sessionCount() < sessions || facts.journal().tradeCount() < leastTrades) { // some seeds trade less a day
            facts.nextFact();
        }
        ledger = folder.resolve("rebuilt.db");
        long startNanos = System.nanoTime();
        ProjectionRunner.rebuild(ledger, facts.journal().source());
        try (LedgerDatabase reader = LedgerDatabase.openReader(ledger)) {
            long trades = reader.count("SELECT count(*) FROM trade");
            System.out.println("YearOfBooksTest: " + facts.sessionCount() + " sessions, " + trades + " trades, " + facts.journal().count() + " excerpts, "
                + reader.count("SELECT count(*) FROM split") + " splits, rebuilt in " + (System.nanoTime() - startNanos) / 1_000_000 + " ms");
            assertTrue(trades >= leastTrades, trades + " trades in the books, " + facts.journal().tradeCount() + " in the journal");
        }
    }

    @Test
    void shouldBeTheSameRebuiltAndFollowed() {
        Path followed = folder.resolve("followed.db");
        for (int i = 1; i <= RESTARTS; i++) {
            int end = i == RESTARTS ? facts.journal().count() : facts.journal().count() / RESTARTS * i - RANDOM.nextInt(100);
            try (ProjectionRunner runner = ProjectionRunner.open(followed)) {
                runner.catchUp(facts.journal().source(end));
            }
        }
        assertEquals(digest(ledger), digest(followed), "seed " + SEED);
    }

    private static String digest(Path file) {
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            return Dump.digest(reader);
        }
    }

    @Test
    void shouldAgreeWithItselfAndTheJournal() {
        try (LedgerDatabase reader = LedgerDatabase.openReader(ledger)) {
            assertEquals(List.of(), LedgerCheck.check(reader));
            assertEquals(List.of(), LedgerCheck.checkAgainst(facts.journal().source(), reader));
            RecordJoin.requireNoOrphans(reader);
        }
    }

    @Test
    void shouldHaveLotsThatBeancountTakesFirstInFirstOut() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, "bean-check"))),
            "skipped: bean-check is not installed");
        Path target = folder.resolve("fifo.beancount");
        try (LedgerDatabase reader = LedgerDatabase.openReader(ledger)) {
            BeancountJournal.write(new Books(reader, ExportRange.ALL), target, BeancountJournal.Booking.FIFO);
        }
        Process process = new ProcessBuilder("bean-check", target.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), "seed " + SEED + ": " + said);
    }
}
