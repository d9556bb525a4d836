package io.tradebot.replay.books;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.ProcessStartedEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.StartCause;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Random facts over random sessions: an engine in the state of any checkpoint decides the rest byte for byte as the one that decided
 * everything, with the same state hash, and so does one whose process was killed anywhere. The seed is printed; {@code -Dtest.seed=N}
 * repeats a run, {@code -Dsessions.facts=N} says how many facts.
 */
class RandomSessionsTest {

    private static final int FACTS_A_RUN = 2_000;
    private static final int KILLS_A_RUN = 12;
    private static final int EXCERPTS_BEHIND_A_KILL = 600;
    /** Hashes of a large state cost more than decisions: one behind so many excerpts, and each of the first so many. */
    private static final int EXCERPTS_A_HASH = 25;

    private int sessionCount;
    private int comparedCount;

    @Test
    void shouldGoOnTheSameFromAnyCheckpointAndAfterAnyKill() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        int facts = Integer.getInteger("sessions.facts", 2 * FACTS_A_RUN);
        System.out.println("RandomSessionsTest: repeat with -Dtest.seed=" + seed + " -Dsessions.facts=" + facts);
        long startNanos = System.nanoTime();
        for (int run = 0; run * FACTS_A_RUN < facts; run++) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + run);
            RandomFacts told = new RandomFacts(random, RandomFacts.Mix.ALL, "FIFO", true);
            for (int fact = 0; fact < FACTS_A_RUN; fact++) {
                told.nextFact();
            }
            check("seed " + seed + " run " + run, random, told.journal());
        }
        System.out.println("RandomSessionsTest: " + facts + " facts, " + sessionCount + " sessions, " + comparedCount + " excerpts decided again, in "
            + (System.nanoTime() - startNanos) / 1_000_000 + " ms");
        assertTrue(sessionCount >= 2 * facts / FACTS_A_RUN, "sessions");
    }

    private void check(String what, RandomGenerator random, ExcerptsInMemory journal) {
        List<String> hashes = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        TradingEngine full = newEngine();
        for (int i = 0; i < journal.count(); i++) {
            decide(full, journal, i, what);
            if (isSessionStart(journal.body(i))) {
                starts.add(i);
            }
            hashes.add(isHashed(i, starts) ? hash(full) : "");
        }
        sessionCount += starts.size();
        for (int start : starts) {
            TradingEngine engine = restored(journal.body(start));
            for (int i = start; i < journal.count(); i++) {
                decide(engine, journal, i, what + " from the checkpoint of " + start);
                if (!hashes.get(i).isEmpty()) {
                    assertEquals(hashes.get(i), hash(engine), what + ": state behind " + i + " from the checkpoint of " + start);
                }
            }
        }
        for (int kill = 0; kill < KILLS_A_RUN; kill++) {
            kill(what, journal, starts, random.nextInt(journal.count()));
        }
    }

    private static boolean isHashed(int index, List<Integer> starts) {
        return index - starts.get(starts.size() - 1) < EXCERPTS_A_HASH || index % EXCERPTS_A_HASH == 0;
    }

    /** A process ends behind this excerpt; one that goes on from the last checkpoint is compared with one that was never interrupted. */
    private void kill(String what, ExcerptsInMemory journal, List<Integer> starts, int cut) {
        int start = starts.stream().filter(each -> each <= cut).reduce((a, b) -> b).orElseThrow();
        TradingEngine recovered = restored(journal.body(start));
        TradingEngine uninterrupted = newEngine();
        for (int i = 0; i <= cut; i++) {
            uninterrupted.decide(input(journal.body(i)), journal.timeNanos(i));
            if (i >= start) {
                decide(recovered, journal, i, what + " recovered behind " + cut);
            }
        }
        assertEquals(hash(uninterrupted), hash(recovered), what + ": recovered behind " + cut);
        compare(uninterrupted, recovered, processStarted(cut), processStarted(cut), journal.timeNanos(cut), what + ": ProcessStarted behind " + cut);
        int end = Math.min(journal.count(), cut + EXCERPTS_BEHIND_A_KILL);
        for (int i = cut + 1; i < end; i++) {
            compare(uninterrupted, recovered, input(journal.body(i)), input(journal.body(i)), journal.timeNanos(i), what + ": " + i + " killed behind " + cut);
        }
        assertEquals(hash(uninterrupted), hash(recovered), what + ": at the end, killed behind " + cut);
    }

    private void compare(TradingEngine expected, TradingEngine found, RecordBatch input, RecordBatch sameInput, long timeNanos, String what) {
        expected.decide(input, timeNanos);
        found.decide(sameInput, timeNanos);
        requireSame(input.buffer(), input.length(), sameInput, what);
    }

    private void decide(TradingEngine engine, ExcerptsInMemory journal, int index, String what) {
        RecordBatch batch = input(journal.body(index));
        engine.decide(batch, journal.timeNanos(index));
        requireSame(journal.body(index), journal.body(index).capacity(), batch, what + ": excerpt " + index);
    }

    private void requireSame(DirectBuffer expected, int length, RecordBatch found, String what) {
        comparedCount++;
        boolean isSame = length == found.length();
        for (int i = 0; isSame && i < length; i++) {
            isSame = expected.getByte(i) == found.buffer().getByte(i);
        }
        if (!isSame) {
            assertEquals(ExcerptsInMemory.text(expected, length), ExcerptsInMemory.text(found.buffer(), found.length()), what);
            throw new AssertionError(what + ": the same values in other bytes");
        }
    }

    private static TradingEngine newEngine() {
        return new TradingEngine(() -> RandomFacts.strategies(false));
    }

    private static TradingEngine restored(DirectBuffer body) {
        RecordCursor cursor = new RecordCursor().wrap(body, 0, body.capacity());
        int at = 0;
        int last = 0;
        while (cursor.next()) {
            last = at;
            at += RecordBatch.PREFIX_LENGTH + cursor.length();
        }
        assertEquals(CheckpointedDecoder.TEMPLATE_ID, cursor.templateId());
        TradingEngine engine = newEngine();
        engine.restore(body, last + RecordBatch.PREFIX_LENGTH, body.capacity() - last - RecordBatch.PREFIX_LENGTH);
        return engine;
    }

    private static boolean isSessionStart(DirectBuffer body) {
        RecordCursor cursor = new RecordCursor().wrap(body, 0, body.capacity());
        return cursor.next() && cursor.templateId() == SessionStartedDecoder.TEMPLATE_ID;
    }

    private static RecordBatch input(DirectBuffer body) {
        RecordCursor cursor = new RecordCursor().wrap(body, 0, body.capacity());
        cursor.next();
        RecordBatch batch = new RecordBatch();
        batch.copyFrom(body, 0, RecordBatch.PREFIX_LENGTH + cursor.length(), 1);
        return batch;
    }

    private static RecordBatch processStarted(int lastIndex) {
        RecordBatch batch = new RecordBatch();
        ProcessStartedEncoder record = new ProcessStartedEncoder();
        record.wrapAndApplyHeader(batch.buffer(), batch.begin(1_000), new MessageHeaderEncoder())
            .cause(StartCause.CRASH).lastSequence(lastIndex).downNanos(Long.MIN_VALUE).javaVersion("17").zoneRulesVersion("2024a").versionTag("v1");
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength());
        return batch;
    }

    private static String hash(TradingEngine engine) {
        return HexFormat.of().formatHex(engine.stateHash());
    }
}
