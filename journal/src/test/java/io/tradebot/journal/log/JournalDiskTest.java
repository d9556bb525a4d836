package io.tradebot.journal.log;

import io.tradebot.journal.chain.SealKey;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A disk that fails or is full: named, never taken for done, and what was journaled stays. */
class JournalDiskTest {

    private static final long RESERVE = 1L << 18;
    private static final WriterOptions RESERVING = Journals.SMALL.reserving(RESERVE, 0);

    @TempDir
    Path folder;

    @Test
    void shouldStopForGoodAfterOneFailedSync() throws IOException {
        // The first forces are those of the new anchor (2), then a sync is the segment's and the anchor's.
        for (int failing = 3; failing <= 6; failing++) {
            Path journal = folder.resolve("sync" + failing);
            FailingDisk disk = new FailingDisk();
            disk.forceFails = failing;
            long synced = -1;
            try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL, disk)) {
                boolean hasFailed = false;
                for (int i = 0; i < 3 && !hasFailed; i++) {
                    Journals.append(writer, 10);
                    try {
                        writer.sync();
                        synced = writer.nextSequence() - 1;
                    } catch (JournalException e) {
                        assertTrue(e.getMessage().contains("Input/output error") && e.getMessage().contains("nothing more is written"), e.getMessage());
                        hasFailed = true;
                    }
                }
                assertTrue(hasFailed);
                // The disk works again; a second sync would succeed, and must not be believed.
                assertTrue(assertThrows(JournalException.class, writer::sync).getMessage().contains("has failed"));
                assertThrows(JournalException.class, () -> Journals.append(writer, 1));
            }
            VerificationReport report = JournalVerifier.verify(journal);
            assertFalse(report.isClosed(), "a failed writer closes nothing");
            assertTrue(report.isSound() && report.headSequence() >= synced, report.toString());
            Journals.closed(journal, 4);
            assertEquals(report.excerptCount() + 4, Journals.readAll(journal));
        }
    }

    @Test
    void shouldNotCloseAJournalWhoseLastSyncFails() throws IOException {
        Path journal = folder.resolve("j");
        FailingDisk disk = new FailingDisk();
        JournalWriter writer = JournalWriter.open(journal, Journals.SMALL, disk);
        Journals.append(writer, 10);
        writer.sync();
        Journals.append(writer, 10);
        disk.forceFails = disk.forces + 1;
        assertTrue(assertThrows(JournalException.class, writer::close).getMessage().contains("Input/output error"));
        assertFalse(JournalVerifier.verify(journal).isClosed());
        assertEquals(9, JournalVerifier.verify(journal).anchorCount() - 1);
        Journals.closed(journal, 1);
        assertEquals(21, Journals.readAll(journal));
    }

    @Test
    void shouldSayWhenSpaceIsLowAndRefuseBeforeTheDiskIsFull() throws IOException {
        Path journal = folder.resolve("j");
        FailingDisk disk = new FailingDisk();
        disk.usable = 1L << 20;
        long refused = -1;
        long low = -1;
        try (JournalWriter writer = JournalWriter.open(journal, RESERVING, disk)) {
            while (refused < 0) {
                try {
                    Journals.append(writer, 1);
                    low = low < 0 && writer.isSpaceLow() ? writer.nextSequence() : low;
                } catch (JournalFullException e) {
                    assertTrue(e.getMessage().contains("bytes are needed, " + disk.usable + " are free"), e.getMessage());
                    refused = writer.nextSequence();
                }
            }
            assertThrows(JournalFullException.class, () -> Journals.append(writer, 1));
            assertEquals(refused, writer.nextSequence(), "a refused excerpt takes no sequence");
            writer.sync();
            disk.usable = 1L << 20;
            Journals.append(writer, 1);
            assertFalse(writer.isSpaceLow(), "there is room again");
        }
        assertTrue(low > 0 && (refused - low) * 170 >= RESERVE / 2 - 70_000, "low from " + low + ", refused at " + refused);
        assertEquals(refused + 1, Journals.readAll(journal));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    @Test
    void shouldLeaveRoomForOthers() throws IOException {
        Path journal = folder.resolve("j");
        FailingDisk disk = new FailingDisk();
        disk.usable = 4L << 20;
        long freeMin = 3L << 20;
        try (JournalWriter writer = JournalWriter.open(journal, Journals.SMALL.reserving(RESERVE, freeMin), disk)) {
            assertThrows(JournalFullException.class, () -> Journals.append(writer, 100_000));
            assertTrue(disk.usable >= freeMin, disk.usable + " bytes are left");
        }
        assertTrue(JournalVerifier.verify(journal).isSound());
    }

    @Test
    void shouldRefuseToBeginWithoutRoom() throws IOException {
        Path journal = Journals.closed(folder.resolve("j"), 5);
        FailingDisk disk = new FailingDisk();
        disk.usable = RESERVE;
        try (JournalWriter writer = JournalWriter.open(journal, RESERVING, disk)) {
            assertThrows(JournalFullException.class, () -> Journals.append(writer, 1));
            assertTrue(writer.isSpaceLow());
        }
        assertEquals(5, Journals.readAll(journal));
        assertEquals(List.of(), JournalVerifier.verify(journal).findings());
    }

    @Test
    void shouldTakeAnErrorOfTheDiskForWhatItIs() {
        FailingDisk disk = new FailingDisk();
        disk.isAllocationBroken = true;
        try (JournalWriter writer = JournalWriter.open(folder.resolve("j"), RESERVING, disk)) {
            JournalException failed = assertThrows(JournalException.class, () -> Journals.append(writer, 100));
            assertFalse(failed instanceof JournalFullException, "there is room, so the disk is broken");
            assertTrue(assertThrows(JournalException.class, () -> Journals.append(writer, 1)).getMessage().contains("has failed"));
        }
    }

    @Test
    void shouldCloseUnsealedWhenTheSealDoesNotFit() throws IOException {
        Path journal = folder.resolve("j");
        FailingDisk disk = new FailingDisk();
        disk.usable = 1L << 20;
        JournalWriter writer = JournalWriter.open(journal, RESERVING.sealedBy(SealKey.openOrCreate(folder.resolve("key.pem")), 1 << 20), disk);
        assertThrows(JournalFullException.class, () -> Journals.append(writer, 100_000));
        // The seal is longer than what was refused, or as long.
        UnsafeBuffer body = new UnsafeBuffer(new byte[1]);
        assertThrows(JournalFullException.class, () -> {
            while (true) {
                writer.append(body, 0, 1, Journals.timeNanos(writer.nextSequence()));
            }
        });
        assertThrows(JournalFullException.class, writer::close);
        VerificationReport report = JournalVerifier.verify(journal);
        assertTrue(report.isSound() && report.isClosed() && report.seals().isEmpty(), report.toString());
    }

    @Test
    void shouldBearARealFullDisk() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", mount.toString()) == 0,
            "a small tmpfs cannot be mounted here (that takes root): the full disk is not tested for real");
        try {
            Path journal = mount.resolve("j");
            long count;
            JournalWriter writer = JournalWriter.open(journal, RESERVING);
            try (writer) {
                Journals.append(writer, 100);
                Path filler = mount.resolve("filler");
                fill(filler);
                assertThrows(JournalFullException.class, () -> Journals.append(writer, 100_000));
                count = writer.nextSequence();
                assertTrue(count > 100 + RESERVE / 2 / 400, "only " + count + " excerpts fitted");
                assertTrue(writer.isSpaceLow());
                writer.sync();
                assertEquals(count, JournalVerifier.verify(journal).excerptCount(), "no torn excerpt");
            }
            VerificationReport report = JournalVerifier.verify(journal);
            assertEquals(List.of(), report.findings());
            assertEquals(count, Journals.readAll(journal));
            // The room that closing gave back is taken too: the next session does not begin, and says why.
            fill(mount.resolve("filler2"));
            JournalException refused = assertThrows(JournalException.class, () -> Journals.closed(journal, 1));
            assertTrue(refused instanceof JournalFullException || refused.getMessage().contains("No space left"), refused.getMessage());
            assertEquals(count, Journals.readAll(journal));
            Files.delete(mount.resolve("filler"));
            Files.delete(mount.resolve("filler2"));
            Journals.closed(journal, 10);
            assertEquals(count + 10, Journals.readAll(journal));
            assertTrue(JournalVerifier.verify(journal).isSound());
        } finally {
            run("umount", "-l", mount.toString()); // lazily: a mapping may outlive its file by a moment
        }
    }

    private static void fill(Path file) {
        assertThrows(IOException.class, () -> {
            try (var out = Files.newOutputStream(file)) {
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

    /** Fails where it is told to; counts what is left of its space. */
    private static final class FailingDisk implements Disk {

        private int forces;
        private int forceFails = -1;
        private long usable = Long.MAX_VALUE;
        private boolean isAllocationBroken;

        @Override
        public void force(FileChannel channel, boolean isMetadataToo) throws IOException {
            if (++forces == forceFails) {
                throw new IOException("Input/output error");
            }
            channel.force(isMetadataToo);
        }

        @Override
        public int write(FileChannel channel, ByteBuffer source, long at) throws IOException {
            if (source.remaining() > Anchor.SLOT_LENGTH) {
                if (isAllocationBroken) {
                    throw new IOException("Input/output error");
                }
                usable -= usable == Long.MAX_VALUE ? 0 : source.remaining();
            }
            return channel.write(source, at);
        }

        @Override
        public FreeSpace freeSpace(Path folder) {
            return () -> usable;
        }
    }
}
