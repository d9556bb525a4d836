package io.tradebot.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.TimeAdvancedEncoder;
import io.tradebot.journal.log.JournalWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Seal, export, damage and repair a journal from the command line. */
class JournalCommandsTest {

    @TempDir
    Path folder;
    private String journal;
    private String key;

    @BeforeEach
    void write() {
        journal = folder.resolve("j").toString();
        key = folder.resolve("keys/key.pem").toString();
        RecordBatch batch = new RecordBatch();
        int length = MessageHeaderEncoder.ENCODED_LENGTH + TimeAdvancedEncoder.BLOCK_LENGTH;
        try (JournalWriter writer = JournalWriter.open(Path.of(journal))) {
            for (int i = 0; i < 50; i++) {
                batch.clear();
                new TimeAdvancedEncoder().wrapAndApplyHeader(batch.buffer(), batch.begin(length), new MessageHeaderEncoder())
                    .clockSource(ClockSource.HISTORICAL);
                batch.end(length);
                writer.append(batch.buffer(), 0, batch.length(), 1_700_000_000_000_000_000L + i);
            }
        }
    }

    @Test
    void shouldMakeTheKeyOnceAndExportItsPublicPart() throws IOException {
        CommandRun first = CommandRun.of("journal", "key", "--key", key);
        assertEquals(0, first.code(), first.err());
        assertTrue(first.err().contains("made the key pair " + key), first.err());
        CommandRun export = CommandRun.of("journal", "key", "--key", key, "--export");
        assertEquals("", export.err());
        assertTrue(export.out().startsWith("-----BEGIN PUBLIC KEY-----\n"), export.out());
        String secret = Files.readString(Path.of(key)).split("\n")[1];
        assertFalse((first.out() + first.err() + export.out()).contains(secret));
        Files.setPosixFilePermissions(Path.of(key), PosixFilePermissions.fromString("rw-r-----"));
        CommandRun open = CommandRun.of("journal", "key", "--key", key);
        assertEquals(78, open.code());
        assertTrue(open.err().contains("chmod 600"), open.err());
    }

    @Test
    void shouldSealListAndExport() throws IOException {
        assertTrue(CommandRun.of("journal", "seals", journal).out().contains("0 seals hold"));
        CommandRun sealed = CommandRun.of("journal", "seal", journal, "--key", key);
        assertEquals(0, sealed.code(), sealed.err());
        assertTrue(sealed.out().contains("0 to 49  OPERATOR") && sealed.out().contains("1 seals hold"), sealed.out());
        Path pem = folder.resolve("public.pem");
        Files.writeString(pem, CommandRun.of("journal", "key", "--key", key, "--export").out());
        Path seals = folder.resolve("seals.json");
        assertEquals(0, CommandRun.of("journal", "seals", journal, "--export", seals.toString(), "--public-key", pem.toString()).code());
        assertTrue(Files.readString(seals).startsWith("{\n  \"format\": \"tradebot-journal-seals 1\",\n  \"journal\": \""));
        assertEquals(73, CommandRun.of("journal", "seals", journal, "--export", seals.toString()).code(), "an export is never overwritten");
        Files.writeString(pem, CommandRun.of("journal", "key", "--key", key + "2", "--export").out());
        CommandRun other = CommandRun.of("journal", "seals", journal, "--public-key", pem.toString());
        assertEquals(3, other.code(), other.out());
        assertTrue(CommandRun.of("journal", "verify", journal).out().contains("1 seals hold, the last over sequence 0 to 49"));
        JsonNode json = CommandRun.of("journal", "seals", journal, "--json").json();
        assertEquals(1, json.get("seals").size());
    }

    @Test
    void shouldRepairAndExport() throws IOException {
        assertTrue(CommandRun.of("journal", "repair", journal).out().contains("nothing to repair"));
        CommandRun segments = CommandRun.of("journal", "segments", journal);
        assertEquals(0, segments.code(), segments.err());
        assertTrue(segments.out().contains("00000001  closed      0    49        50"), segments.out());
        Path file;
        try (Stream<Path> files = Files.list(Path.of(journal, "00000001"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[0x10200] ^= 1;
        Files.write(file, bytes);
        CommandRun damaged = CommandRun.of("journal", "segments", journal);
        assertEquals(65, damaged.code());
        assertTrue(damaged.out().contains("tradebot journal repair " + journal), damaged.out());
        long verified = CommandRun.of("journal", "verify", journal, "--json").json().get("headSequence").asLong();
        assertTrue(verified > 0 && verified < 49, "verified up to " + verified);
        String said = CommandRun.of("journal", "verify", journal).out();
        assertTrue(said.contains(file + " offset ") && said.contains(" sequence " + (verified + 1) + ": "), said);
        assertTrue(said.contains("tradebot journal export-prefix " + journal + " TARGET' copies the " + (verified + 1) + " verified excerpts"), said);
        CommandRun refused = CommandRun.of("journal", "repair", journal);
        assertEquals(65, refused.code());
        assertTrue(refused.err().contains("journal ends at " + verified + ", anchor says 49") && refused.err().contains("--accept-loss"), refused.err());
        String part = folder.resolve("part").toString();
        CommandRun export = CommandRun.of("journal", "export-prefix", journal, part);
        assertEquals(0, export.code(), export.err());
        assertTrue(export.out().contains((verified + 1) + " excerpts in " + part), export.out());
        assertEquals(66, CommandRun.of("journal", "export-prefix", journal, part + "2", "--to", "49").code());
        assertEquals(73, CommandRun.of("journal", "export-prefix", journal, part).code());
        assertEquals(64, CommandRun.of("journal", "export-prefix", journal, part + "2", "--to", "-2").code());
        CommandRun repaired = CommandRun.of("journal", "repair", journal, "--accept-loss");
        assertEquals(0, repaired.code(), repaired.err());
        assertTrue(repaired.out().contains("repaired: sequence 0 to " + verified + " verified, " + (49 - verified) + " excerpts lost"), repaired.out());
        assertEquals(0, CommandRun.of("journal", "verify", journal).code());
        assertTrue(CommandRun.of("journal", "dump", journal, "--from", "" + (verified + 1)).out().contains("JournalRecovered"));
    }

    @Test
    void shouldNotTakeAnotherFolderForASoundJournal() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other/00000001.d"));
        for (String command : new String[] {"verify", "segments", "repair", "describe", "dump"}) {
            CommandRun run = CommandRun.of("journal", command, other.getParent().toString());
            assertEquals(66, run.code(), command);
            assertTrue(run.err().contains("is not a journal"), run.err());
        }
        Files.delete(Path.of(journal, "anchor"));
        assertEquals(65, CommandRun.of("journal", "verify", journal).code(), "a journal without its anchor is one, and damaged");
    }
}
