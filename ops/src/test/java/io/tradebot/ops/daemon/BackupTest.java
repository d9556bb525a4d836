package io.tradebot.ops.daemon;

import io.tradebot.journal.event.StopCause;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.projections.db.LedgerDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A home goes into a zip and comes back; a zip that is not as it was written puts nothing anywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {

    private static final Instant TIME = Instant.parse("2026-03-10T20:30:00Z");
    private static final String SECRET = "ciphertext that only the key opens";
    private static final String KEY = "canary-key-7f1d";

    @TempDir
    static Path folder;
    private Path homeFolder;
    private VerificationReport ran; // with the seal that the end of a process adds
    private Backup.Result backup;
    private Path keyFile;

    @BeforeAll
    void runHalfAnHourAndBackUp() throws Exception {
        homeFolder = folder.resolve("home");
        assertNull(RunHome.run(homeFolder, "2026-03-10T13:25:00Z", "2026-03-10T13:55:00Z").fault());
        ran = JournalVerifier.verify(homeFolder.resolve("journal"));
        put("storage/secrets/set-00000001/paper.enc", SECRET);
        put("storage/keys/set-00000001/paper.key", KEY);
        put("storage/live/keys/set-00000001/live.key", KEY);
        put("logs/main_bot.log", "one line\n");
        keyFile = folder.resolve("elsewhere/keys.zip");
        backup = Backup.write(new Home(homeFolder), folder.resolve("backup.zip"), keyFile, TIME);
    }

    private void put(String name, String text) throws IOException {
        Path file = homeFolder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void shouldRestoreWhatWasThereAndGoOn() throws Exception {
        Path target = folder.resolve("restored");
        Restore.Result result = Restore.run(backup.file(), keyFile, new Home(target), true);
        assertEquals(ran.headSequence(), result.manifest().journalSequence());
        assertEquals(ran.headChain(), result.manifest().chainHead());
        assertEquals(1, result.ledgerDigests().size());
        assertEquals(3, result.keyCount());
        for (String name : List.of("storage/secrets/set-00000001/paper.enc", "storage/keys/set-00000001/paper.key", "storage/live/keys/set-00000001/live.key",
            "storage/keys/journal-seal.pem", "logs/main_bot.log", "paper/broker.log")) {
            assertEquals(Files.readString(homeFolder.resolve(name)), Files.readString(target.resolve(name)), name);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name))), name);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
        Daemon.Result further = RunHome.run(target, "2026-03-10T13:25:00Z", "2026-03-10T14:10:00Z");
        assertNull(further.fault());
        assertEquals(StopCause.SCHEDULE, further.cause());
        assertTrue(further.lastSequence() > ran.headSequence());
    }

    @Test
    void shouldHoldNoKey() throws IOException {
        try (ZipFile zip = new ZipFile(backup.file().toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                String content = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                assertFalse(entry.getName().matches(".*(\\.key|\\.pem)"), entry.getName());
                assertFalse(content.contains(KEY) || content.contains("PRIVATE KEY"), entry.getName());
            }
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.file())));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)));
        IllegalArgumentException together = assertThrows(IllegalArgumentException.class,
            () -> Backup.write(new Home(homeFolder), folder.resolve("a.zip"), folder.resolve("b.zip"), TIME));
        assertTrue(together.getMessage().contains("another folder"), together.getMessage());
    }

    @Test
    void shouldGiveTheSameZipTwice() throws IOException {
        Path again = Backup.write(new Home(homeFolder), folder.resolve("again.zip"), null, TIME).file();
        assertEquals(-1, Files.mismatch(backup.file(), again));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.filter(file -> file.getFileName().toString().startsWith(".")).toList());
        }
    }

    @Test
    void shouldRefuseAHomeThatIsNotEmpty() throws IOException {
        Path used = Files.createDirectory(folder.resolve("used"));
        Files.writeString(used.resolve("mine.txt"), "mine");
        assertThrows(IllegalArgumentException.class, () -> Restore.run(backup.file(), null, new Home(used), false));
        assertEquals("mine", Files.readString(used.resolve("mine.txt")));
    }

    @Test
    void shouldRefuseKeysWhereTheBackupIsNeeded() {
        assertTrue(refusal(keyFile).contains("kind keys"));
    }

    @Test
    void shouldRefuseAMissingPart() throws IOException {
        assertTrue(refusal(changed("missing", files -> files.remove("logs/main_bot.log"))).contains("logs/main_bot.log is missing"));
    }

    @Test
    void shouldRefuseAPartThatIsNotInTheManifest() throws IOException {
        assertTrue(refusal(changed("more", files -> files.put("logs/other.log", new byte[1]))).contains("logs/other.log is not in the manifest"));
    }

    @Test
    void shouldRefuseOneChangedByte() throws IOException {
        assertTrue(refusal(changed("byte", files -> files.get("logs/main_bot.log")[0] ^= 1)).contains("logs/main_bot.log has SHA-256"));
    }

    @Test
    void shouldRefuseBooksThatDoNotFollowFromTheJournal() throws Exception {
        Path other = folder.resolve("other-home");
        RunHome.run(other, "2026-03-11T13:25:00Z", "2026-03-11T13:40:00Z");
        String name = "output/" + RunHome.IDENTITY + "/ledgers/" + RunHome.IDENTITY + "_BOT_ledger.db";
        Files.delete(other.resolve(name));
        Path rows = folder.resolve("rows.db");
        LedgerDatabase.copy(homeFolder.resolve(name), rows);
        Files.copy(rows, other.resolve(name));
        Path mixed = Backup.write(new Home(other), folder.resolve("mixed.zip"), null, TIME).file();
        assertThrows(RuntimeException.class, () -> Restore.run(mixed, null, new Home(folder.resolve("mixed")), true));
        assertFalse(Files.exists(folder.resolve("mixed")));
    }

    @Test
    void shouldRefuseNamesThatLeadOutOfTheHome() throws IOException {
        for (String name : List.of("../out.txt", "/etc/out.txt", "logs/../../out.txt", "logs\\..\\out.txt", "C:/out.txt", "logs/", "control/control_start.flag",
            "logs//a", "logs/./a", "logs/a\u0000b")) {
            String message = refusal(changed("name", files -> files.put(name, new byte[1])));
            assertTrue(message.contains("is not a file below"), name + ": " + message);
        }
        assertFalse(Files.exists(folder.resolve("out.txt")));
    }

    @Test
    void shouldRefuseALink() throws IOException {
        Path link = changed("link", files -> { });
        byte[] bytes = Files.readAllBytes(link);
        int at = lastIndex(bytes, "logs/main_bot.log") - 46; // its header in the directory
        bytes[at + 41] = (byte) 0xA1;
        Files.write(link, bytes);
        assertTrue(refusal(link).contains("is a link"));
    }

    @Test
    void shouldRefuseTwoEntriesOfOneName() throws IOException {
        Path twice = changed("twice", files -> files.put("logs/main_bot.txt", new byte[1]));
        byte[] bytes = Files.readAllBytes(twice);
        byte[] name = "logs/main_bot.log".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, bytes, lastIndex(bytes, "logs/main_bot.txt"), name.length);
        Files.write(twice, bytes);
        assertTrue(refusal(twice).contains("two entries have the name"));
    }

    @Test
    void shouldRefuseABombBeforeUnpacking() throws IOException {
        Path bomb = changed("bomb", files -> files.put("logs/zeros.log", new byte[64 << 20]));
        assertTrue(refusal(bomb).contains("more than 100 times"), refusal(bomb));
        byte[] bytes = Files.readAllBytes(bomb);
        int header = lastIndex(bytes, "logs/zeros.log") - 46;
        bytes[header + 27] = (byte) 0xF0; // says that it has 4 GiB
        Files.write(bomb, bytes);
        assertTrue(refusal(bomb).contains("at most " + BackupArchive.BYTES_MAX + " are taken"), refusal(bomb));
    }

    @Test
    void shouldRefuseAMillionEntries() throws IOException {
        Path many = folder.resolve("many.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(many))) {
            for (int i = 0; i < 70_000; i++) {
                zip.putNextEntry(new ZipEntry("logs/" + i));
            }
        }
        assertTrue(refusal(many).contains("at most 10000 are taken"), refusal(many));
    }

    @Test
    void shouldRefuseAnyCutAndEachChangedByteOrRestoreTheSame() throws IOException {
        byte[] bytes = Files.readAllBytes(backup.file());
        Path file = folder.resolve("cut.zip");
        for (int length : new int[] {0, 1, 21, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            refusal(file);
        }
        for (int at = 11; at < bytes.length; at += Math.max(1, bytes.length / 40)) {
            byte[] copy = bytes.clone();
            copy[at] ^= 0x10;
            Files.write(file, copy);
            Path target = folder.resolve("byte-" + at);
            try {
                assertEquals(ran.headChain(), Restore.run(file, null, new Home(target), false).manifest().chainHead(), "byte " + at);
            } catch (BadBackupException refused) {
                assertFalse(Files.exists(target), "byte " + at);
            }
        }
    }

    @Test
    void shouldKeepSevenDaysAndTheNewest() throws IOException {
        Path place = Files.createDirectory(folder.resolve("kept"));
        for (int day = 1; day <= 20; day++) {
            Files.createFile(place.resolve(Backup.name(Instant.parse("2026-03-01T21:00:00Z").plusSeconds((day - 1) * 86_400L))));
        }
        Files.createFile(place.resolve("mine.zip"));
        assertEquals(12, Backup.prune(place, Instant.parse("2026-03-20T21:00:00Z"), 3).size());
        assertEquals(5, Backup.prune(place, Instant.parse("2027-03-20T21:00:00Z"), 3).size());
        try (Stream<Path> left = Files.list(place)) {
            assertEquals(List.of("mine.zip", "tradebot-20260318T210000Z.zip", "tradebot-20260319T210000Z.zip", "tradebot-20260320T210000Z.zip"),
                left.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private String refusal(Path file) {
        Path target = folder.resolve("refused");
        String message = assertThrows(BadBackupException.class, () -> Restore.run(file, null, new Home(target), false)).getMessage();
        assertFalse(Files.exists(target), message);
        return message;
    }

    private interface Change {
        void apply(Map<String, byte[]> files);
    }

    /** The backup with other entries under the same manifest. */
    private Path changed(String name, Change change) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(backup.file().toFile())) {
            for (ZipEntry entry : new ArrayList<>(zip.stream().toList())) {
                files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        change.apply(files);
        Path file = folder.resolve(name + ".zip");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private static int lastIndex(byte[] bytes, String text) {
        return HexFormat.of().formatHex(bytes).lastIndexOf(HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII))) / 2;
    }
}
