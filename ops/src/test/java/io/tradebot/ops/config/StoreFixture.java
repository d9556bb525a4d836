package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Stores with something in every category, and what must be true of any store. */
final class StoreFixture {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T14:30:00Z"));

    private StoreFixture() {
    }

    static List<Category> allCategories() {
        List<Category> all = new ArrayList<>();
        Arrays.stream(StoreZone.values()).forEach(zone -> all.addAll(zone.categories()));
        return all;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What a category holds at a version. */
    static String contents(Category category, int version) {
        return "contents of " + category.word() + " at version " + version + " " + "x".repeat(50);
    }

    static StoreChange<Category> everything(int version) {
        StoreChange<Category> change = new StoreChange<>("tester", "version " + version);
        allCategories().forEach(category -> change.put(category, bytes(contents(category, version))));
        return change;
    }

    static WholeStore create(Path home) throws IOException {
        return WholeStore.create(home, CLOCK, everything(1));
    }

    /** Files of these endings below a folder. */
    static List<Path> files(Path below, String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).filter(file -> Arrays.stream(endings).anyMatch(file.toString()::endsWith)).sorted().toList();
        }
    }

    /** The store is whole: one key set in each zone, that which the ring names; each file opens; nothing else lies about. */
    static void assertOneKeySet(Path home) throws IOException {
        StoreFolders folders = new StoreFolders(home);
        assertFalse(Files.exists(folders.rotationPlan()), "no rotation is under way");
        SetReader reader = new SetReader(folders);
        KeyRing ring = reader.ring();
        Set<KeyId> inForce = new TreeSet<>();
        for (StoreZone zone : StoreZone.values()) {
            KeySet set = ring.setByZone().get(zone);
            List<String> wanted = set == null ? List.of() : List.of(StoreFolders.setName(set.number()));
            assertEquals(wanted, names(folders.keys(zone), "keyring"), "key folders of zone " + zone);
            assertEquals(wanted, names(folders.secrets(zone)), "folders of zone " + zone);
            if (set != null) {
                for (Category category : set.keyByCategory().keySet()) {
                    reader.read(ring, category);
                    assertEquals(text(reader.read(ring, category)), text(reader.readBackup(ring, category)), "the set in force has a backup");
                    assertTrue(inForce.add(ring.key(category)), "each file has a key of its own");
                }
                assertEquals(set.keyByCategory().size(), Files.list(folders.keys(zone).resolve(wanted.get(0))).count());
                assertEquals(set.keyByCategory().size(), Files.list(folders.secrets(zone).resolve(wanted.get(0))).count());
            }
        }
        for (KeyId id : inForce) {
            assertFalse(ring.retired().contains(id), id + " is in force and may never be used again");
        }
        assertEquals(List.of(), files(home, PrivateFiles.UNFINISHED_SUFFIX));
    }

    private static List<String> names(Path folder, String... but) throws IOException {
        return PrivateFiles.list(folder).stream().map(path -> path.getFileName().toString()).filter(name -> !List.of(but).contains(name)).toList();
    }
}
