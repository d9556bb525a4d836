package io.tradebot.journal.log;

import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.chain.HashChain;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalRoundTripTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadBackWhatWasWritten() {
        Path journal = Journals.closed(folder.resolve("j"), 1000);
        assertEquals(1000, Journals.readAll(journal));
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(List.of(), report.findings());
        assertEquals(1000, report.excerptCount());
        assertTrue(report.isClosed());
    }

    @Test
    void shouldContinueInANewSegment() throws Exception {
        Path journal = Journals.closed(folder.resolve("j"), 10, 300, 1, 0, 7);
        assertEquals(318, Journals.readAll(journal));
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(List.of(), report.findings());
        assertEquals(4, report.segments().size(), "opening without writing leaves no segment");
        assertEquals(List.of(0L, 10L, 310L, 311L), report.segments().stream().map(SegmentSummary::firstSequence).toList());
        assertEquals(0, Files.size(journal.resolve("lock")));
    }

    @Test
    void shouldKeepTheChainOverSegments() throws Exception {
        Path one = Journals.closed(folder.resolve("one"), 50);
        Path many = Journals.closed(folder.resolve("many"), 20, 20, 10);
        assertEquals(JournalVerifier.verify(one).headChain(), JournalVerifier.verify(many).headChain());
    }

    @Test
    void shouldChainAsAnOutsiderWouldComputeIt() throws Exception {
        Path journal = Journals.closed(folder.resolve("j"), 3);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] head = new byte[32];
        for (int sequence = 0; sequence < 3; sequence++) {
            byte[] body = Journals.body(sequence);
            sha.update(head);
            sha.update(ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 2)
                .putShort((short) MessageHeaderDecoder.SCHEMA_VERSION).putLong(sequence).putLong(Journals.timeNanos(sequence)).array());
            head = sha.digest(body);
        }
        assertEquals(HashChain.hex(head), JournalVerifier.verify(journal).headChain());
        try (JournalReader reader = JournalReader.open(journal, 2)) {
            assertTrue(reader.next());
            byte[] read = new byte[32];
            reader.copyChain(read);
            assertArrayEquals(head, read);
        }
    }

    @Test
    void shouldStartAtAnySequence() {
        Path journal = Journals.closed(folder.resolve("j"), 10, 20, 5);
        for (long from = 0; from <= 36; from++) {
            try (JournalReader reader = JournalReader.open(journal, from)) {
                for (long sequence = from; sequence < 35; sequence++) {
                    assertTrue(reader.next());
                    Journals.requireWritten(reader, sequence);
                }
                assertFalse(reader.next());
                assertEquals(34, reader.sequence());
            }
        }
    }

    @Test
    void shouldWriteTheSameBytesForTheSameInput() throws Exception {
        Path first = Journals.closed(folder.resolve("a"), 700, 30);
        Path second = Journals.closed(folder.resolve("b"), 700, 30);
        List<Path> files = Journals.files(first);
        assertEquals(6, files.size(), files.toString());
        for (Path file : files) {
            assertEquals(-1, Files.mismatch(file, second.resolve(first.relativize(file).toString())), file.toString());
        }
        assertEquals(files.size(), Journals.files(second).size());
    }

    @Test
    void shouldFollowAJournalThatIsBeingWritten() {
        Path journal = folder.resolve("j");
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL); JournalReader reader = JournalReader.open(journal)) {
            assertFalse(reader.next());
            for (int sequence = 0; sequence < 600; sequence++) {
                Journals.append(writer, 1);
                if (sequence % 7 == 0) {
                    writer.sync();
                }
                assertTrue(reader.next());
                Journals.requireWritten(reader, sequence);
                assertFalse(reader.next());
            }
        }
    }

    @Test
    void shouldFollowIntoTheSegmentsOfLaterWriters() {
        Path journal = Journals.closed(folder.resolve("j"), 3);
        try (JournalReader reader = JournalReader.open(journal)) {
            long sequence = 0;
            for (int round = 0; round < 4; round++) {
                while (reader.next()) {
                    Journals.requireWritten(reader, sequence++);
                }
                assertEquals(3 + 40L * round, sequence);
                Journals.closed(journal, 40);
            }
        }
    }

    @Test
    void shouldCarryTheLongestBodyAndRefuseALongerOne() {
        Path journal = folder.resolve("j");
        UnsafeBuffer body = new UnsafeBuffer(new byte[io.tradebot.journal.event.RecordBatch.MAX_LENGTH + 1]);
        body.setMemory(0, body.capacity(), (byte) 0x5a);
        try (JournalWriter writer = JournalWriter.open(journal)) {
            for (int i = 0; i < 20; i++) {
                writer.append(body, 0, body.capacity() - 1, 1);
                writer.append(body, 0, 0, 2);
            }
            assertThrows(IllegalArgumentException.class, () -> writer.append(body, 0, body.capacity(), 3));
            assertEquals(40, writer.nextSequence());
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            for (int i = 0; i < 40; i++) {
                assertTrue(reader.next());
                assertEquals(i % 2 == 0 ? body.capacity() - 1 : 0, reader.bodyLength());
            }
            assertFalse(reader.next());
        }
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    @Test
    void shouldRefuseADirectoryThatIsNoJournal() {
        assertTrue(assertThrows(JournalException.class, () -> JournalReader.open(folder)).getMessage().contains("is not a journal"));
        assertTrue(assertThrows(JournalException.class, () -> JournalReader.open(folder.resolve("none"))).getMessage().contains("no journal"));
        assertTrue(assertThrows(JournalException.class, () -> JournalVerifier.verify(folder.resolve("none"))).getMessage().contains("no journal"));
    }
}
