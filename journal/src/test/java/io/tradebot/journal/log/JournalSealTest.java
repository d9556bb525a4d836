package io.tradebot.journal.log;

import io.tradebot.journal.chain.Seal;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.JournalSealedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SealCause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalSealTest {

    private static final int INTERVAL = 10;

    @TempDir
    Path folder;
    private Path journal;
    private SealKey key;

    @BeforeEach
    void makeKey() throws IOException {
        journal = folder.resolve("j");
        key = SealKey.openOrCreate(folder.resolve("key.pem"));
    }

    @Test
    void shouldSealEveryIntervalAndTheEnd() throws IOException {
        write(25);
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(List.of(), report.findings());
        assertEquals(28, report.excerptCount());
        assertEquals(List.of(8L, 18L, 26L), report.seals().stream().map(Seal::sealedSequence).toList());
        assertEquals(List.of(SealCause.INTERVAL, SealCause.INTERVAL, SealCause.SESSION_END), report.seals().stream().map(Seal::cause).toList());
        assertTrue(report.seals().stream().allMatch(seal -> seal.journal().equals(report.firstChain()) && seal.isGenuine()));
        write(5);
        assertEquals(List.of(8L, 18L, 26L, 32L), JournalVerifier.verify(journal).seals().stream().map(Seal::sealedSequence).toList());
    }

    @Test
    void shouldBeAnExcerptOfOneInputAtTheTimeBeforeIt() throws IOException {
        write(3);
        try (JournalReader reader = JournalReader.open(journal, 2)) {
            assertTrue(reader.next());
            long time = reader.timeNanos();
            assertTrue(reader.next());
            RecordCursor cursor = new RecordCursor().wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
            assertTrue(cursor.next());
            assertEquals(JournalSealedDecoder.TEMPLATE_ID, cursor.templateId());
            assertFalse(cursor.next());
            assertEquals(time, reader.timeNanos());
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldGiveTheSameChainEachTime() throws IOException {
        write(25);
        Path again = folder.resolve("again");
        try (JournalWriter writer = JournalWriter.open(again, Journals.SMALL.sealedBy(key, INTERVAL))) {
            append(writer, 25);
        }
        assertEquals(JournalVerifier.verify(journal).headChain(), JournalVerifier.verify(again).headChain());
    }

    @Test
    void shouldNotSealWithoutAKeyOrWithoutAnythingNew() throws IOException {
        Journals.closed(journal, 25);
        assertEquals(List.of(), JournalVerifier.verify(journal).seals());
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL)) {
            assertThrows(IllegalStateException.class, () -> writer.seal(SealCause.OPERATOR));
        }
        write(0);
        assertEquals(List.of(), JournalVerifier.verify(journal).seals());
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL.sealedBy(key))) {
            writer.seal(SealCause.OPERATOR);
        }
        assertEquals(List.of(SealCause.OPERATOR), JournalVerifier.verify(journal).seals().stream().map(Seal::cause).toList());
    }

    @Test
    void shouldFindWhatWasWrittenAnewUnderASeal() throws IOException {
        write(25);
        Path file = Folders.file(Folders.segment(journal, 1));
        // Somebody who knows the format changes a body and makes checksums, chain, manifest and anchor right again.
        Forgery.changeBody(journal, 1, 12);
        VerificationReport report = JournalVerifier.verify(journal);
        assertFalse(report.isSound());
        assertTrue(report.findings().stream().anyMatch(f -> f.file().equals(file) && f.sequence() == 19 && f.what().contains("after it was sealed")),
            report.findings().toString());
        assertEquals(19, report.excerptCount());
        assertThrows(JournalException.class, () -> JournalWriter.open(journal, Journals.SMALL));
        Forgery.changeSeal(journal, 1, 19);
        report = JournalVerifier.verify(journal);
        assertTrue(report.findings().stream().anyMatch(f -> f.sequence() == 19 && f.what().contains("not that of its key")), report.findings().toString());
    }

    @Test
    void shouldNotFindAForgeryWithoutSeals() throws IOException {
        // The counterpart: it shows that the forgery above is complete, and what seals are for.
        Journals.closed(journal, 25);
        Forgery.changeBody(journal, 1, 12);
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    @Test
    void shouldKeepTheKeyOutOfTheJournal() throws IOException {
        write(25);
        String pem = Files.readString(folder.resolve("key.pem"), StandardCharsets.ISO_8859_1).split("\n")[1];
        byte[] der = java.util.Base64.getDecoder().decode(pem);
        String seed = new String(der, 16, 32, StandardCharsets.ISO_8859_1);
        for (Path path : Journals.files(journal)) {
            String bytes = Files.readString(path, StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains(seed) || bytes.contains(pem), path.toString());
        }
    }

    private void write(int count) {
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL.sealedBy(key, INTERVAL))) {
            append(writer, count);
        }
    }

    private static void append(JournalWriter writer, int count) {
        Journals.append(writer, count);
    }
}
