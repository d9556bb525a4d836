package io.tradebot.replay.audit;

import io.tradebot.engine.recovery.Redecision;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.CheckpointedDecoder;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SettingsAppliedDecoder;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.WriterOptions;
import io.tradebot.replay.explain.Chain;
import io.tradebot.replay.explain.Explain;
import io.tradebot.replay.explain.Step;
import io.tradebot.replay.explain.Subject;
import io.tradebot.replay.state.JournalCut;
import io.tradebot.replay.state.StateAt;
import io.tradebot.replay.whatif.WhatIf;
import io.tradebot.replay.whatif.WhatIfReport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What asks a journal finds its way through several sessions, and through settings that change between two days of one. */
class ManySessionsTest {

    @TempDir
    static Path temp;
    private static Path journal;

    @BeforeAll
    static void write() {
        journal = temp.resolve("journal");
        ManySessions.write(journal, WriterOptions.defaults());
    }

    private static AuditReport audit(Path audited) {
        return Audit.run(audited, (done, total) -> { });
    }

    /** Sequences of the excerpts that hold such a record. */
    private static List<Long> sequencesOf(int templateId) {
        List<Long> sequences = new ArrayList<>();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                while (cursor.next()) {
                    if (cursor.templateId() == templateId) {
                        sequences.add(reader.sequence());
                    }
                }
            }
        }
        return sequences;
    }

    @Test
    void shouldProveEveryCheckpointByTheFullFold() {
        AuditReport report = audit(journal);
        assertTrue(report.isIdentical(), report.toString());
        assertEquals(3, report.checkpointCount());
        assertEquals(3, sequencesOf(CheckpointedDecoder.TEMPLATE_ID).size(), "and a change of settings writes none");
        assertEquals(1, sequencesOf(SettingsAppliedDecoder.TEMPLATE_ID).size());
    }

    /** A checkpoint that says anything else than what led to it: found, and it alone when nothing else was changed. */
    @Test
    void shouldFindACheckpointThatIsNotTheFullFold() {
        long second = sequencesOf(CheckpointedDecoder.TEMPLATE_ID).get(1);
        Path changed = temp.resolve("changed");
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal); JournalWriter writer = JournalWriter.open(changed)) {
            while (reader.next()) {
                byte[] body = new byte[reader.bodyLength()];
                reader.buffer().getBytes(reader.bodyOffset(), body);
                if (reader.sequence() == second) {
                    cursor.wrap(new UnsafeBuffer(body), 0, body.length);
                    while (cursor.next() && cursor.templateId() != CheckpointedDecoder.TEMPLATE_ID) {
                        // to the state
                    }
                    body[cursor.offset() + cursor.length() / 2] ^= 1;
                }
                writer.append(new UnsafeBuffer(body), 0, body.length, reader.timeNanos());
            }
        }
        AuditReport report = audit(changed);
        assertFalse(report.isIdentical());
        assertEquals(Map.of("Checkpointed", 1L), report.differencesByKind(), report::toString);
        assertEquals(2, report.checkpointCount());
        assertEquals(second, report.firstDifference().orElseThrow().sequence());
    }

    @Test
    void shouldDecideFromEachCheckpointAsTheWholeJournal() {
        Redecision full = new Redecision(StrategyCatalog::load);
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                assertEquals(Optional.empty(), full.decide(reader));
            }
        }
        for (long start : sequencesOf(CheckpointedDecoder.TEMPLATE_ID)) {
            Redecision part = new Redecision(StrategyCatalog::load);
            try (JournalReader reader = JournalReader.open(journal, start)) {
                while (reader.next()) {
                    if (reader.sequence() == start) {
                        part.restore(reader);
                    }
                    assertEquals(Optional.empty(), part.decide(reader), "from " + start);
                }
            }
            assertEquals(HexFormat.of().formatHex(full.engine().stateHash()), HexFormat.of().formatHex(part.engine().stateHash()), "from " + start);
        }
        try (JournalReader reader = JournalReader.open(journal, 1)) {
            reader.next();
            assertTrue(assertThrows(IllegalArgumentException.class, () -> new Redecision(StrategyCatalog::load).restore(reader)).getMessage()
                .startsWith("sequence 1 holds no Checkpointed record"));
        }
    }

    @Test
    void shouldSayWhichSettingsWereInForce() {
        long change = sequencesOf(SettingsAppliedDecoder.TEMPLATE_ID).get(0);
        long third = sequencesOf(CheckpointedDecoder.TEMPLATE_ID).get(2);
        assertEquals("2", settingAt(change - 1));
        assertEquals("1", settingAt(change));
        assertEquals("1", settingAt(third - 1));
        assertEquals("2", settingAt(third), "a session has settings of its own");
    }

    private static String settingAt(long sequence) {
        StateAt.Outcome outcome = StateAt.of(journal, JournalCut.parse(Long.toString(sequence)));
        assertEquals(Optional.empty(), outcome.difference());
        return outcome.state().orElseThrow().settings().get("MAX_TRADES");
    }

    @Test
    void shouldExplainEachDayByItsSettings() {
        List<Integer> entries = new ArrayList<>();
        for (var date : List.of(ManySessions.FIRST, ManySessions.SECOND, ManySessions.THIRD, ManySessions.FOURTH)) {
            int requested = 0;
            for (int id = 1; id <= 3; id++) {
                for (Chain chain : Explain.of(journal, Optional.empty(), Subject.parse("SYM" + id + "@" + date))) {
                    assertEquals(List.of(), chain.disagreements(), date + " SYM" + id);
                    requested += (int) chain.steps().stream().filter(step -> step.record().equals("PositionOpened")).count();
                }
            }
            entries.add(requested);
        }
        assertEquals(List.of(2, 2, 1, 2), entries, () -> Explain.of(journal, Optional.empty(), Subject.parse("SYM1@" + ManySessions.THIRD)).toString());
        List<String> sentences = Explain.of(journal, Optional.empty(), Subject.parse("SYM1@" + ManySessions.THIRD)).get(0).steps().stream()
            .filter(step -> step.record().equals("SlotAssigned")).map(Step::text).toList();
        assertEquals(1, sentences.size(), sentences::toString);
    }

    @Test
    void shouldReachAWhatIfToTheNextSession() {
        WhatIfReport same = WhatIf.run(journal, Map.of(), 10);
        assertEquals(0, same.changedCount(), same.changes()::toString);
        assertTrue(same.knowable().contains("another session starts there"), same.knowable());
    }

    @Test
    void shouldLeaveTheJournaledSettingsReadable() {
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal, sequencesOf(SettingsAppliedDecoder.TEMPLATE_ID).get(0))) {
            reader.next();
            cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
            cursor.next();
            cursor.next();
            List<String> keys = RecordContent.read(RecordCatalogue.ofSchema(), cursor).row().rows("settings").stream()
                .map(row -> row.text("key") + " " + row.text("oldValue") + " -> " + row.text("newValue")).sorted().toList();
            assertEquals(List.of("MAX_TRADES 2 -> 1", "TOTAL_ALLOCATION 0.02 -> 0.022", "WEIGHTS 0.6,0.4 -> 1"), keys);
        }
    }
}
