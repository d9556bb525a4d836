package io.tradebot.replay.books;

import io.tradebot.engine.recovery.Redecision;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.UnreadableRecordException;
import io.tradebot.journal.log.JournalException;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;
import io.tradebot.replay.audit.Audit;
import io.tradebot.replay.audit.AuditReport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a newer program wrote is refused by number, by everything that reads journals. */
class UnknownSchemaTest {

    private static final String REFUSED = "journal has schema 9, this version reads 1 to " + MessageHeaderDecoder.SCHEMA_VERSION
        + "; use a newer tradebot";
    private static final int MAGIC = 0x314A4254;
    private static final int ENVELOPE = 64;
    private static final int HEADER_AT = 4;

    @TempDir
    private Path journal;

    @BeforeEach
    void unpack() throws IOException {
        GoldenJournal.all().stream().filter(golden -> golden.name().equals("v2-facts")).findFirst().orElseThrow().unpack(journal);
    }

    @Test
    void shouldRefuseANewerSchemaByItsNumber() throws IOException {
        setSchemaVersion(9);
        refuse(this::readAll);
        refuse(() -> JournalWriter.open(journal).close());
        refuse(this::project);
        assertTrue(JournalVerifier.verify(journal).findings().toString().contains(REFUSED));
        AuditReport report = Audit.run(journal, (done, total) -> { });
        assertFalse(report.isIdentical());
        assertTrue(report.verification().findings().toString().contains(REFUSED));
    }

    @Test
    void shouldRefuseARecordOfNoSchema() throws IOException {
        setSchemaVersion(0);
        String message = assertThrows(JournalException.class, this::readAll).getMessage();
        assertTrue(message.contains("journal has schema 0, this version reads 1 to"), message);
    }

    @Test
    void shouldNameAnUnknownInputAndAnUnknownDecision() {
        append(98);
        String ofBooks = assertThrows(RuntimeException.class, this::project).toString();
        assertTrue(ofBooks.contains("record id 98 is not in schema"), ofBooks);
        Redecision redecision = new Redecision(() -> RandomFacts.strategies(false));
        String fault = assertThrows(UnreadableRecordException.class, () -> decideAll(redecision)).getMessage();
        assertTrue(fault.contains("record id 98 is not in schema"), fault);
    }

    @Test
    void shouldNameAnUnknownDecisionBehindAKnownInput() {
        append(7, 198);
        String ofBooks = assertThrows(RuntimeException.class, this::project).toString();
        assertTrue(ofBooks.contains("record id 198 is not in schema"), ofBooks);
    }

    private void refuse(Executable reading) {
        String message = assertThrows(JournalException.class, reading).getMessage();
        assertTrue(message.contains(REFUSED), message);
    }

    private void readAll() {
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                assertTrue(reader.bodyLength() > 0);
            }
        }
    }

    private void project() {
        try (LedgerDatabase database = LedgerDatabase.open(Path.of(":memory:")); JournalReader reader = JournalReader.open(journal);
             ProjectionRunner runner = new ProjectionRunner(database, ProjectionRunner.EXCERPTS_PER_COMMIT)) {
            runner.catchUp(reader);
        }
    }

    private void decideAll(Redecision redecision) {
        try (JournalReader reader = JournalReader.open(journal)) {
            while (redecision.fault().isEmpty() && reader.next()) {
                redecision.decide(reader);
            }
        }
    }

    /** An excerpt of records that are a header and nothing else. */
    private void append(int... templateIds) {
        int length = HEADER_AT + MessageHeaderDecoder.ENCODED_LENGTH;
        ByteBuffer body = ByteBuffer.allocate(length * templateIds.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int templateId : templateIds) {
            body.putInt(MessageHeaderDecoder.ENCODED_LENGTH).putShort((short) 0).putShort((short) templateId)
                .putShort((short) MessageHeaderDecoder.SCHEMA_ID).putShort((short) MessageHeaderDecoder.SCHEMA_VERSION);
        }
        try (JournalWriter writer = JournalWriter.open(journal)) {
            writer.append(new UnsafeBuffer(body), 0, body.capacity(), Long.MAX_VALUE / 2);
            writer.sync();
        }
    }

    /** Of the first excerpt, with its checksum made right, as a newer program would write it. */
    private void setSchemaVersion(int version) throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(journal)) {
            file = files.filter(each -> each.toString().endsWith(".cq4")).sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (buffer.getInt(at) != MAGIC) {
            at += Integer.BYTES;
        }
        buffer.putShort(at + 6, (short) version);
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, 28);
        crc.update(bytes, at + 32, ENVELOPE - 32 + buffer.getInt(at + 24));
        buffer.putInt(at + 28, (int) crc.getValue());
        Files.write(file, bytes);
        assertEquals(version, buffer.getShort(at + 6));
    }
}
