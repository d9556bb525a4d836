package io.tradebot.journal.tool;

import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentDefinedEncoder;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.TimeAdvancedEncoder;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.JournalWriter;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.log.WriterOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalToolTest {

    private static final long NINE_THIRTY = 1_700_490_600_000_000_000L;

    @TempDir
    Path folder;
    private Path journal;
    private final RecordBatch batch = new RecordBatch();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @BeforeEach
    void write() {
        journal = folder.resolve("j");
        WriterOptions options = WriterOptions.defaults().withBlockLength(WriterOptions.MIN_BLOCK_LENGTH);
        try (JournalWriter writer = JournalWriter.open(journal, options)) {
            batch.clear();
            InstrumentDefinedEncoder instrument = new InstrumentDefinedEncoder();
            instrument.wrapAndApplyHeader(batch.buffer(), batch.begin(MessageHeaderEncoder.ENCODED_LENGTH + InstrumentDefinedEncoder.BLOCK_LENGTH), header);
            instrument.instrumentId(7).kind(InstrumentKind.EQUITY).multiplier(1).underlyingId(0)
                .strikeE8(InstrumentDefinedEncoder.strikeE8NullValue()).expiryEpochDay(InstrumentDefinedEncoder.expiryEpochDayNullValue()).symbol("ACME");
            batch.end(MessageHeaderEncoder.ENCODED_LENGTH + InstrumentDefinedEncoder.BLOCK_LENGTH);
            time();
            writer.append(batch.buffer(), 0, batch.length(), NINE_THIRTY);
            for (int minute = 1; minute <= 3; minute++) {
                batch.clear();
                time();
                writer.append(batch.buffer(), 0, batch.length(), NINE_THIRTY + minute * 60_000_000_000L);
            }
        }
    }

    private void time() {
        TimeAdvancedEncoder time = new TimeAdvancedEncoder();
        time.wrapAndApplyHeader(batch.buffer(), batch.begin(MessageHeaderEncoder.ENCODED_LENGTH + TimeAdvancedEncoder.BLOCK_LENGTH), header);
        time.clockSource(ClockSource.HISTORICAL);
        batch.end(MessageHeaderEncoder.ENCODED_LENGTH + TimeAdvancedEncoder.BLOCK_LENGTH);
    }

    @Test
    void shouldDumpARangeOneLinePerRecord() throws IOException {
        StringBuilder out = new StringBuilder();
        assertEquals(3, JournalDump.dump(journal, 0, 1, false, out));
        String[] lines = out.toString().split("\n");
        assertTrue(lines[0].startsWith("0.0 2023-11-20T14:30:00Z InstrumentDefined"), lines[0]);
        assertTrue(lines[0].contains("ACME"), lines[0]);
        assertTrue(lines[1].startsWith("0.1 2023-11-20T14:30:00Z TimeAdvanced"), lines[1]);
        assertTrue(lines[2].startsWith("1.0 2023-11-20T14:31:00Z TimeAdvanced"), lines[2]);
        assertEquals(3, lines.length);
        assertEquals(2, JournalDump.dump(journal, 2, Long.MAX_VALUE, false, new StringBuilder()));
    }

    @Test
    void shouldNameTheLastSequenceWhenNothingIsThere() throws IOException {
        StringBuilder out = new StringBuilder();
        assertEquals("the journal " + journal + " ends at sequence 3; there is no sequence 4",
            assertThrows(IllegalArgumentException.class, () -> JournalDump.dump(journal, 4, Long.MAX_VALUE, false, out)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> JournalDump.dump(journal, 90, 99, true, out));
        assertEquals("", out.toString());
        assertEquals(1, JournalDump.dump(journal, 3, 99, false, out), "the last one is there");
    }

    @Test
    void shouldDumpJson() throws IOException {
        StringBuilder out = new StringBuilder();
        assertEquals(1, JournalDump.dump(journal, 3, 9, true, out));
        assertTrue(out.toString().startsWith("{\"sequence\":3,\"index\":0,\"time\":\"2023-11-20T14:33:00Z\",\"record\":\"TimeAdvanced\""), out.toString());
        assertTrue(out.toString().endsWith("}\n"), out.toString());
    }

    @Test
    void shouldDescribe() throws IOException {
        StringBuilder out = new StringBuilder();
        VerificationReport report = JournalDescribe.describe(journal, (done, total) -> { }, out);
        assertTrue(report.isSound());
        String text = out.toString();
        assertTrue(text.contains("state     sound, closed\n"), text);
        assertTrue(text.contains("excerpts  4 verified, 4 by the anchor\n"), text);
        assertTrue(text.contains("head      sequence 3, chain " + JournalVerifier.verify(journal).headChain()), text);
        assertTrue(text.contains("segment   00000001 closed, sequence 0 to 3, 2023-11-20T14:30:00Z to 2023-11-20T14:33:00Z, 20231120F.cq4\n"), text);
        assertTrue(text.contains("         4    3 TimeAdvanced\n"), text);
        assertTrue(text.contains("         1    5 InstrumentDefined\n"), text);
    }

    @Test
    void shouldDescribeDamage() throws IOException {
        Files.delete(journal.resolve("anchor"));
        StringBuilder out = new StringBuilder();
        assertFalse(JournalDescribe.describe(journal, (done, total) -> { }, out).isSound());
        assertTrue(out.toString().contains("state     DAMAGED"), out.toString());
        assertTrue(out.toString().contains("the anchor is missing"), out.toString());
        Files.writeString(journal.resolve("00000001").resolve("manifest"), "nothing\n");
        JournalDescribe.describe(journal, (done, total) -> { }, out);
        assertTrue(out.toString().contains("not a readable manifest"), out.toString());
    }
}
