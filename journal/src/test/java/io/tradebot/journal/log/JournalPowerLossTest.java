package io.tradebot.journal.log;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What a power cut leaves: of the pages written since the last sync any may be on disk or not, or half of one. Nothing synced
 * may be lost, and everything appended after the recovery must be readable. All images with {@code -Dtradebot.images=1000}.
 */
class JournalPowerLossTest {

    private static final int IMAGES = Integer.getInteger("tradebot.images", 40);
    private static final long SEED = Long.getLong("tradebot.seed", ThreadLocalRandom.current().nextLong(1L << 40));
    private static final int PAGE_LENGTH = 4096;
    private static final int SECTOR_LENGTH = 512;

    @TempDir
    Path folder;

    @Test
    void shouldLoseNothingThatWasSynced() throws IOException {
        System.out.println("JournalPowerLossTest: seed " + SEED + " (repeat with -Dtradebot.seed=" + SEED + ")");
        int setAside = 0;
        for (int i = 0; i < IMAGES; i++) {
            setAside += image(new Random(SEED + i), "image " + i + " of seed " + SEED) ? 1 : 0;
        }
        System.out.println("power loss: " + IMAGES + " images, " + setAside + " with a tail set aside, 0 synced excerpts lost");
        assertTrue(IMAGES < 30 || setAside > 0 && setAside < IMAGES, setAside + " of " + IMAGES + " images had a torn tail: they are not mixed enough");
    }

    private boolean image(Random random, String name) throws IOException {
        Path living = Files.createDirectory(folder.resolve("living"));
        Path synced = folder.resolve("synced");
        Path image = folder.resolve("image");
        long syncedCount;
        try (JournalWriter writer = JournalWriter.open(living, Journals.SMALL.reserving(random.nextBoolean() ? 1 << 16 : 0, 0))) {
            // Sometimes so many that an index of Chronicle's grows.
            Journals.append(writer, 1 + random.nextInt(random.nextInt(4) == 0 ? 700 : 60));
            writer.sync();
            syncedCount = writer.nextSequence();
            Journals.copy(living, synced);
            Journals.append(writer, random.nextInt(random.nextInt(4) == 0 ? 600 : 80));
            Journals.copy(living, image);
        }
        Path relative = living.relativize(Folders.file(Folders.segment(living, 1)));
        mix(synced.resolve(relative), image.resolve(relative), random);
        long count;
        boolean isSetAside;
        try (JournalWriter writer = JournalWriter.open(image, Journals.SMALL)) {
            count = writer.recovery().excerptCount();
            isSetAside = writer.recovery().loss().isPresent();
            assertTrue(count >= syncedCount, name + ": " + syncedCount + " were synced, " + count + " are left");
            Journals.append(writer, 5);
        } catch (JournalException e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
        assertEquals(count + 5 + (isSetAside ? 1 : 0), Journals.readAll(image), name);
        assertTrue(JournalVerifier.verify(image).isSound(), name);
        for (Path gone : new Path[] {living, synced, image}) {
            try (var paths = Files.walk(gone)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return isSetAside;
    }

    /** Takes each page, or each sector of a few, from before or after; the length of the file too. */
    private static void mix(Path before, Path after, Random random) throws IOException {
        byte[] old = Files.readAllBytes(before);
        byte[] mixed = Files.readAllBytes(after);
        if (random.nextInt(4) == 0 && old.length <= mixed.length) {
            mixed = Arrays.copyOf(mixed, old.length);
        }
        old = Arrays.copyOf(old, Math.max(old.length, mixed.length));
        double kept = random.nextDouble();
        for (int page = 0; page < mixed.length; page += PAGE_LENGTH) {
            boolean isTorn = random.nextInt(8) == 0;
            boolean isOld = random.nextDouble() < kept;
            for (int at = page; at < Math.min(page + PAGE_LENGTH, mixed.length); at += SECTOR_LENGTH) {
                if (isTorn ? random.nextBoolean() : isOld) {
                    System.arraycopy(old, at, mixed, at, Math.min(SECTOR_LENGTH, mixed.length - at));
                }
            }
        }
        Files.write(after, mixed);
    }
}
