package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes all contents of the given zones under new keys, in the steps of {@link RotationStep}. Nothing that is in force is
 * touched before the key ring is replaced, and what a kill leaves behind is cleared by {@link RotationRecovery}. Not thread safe;
 * the caller holds the lock.
 */
final class Rotation {

    private final StoreFolders folders;
    private final SetReader reader;
    private final SecureRandom random;
    private final RotationWatcher watcher;

    Rotation(StoreFolders folders, SecureRandom random, RotationWatcher watcher) {
        this.folders = folders;
        this.reader = new SetReader(folders);
        this.random = random;
        this.watcher = watcher;
    }

    /**
     * Rotates.
     *
     * @param before   the ring in force, null when the store is new
     * @param set      number of the new set, above all before
     * @param contents everything the zones shall hold
     * @return the ring now in force
     */
    KeyRing rotate(KeyRing before, int set, Collection<StoreZone> zones, Map<Category, byte[]> contents, Instant now, String user,
                   String reason) throws IOException {
        Map<Category, DataKey> keyByCategory = new LinkedHashMap<>();
        try {
            for (Category category : contents.keySet()) {
                keyByCategory.put(category, freshKey(before, set));
            }
            KeyRing after = ringAfter(before, set, zones, keyByCategory, now, user, reason);
            // 1
            PrivateFiles.makeFolder(folders.storage());
            PrivateFiles.write(folders.rotationPlan(), plan(set, now, keyByCategory).fileText());
            watcher.passed(RotationStep.PLAN_WRITTEN, "");
            // 2
            for (Map.Entry<Category, DataKey> key : keyByCategory.entrySet()) {
                write(folders.keyFile(key.getKey(), set), key.getValue().fileText(key.getKey(), now));
                watcher.passed(RotationStep.KEY_WRITTEN, key.getKey().word());
            }
            // 3
            for (Map.Entry<Category, DataKey> key : keyByCategory.entrySet()) {
                Category category = key.getKey();
                write(folders.secretFile(category, set), EncryptedFile.seal(category.fileName(), key.getValue(), contents.get(category), random));
                watcher.passed(RotationStep.FILE_WRITTEN, category.word());
            }
            // 4
            for (Map.Entry<Category, byte[]> written : contents.entrySet()) {
                if (!Arrays.equals(written.getValue(), reader.read(after, written.getKey()))) {
                    throw new IOException(folders.secretFile(written.getKey(), set) + " was read back with other contents than were written;"
                        + " the disk is at fault, the old files are in force");
                }
            }
            watcher.passed(RotationStep.READ_BACK, "");
            backUp(after, contents.keySet(), set, now);
            // 7
            write(folders.keyRing(), after.fileText());
            watcher.passed(RotationStep.SWITCHED, "");
            new RotationRecovery(folders, zones, watcher).clear(after);
            return after;
        } finally {
            keyByCategory.values().forEach(DataKey::close);
        }
    }

    /** Steps 5 and 6. */
    private void backUp(KeyRing after, Collection<Category> categories, int set, Instant now) throws IOException {
        for (Category category : categories) {
            copy(folders.secretFile(category, set), folders.secretBackupFile(category, set, now));
            copy(folders.keyFile(category, set), folders.keyBackupFile(category, set, now));
            watcher.passed(RotationStep.BACKUP_WRITTEN, category.word());
        }
        write(folders.keyRingBackup(set, now), after.fileText());
        watcher.passed(RotationStep.BACKUP_COMPLETE, "");
    }

    private DataKey freshKey(KeyRing before, int set) {
        KeyId id = KeyId.fresh(set, random);
        if (before != null && before.retired().contains(id)) {
            throw new IllegalStateException("the random source of this machine repeats itself: key id " + id + " was used before");
        }
        return DataKey.fresh(id, random);
    }

    private static RotationPlan plan(int set, Instant now, Map<Category, DataKey> keyByCategory) {
        SortedSet<KeyId> ids = new TreeSet<>();
        keyByCategory.values().forEach(key -> ids.add(key.id()));
        return new RotationPlan(set, now, ids);
    }

    private static KeyRing ringAfter(KeyRing before, int set, Collection<StoreZone> zones, Map<Category, DataKey> keyByCategory, Instant now,
                                     String user, String reason) {
        Map<StoreZone, KeySet> setByZone = before == null ? new TreeMap<>() : new TreeMap<>(before.setByZone());
        SortedSet<KeyId> retired = before == null ? new TreeSet<>() : new TreeSet<>(before.retired());
        for (StoreZone zone : zones) {
            KeySet old = setByZone.remove(zone);
            if (old != null) {
                retired.addAll(old.keyByCategory().values());
            }
            Map<Category, KeyId> ids = new LinkedHashMap<>();
            zone.categories().stream().filter(keyByCategory::containsKey).forEach(category -> ids.put(category, keyByCategory.get(category).id()));
            if (!ids.isEmpty()) {
                setByZone.put(zone, new KeySet(set, now, ids));
            }
        }
        return new KeyRing(set, now, user, reason, setByZone, retired);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        PrivateFiles.makeFolder(file.getParent());
        PrivateFiles.write(file, bytes);
    }

    private static void copy(Path from, Path to) throws IOException {
        write(to, PrivateFiles.read(from, EncryptedFile.FILE_LENGTH_MAX));
    }
}
