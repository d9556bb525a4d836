package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.RecordedExcerpts.Excerpt;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.ProcessStartedEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.StartCause;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

/**
 * A run that was decided in full, and the proof that nothing but its checkpoints is needed to go on with it: a new engine in the state of
 * any of them decides the rest byte for byte as journaled and is in the same state behind every excerpt, whether or not a process ended
 * in between. Not thread safe.
 */
final class FoldCheck {

    private static final int FIRST_RECORD = RecordBatch.PREFIX_LENGTH;

    private final Supplier<TradingEngine> engines;
    private final List<Excerpt> excerpts;
    private final List<String> hashes = new ArrayList<>();
    private final List<Integer> sessionStarts = new ArrayList<>();

    /** Decides everything again; the decisions must be those of the script. */
    FoldCheck(EngineScript script) {
        this(script::newEngine, script.journal().excerpts());
    }

    FoldCheck(Supplier<TradingEngine> engines, List<Excerpt> excerpts) {
        this.engines = engines;
        this.excerpts = withoutFault(excerpts);
        TradingEngine engine = engines.get();
        for (int i = 0; i < this.excerpts.size(); i++) {
            decideAsJournaled(engine, i, "in full");
            hashes.add(hash(engine));
            if (checkpointOf(excerpts.get(i)) != null) {
                sessionStarts.add(i);
            }
        }
    }

    /** Up to the one on which the engine faulted, if it did. */
    static List<Excerpt> withoutFault(List<Excerpt> excerpts) {
        return excerpts.stream().takeWhile(excerpt -> excerpt.records().stream().noneMatch(record -> record.type().name().equals("EngineFaulted")))
            .toList();
    }

    /** Indexes of the excerpts behind which another session can begin: no trading day is open there. */
    static List<Integer> placesForASession(EngineScript script) {
        List<Integer> places = new ArrayList<>();
        boolean isDayOpen = false;
        List<Excerpt> excerpts = withoutFault(script.journal().excerpts());
        for (int i = 0; i < excerpts.size(); i++) {
            for (RecordContent record : excerpts.get(i).records()) {
                isDayOpen = record.type().name().equals("TradingDayOpened") || isDayOpen && !record.type().name().equals("TradingDayClosed");
            }
            if (!isDayOpen) {
                places.add(i);
            }
        }
        return places;
    }

    /** Indexes of the excerpts that hold a checkpoint. */
    List<Integer> sessionStarts() {
        return sessionStarts;
    }

    /** From each checkpoint to the end. */
    void requireSameFromEachCheckpoint() {
        for (int start : sessionStarts) {
            TradingEngine engine = restoredAt(start);
            for (int i = start; i < excerpts.size(); i++) {
                decideAsJournaled(engine, i, "from the checkpoint of excerpt " + start);
                assertEquals(hashes.get(i), hash(engine), "state behind excerpt " + i + " from the checkpoint of excerpt " + start);
            }
        }
    }

    /**
     * A process ends behind this excerpt. What goes on from the last checkpoint, and what was never interrupted, hear of the new process
     * and of the rest: they decide the same and end in the same state.
     */
    void requireSameWhenKilledBehind(int cut) {
        int start = sessionStarts.stream().filter(each -> each <= cut).reduce((a, b) -> b).orElseThrow();
        TradingEngine recovered = restoredAt(start);
        for (int i = start; i <= cut; i++) {
            decideAsJournaled(recovered, i, "recovered");
        }
        assertEquals(hashes.get(cut), hash(recovered), "recovered behind excerpt " + cut);
        TradingEngine uninterrupted = engines.get();
        for (int i = 0; i <= cut; i++) {
            uninterrupted.decide(StateRestoreTest.inputOf(excerpts.get(i)), excerpts.get(i).timeNanos());
        }
        compare(uninterrupted, recovered, processStarted(cut), excerpts.get(cut).timeNanos(), "ProcessStarted behind excerpt " + cut);
        for (int i = cut + 1; i < excerpts.size(); i++) {
            compare(uninterrupted, recovered, StateRestoreTest.inputOf(excerpts.get(i)), excerpts.get(i).timeNanos(),
                "excerpt " + i + ", killed behind " + cut);
        }
        assertEquals(hash(uninterrupted), hash(recovered), "at the end, killed behind " + cut);
    }

    /**
     * Another session, as the first one began, begins behind this excerpt. What goes on from its checkpoint decides it, and the rest, the
     * same and ends in the same state.
     */
    void requireSameFromASessionBehind(int cut) {
        TradingEngine full = engines.get();
        for (int i = 0; i <= cut; i++) {
            full.decide(StateRestoreTest.inputOf(excerpts.get(i)), excerpts.get(i).timeNanos());
        }
        long timeNanos = excerpts.get(cut).timeNanos();
        RecordBatch session = StateRestoreTest.inputOf(excerpts.get(0));
        full.decide(session, timeNanos);
        byte[] checkpoint = checkpointOf(new Excerpt(timeNanos, bytes(session)));
        assertNotNull(checkpoint, "no session began behind excerpt " + cut);
        TradingEngine restored = engines.get();
        restored.restore(new UnsafeBuffer(checkpoint), 0, checkpoint.length);
        RecordBatch again = StateRestoreTest.inputOf(excerpts.get(0));
        restored.decide(again, timeNanos);
        requireSame(bytes(session), bytes(again), "session behind excerpt " + cut);
        for (int i = cut + 1; i < excerpts.size(); i++) {
            compare(full, restored, StateRestoreTest.inputOf(excerpts.get(i)), excerpts.get(i).timeNanos(),
                "excerpt " + i + ", session behind " + cut);
        }
        assertEquals(hash(full), hash(restored), "at the end, session behind " + cut);
    }

    int excerptCount() {
        return excerpts.size();
    }

    private static void compare(TradingEngine expected, TradingEngine found, RecordBatch input, long timeNanos, String what) {
        RecordBatch again = new RecordBatch();
        again.copyFrom(input.buffer(), 0, input.length(), 1);
        expected.decide(input, timeNanos);
        found.decide(again, timeNanos);
        requireSame(bytes(input), bytes(again), what);
    }

    private TradingEngine restoredAt(int index) {
        TradingEngine engine = engines.get();
        byte[] checkpoint = checkpointOf(excerpts.get(index));
        assertNotNull(checkpoint);
        engine.restore(new UnsafeBuffer(checkpoint), 0, checkpoint.length);
        return engine;
    }

    private void decideAsJournaled(TradingEngine engine, int index, String how) {
        RecordBatch batch = StateRestoreTest.inputOf(excerpts.get(index));
        engine.decide(batch, excerpts.get(index).timeNanos());
        requireSame(excerpts.get(index).body(), bytes(batch), "excerpt " + index + ' ' + how);
    }

    private static void requireSame(byte[] expected, byte[] found, String what) {
        if (!Arrays.equals(expected, found)) {
            assertEquals(text(expected), text(found), what);
            throw new AssertionError(what + ": the same values in other bytes");
        }
    }

    private static String text(byte[] body) {
        StringBuilder text = new StringBuilder();
        for (RecordContent record : new Excerpt(0, body).records()) {
            text.append(record.type().name()).append(' ').append(record.row()).append('\n');
        }
        return text.toString();
    }

    private static byte[] bytes(RecordBatch batch) {
        byte[] bytes = new byte[batch.length()];
        batch.buffer().getBytes(0, bytes);
        return bytes;
    }

    private static String hash(TradingEngine engine) {
        return HexFormat.of().formatHex(engine.stateHash());
    }

    /** The Checkpointed record at the end of the excerpt of a SessionStarted, from its SBE header on, or null. */
    static byte[] checkpointOf(Excerpt excerpt) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(new UnsafeBuffer(excerpt.body()), FIRST_RECORD);
        if (header.templateId() != SessionStartedDecoder.TEMPLATE_ID) {
            return null;
        }
        RecordCursor cursor = new RecordCursor().wrap(new UnsafeBuffer(excerpt.body()), 0, excerpt.body().length);
        int at = 0;
        byte[] last = null;
        while (cursor.next()) {
            int length = cursor.length();
            last = cursor.templateId() == CheckpointedDecoder.TEMPLATE_ID
                ? Arrays.copyOfRange(excerpt.body(), at + RecordBatch.PREFIX_LENGTH, at + RecordBatch.PREFIX_LENGTH + length) : null;
            at += RecordBatch.PREFIX_LENGTH + length;
        }
        return last;
    }

    private static RecordBatch processStarted(int lastIndex) {
        RecordBatch batch = new RecordBatch();
        ProcessStartedEncoder record = new ProcessStartedEncoder();
        record.wrapAndApplyHeader(batch.buffer(), batch.begin(1_000), new MessageHeaderEncoder())
            .cause(StartCause.CRASH).lastSequence(lastIndex).downNanos(Long.MIN_VALUE).javaVersion("17").zoneRulesVersion("2024a").versionTag("v1");
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + record.encodedLength());
        return batch;
    }
}
