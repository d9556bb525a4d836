package io.tradebot.journal.log;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.JournalRecoveredDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecoveryCause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An operator makes a damaged journal usable: nothing is deleted, nothing unverified counts, what comes after is readable. */
class JournalRepairTest {

    @TempDir
    Path folder;
    private Path journal;

    @BeforeEach
    void write() {
        journal = Journals.closed(folder.resolve("j"), 10, 20, 30);
    }

    @Test
    void shouldLeaveASoundJournalAlone() throws IOException {
        byte[] before = Files.readAllBytes(journal.resolve(Anchor.FILE_NAME));
        RepairReport report = JournalRepair.run(journal, true, Journals.SMALL);
        assertTrue(report.loss().isEmpty() && report.steps().isEmpty(), report.toString());
        assertArrayEquals(before, Files.readAllBytes(journal.resolve(Anchor.FILE_NAME)));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    @Test
    void shouldGoOnBehindTheVerifiedPartOfADamagedSegment() throws IOException {
        Path file = Folders.file(Folders.segment(journal, 2));
        long offset = Journals.offsetOf(file, 7);
        Journals.xor(file, offset + 70, 4);
        byte[] bytes = Files.readAllBytes(file);
        JournalException refused = assertThrows(JournalException.class, () -> JournalRepair.run(journal, false, Journals.SMALL));
        assertTrue(refused.getMessage().contains("journal ends at 16, anchor says 59: 43 excerpts"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--accept-loss"), refused.getMessage());
        assertArrayEquals(bytes, Files.readAllBytes(file), "a refusal changes nothing");
        Loss loss = repair(RecoveryCause.CORRUPT_EXCERPT, 16, 59);
        assertEquals(offset, loss.damageOffset());
        assertEquals("00000002/" + file.getFileName(), loss.segment());
        assertEquals("00000002/" + file.getFileName() + ".damaged", loss.quarantine());
        assertArrayEquals(bytes, Files.readAllBytes(journal.resolve(loss.quarantine())), "its bytes are kept");
        assertFalse(Files.isWritable(journal.resolve(loss.quarantine())) && !"root".equals(System.getProperty("user.name")));
        assertTrue(Files.isDirectory(journal.resolve("00000003.damaged")), "what came behind is kept too");
        assertTrue(Files.exists(journal.resolve("00000002/manifest.damaged")));
    }

    @Test
    void shouldRepairEveryKindOfLostSegment() throws IOException {
        Path middle = Folders.file(Folders.segment(journal, 2));
        Path last = Folders.file(Folders.segment(journal, 3));
        Path whole = Journals.copy(journal, folder.resolve("whole"));
        Files.delete(middle);
        repair(RecoveryCause.MISSING_SEGMENT, 9, 59);

        again(whole);
        deleteFolder(Folders.segment(journal, 3));
        repair(RecoveryCause.SHORT_SEGMENT, 29, 59); // nothing is there but the anchor's word

        again(whole);
        deleteFolder(Folders.segment(journal, 1));
        repair(RecoveryCause.MISSING_SEGMENT, -1, 59);

        again(whole);
        Files.write(last, new byte[0]);
        repair(RecoveryCause.SHORT_SEGMENT, 29, 59);

        again(whole);
        try (FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
            channel.truncate(Journals.offsetOf(last, 11));
        }
        repair(RecoveryCause.SHORT_SEGMENT, 40, 59);

        again(whole);
        Path other = Journals.closed(folder.resolve("other"), 10);
        Forgery.changeBody(other, 1, 3);
        Path foreign = Folders.segment(Journals.closed(other, 20), 2);
        for (Path path : Journals.files(foreign)) {
            Files.copy(path, Folders.segment(journal, 2).resolve(path.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        repair(RecoveryCause.FOREIGN_SEGMENT, 9, 59);
    }

    @Test
    void shouldRepairWithoutLossWhenOnlyWhatIsAroundTheExcerptsIsDamaged() throws IOException {
        Path whole = Journals.copy(journal, folder.resolve("whole"));
        Files.writeString(Folders.segment(journal, 2).resolve(Manifest.FILE_NAME), "nothing\n");
        repairWithoutLoss();
        again(whole);
        Path file = Folders.file(Folders.segment(journal, 1));
        Journals.xor(file, Files.size(file) - 5, 1); // behind the data
        repairWithoutLoss();
        again(whole);
        Journals.xor(Folders.file(Folders.segment(journal, 3)), 0x8110, 8); // Chronicle's index
        repairWithoutLoss();
        again(whole);
        Files.write(journal.resolve(Anchor.FILE_NAME), Arrays.copyOf(Files.readAllBytes(journal.resolve(Anchor.FILE_NAME)), 64));
        repairWithoutLoss();
    }

    @Test
    void shouldAskBeforeItGoesOnWithoutAnAnchor() throws IOException {
        Files.delete(journal.resolve(Anchor.FILE_NAME));
        JournalException refused = assertThrows(JournalException.class, () -> JournalRepair.run(journal, false, Journals.SMALL));
        assertTrue(refused.getMessage().contains("nobody can tell"), refused.getMessage());
        repair(RecoveryCause.MISSING_SEGMENT, 59, -1);
    }

    @Test
    void shouldRepairTwice() throws IOException {
        for (int i = 0; i < 2; i++) {
            Path file = Folders.file(Folders.segment(journal, 1));
            Journals.xor(file, Journals.offsetOf(file, 6 - i) + 70, 4);
            repair(RecoveryCause.CORRUPT_EXCERPT, 5 - i, i == 0 ? 59 : 9);
        }
        assertTrue(Files.exists(journal.resolve("anchor.damaged-2")));
        assertTrue(Files.isDirectory(journal.resolve("00000002.damaged-2")));
    }

    @Test
    void shouldRepairWhatARepairLeftHalfDone() throws IOException {
        Path file = Folders.file(Folders.segment(journal, 2));
        Journals.xor(file, Journals.offsetOf(file, 7) + 70, 4);
        Path whole = Journals.copy(journal, folder.resolve("whole"));
        Path segment = Folders.segment(journal, 2);
        // The steps of a repair in their order; a crash falls behind each of them.
        for (int steps = 1; steps <= 4; steps++) {
            again(whole);
            Files.move(segment.resolve(Manifest.FILE_NAME), segment.resolve("manifest.damaged"));
            if (steps > 1) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
            }
            if (steps > 2) {
                SegmentSummary summary = JournalVerifier.verify(journal).segments().get(1);
                JournalRecovery.setAside(journal, segment, summary);
            }
            if (steps > 3) {
                Files.move(Folders.segment(journal, 3), journal.resolve("00000003.damaged"));
            }
            RepairReport report = JournalRepair.run(journal, true, Journals.SMALL);
            assertEquals(16, report.loss().orElseThrow().verifiedSequence(), "behind step " + steps + ": " + report);
            Journals.closed(journal, 3);
            assertEquals(21, Journals.readAll(journal));
            assertTrue(JournalVerifier.verify(journal).isSound());
        }
    }

    @Test
    void shouldEndAtTheLastGoodSealWhenOneIsForged() throws IOException {
        Path sealed = folder.resolve("sealed");
        SealKey key = SealKey.openOrCreate(folder.resolve("key.pem"));
        try (JournalWriter writer = JournalWriter.open(sealed, Journals.SMALL.sealedBy(key, 10))) {
            Journals.append(writer, 25);
        }
        Forgery.changeBody(sealed, 1, 12);
        journal = sealed;
        RepairReport report = JournalRepair.run(journal, true, Journals.SMALL.sealedBy(key, 10));
        assertEquals(18, report.loss().orElseThrow().verifiedSequence());
        VerificationReport after = JournalVerifier.verify(journal);
        assertTrue(after.isSound(), after.findings().toString());
        assertEquals(21, after.excerptCount(), "19 verified, JournalRecovered, and a seal");
        assertEquals(2, after.seals().size());
    }

    @Test
    void shouldRefuseWhatANewerProgramWrote() throws IOException {
        Path living = folder.resolve("living");
        Path newer = folder.resolve("newer");
        try (JournalWriter writer = JournalWriter.open(living, Journals.SMALL)) {
            Journals.append(writer, 10);
            Journals.copy(living, newer);
        }
        Journals.setSchemaVersion(Folders.file(Folders.segment(newer, 1)), 9, 99);
        JournalException refused = assertThrows(JournalException.class, () -> JournalRepair.run(newer, true, Journals.SMALL));
        assertTrue(refused.getMessage().contains("newer than this program"), refused.getMessage());
    }

    @Test
    void shouldExportTheVerifiedPrefixAsAJournalOfItsOwn() throws IOException {
        String head = JournalVerifier.verify(journal).headChain();
        VerificationReport copy = JournalExport.prefix(journal, folder.resolve("copy"), -1, (done, total) -> { });
        assertEquals(List.of(), copy.findings());
        assertEquals(head, copy.headChain());
        assertEquals(60, Journals.readAll(folder.resolve("copy")));
        assertEquals(26, JournalExport.prefix(journal, folder.resolve("part"), 25, (done, total) -> { }).excerptCount());
        assertEquals(26, Journals.readAll(folder.resolve("part")));
        Path file = Folders.file(Folders.segment(journal, 2));
        Journals.xor(file, Journals.offsetOf(file, 7) + 70, 4);
        assertEquals(17, JournalExport.prefix(journal, folder.resolve("damaged"), -1, (done, total) -> { }).excerptCount());
        assertEquals(17, Journals.readAll(folder.resolve("damaged")));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> JournalExport.prefix(journal, folder.resolve("x"), 17, (done, total) -> { }))
            .getMessage().contains("ends at sequence 16"));
        assertThrows(IllegalArgumentException.class, () -> JournalExport.prefix(journal, folder.resolve("part"), -1, (done, total) -> { }));
    }

    private Loss repair(RecoveryCause cause, long verified, long anchored) throws IOException {
        assertFalse(JournalVerifier.verify(journal).isSound());
        JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        assertTrue(refused.getMessage().contains("tradebot journal repair"), refused.getMessage());
        if (anchored >= 0 && anchored != verified) {
            assertTrue(refused.getMessage().contains("journal ends at " + verified + ", anchor says " + anchored), refused.getMessage());
        }
        RepairReport report = JournalRepair.run(journal, true, Journals.SMALL);
        Loss loss = report.loss().orElseThrow();
        assertEquals(cause, loss.cause(), report.toString());
        assertEquals(verified, loss.verifiedSequence(), report.toString());
        assertEquals(anchored, loss.anchorSequence(), report.toString());
        VerificationReport after = JournalVerifier.verify(journal);
        assertTrue(after.isSound(), after.findings().toString());
        assertEquals(verified + 2, after.excerptCount(), after.toString());
        requireRecovered(loss);
        Journals.closed(journal, 3);
        assertEquals(verified + 5, Journals.readAll(journal), "everything appended later is readable");
        assertTrue(JournalVerifier.verify(journal).isSound());
        return loss;
    }

    private void repairWithoutLoss() throws IOException {
        Loss loss = JournalRepair.run(journal, false, Journals.SMALL).loss().orElseThrow();
        assertEquals(0, loss.lostCount());
        assertEquals(59, loss.verifiedSequence());
        assertTrue(JournalVerifier.verify(journal).isSound(), JournalVerifier.verify(journal).findings().toString());
        Journals.closed(journal, 3);
        assertEquals(64, Journals.readAll(journal));
    }

    private void requireRecovered(Loss loss) {
        try (JournalReader reader = JournalReader.open(journal, loss.verifiedSequence() + 1)) {
            assertTrue(reader.next());
            RecordCursor cursor = new RecordCursor().wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
            assertTrue(cursor.next());
            assertEquals(JournalRecoveredDecoder.TEMPLATE_ID, cursor.templateId());
            JournalRecoveredDecoder record = new JournalRecoveredDecoder();
            record.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
            assertEquals(loss.cause(), record.cause());
            assertEquals(loss.verifiedSequence(), record.verifiedSequence());
            assertEquals(loss.anchorSequence(), record.anchorSequence());
            assertEquals(loss.lostCount(), record.lostCount());
            assertEquals(loss.segment(), record.segment());
            assertEquals(loss.quarantine(), record.quarantine());
            assertFalse(cursor.next());
        }
    }

    private void again(Path whole) throws IOException {
        deleteFolder(journal);
        Journals.copy(whole, journal);
    }

    private static void deleteFolder(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
