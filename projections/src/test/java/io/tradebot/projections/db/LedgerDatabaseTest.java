package io.tradebot.projections.db;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LedgerDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void shouldRunWithTheSettingsThatSurviveAPowerLoss() {
        try (LedgerDatabase database = LedgerDatabase.open(folder.resolve("a/b/ledger.db"))) {
            assertEquals("wal", database.query("PRAGMA journal_mode", row -> row.getString(1)).get(0));
            assertEquals(2, database.count("PRAGMA synchronous"), "2 is FULL");
            assertEquals(1, database.count("PRAGMA foreign_keys"));
            assertTrue(database.count("PRAGMA busy_timeout") > 0);
            assertEquals(LedgerDatabase.SCHEMA_VERSION, database.count("PRAGMA user_version"));
        }
    }

    @Test
    void shouldOpenWhatItCreated() {
        Path file = folder.resolve("ledger.db");
        LedgerDatabase.open(file).close();
        LedgerDatabase.open(file).close();
        LedgerDatabase.openReader(file).close();
        assertFalse(Files.exists(LedgerDatabase.logOf(file)));
    }

    @Test
    void shouldNameAForeignFile() throws SQLException {
        mismatch("is not a TradeBot ledger", "PRAGMA application_id = 7");
    }

    @Test
    void shouldNameBothSchemaVersions() throws SQLException {
        mismatch("has ledger schema version 9, this program needs 2", "PRAGMA user_version = 9");
    }

    @Test
    void shouldNoticeAMissingTrigger() throws SQLException {
        mismatch("differs from ledger schema version 2 in trigger entry_no_update", "DROP TRIGGER entry_no_update");
    }

    @Test
    void shouldNoticeAForeignTable() throws SQLException {
        mismatch("in table extra", "CREATE TABLE extra (a)");
    }

    private void mismatch(String expected, String sql) throws SQLException {
        Path file = folder.resolve("ledger.db");
        LedgerDatabase.open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
             Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
        SchemaMismatchException e = assertThrows(SchemaMismatchException.class, () -> LedgerDatabase.open(file));
        assertTrue(e.getMessage().contains(expected) && e.getMessage().contains(file.toString()), e.getMessage());
        assertThrows(SchemaMismatchException.class, () -> LedgerDatabase.openReader(file));
    }

    @Test
    void shouldNameAFileThatIsNoDatabase() throws IOException {
        Path file = folder.resolve("ledger.db");
        Files.writeString(file, "nothing of the kind, but long enough to be taken for a header of a file", StandardCharsets.UTF_8);
        ProjectionException e = assertThrows(ProjectionException.class, () -> LedgerDatabase.open(file));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }

    @Test
    void shouldNotWriteThroughAReader() {
        Path file = folder.resolve("ledger.db");
        LedgerDatabase.open(file).close();
        try (LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertThrows(ProjectionException.class, () -> reader.update("UPDATE checkpoint SET journal_sequence = 1"));
        }
        assertThrows(ProjectionException.class, () -> LedgerDatabase.openReader(folder.resolve("absent.db")));
    }

    @Test
    void shouldShowAReaderOneUnchangingState() {
        Path file = folder.resolve("ledger.db");
        try (LedgerDatabase writer = LedgerDatabase.open(file); LedgerDatabase reader = LedgerDatabase.openReader(file)) {
            assertEquals(-1, Checkpoint.read(reader).sequence());
            Checkpoint.read(writer).moveTo(new Checkpoint(5, "ab", 7), writer);
            writer.commit();
            assertEquals(-1, Checkpoint.read(reader).sequence());
            try (LedgerDatabase later = LedgerDatabase.openReader(file)) {
                assertEquals(5, Checkpoint.read(later).sequence());
            }
        }
    }

    @Test
    void shouldNoticeThatAnotherWriterMovedTheCheckpoint() {
        try (LedgerDatabase writer = LedgerDatabase.open(folder.resolve("ledger.db"))) {
            Checkpoint start = Checkpoint.read(writer);
            start.moveTo(new Checkpoint(5, "ab", 7), writer);
            ProjectionException e = assertThrows(ProjectionException.class, () -> start.moveTo(new Checkpoint(3, "cd", 5), writer));
            assertTrue(e.getMessage().contains("was -1 and is now 5"), e.getMessage());
        }
    }

    @Test
    void shouldReplaceAFileInOneStep() throws IOException {
        Path target = folder.resolve("new/file.txt");
        AtomicFile.write(target, out -> out.write("one".getBytes(StandardCharsets.UTF_8)));
        assertThrows(java.io.UncheckedIOException.class, () -> AtomicFile.write(target, out -> {
            out.write("half".getBytes(StandardCharsets.UTF_8));
            throw new IOException("planted");
        }));
        assertEquals("one", Files.readString(target));
        try (var left = Files.list(target.getParent())) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void shouldKnowWholeCents() {
        assertEquals(-123, WholeCents.of("pnlE8", -123_000_000L));
        assertEquals("-1.23", WholeCents.format(-123));
        assertEquals("0.05", WholeCents.format(5));
        ProjectionException e = assertThrows(ProjectionException.class, () -> WholeCents.of("pnlE8", 1_500_000L));
        assertTrue(e.getMessage().contains("pnlE8=0.015"), e.getMessage());
    }
}
