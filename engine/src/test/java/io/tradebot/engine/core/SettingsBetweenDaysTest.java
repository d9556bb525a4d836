package io.tradebot.engine.core;

import io.tradebot.engine.script.EngineScript;
import io.tradebot.engine.script.EventfulDays;
import io.tradebot.engine.script.RecordedExcerpts;
import io.tradebot.engine.script.ScriptFile;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.OtherValue;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.SessionStartedDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.nio.ByteOrder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Settings that change between trading days come with a new desk, which begins with all that the one before remembered. */
class SettingsBetweenDaysTest {

    /** Those that restrict each other, or name what the script does not have. */
    private static final int REFUSED_AT_MOST = 15;

    private static final List<String> NEXT_DAY = List.of("day 2024-03-07", "bars 09:30-09:49 CCC 10.00 10.10 9.90 10.00 500",
        "bars 09:50-10:05 CCC 10.50 10.60 10.50 10.60 100", "at 09:00", "open", "run 09:30-10:05", "close");

    /** Whatever it is, it neither faults nor is it lost, and nothing of the state changes by it. */
    @Test
    void shouldTakeAnySettingOfASession() {
        int takenCount = 0;
        List<String> refused = new ArrayList<>();
        for (Setting row : SettingsTable.standard().rows()) {
            String other = row.change() == Setting.Change.BETWEEN_DAYS ? OtherValue.of(row, EngineSettings.of(Map.of())) : null;
            if (other == null) {
                continue;
            }
            String asked = row.key() + "=" + other;
            List<String> lines = new ArrayList<>(EventfulDays.SCRIPT);
            lines.addAll(List.of("at 16:30", "settings " + asked));
            int until = EngineScript.run(lines).journal().excerpts().size();
            lines.addAll(NEXT_DAY);
            EngineScript script = EngineScript.run(lines);
            assertFalse(script.decisions().contains("HALTED"), asked + " halts: " + script.decisions().get(script.decisions().size() - 2));
            List<RecordContent> answer = script.journal().excerpts().get(until - 1).records();
            if (answer.get(1).type().name().equals("SettingsRefused")) {
                String problems = answer.get(1).row().rows("problems").stream().map(problem -> problem.text("problem")).toList().toString();
                assertFalse(problems.contains("is not taken"), asked + ": " + problems);
                refused.add(asked + ": " + problems);
                continue;
            }
            assertEquals("SettingsApplied", answer.get(1).type().name(), asked);
            if (!answer.get(1).row().rows("settings").isEmpty()) {
                checkState(script, until - 1, asked);
                takenCount++;
            }
        }
        System.out.println("SettingsBetweenDaysTest: " + takenCount + " settings taken, " + refused.size() + " refused");
        assertTrue(takenCount > 80 && refused.size() <= REFUSED_AT_MOST, takenCount + " taken, refused: " + refused);
    }

    /** Behind the change the state is that before it, but for its number and the names of strategies. */
    private static void checkState(EngineScript script, int change, String asked) {
        TradingEngine engine = script.newEngine();
        List<RecordedExcerpts.Excerpt> excerpts = script.journal().excerpts();
        for (int i = 0; i < change; i++) {
            engine.decide(StateRestoreTest.inputOf(excerpts.get(i)), excerpts.get(i).timeNanos());
        }
        String before = state(engine);
        engine.decide(StateRestoreTest.inputOf(excerpts.get(change)), excerpts.get(change).timeNanos());
        assertEquals(before, state(engine), asked);
    }

    private static String state(TradingEngine engine) {
        String line = new RecordPrinter().line(StateRestoreTest.read(StateRestoreTest.checkpoint(engine)));
        String counted = line.replaceFirst("\\{counter=SETTINGS_NUMBER value=\\d+}", "").replaceFirst("strategies=\\[[^]]*]", "");
        assertTrue(counted.length() < line.length() - 20, line);
        return counted.replaceFirst("stateHash=[0-9a-f]{64}", "");
    }

    /** A journal of schema 2 was decided without a hand-over. */
    @Test
    void shouldRefuseAsOlderEnginesDidWhatTheyRecorded() {
        EngineScript script = EngineScript.run(List.of("day 2024-03-05", "start AAA", "settings HARD_EXIT_MINUTES=7", "settings MAX_ORDER_QTY=5"));
        List<RecordedExcerpts.Excerpt> excerpts = script.journal().excerpts();
        assertEquals("SettingsApplied", excerpts.get(2).records().get(1).type().name());
        TradingEngine engine = script.newEngine();
        engine.decide(StateRestoreTest.inputOf(excerpts.get(0)), excerpts.get(0).timeNanos());
        List<String> answers = new ArrayList<>();
        for (int i = 2; i < 4; i++) {
            RecordBatch older = StateRestoreTest.inputOf(excerpts.get(i));
            older.buffer().putShort(RecordBatch.PREFIX_LENGTH + MessageHeaderDecoder.versionEncodingOffset(), (short) 2, ByteOrder.LITTLE_ENDIAN);
            engine.decide(older, excerpts.get(i).timeNanos());
            RecordCursor cursor = new RecordCursor().wrap(older.buffer(), 0, older.length());
            cursor.next();
            cursor.next();
            answers.add(new RecordPrinter().line(RecordContent.read(RecordCatalogue.ofSchema(), cursor)));
        }
        assertTrue(answers.get(0).startsWith("SettingsRefused") && answers.get(0).contains("is not taken while a session runs. Start the next session"),
            answers.get(0));
        assertTrue(answers.get(1).startsWith("SettingsApplied"), answers.get(1));
    }

    /** From each checkpoint of a session on every record comes out again, settings that changed between days among them. */
    @TestFactory
    Stream<DynamicTest> shouldFoldFromEachCheckpointAsFromTheBeginIn() {
        return ScriptFile.all().stream().filter(file -> !file.name().startsWith("fault-"))
            .map(file -> DynamicTest.dynamicTest(file.name(), () -> checkFolds(EngineScript.run(file.inputs()))));
    }

    private static void checkFolds(EngineScript script) {
        List<RecordedExcerpts.Excerpt> excerpts = script.journal().excerpts();
        int checkpointCount = 0;
        for (int i = 0; i < excerpts.size(); i++) {
            UnsafeBuffer body = new UnsafeBuffer(excerpts.get(i).body());
            RecordCursor cursor = new RecordCursor().wrap(body, 0, body.capacity());
            TradingEngine engine = script.newEngine();
            boolean isCheckpoint = false;
            for (boolean isStart = cursor.next() && cursor.templateId() == SessionStartedDecoder.TEMPLATE_ID; isStart && cursor.next();) {
                if (cursor.templateId() == CheckpointedDecoder.TEMPLATE_ID) {
                    engine.restore(body, cursor.offset(), cursor.length());
                    isCheckpoint = true;
                }
            }
            for (int j = i; isCheckpoint && j < excerpts.size(); j++) {
                RecordBatch batch = StateRestoreTest.inputOf(excerpts.get(j));
                engine.decide(batch, excerpts.get(j).timeNanos());
                byte[] decided = new byte[batch.length()];
                batch.buffer().getBytes(0, decided);
                assertArrayEquals(excerpts.get(j).body(), decided, "from checkpoint at " + i + ", record " + j);
            }
            checkpointCount += isCheckpoint ? 1 : 0;
        }
        assertTrue(checkpointCount > 0, "no checkpoint");
    }
}
