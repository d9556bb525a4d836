package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.EventfulDays;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.engine.script.ScriptFile;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A state that is written, taken by a new engine and written again is the same bytes, behind every record of every script. */
class StateRestoreTest {

    static final Set<String> FAULTY = Set.of("fault-no-session.txt");

    @TestFactory
    Stream<DynamicTest> shouldComeBackAsItWasBehindEveryRecordOf() {
        return ScriptFile.all().stream().filter(file -> !FAULTY.contains(file.name()))
            .map(file -> DynamicTest.dynamicTest(file.name(), () -> checkEveryRecord(EngineScript.run(file.inputs()))));
    }

    @Test
    void shouldComeBackAsItWasBehindEveryRecordOfEventfulDays() {
        checkEveryRecord(EngineScript.run(EventfulDays.SCRIPT));
    }

    /** Each group of the record is filled by some script, so that none is compared empty only. */
    @Test
    void shouldSeeEveryGroupFilledBySomeScript() {
        Set<String> filled = new TreeSet<>();
        for (ScriptFile file : ScriptFile.all()) {
            if (!FAULTY.contains(file.name())) {
                EngineScript script = EngineScript.run(file.inputs());
                TradingEngine engine = script.newEngine();
                for (RecordedExcerpts.Excerpt excerpt : script.journal().excerpts()) {
                    if (decide(engine, excerpt)) {
                        collectFilled(checkpoint(engine), filled);
                    }
                }
            }
        }
        Set<String> all = new TreeSet<>();
        RecordCatalogue.ofSchema().named("Checkpointed").orElseThrow().block().groups().forEach(group -> all.add(group.name()));
        assertEquals(all, filled);
    }

    private static void collectFilled(byte[] body, Set<String> filled) {
        RecordContent.Row row = read(body).row();
        RecordCatalogue.ofSchema().named("Checkpointed").orElseThrow().block().groups().forEach(group -> {
            if (!row.rows(group.name()).isEmpty()) {
                filled.add(group.name());
            }
        });
    }

    @Test
    void shouldRefuseAnythingThatIsNoWholeState() {
        EngineScript script = EngineScript.run(EventfulDays.SCRIPT);
        RecordedExcerpts.Excerpt first = script.journal().excerpts().get(0);
        TradingEngine engine = script.newEngine();
        UnsafeBuffer input = new UnsafeBuffer(first.body());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> engine.restore(input, RecordBatch.PREFIX_LENGTH, 100)).getMessage()
            .contains("is no Checkpointed record"));
        TradingEngine decided = script.newEngine();
        decide(decided, first);
        byte[] state = checkpoint(decided);
        UnsafeBuffer older = new UnsafeBuffer(state.clone());
        older.putShort(RecordBatch.PREFIX_LENGTH + 6, (short) 2, ByteOrder.LITTLE_ENDIAN);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> engine.restore(older, RecordBatch.PREFIX_LENGTH, state.length - 4))
            .getMessage().contains("schema version 2"));
        assertThrows(IllegalStateException.class, () -> decided.restore(new UnsafeBuffer(state), RecordBatch.PREFIX_LENGTH, state.length - 4));
    }

    private static void checkEveryRecord(EngineScript script) {
        List<RecordedExcerpts.Excerpt> excerpts = script.journal().excerpts();
        TradingEngine engine = script.newEngine();
        for (int i = 0; i < excerpts.size(); i++) {
            if (decide(engine, excerpts.get(i))) {
                byte[] state = checkpoint(engine);
                byte[] again = restoredBy(script, excerpts.get(0), state);
                if (!Arrays.equals(state, again)) {
                    assertEquals(read(state).row().toString(), read(again).row().toString(), "behind excerpt " + i);
                    assertArrayEquals(state, again, "behind excerpt " + i);
                }
            }
        }
    }

    /** The Checkpointed record of a new engine that was put into this state and has begun the session. */
    static byte[] restoredBy(EngineScript script, RecordedExcerpts.Excerpt sessionStarted, byte[] state) {
        TradingEngine engine = script.newEngine();
        engine.restore(new UnsafeBuffer(state), RecordBatch.PREFIX_LENGTH, state.length - RecordBatch.PREFIX_LENGTH);
        RecordBatch batch = inputOf(sessionStarted);
        engine.decide(batch, sessionStarted.timeNanos());
        RecordCursor cursor = new RecordCursor().wrap(batch.buffer(), 0, batch.length());
        int last = 0;
        int at = 0;
        while (cursor.next()) {
            last = at;
            at += RecordBatch.PREFIX_LENGTH + cursor.length();
        }
        byte[] record = new byte[batch.length() - last];
        batch.buffer().getBytes(last, record);
        return record;
    }

    static RecordBatch inputOf(RecordedExcerpts.Excerpt excerpt) {
        RecordBatch batch = new RecordBatch();
        int inputLength = RecordBatch.PREFIX_LENGTH + new UnsafeBuffer(excerpt.body()).getInt(0, ByteOrder.LITTLE_ENDIAN);
        batch.copyFrom(new UnsafeBuffer(excerpt.body()), 0, inputLength, 1);
        return batch;
    }

    /** Decides as the script did; false when the engine faulted there. */
    private static boolean decide(TradingEngine engine, RecordedExcerpts.Excerpt excerpt) {
        boolean isFault = excerpt.records().stream().anyMatch(record -> record.type().name().equals("EngineFaulted"));
        if (!isFault) {
            engine.decide(inputOf(excerpt), excerpt.timeNanos());
        }
        return !isFault;
    }

    static byte[] checkpoint(TradingEngine engine) {
        RecordBatch records = new RecordBatch();
        engine.writeCheckpoint(records, TradingDesk.NO_SEQUENCE);
        byte[] body = new byte[records.length()];
        records.buffer().getBytes(0, body);
        assertEquals(CheckpointedDecoder.TEMPLATE_ID, read(body).type().id());
        return body;
    }

    static RecordContent read(byte[] body) {
        RecordCursor cursor = new RecordCursor().wrap(new UnsafeBuffer(body), 0, body.length);
        cursor.next();
        return RecordContent.read(RecordCatalogue.ofSchema(), cursor);
    }
}
