package io.tradebot.replay.books;

import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.runner.ProjectionRunner;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Random facts through engine and books, in one session or many: after each the trial balance is zero, and cash, lots and holdings are
 * the engine's. The seed is printed; {@code -Dtest.seed=N} repeats a run, {@code -Dbooks.facts=N} says how many facts.
 */
class RandomBooksTest {

    private static final int FACTS_A_RUN = 1_000;
    private static final int REBUILD_EVERY = 10;
    private static final List<String> METHODS = List.of("FIFO", "LIFO", "HIFO", "SPECIFIC");

    private final Map<String, Integer> factCounts = new TreeMap<>();
    private final Map<String, Integer> bookingCounts = new TreeMap<>();
    private long entryCount;

    @Test
    void shouldKeepTheBooksEqualToTheEngineWhateverHappens() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        int facts = Integer.getInteger("books.facts", 20_000);
        System.out.println("RandomBooksTest: repeat with -Dtest.seed=" + seed + " -Dbooks.facts=" + facts);
        long startNanos = System.nanoTime();
        for (int run = 0; run * FACTS_A_RUN < facts; run++) {
            run(seed, run);
        }
        System.out.println("RandomBooksTest: " + facts + " facts, " + entryCount + " entries, trial balance zero after each, in "
            + (System.nanoTime() - startNanos) / 1_000_000_000 + " s; facts " + factCounts + "; booked " + bookingCounts);
        assertTrue(bookingCounts.keySet().containsAll(List.of("LotOpened", "LotClosed", "FeeBooked", "CashTransferBooked", "DividendBooked",
            "InterestBooked", "ReserveOverrideApplied", "FillReversed", "LotAdjusted", "CorporateActionApplied", "OptionLifecycleBooked",
            "OpeningPositionBooked", "ChartOfAccountsApplied")), () -> "something never happened: " + bookingCounts);
    }

    private void run(long seed, int run) {
        String what = "seed " + seed + " run " + run;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + run);
        RandomFacts facts = new RandomFacts(random, RandomFacts.Mix.ALL, METHODS.get(run % METHODS.size()), run / METHODS.size() % 2 == 1);
        try (BooksBesideEngine books = new BooksBesideEngine(facts.journal().source(), facts.engine(), RandomFacts::symbol)) {
            for (int fact = 0; fact < FACTS_A_RUN; fact++) {
                try {
                    facts.nextFact();
                    books.follow();
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(what + " fact " + fact + " at sequence " + (facts.journal().count() - 1) + ", " + facts.lastFact()
                        + ": " + e.getMessage() + "\n" + facts.journal().text(facts.journal().count() - 1), e);
                }
            }
            check(what, facts.journal(), books.database());
            if (run % REBUILD_EVERY == 0) {
                compareWithRebuild(what, random, facts.journal(), books.database());
            }
            entryCount += books.entryCount();
            books.database().scan("SELECT record, count(*) FROM booking_record GROUP BY record",
                row -> bookingCounts.merge(row.getString(1), row.getInt(2), Integer::sum));
        }
        facts.factCounts().forEach((name, count) -> factCounts.merge(name, count, Integer::sum));
    }

    private static void check(String what, ExcerptsInMemory journal, LedgerDatabase database) {
        List<LedgerCheck.Finding> findings = new ArrayList<>(LedgerCheck.check(database));
        findings.addAll(LedgerCheck.checkAgainst(journal.source(), database));
        assertEquals(List.of(), findings, () -> what + "\n" + findings.stream().map(finding -> excerptOf(finding, journal)).collect(Collectors.joining()));
    }

    private static String excerptOf(LedgerCheck.Finding finding, ExcerptsInMemory journal) {
        Matcher sequence = Pattern.compile("sequence (\\d+)").matcher(finding.detail());
        return finding + "\n" + (sequence.find() ? journal.text(Integer.parseInt(sequence.group(1))) : "");
    }

    /** Once from the beginning, and once with restarts at random cuts. */
    private static void compareWithRebuild(String what, RandomGenerator random, ExcerptsInMemory journal, LedgerDatabase database) {
        String expected = Dump.text(database);
        try (LedgerDatabase fresh = LedgerDatabase.open(Path.of(":memory:"))) {
            int end = 0;
            while (end < journal.count()) {
                end = random.nextInt(end, journal.count()) + 1;
                new ProjectionRunner(fresh, 1 + random.nextInt(500)).catchUp(journal.source(end));
            }
            assertEquals(expected, Dump.text(fresh), what + ": rebuilt with restarts");
        }
    }
}
