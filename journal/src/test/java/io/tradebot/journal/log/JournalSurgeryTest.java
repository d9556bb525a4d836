package io.tradebot.journal.log;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Surgery on a segment with more than 64 KiB of excerpts: every cut, every bit, every page, and the last hundred excerpts
 * swapped, repeated and dropped. In the normal build a sample; all of it with {@code mvn -P surgery -pl journal test -Dtest=JournalSurgeryTest}.
 *
 * <p>It is done to two images. In the <b>open</b> one the writer was killed after a sync: there is no manifest, the anchor is
 * all that is known of the end. In the <b>closed</b> one a manifest covers every byte of the file.
 */
class JournalSurgeryTest {

    private static final boolean IS_FULL = "full".equals(System.getProperty("tradebot.surgery"));
    private static final int COUNT = 400;
    private static final int PAGE_LENGTH = 4096;
    private static final int LAST_EXCERPTS = 100;
    private static final int DATA_LENGTH_MIN = 1 << 16;
    private static final int PROBLEMS_MAX = 20;

    @TempDir
    Path folder;
    private Image open;
    private Image closed;
    private byte[] stale;
    private final List<String> problems = new ArrayList<>();
    private long caseCount;
    private long recoveredCount;

    @BeforeEach
    void write() throws IOException {
        Path living = folder.resolve("living");
        try (JournalWriter writer = JournalWriter.open(living, Journals.SMALL)) {
            Journals.append(writer, COUNT / 2);
            writer.sync();
            stale = Files.readAllBytes(Folders.file(Folders.segment(living, 1)));
            Journals.append(writer, COUNT - COUNT / 2);
            writer.sync();
            open = new Image("open", Journals.copy(living, folder.resolve("open")));
        }
        closed = new Image("closed", Journals.copy(living, folder.resolve("closed")));
        assertTrue(open.dataEnd() - open.starts[0] >= DATA_LENGTH_MIN, "the segment has " + open.dataEnd() + " bytes");
    }

    @AfterEach
    void close() throws IOException {
        open.close();
        closed.close();
    }

    @Test
    void shouldFindACutAtEveryByte() throws IOException {
        for (Image image : List.of(open, closed)) {
            int step = IS_FULL ? 1 : 101;
            for (int length = image.bytes.length - 1; length >= 0; length -= length < image.starts[0] || length > image.dataEnd() ? 101 * step : step) {
                image.channel.truncate(length);
                int prefix = image.wholeBefore(length);
                // Of a file that nobody finished the zeros behind the data may be missing: nothing is lost with them.
                check(image, "cut at " + length, prefix, image == closed || prefix < COUNT, caseCount % (IS_FULL ? 499 : 97) == 0);
            }
            image.restore();
        }
        report("cuts");
    }

    @Test
    void shouldFindEveryFlippedBitOfTheExcerpts() throws IOException {
        long bitFrom = 8L * open.starts[0];
        long bitTo = 8L * open.dataEnd();
        for (long bit = bitFrom; bit < bitTo; bit += IS_FULL ? 1 : 601) {
            flip(open, bit, caseCount % (IS_FULL ? 4999 : 97) == 0);
        }
        report("bits of the excerpts, unfinished segment");
    }

    @Test
    void shouldFindAFlippedBitInEveryByteOfAFinishedFile() throws IOException {
        for (long at = 0; at < closed.bytes.length; at += IS_FULL ? 1 : 401) {
            flip(closed, 8 * at + at % 8, caseCount % (IS_FULL ? 4999 : 97) == 0);
        }
        report("one bit of each byte, finished segment");
    }

    private void flip(Image image, long bit, boolean isRecovered) throws IOException {
        int at = (int) (bit / 8);
        image.put(at, (byte) (image.bytes[at] ^ 1 << bit % 8));
        check(image, "bit " + bit % 8 + " of byte " + at, image.prefixBefore(at), true, isRecovered);
        image.put(at, image.bytes[at]);
    }

    @Test
    void shouldFindEveryZeroedAndStalePage() throws IOException {
        byte[] zeros = new byte[open.bytes.length];
        for (Image image : List.of(open, closed)) {
            for (byte[] source : List.of(zeros, Arrays.copyOf(stale, open.bytes.length))) {
                for (int page = 0; page < image.bytes.length; page += PAGE_LENGTH) {
                    byte[] changed = image.bytes.clone();
                    System.arraycopy(source, page, changed, page, Math.min(PAGE_LENGTH, changed.length - page));
                    int difference = Arrays.mismatch(changed, image.bytes);
                    if (difference < 0) {
                        continue;
                    }
                    image.write(changed);
                    // Chronicle's own pages of a file that nobody finished may be older: no excerpt depends on them.
                    boolean isExcerpt = difference >= image.starts[0] || page == 0 && source == zeros;
                    check(image, (source == zeros ? "zeroed" : "stale") + " page at " + page, page == 0 && source == zeros ? 0 : image.prefixBefore(difference),
                        image == closed || isExcerpt, IS_FULL || caseCount % 8 == 0);
                }
            }
            image.restore();
        }
        report("pages");
    }

    @Test
    void shouldFindEachOfTheLastExcerptsSwappedRepeatedAndDropped() throws IOException {
        for (Image image : List.of(open, closed)) {
            for (int i = COUNT - LAST_EXCERPTS; i < COUNT; i++) {
                boolean isRecovered = IS_FULL || i % 33 == 0;
                if (i + 1 < COUNT) {
                    image.write(image.with(i, i + 2, i + 1, i));
                    check(image, "excerpts " + i + " and " + (i + 1) + " swapped", i, true, isRecovered);
                }
                image.write(image.with(i, i + 1, i, i));
                // Behind the last one it is a tail that was never synced: set aside, nothing lost.
                check(image, "excerpt " + i + " repeated", i + 1, image == closed || i + 1 < COUNT, isRecovered);
                image.write(image.with(i, i + 1));
                check(image, "excerpt " + i + " dropped", i, true, isRecovered);
            }
            image.restore();
        }
        report("excerpts swapped, repeated, dropped");
    }

    /** Verifier and reader against what is known of the image; {@code isDamage}: the verifier must say so. */
    private void check(Image image, String what, int prefix, boolean isDamage, boolean isRecovered) throws IOException {
        caseCount++;
        VerificationReport report = JournalVerifier.verify(image.journal);
        if (isDamage && report.isSound()) {
            problem(image, what + ": not found");
        }
        long least = prefix < 0 ? -prefix - 1 : prefix;
        long most = prefix < 0 ? COUNT : prefix;
        if (report.excerptCount() < least || report.excerptCount() > most) {
            problem(image, what + ": verified prefix " + report.excerptCount() + ", expected " + least + " to " + most);
        }
        long read = 0;
        try (JournalReader reader = JournalReader.open(image.journal)) {
            while (reader.next()) {
                Journals.requireWritten(reader, read++);
            }
            if (read != COUNT) {
                problem(image, what + ": the reader ended behind " + read + " without saying so");
            }
        } catch (JournalDamagedException e) {
            if (read > report.excerptCount()) {
                problem(image, what + ": the reader gave " + read + ", verified are " + report.excerptCount());
            }
        } catch (AssertionError e) {
            problem(image, what + ": " + e.getMessage());
        }
        if (isRecovered) {
            recover(image, what, report);
        }
    }

    /** What is appended after a recovery can all be read, and the verified prefix before it too. */
    private void recover(Image image, String what, VerificationReport report) throws IOException {
        recoveredCount++;
        Path copy = Journals.copy(image.journal, folder.resolve("recovered"));
        JournalRepair.run(copy, true, Journals.SMALL);
        Journals.closed(copy, 3);
        VerificationReport after = JournalVerifier.verify(copy);
        boolean isToldOf = after.excerptCount() == report.excerptCount() + 4 || report.isSound() && after.excerptCount() == report.excerptCount() + 3;
        try {
            if (!after.isSound() || !isToldOf || Journals.readAll(copy) != after.excerptCount()) {
                problem(image, what + ": after the recovery " + after.excerptCount() + " excerpts, " + report.excerptCount() + " were verified before; "
                    + after.findings());
            }
        } catch (JournalException | AssertionError e) {
            problem(image, what + ": after the recovery " + e.getMessage());
        }
        try (var paths = Files.walk(copy)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void problem(Image image, String what) {
        problems.add(image.name + ": " + what);
        assertTrue(problems.size() < PROBLEMS_MAX, () -> "too many: " + problems);
    }

    private void report(String what) {
        System.out.println(String.format(Locale.ROOT, "surgery: %s: %d cases, %d recovered and continued, %d problems", what, caseCount, recoveredCount,
            problems.size()));
        assertEquals(List.of(), problems);
    }

    /** A journal of one segment, and what is known of its bytes. */
    private static final class Image implements AutoCloseable {

        private final String name;
        private final Path journal;
        private final byte[] bytes;
        private final FileChannel channel;
        /** Where each excerpt's length word, and the padding behind it, start. */
        private final int[] starts = new int[COUNT + 1];
        private final int[] ends = new int[COUNT];

        Image(String name, Path journal) throws IOException {
            this.name = name;
            this.journal = journal;
            Path file = Folders.file(Folders.segment(journal, 1));
            bytes = Files.readAllBytes(file);
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int at = (int) Journals.offsetOf(file, 0);
            for (int i = 0; i < COUNT; i++) {
                starts[i] = at;
                ends[i] = at + 4 + (words.getInt(at) & 0x3FFF_FFFF);
                at = (int) SegmentScanner.align(ends[i]);
            }
            starts[COUNT] = at;
        }

        int dataEnd() {
            return starts[COUNT];
        }

        /** Excerpts that are whole in a file of this length. */
        int wholeBefore(int length) {
            int count = 0;
            while (count < COUNT && ends[count] <= length) {
                count++;
            }
            return length < starts[0] ? 0 : count;
        }

        /** Excerpts that a verifier must vouch for when this byte is another; {@code -n - 1} for n at least, as no excerpt has it. */
        int prefixBefore(int at) {
            if (at < starts[0]) {
                return -1;
            }
            int index = 0;
            while (index < COUNT && ends[index] <= at && starts[index + 1] <= at) {
                index++;
            }
            boolean isPadding = index == COUNT || at >= ends[index];
            return isPadding ? -index - 1 : index;
        }

        /** The bytes with these excerpts in the place of {@code from} to {@code to} (exclusive), the others moved up or down. */
        byte[] with(int from, int to, int... indexes) {
            ByteBuffer changed = ByteBuffer.allocate(bytes.length);
            changed.put(bytes, 0, starts[from]);
            for (int index : indexes) {
                changed.put(bytes, starts[index], starts[index + 1] - starts[index]);
            }
            changed.put(bytes, starts[to], Math.min(dataEnd() - starts[to], changed.remaining()));
            return changed.array();
        }

        void put(int at, byte value) throws IOException {
            channel.write(ByteBuffer.wrap(new byte[] {value}), at);
        }

        void write(byte[] changed) throws IOException {
            ByteBuffer source = ByteBuffer.wrap(changed);
            while (source.hasRemaining()) {
                channel.write(source, source.position());
            }
        }

        void restore() throws IOException {
            write(bytes);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
