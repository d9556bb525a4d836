package io.tradebot.journal.log;

import org.agrona.concurrent.UnsafeBuffer;
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
import java.util.Comparator;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Damage to a journal that was closed: found, named, never read as something else, never continued. */
class JournalDamageTest {

    private static final int FIRST_COUNT = 40;
    private static final int COUNT = 60;

    @TempDir
    Path folder;
    private Path journal;
    private Path first;
    private Path last;

    @BeforeEach
    void write() throws IOException {
        journal = Journals.closed(folder.resolve("j"), FIRST_COUNT, COUNT - FIRST_COUNT);
        first = Folders.file(Folders.segment(journal, 1));
        last = Folders.file(Folders.segment(journal, 2));
    }

    @Test
    void shouldFindEveryChangedByteOfTheData() throws IOException {
        long dataEnd = JournalVerifier.verify(journal).segments().get(1).dataEnd();
        int checked = 0;
        for (long offset = Journals.offsetOf(last, 0); offset < dataEnd; offset++) {
            requireFound(last, offset, 1 << (offset % 8));
            checked++;
        }
        assertTrue(checked > 2000, "only " + checked + " bytes");
    }

    @Test
    void shouldFindEveryChangedByteOfAnchorAndManifests() throws IOException {
        for (Path file : List.of(journal.resolve(Anchor.FILE_NAME), Folders.segment(journal, 1).resolve(Manifest.FILE_NAME),
            Folders.segment(journal, 2).resolve(Manifest.FILE_NAME))) {
            for (long offset = 0; offset < Files.size(file); offset++) {
                requireFound(file, offset, 1 << (offset % 8));
                requireFound(file, offset, 0x20);
            }
        }
    }

    @Test
    void shouldFindEveryChangedByteOfHeaderAndASampleOfAllOthers() throws IOException {
        for (long offset = 0; offset < 0xd0; offset++) {
            requireFound(first, offset, 0x80 >> (offset % 8));
        }
        for (Path file : List.of(first, last)) {
            for (long offset = 0xd0; offset < Files.size(file); offset += 997) {
                requireFound(file, offset, 1 << (offset % 8));
            }
        }
    }

    @Test
    void shouldFindEveryBitOfALengthWord() throws IOException {
        long offset = Journals.offsetOf(last, 0);
        for (int bit = 0; bit < 32; bit++) {
            requireFound(last, offset + bit / 8, 1 << (bit % 8));
        }
    }

    @Test
    void shouldFindEveryCut() throws IOException {
        long dataFrom = Journals.offsetOf(last, 0);
        long size = Files.size(last);
        long step = 1;
        for (long length = size - 1; length >= 0; length -= step) {
            step = length > dataFrom + 6000 || length < dataFrom ? 977 : 13;
            Path copy = Journals.copy(journal, folder.resolve("cut"));
            Path file = copy.resolve(journal.relativize(last).toString());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            requireDamage(copy, file, length);
            delete(copy);
        }
    }

    @Test
    void shouldFindEveryZeroedPage() throws IOException {
        for (Path original : List.of(first, last)) {
            for (long page = 0; page < Files.size(original) / 4096; page++) {
                Path copy = Journals.copy(journal, folder.resolve("zeroed"));
                Path file = copy.resolve(journal.relativize(original).toString());
                byte[] bytes = Files.readAllBytes(file);
                byte[] before = bytes.clone();
                Arrays.fill(bytes, (int) page * 4096, (int) (page + 1) * 4096, (byte) 0);
                if (!Arrays.equals(before, bytes)) {
                    Files.write(file, bytes);
                    requireDamage(copy, file, page * 4096);
                }
                delete(copy);
            }
        }
    }

    @Test
    void shouldKeepTheVerifiedPrefixExact() throws IOException {
        long offset = Journals.offsetOf(last, 7);
        Journals.xor(last, offset + 4 + Envelope.LENGTH + 1, 4);
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(FIRST_COUNT + 7, report.excerptCount());
        assertEquals(FIRST_COUNT + 6, report.headSequence());
        Finding finding = report.findings().get(0);
        assertEquals(last, finding.file());
        assertEquals(offset, finding.from());
        assertEquals(FIRST_COUNT + 7, finding.sequence());
        JournalDamagedException damage = assertThrows(JournalDamagedException.class, () -> Journals.readAll(journal));
        assertEquals(last, damage.file());
        assertEquals(offset, damage.offset());
        assertEquals(FIRST_COUNT + 7, damage.sequence());
    }

    @Test
    void shouldGoOnBehindADamagedSegment() throws IOException {
        Journals.xor(first, Journals.offsetOf(first, 5) + 10, 1);
        Journals.xor(last, Journals.offsetOf(last, 3) + 10, 1);
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(5, report.excerptCount());
        assertTrue(report.findings().stream().anyMatch(f -> f.sequence() == 5 && f.file().equals(first)), report.findings().toString());
        assertTrue(report.findings().stream().anyMatch(f -> f.sequence() == FIRST_COUNT + 3 && f.file().equals(last)), report.findings().toString());
    }

    @Test
    void shouldFindSwappedDroppedAndRepeatedExcerpts() throws IOException {
        byte[] bytes = Files.readAllBytes(last);
        int from = (int) Journals.offsetOf(last, 2);
        int to = (int) Journals.offsetOf(last, 3);
        int end = (int) Journals.offsetOf(last, 4);
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, to, swapped, from, end - to);
        System.arraycopy(bytes, from, swapped, from + end - to, to - from);
        Files.write(last, swapped);
        requireDamage(journal, last, from);
        byte[] dropped = bytes.clone();
        System.arraycopy(bytes, to, dropped, from, bytes.length - to);
        Files.write(last, dropped);
        requireDamage(journal, last, from);
        byte[] repeated = bytes.clone();
        System.arraycopy(bytes, from, repeated, to, bytes.length - to);
        Files.write(last, repeated);
        requireDamage(journal, last, to);
    }

    @Test
    void shouldNameAMissingSegment() throws IOException {
        delete(last.getParent());
        VerificationReport report = JournalVerifier.verify(journal);
        assertFalse(report.isSound());
        assertEquals(FIRST_COUNT, report.excerptCount());
        assertTrue(report.findings().toString().contains("journal ends at 39, anchor says 59"), report.findings().toString());
        JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        assertTrue(refused.getMessage().contains("journal ends at 39, anchor says 59"), refused.getMessage());
        assertTrue(refused.getMessage().contains("tradebot journal verify"), refused.getMessage());
        assertThrows(JournalDamagedException.class, () -> Journals.readAll(journal));
    }

    @Test
    void shouldNameAMissingSegmentInTheMiddle() throws IOException {
        delete(first.getParent());
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(0, report.excerptCount());
        assertTrue(report.findings().get(0).toString().contains("00000001"), report.findings().toString());
        assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        assertThrows(JournalDamagedException.class, () -> Journals.readAll(journal));
    }

    @Test
    void shouldNameAMissingFileAndAnEmptyOne() throws IOException {
        byte[] none = new byte[0];
        Files.write(last, none);
        requireDamage(journal, last, 0);
        Files.delete(last);
        requireDamage(journal, last, 0);
    }

    @Test
    void shouldNameAMissingManifest() throws IOException {
        Files.delete(Folders.segment(journal, 2).resolve(Manifest.FILE_NAME));
        VerificationReport report = JournalVerifier.verify(journal);
        assertFalse(report.isSound());
        assertTrue(report.findings().get(0).toString().contains("00000002/manifest"), report.findings().toString());
        assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
    }

    @Test
    void shouldNameASegmentOfAnotherJournal() throws IOException {
        Path other = folder.resolve("other");
        try (JournalWriter writer = JournalWriter.open(other, Journals.SMALL)) {
            writer.append(new UnsafeBuffer(new byte[8]), 0, 8, 1);
            Journals.append(writer, FIRST_COUNT - 1);
        }
        Journals.closed(other, COUNT - FIRST_COUNT);
        Path foreign = Folders.segment(other, 2);
        for (Path file : Journals.files(foreign)) {
            Files.copy(file, last.getParent().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(FIRST_COUNT, report.excerptCount());
        assertTrue(report.findings().get(0).what().contains("does not follow"), report.findings().toString());
        assertThrows(JournalDamagedException.class, () -> Journals.readAll(journal));
    }

    @Test
    void shouldNameFilesThatDoNotBelong() throws IOException {
        Files.writeString(journal.resolve("notes.txt"), "x");
        Files.writeString(last.getParent().resolve("20240101F.cq4"), "x");
        List<Finding> findings = JournalVerifier.verify(journal).findings();
        assertEquals(2, findings.size(), findings.toString());
    }

    @Test
    void shouldRefuseWithoutAnAnchorUnlessTold() throws IOException {
        Files.delete(journal.resolve(Anchor.FILE_NAME));
        assertFalse(JournalVerifier.verify(journal).isSound());
        assertThrows(JournalDamagedException.class, () -> Journals.readAll(journal));
        JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        assertTrue(refused.getMessage().contains("anchor"), refused.getMessage());
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL.acceptingMissingAnchor())) {
            assertEquals(COUNT, writer.nextSequence());
            Journals.append(writer, 5);
        }
        assertEquals(COUNT + 5, Journals.readAll(journal));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    @Test
    void shouldTolerateAnOlderAnchorAndRefuseANewerOne() throws IOException {
        Path anchor = journal.resolve(Anchor.FILE_NAME);
        byte[] older = Files.readAllBytes(anchor);
        Path before = Journals.copy(journal, folder.resolve("before"));
        Journals.closed(journal, 9);
        byte[] newer = Files.readAllBytes(anchor);
        Files.write(anchor, older);
        VerificationReport report = JournalVerifier.verify(journal);
        assertTrue(report.isSound(), report.findings().toString());
        assertTrue(report.findings().toString().contains("older"), report.findings().toString());
        Journals.closed(journal, 1);
        assertEquals(COUNT + 10, Journals.readAll(journal));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());

        Files.write(before.resolve(Anchor.FILE_NAME), newer);
        JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(before, Journals.SMALL));
        assertTrue(refused.getMessage().contains("journal ends at 59, anchor says 68"), refused.getMessage());
        assertThrows(JournalDamagedException.class, () -> Journals.readAll(before));
    }

    @Test
    void shouldNameTheAnchorOfAnotherJournal() throws IOException {
        Path other = folder.resolve("other");
        try (JournalWriter writer = JournalWriter.open(other, Journals.SMALL)) {
            writer.append(new UnsafeBuffer(new byte[8]), 0, 8, 1);
        }
        Files.copy(other.resolve(Anchor.FILE_NAME), journal.resolve(Anchor.FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
        JournalException refused = assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        assertTrue(refused.getMessage().contains("another journal"), refused.getMessage());
    }

    /** Flips, checks what verifier, reader and writer say, flips back. */
    private void requireFound(Path file, long offset, int mask) throws IOException {
        Journals.xor(file, offset, mask);
        requireDamage(journal, file, offset);
        Journals.xor(file, offset, mask);
    }

    private static void requireDamage(Path journal, Path file, long offset) {
        String place = file + " at " + offset;
        VerificationReport report = JournalVerifier.verify(journal);
        assertFalse(report.isSound(), place + " not found");
        assertTrue(report.findings().stream().anyMatch(f -> f.severity() == Finding.Severity.DAMAGE && f.file().equals(file)
            && f.from() <= offset && offset < Math.max(f.to(), f.from() + 1)), place + " not named: " + report.findings());
        try {
            assertEquals(COUNT, Journals.readAll(journal), place + ": the reader ended early without saying so");
        } catch (JournalDamagedException e) {
            assertTrue(e.sequence() <= COUNT, place);
        }
        assertTrue(report.excerptCount() <= COUNT, place);
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
