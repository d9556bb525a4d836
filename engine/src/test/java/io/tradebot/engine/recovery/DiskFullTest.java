package io.tradebot.engine.recovery;

import io.tradebot.engine.session.Session;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.RecordCatalogue;
import io.tradebot.journal.event.RecordContent;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.log.JournalException;
import io.tradebot.journal.log.JournalFullException;
import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.journal.log.WriterOptions;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A trading process on a small disk that another program fills up: while it appends, while it syncs, at the beginning of a segment. */
class DiskFullTest {

    private static final long RESERVE = 1L << 20;
    private static final WriterOptions OPTIONS = WriterOptions.defaults().withBlockLength(1L << 20).reserving(RESERVE, 0);

    @TempDir
    Path temp;
    private Path disk;
    private Path journal;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()) == 0,
            "a small tmpfs cannot be mounted here (that takes root): the full disk is not tested for real");
        journal = disk.resolve("journal");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString()); // lazily: a mapping may outlive its file by a moment
    }

    private CrashHost host() throws IOException {
        CrashHost host = new CrashHost(journal, temp.resolve("broker.log"), OPTIONS);
        host.begin();
        return host;
    }

    @Test
    void shouldStopEntriesAndStillJournalExitsAndBrokerFacts() throws IOException {
        long count;
        try (CrashHost host = host()) {
            Session first = host.days().nextDay();
            host.days().untilOrders(first); // three positions, six orders that protect them
            fill(disk.resolve("filler"));
            host.days().trade(first); // all exits and their fills, on a disk without a free byte
            host.days().trade(host.days().nextDay());
            assertNull(host.fault());
            assertTrue(host.recovered().writer().spaceLeft().isLow());
            count = host.recovered().writer().nextSequence();
        }
        List<List<String>> excerpts = read();
        assertEquals(count, excerpts.size());
        assertEquals(List.of("StorageObserved", "EntryBlocked"), excerpts.stream().filter(names -> names.get(0).equals("StorageObserved")).skip(1)
            .findFirst().orElseThrow(), "entries are blocked when the disk is full, and were not before");
        assertEquals(3, count(excerpts, "TradeClosed"), "every position was left");
        assertEquals(3 * 3 + 3, count(excerpts, "OrderRequested"), "and nothing was entered on the second day");
        assertTrue(excerpts.stream().flatMap(List::stream).filter("OrderFilled"::equals).count() >= 12, "with all its fills");
        assertSound();

        Files.delete(disk.resolve("filler"));
        try (CrashHost host = host()) {
            host.days().trade(host.days().nextDay());
        }
        excerpts = read();
        assertTrue(excerpts.contains(List.of("StorageObserved", "EntryUnblocked")), "there is room again");
        assertEquals(6, count(excerpts, "TradeClosed"));
    }

    @Test
    void shouldHaltByNameWhenTheReserveIsUsedUp() throws IOException {
        long count;
        try (CrashHost host = host()) {
            fill(disk.resolve("filler"));
            RuntimeException halted = assertThrows(RuntimeException.class, () -> {
                while (true) {
                    host.days().trade(host.days().nextDay());
                }
            });
            assertNotNull(host.fault(), halted::toString);
            assertTrue(host.fault() instanceof JournalFullException full && full.neededBytes() > full.usableBytes(), host.fault()::toString);
            assertTrue(host.fault().getMessage().contains("is full") && host.fault().getMessage().contains("Make room there"), host.fault()::toString);
            count = host.recovered().writer().nextSequence();
        }
        assertEquals(count, read().size(), "no torn excerpt, and none is lost");
        assertSound();
        Files.delete(disk.resolve("filler"));
        Recovered recovered = Recovery.open(journal, OPTIONS, StrategyCatalog::load);
        recovered.writer().close();
        assertEquals(count - 1, recovered.sequence());
    }

    @Test
    void shouldSyncWhatWasAppendedBeforeTheDiskWasFull() throws IOException {
        long count;
        try (CrashHost host = host()) {
            host.days().untilOrders(host.days().nextDay());
            fill(disk.resolve("filler"));
            host.recovered().writer().sync(); // no page is missing, so no SIGBUS and no error
            count = host.recovered().writer().nextSequence();
            VerificationReport report = JournalVerifier.verify(journal);
            assertEquals(count, report.excerptCount());
            assertEquals(count, report.anchorCount());
        }
        assertEquals(count, read().size());
        assertSound();
    }

    @Test
    void shouldNotBeginASegmentOnAFullDisk() throws IOException {
        try (CrashHost host = host()) {
            host.days().trade(host.days().nextDay());
        }
        long count = read().size();
        fill(disk.resolve("filler"));
        JournalException refused = assertThrows(JournalException.class, () -> {
            Recovered recovered = Recovery.open(journal, OPTIONS, StrategyCatalog::load);
            try (var writer = recovered.writer()) {
                writer.append(new UnsafeBuffer(new byte[8]), 0, 8, recovered.timeNanos());
            }
        });
        assertTrue(refused instanceof JournalFullException || refused.getMessage().contains("No space left"), refused::getMessage);
        assertEquals(count, read().size());
        Files.delete(disk.resolve("filler"));
        try (CrashHost host = host()) {
            host.days().trade(host.days().nextDay());
        }
        assertSound();
    }

    private void assertSound() {
        VerificationReport report = JournalVerifier.verify(journal);
        assertTrue(report.isSound(), report.findings()::toString);
    }

    /** Names of the records of each excerpt. */
    private List<List<String>> read() {
        List<List<String>> excerpts = new ArrayList<>();
        RecordCursor cursor = new RecordCursor();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                cursor.wrap(reader.buffer(), reader.bodyOffset(), reader.bodyLength());
                List<String> names = new ArrayList<>();
                while (cursor.next()) {
                    names.add(RecordContent.read(RecordCatalogue.ofSchema(), cursor).type().name());
                }
                excerpts.add(names);
            }
        }
        return excerpts;
    }

    private static long count(List<List<String>> excerpts, String name) {
        return excerpts.stream().flatMap(List::stream).filter(name::equals).count();
    }

    /** Takes every free byte. */
    private static void fill(Path file) {
        assertThrows(IOException.class, () -> {
            try (OutputStream out = Files.newOutputStream(file)) {
                byte[] page = new byte[4096];
                while (true) {
                    out.write(page);
                }
            }
        });
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException isMissing) {
            return -1;
        }
    }
}
