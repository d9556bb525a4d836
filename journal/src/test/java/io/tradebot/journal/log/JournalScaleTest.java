package io.tradebot.journal.log;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What shows only with many excerpts: further index documents, many blocks, a reader at the heels of a writer. */
class JournalScaleTest {

    private static final int EXCERPTS_PER_INDEX = 4096 * 256;

    @TempDir
    Path folder;

    @Test
    void shouldAccountForASecondIndex() {
        Path journal = folder.resolve("j");
        UnsafeBuffer body = new UnsafeBuffer(new byte[Long.BYTES]);
        int count = EXCERPTS_PER_INDEX + 300;
        try (JournalWriter writer = JournalWriter.open(journal)) {
            for (int i = 0; i < count; i++) {
                body.putLong(0, i);
                writer.append(body, 0, Long.BYTES, i);
            }
        }
        VerificationReport report = JournalVerifier.verify(journal);
        assertEquals(List.of(), report.findings());
        assertEquals(count, report.excerptCount());
        try (JournalReader reader = JournalReader.open(journal, count - 1)) {
            assertTrue(reader.next());
            assertEquals(count - 1, reader.buffer().getLong(reader.bodyOffset()));
        }
    }

    @Test
    @Timeout(120)
    void shouldFollowAWriterOnAnotherThread() throws InterruptedException {
        Path journal = folder.resolve("j");
        int count = 100_000;
        Journals.closed(journal, 1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            for (int segment = 0; segment < 4; segment++) {
                Journals.closed(journal, count / 4);
            }
        });
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        try (JournalReader reader = JournalReader.open(journal)) {
            long sequence = 0;
            while (sequence <= count && failure.get() == null) {
                if (reader.next()) {
                    Journals.requireWritten(reader, sequence++);
                }
            }
        }
        thread.join();
        assertNull(failure.get());
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }
}
