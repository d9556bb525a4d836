package io.tradebot.journal.log;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An outsider with nothing but Chronicle Queue reads what our reader reads. */
class ChronicleTailerTest {

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheSamePayloadsToChronicle() throws IOException {
        // More than 256 excerpts, so that the index is used; lengths that end the file near and on its boundary.
        for (int count : new int[] {1, 20, 600, 1500}) {
            Path journal = Journals.closed(folder.resolve("j" + count), count);
            Path segment = Folders.segment(journal, 1);
            assertEquals(0, Files.size(Folders.file(segment)) % SegmentFinish.BOUNDARY);
            try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(segment).rollCycle(RollCycles.FAST_DAILY).readOnly(true).build();
                 ExcerptTailer tailer = queue.createTailer()) {
                Bytes<byte[]> bytes = Bytes.allocateElasticOnHeap();
                for (int sequence = 0; sequence < count; sequence++) {
                    bytes.clear();
                    assertTrue(tailer.readBytes(bytes), "excerpt " + sequence + " of " + count);
                    byte[] frame = bytes.toByteArray();
                    assertArrayEquals(Journals.body(sequence), Arrays.copyOfRange(frame, Envelope.LENGTH, frame.length));
                }
                assertFalse(tailer.readBytes(bytes));
            }
            assertEquals(List.of(), JournalVerifier.verify(journal).findings(), "reading changed nothing");
        }
    }
}
