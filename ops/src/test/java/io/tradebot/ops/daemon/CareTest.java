package io.tradebot.ops.daemon;

import io.tradebot.journal.tool.JournalDump;
import io.tradebot.ops.check.RefusedStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a daemon does for itself: checks before it starts, backups behind a session, the drill at the end of a week. */
class CareTest {

    @TempDir
    private Path folder;

    @Test
    void shouldBackUpBehindEachSessionAndDrillAtTheEndOfTheWeek() throws Exception {
        Path thursday = folder.resolve("thursday");
        assertNull(RunHome.run(thursday, "2026-03-12T19:50:00Z", "2026-03-12T20:05:00Z").fault());
        List<String> notes = records(thursday, "BackupCompleted");
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains("\"isVerified\":false") && notes.get(0).contains("\"isFailed\":false"), notes.get(0));

        Path friday = folder.resolve("friday");
        Daemon.Result first = RunHome.run(friday, "2026-03-13T19:50:00Z", "2026-03-13T20:05:00Z");
        assertNull(first.fault());
        String drill = records(friday, "BackupCompleted").get(0);
        assertTrue(drill.contains("\"isVerified\":true") && drill.contains("\"isFailed\":false"), drill);
        try (Stream<Path> files = Files.list(friday.resolve("backup"))) {
            assertEquals(List.of("tradebot-20260313T200000Z.zip"), files.map(file -> file.getFileName().toString()).toList());
        }
        assertEquals(first.chainHead(), RunHome.run(folder.resolve("again"), "2026-03-13T19:50:00Z", "2026-03-13T20:05:00Z").chainHead());
    }

    @Test
    void shouldNoteADrillThatFailed() throws Exception {
        Path home = folder.resolve("home");
        DaemonRequest request = RunHome.request(home, "2026-03-13T19:50:00Z", "2026-03-13T20:05:00Z");
        Files.delete(home.resolve("backup"));
        Files.writeString(home.resolve("storage/note"), "", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(home.resolve("storage/note"), PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(home.resolve("backup"), folder.resolve("nowhere")); // a disk that is not mounted
        assertThrows(IOException.class, new Daemon(request)::run);
        Files.delete(home.resolve("backup"));
        Files.createDirectories(home.resolve("output/old/ledgers"));
        Files.writeString(home.resolve("output/old/ledgers/broken.db"), "this is no database, and a copy of it cannot be made");
        assertNull(new Daemon(request).run().fault());
        String note = records(home, "BackupCompleted").get(0);
        assertTrue(note.contains("\"isFailed\":true") && note.contains("broken.db"), note);
    }

    @Test
    void shouldNotStartWhereOthersMayLook() throws Exception {
        Path home = folder.resolve("open");
        DaemonRequest request = RunHome.request(home, "2026-03-13T19:50:00Z", "2026-03-13T20:05:00Z");
        Path key = home.resolve("storage/keys/journal-seal.pem");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        String message = assertThrows(RefusedStartException.class, new Daemon(request)::run).getMessage();
        assertTrue(message.contains("chmod 600 " + key) && message.contains("rw-r--r--"), message);
        assertTrue(message.contains("chmod 700 " + home), message);
        assertFalse(Files.exists(home.resolve("journal")));
    }

    static List<String> records(Path home, String name) throws IOException {
        StringBuilder text = new StringBuilder();
        JournalDump.dump(home.resolve("journal"), 0, Long.MAX_VALUE, true, text);
        return text.toString().lines().filter(line -> line.contains("\"" + name + "\"")).toList();
    }
}
