package io.tradebot.journal.log;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.MessageHeaderDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a dead writer leaves behind, made by copying a journal while its writer is at work. */
class JournalRecoveryTest {

    private static final int SYNCED = 30;
    private static final int COUNT = 50;

    @TempDir
    Path folder;

    @Test
    void shouldFinishTheSegmentOfADeadWriter() throws IOException {
        Path journal = crashed();
        VerificationReport report = JournalVerifier.verify(journal);
        assertTrue(report.isSound(), report.findings().toString());
        assertFalse(report.isClosed());
        assertEquals(COUNT, report.excerptCount());
        assertEquals(COUNT, Journals.readAll(journal));
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL)) {
            assertEquals(COUNT, writer.nextSequence());
            assertFalse(writer.recovery().wasClosed());
            assertEquals(1, writer.recovery().steps().size());
            Journals.append(writer, 3);
        }
        assertEquals(COUNT + 3, Journals.readAll(journal));
        report = JournalVerifier.verify(journal);
        assertEquals(List.of(), report.findings());
        assertEquals(List.of("recovered", "closed"), report.segments().stream().map(SegmentSummary::state).toList());
    }

    @Test
    void shouldSetATornTailAsideAndGoOn() throws IOException {
        for (int lost = 1; lost <= COUNT - SYNCED; lost += 4) {
            Path journal = crashed();
            Path file = Folders.file(Folders.segment(journal, 1));
            // The unsynced pages are partly lost: the excerpt's body is not what was written, the following ones are.
            Journals.xor(file, Journals.offsetOf(file, COUNT - lost) + 4 + Envelope.LENGTH, 0xff);
            assertTrue(JournalVerifier.verify(journal).isSound());
            try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL)) {
                assertEquals(COUNT - lost + 1, writer.nextSequence(), "the first excerpt tells of the recovery");
                assertEquals(COUNT - lost - 1, writer.recovery().loss().orElseThrow().verifiedSequence());
                assertEquals(0, writer.recovery().loss().orElseThrow().lostCount());
                assertTrue(writer.recovery().steps().get(0).contains("set aside"), writer.recovery().toString());
                assertTrue(writer.recovery().steps().get(0).contains(".damaged"), writer.recovery().toString());
                Journals.append(writer, 3);
            }
            assertEquals(COUNT - lost + 4, Journals.readAll(journal));
            assertEquals(List.of(), JournalVerifier.verify(journal).findings());
            Journals.closed(journal, 2);
            assertEquals(COUNT - lost + 6, Journals.readAll(journal));
            Path aside = Folders.file(Folders.segment(journal, 1));
            assertTrue(aside.toString().endsWith(".cq4.damaged"));
            Journals.xor(aside, Files.size(aside) - 1, 1);
            assertFalse(JournalVerifier.verify(journal).isSound(), "what was set aside is covered by the manifest too");
        }
    }

    @Test
    void shouldTellWhatADeadWriterSetAsideAndDidNotTell() throws IOException {
        Path journal = crashed();
        Path file = Folders.file(Folders.segment(journal, 1));
        Journals.xor(file, Journals.offsetOf(file, COUNT - 1) + 4 + Envelope.LENGTH, 0xff);
        JournalRecovery.run(journal, JournalVerifier.verify(journal), false); // and dies
        for (int i = 0; i < 2; i++) {
            try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL)) {
                assertEquals(i == 0, writer.recovery().loss().isPresent(), "told once");
                assertEquals(COUNT, writer.nextSequence());
            }
        }
        assertEquals(List.of("damaged", "closed"), JournalVerifier.verify(journal).segments().stream().map(SegmentSummary::state).toList());
    }

    @Test
    void shouldGoOnWhereTheFirstProcessDiedBeforeItHadAnAnchor() throws IOException {
        Path journal = Files.createDirectory(folder.resolve("first"));
        Files.write(journal.resolve(Anchor.NEW_FILE_NAME), new byte[Anchor.SLOT_LENGTH]);
        assertTrue(JournalVerifier.verify(journal).findings().toString().contains("died before it had an anchor"));
        Journals.closed(journal, 3);
        assertEquals(3, Journals.readAll(journal));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    @Test
    void shouldBeWrittenByOneThreadAfterTheOther() throws Exception {
        Path journal = folder.resolve("handed over");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL.sealedBy(SealKey.openOrCreate(folder.resolve("key.pem"))))) {
            Journals.append(writer, 2); // as the record of a recovery is
            Thread stage = new Thread(() -> {
                Journals.append(writer, 2);
                writer.sync();
            });
            stage.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
            stage.start();
            stage.join();
        }
        assertNull(thrown.get());
        assertEquals(5, Journals.readAll(journal), "with the seal at the end, from the first thread again");
    }

    @Test
    void shouldRecoverFromACutAtAnyPlaceBehindTheSyncedPart() throws IOException {
        Path original = crashed();
        Path file = Folders.file(Folders.segment(original, 1));
        long synced = Journals.offsetOf(file, SYNCED);
        long end = Journals.offsetOf(file, COUNT - 1) + 400;
        for (long length = synced - 40; length < end; length += 41) {
            Path journal = Journals.copy(original, folder.resolve("cut" + length));
            try (FileChannel channel = FileChannel.open(journal.resolve(original.relativize(file).toString()), StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            if (length < synced - 3) {
                JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
                assertTrue(refused.getMessage().contains("anchor says 29") || refused.getMessage().contains("length word claims"), refused.getMessage());
                continue;
            }
            long count;
            try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL)) {
                count = writer.nextSequence();
                assertTrue(count >= SYNCED && count <= COUNT + 1);
                Journals.append(writer, 2);
            }
            assertEquals(count + 2, Journals.readAll(journal));
            assertEquals(List.of(), JournalVerifier.verify(journal).findings(), "cut at " + length);
        }
    }

    @Test
    void shouldRefuseWhenSyncedExcerptsAreDamaged() throws IOException {
        Path journal = crashed();
        Path file = Folders.file(Folders.segment(journal, 1));
        Journals.xor(file, Journals.offsetOf(file, SYNCED - 1) + 20, 1);
        JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        assertTrue(refused.getMessage().contains("sequence 29") || refused.getMessage().contains("anchor says 29"), refused.getMessage());
        assertEquals(Folders.file(Folders.segment(journal, 1)), file, "nothing was renamed");
    }

    @Test
    void shouldTolerateOneTornSlotOfTheAnchorAfterACrash() throws IOException {
        for (int slot = 0; slot < 2; slot++) {
            Path journal = crashed();
            Journals.xor(journal.resolve(Anchor.FILE_NAME), slot * Anchor.SLOT_LENGTH + 20L, 1);
            assertTrue(JournalVerifier.verify(journal).isSound());
            Journals.closed(journal, 1);
            assertEquals(COUNT + 1, Journals.readAll(journal));
            assertEquals(List.of(), JournalVerifier.verify(journal).findings());
        }
    }

    @Test
    void shouldRemoveASegmentThatNeverGotAFile() throws IOException {
        Path journal = Journals.closed(folder.resolve("j"), 5);
        markAsOpen(journal);
        Files.createDirectories(Folders.segment(journal, 2));
        Files.writeString(Folders.segment(journal, 2).resolve(Folders.METADATA), "x");
        assertEquals(5, Journals.readAll(journal));
        Journals.closed(journal, 5);
        assertEquals(10, Journals.readAll(journal));
        assertEquals(2, JournalVerifier.verify(journal).segments().size());
    }

    @Test
    void shouldFinishASegmentWithoutExcerpts() throws IOException {
        Path journal = crashed();
        Path file = Folders.file(Folders.segment(journal, 1));
        Journals.closed(journal, 1);
        markAsOpen(journal);
        Path next = Folders.segment(journal, 3);
        Files.createDirectory(next);
        byte[] header = Arrays.copyOf(Files.readAllBytes(Folders.file(Folders.segment(journal, 1))), (int) Journals.offsetOf(file, 0));
        // Counters and the first index entry as they are before the first excerpt.
        Arrays.fill(header, 0x40, 0x50, (byte) 0);
        Arrays.fill(header, 0xb0, 0xb8, (byte) 0);
        Arrays.fill(header, 0x8110, 0x8118, (byte) 0);
        header[0x8108] = 0;
        Files.write(next.resolve("20240101F.cq4"), header);
        Journals.closed(journal, 4);
        assertEquals(COUNT + 5, Journals.readAll(journal));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
        assertEquals(4, JournalVerifier.verify(journal).segments().size());
    }

    @Test
    void shouldRefuseANewerSchemaByNumberAndTouchNothing() throws IOException {
        Path journal = crashed();
        Path file = Folders.file(Folders.segment(journal, 1));
        Journals.setSchemaVersion(file, COUNT - 1, 9);
        JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        assertTrue(refused.getMessage().contains("journal has schema 9, this version reads 1 to " + MessageHeaderDecoder.SCHEMA_VERSION
            + "; use a newer tradebot"), refused.getMessage());
        assertTrue(JournalVerifier.verify(journal).findings().toString().contains("journal has schema 9"));
        assertEquals(file, Folders.file(Folders.segment(journal, 1)), "a newer program's excerpt is not a torn tail");
        JournalDamagedException damage = assertThrows(JournalDamagedException.class, () -> Journals.readAll(journal));
        assertEquals(COUNT - 1, damage.sequence());
        assertTrue(damage.getMessage().contains("journal has schema 9"), damage.getMessage());
    }

    @Test
    void shouldRefuseASecondWriterByPid() {
        Path journal = folder.resolve("j");
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL)) {
            JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
            assertTrue(refused.getMessage().contains("in use by pid " + ProcessHandle.current().pid()), refused.getMessage());
            Journals.append(writer, 1);
        }
        Journals.closed(journal, 1);
        assertEquals(2, Journals.readAll(journal));
    }

    @Test
    void shouldRecoverWhatAKilledProcessWrote() throws Exception {
        Path journal = folder.resolve("killed");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--")).forEach(builder.command()::add);
        builder.command().addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            EndlessWriter.class.getName(), journal.toString()));
        Process process = builder.redirectErrorStream(true).start();
        long acknowledged = -1;
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null && acknowledged < 2000; line = lines.readLine()) {
                acknowledged = line.startsWith("synced ") ? Long.parseLong(line.substring(7)) : acknowledged;
            }
            assertTrue(acknowledged >= 2000, "the writer died early");
            JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
            assertTrue(refused.getMessage().contains("in use by pid " + process.pid()), refused.getMessage());
        } finally {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        long count;
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL)) {
            count = writer.nextSequence();
            assertTrue(count > acknowledged, count + " excerpts, " + acknowledged + " was acknowledged");
            Journals.append(writer, 10);
        }
        assertEquals(count + 10, Journals.readAll(journal));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    /** Appends and syncs until killed. */
    static final class EndlessWriter {
        public static void main(String[] arguments) {
            try (JournalWriter writer = JournalWriter.open(Path.of(arguments[0]), Journals.SMALL)) {
                while (true) {
                    Journals.append(writer, 7);
                    writer.sync();
                    System.out.println("synced " + (writer.nextSequence() - 1));
                }
            }
        }
    }

    /** What a writer does before it begins a segment. */
    private static void markAsOpen(Path journal) throws IOException {
        Anchor.Mark mark = Anchor.read(journal).latest();
        try (Anchor anchor = Anchor.open(journal)) {
            anchor.write(false, mark.excerptCount(), mark.position(), mark.segment(), mark.chain());
        }
    }

    private Path crashed() throws IOException {
        Path living = Files.createTempDirectory(folder, "living");
        try (JournalWriter writer = JournalWriter.open(living, Journals.SMALL)) {
            Journals.append(writer, SYNCED);
            writer.sync();
            Journals.append(writer, COUNT - SYNCED);
            return Journals.copy(living, Files.createTempDirectory(folder, "crashed").resolve("j"));
        }
    }
}
