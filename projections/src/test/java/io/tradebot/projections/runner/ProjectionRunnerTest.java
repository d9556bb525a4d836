package io.tradebot.projections.runner;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.projections.db.Checkpoint;
import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.db.ProjectionException;
import io.tradebot.projections.ledger.LedgerCheck;
import io.tradebot.projections.script.JournalScript;
import io.tradebot.projections.script.ListExcerptSource;
import io.tradebot.projections.script.ScriptedDay;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProjectionRunnerTest {

    @TempDir
    Path folder;

    private final JournalScript script = ScriptedDay.write();
    private final int count = script.excerpts().size();

    @Test
    void shouldResumeAtEveryExcerptBoundaryAndEqualARebuild() {
        Path rebuilt = folder.resolve("rebuilt.db");
        Checkpoint end = ProjectionRunner.rebuild(rebuilt, script.source());
        assertEquals(count - 1, end.sequence());
        String expected = dump(rebuilt);
        for (int cut = 1; cut < count; cut++) {
            Path file = folder.resolve("cut" + cut + ".db");
            catchUp(file, script.source(cut), 3);
            catchUp(file, script.source(), 4);
            assertEquals(expected, dump(file), "cut behind excerpt " + cut);
        }
    }

    @Test
    void shouldKeepTheInvariantsAfterEveryExcerpt() {
        Path file = folder.resolve("ledger.db");
        for (int cut = 1; cut <= count; cut++) {
            catchUp(file, script.source(cut), 1);
            try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
                assertEquals(List.of(), LedgerCheck.check(reader), "after excerpt " + (cut - 1));
                assertEquals(List.of(), LedgerCheck.checkAgainst(script.source(), reader), "after excerpt " + (cut - 1));
            }
        }
    }

    @Test
    void shouldTailASourceThatGrows() {
        Path file = folder.resolve("ledger.db");
        List<ListExcerptSource.Excerpt> growing = new ArrayList<>();
        ListExcerptSource tail = new ListExcerptSource(growing);
        try (ProjectionRunner runner = ProjectionRunner.open(file)) {
            for (ListExcerptSource.Excerpt excerpt : script.excerpts()) {
                growing.add(excerpt);
                assertEquals(1, runner.catchUp(tail));
                assertEquals(excerpt.sequence(), runner.checkpoint().sequence());
            }
            assertEquals(0, runner.catchUp(tail));
        }
        Path rebuilt = folder.resolve("rebuilt.db");
        ProjectionRunner.rebuild(rebuilt, script.source());
        assertEquals(dump(rebuilt), dump(file));
    }

    @Test
    void shouldEqualTheRebuildInTheDumpOfSqliteItself() throws Exception {
        Path sqlite = Path.of("/usr/bin/sqlite3");
        Assumptions.assumeTrue(Files.isExecutable(sqlite), "sqlite3 is not installed; apt-get install sqlite3 runs this test");
        Path incremental = folder.resolve("incremental.db");
        for (int cut = 1; cut <= count; cut++) {
            catchUp(incremental, script.source(cut), 1);
        }
        Path rebuilt = folder.resolve("rebuilt.db");
        ProjectionRunner.rebuild(rebuilt, script.source());
        String expected = sqliteDump(sqlite, rebuilt);
        assertTrue(expected.contains("INSERT INTO entry VALUES"), expected);
        assertEquals(expected, sqliteDump(sqlite, incremental));
    }

    private static String sqliteDump(Path sqlite, Path file) throws Exception {
        Process process = new ProcessBuilder(sqlite.toString(), file.toString(), ".dump").redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    @Test
    void shouldReplaceAnOldFileThatStillHasALogWhenRebuilding() throws IOException {
        Path file = folder.resolve("ledger.db");
        LedgerDatabase open = LedgerDatabase.open(file);
        Path copy = folder.resolve("crashed.db");
        new ProjectionRunner(open, 1).catchUp(script.source(9));
        Files.copy(file, copy);
        Files.copy(LedgerDatabase.logOf(file), LedgerDatabase.logOf(copy));
        open.close();
        assertTrue(Files.size(LedgerDatabase.logOf(copy)) > 0);

        ProjectionRunner.rebuild(copy, script.source());
        assertFalse(Files.exists(LedgerDatabase.logOf(copy)));
        ProjectionRunner.rebuild(file, script.source());
        assertEquals(dump(file), dump(copy));
    }

    @Test
    void shouldReplaceADamagedFileWhenRebuilding() throws IOException {
        Path file = folder.resolve("ledger.db");
        Files.writeString(file, "this was a ledger once", StandardCharsets.UTF_8);
        Files.writeString(LedgerDatabase.logOf(file), "and this its log", StandardCharsets.UTF_8);
        ProjectionRunner.rebuild(file, script.source());
        Path other = folder.resolve("other.db");
        ProjectionRunner.rebuild(other, script.source());
        assertEquals(dump(other), dump(file));
    }

    @Test
    void shouldKeepTheOldFileWhenARebuildFails() {
        Path file = folder.resolve("ledger.db");
        ProjectionRunner.rebuild(file, script.source());
        String before = dump(file);
        JournalScript broken = ScriptedDay.write().at("2025-04-08T13:00:00Z").unknown(99);
        assertThrows(ProjectionException.class, () -> ProjectionRunner.rebuild(file, broken.source()));
        assertEquals(before, dump(file));
        assertFalse(Files.exists(folder.resolve("ledger.db.rebuild")));
    }

    @Test
    void shouldNotRebuildUnderAnOpenLedger() {
        Path file = folder.resolve("ledger.db");
        try (ProjectionRunner open = ProjectionRunner.open(file); LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            open.catchUp(script.source(9));
            assertEquals(8, Checkpoint.read(reader).sequence());
            ProjectionException e = assertThrows(ProjectionException.class, () -> ProjectionRunner.rebuild(file, script.source()));
            assertTrue(e.getMessage().contains("open"), e.getMessage());
        }
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(8, Checkpoint.read(reader).sequence());
        }
    }

    @Test
    void shouldReadTheJournalOnDisk() {
        Path journal = folder.resolve("journal");
        try (JournalWriter writer = JournalWriter.open(journal)) {
            for (ListExcerptSource.Excerpt excerpt : script.excerpts()) {
                writer.append(new UnsafeBuffer(excerpt.body()), 0, excerpt.body().length, excerpt.timeNanos());
            }
        }
        Path file = folder.resolve("ledger.db");
        byte[] head = new byte[32];
        try (JournalReader reader = JournalReader.open(journal); ProjectionRunner runner = ProjectionRunner.open(file)) {
            assertEquals(count, runner.catchUp(reader));
            reader.copyChain(head);
            assertEquals(HexFormat.of().formatHex(head), runner.checkpoint().chain());
        }
        try (JournalReader fromCheckpoint = JournalReader.open(journal, count - 1); ProjectionRunner runner = ProjectionRunner.open(file)) {
            assertEquals(0, runner.catchUp(fromCheckpoint));
        }
        try (JournalReader again = JournalReader.open(journal); LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(List.of(), LedgerCheck.checkAgainst(again, reader));
        }
    }

    @Test
    void shouldRefuseAJournalThatEndsBeforeTheCheckpoint() {
        Path file = folder.resolve("ledger.db");
        catchUp(file, script.source(10), 100);
        ProjectionException e = assertThrows(ProjectionException.class, () -> catchUp(file, script.source(7), 100));
        assertTrue(e.getMessage().contains("ends at sequence 6") && e.getMessage().contains("at sequence 9"), e.getMessage());
    }

    @Test
    void shouldRefuseAnotherJournal() {
        Path file = folder.resolve("ledger.db");
        catchUp(file, script.source(10), 100);
        JournalScript other = new JournalScript();
        for (int i = 0; i < 12; i++) {
            other.at("2025-04-07T13:00:00Z").timeAdvanced();
        }
        ProjectionException e = assertThrows(ProjectionException.class, () -> catchUp(file, other.source(), 100));
        assertTrue(e.getMessage().contains("journal at sequence 9") && e.getMessage().contains("built to sequence 9"), e.getMessage());
    }

    @Test
    void shouldRefuseASourceThatStartsBehindTheCheckpoint() {
        Path file = folder.resolve("ledger.db");
        catchUp(file, script.source(5), 100);
        ListExcerptSource late = new ListExcerptSource(script.excerpts().subList(8, count));
        ProjectionException e = assertThrows(ProjectionException.class, () -> catchUp(file, late, 100));
        assertTrue(e.getMessage().contains("starts at sequence 8") && e.getMessage().contains("sequence 4"), e.getMessage());
    }

    @Test
    void shouldNameAGap() {
        Path file = folder.resolve("ledger.db");
        List<ListExcerptSource.Excerpt> gap = new ArrayList<>(script.excerpts());
        gap.remove(6);
        ProjectionException e = assertThrows(ProjectionException.class, () -> catchUp(file, new ListExcerptSource(gap), 100));
        assertTrue(e.getMessage().contains("from sequence 5 to 7"), e.getMessage());
    }

    @Test
    void shouldNameTheSequenceOfAnUnknownRecord() {
        JournalScript unknown = new JournalScript();
        unknown.at("2025-04-07T13:00:00Z").sessionStarted(ScriptedDay.IDENTITY, "100.00");
        unknown.at("2025-04-07T13:00:01Z").timeAdvanced().unknown(99);
        ProjectionException e = assertThrows(ProjectionException.class,
            () -> catchUp(folder.resolve("ledger.db"), unknown.source(), 100));
        assertTrue(e.getMessage().contains("sequence 1, record 1 (id 99)"), e.getMessage());
    }

    @Test
    void shouldRollBackToTheLastCommitAndRefuseToGoOnAfterAFailure() {
        Path file = folder.resolve("ledger.db");
        catchUp(file, script.source(6), 100);
        String before = dump(file);
        ProjectionRunner runner = new ProjectionRunner(LedgerDatabase.open(file), 100, List.of((excerpt, record) -> {
            if (excerpt.sequence() == 15) {
                throw new IllegalStateException("planted");
            }
        }));
        try (runner) {
            ProjectionException e = assertThrows(ProjectionException.class, () -> runner.catchUp(script.source()));
            assertTrue(e.getMessage().contains("sequence 15") && e.getMessage().contains("planted"), e.getMessage());
            assertEquals(5, runner.checkpoint().sequence());
            assertThrows(ProjectionException.class, () -> runner.catchUp(script.source()));
        }
        assertEquals(before, dump(file));
    }

    @Test
    void shouldDifferInTheDumpWhenOneAmountDiffers() {
        JournalScript other = ScriptedDay.write().at("2025-04-08T13:00:00Z").timeAdvanced();
        Path one = folder.resolve("one.db");
        Path two = folder.resolve("two.db");
        ProjectionRunner.rebuild(one, script.source());
        ProjectionRunner.rebuild(two, other.source());
        assertNotEquals(dump(one), dump(two));
    }

    private static void catchUp(Path file, ListExcerptSource source, int excerptsPerCommit) {
        try (ProjectionRunner runner = new ProjectionRunner(LedgerDatabase.open(file), excerptsPerCommit)) {
            runner.catchUp(source);
        }
    }

    private static String dump(Path file) {
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            return Dump.text(reader);
        }
    }
}
