package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The encrypted settings and secrets of a home. Opening finishes or abandons an interrupted rotation, restores what is damaged from
 * the backup of the same set, and opens every file once, so that a broken store is known at start. Any thread; each call holds the
 * lock of the store, so processes may share one. No file stays open and no contents stay in memory between calls.
 *
 * <p>Every change writes everything the store opens under new keys ({@link RotationStep}).
 *
 * @param <C> the categories it opens; which they are is a matter of types, so that code for one mode cannot ask for the other's
 */
public abstract sealed class SecretStore<C extends Category> permits PaperStore, LiveStore, WholeStore {

    final StoreFolders folders;
    final SetReader reader;
    final Collection<StoreZone> zones;
    final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final RotationWatcher watcher;
    private final List<String> notices = new ArrayList<>();

    SecretStore(Path home, Collection<StoreZone> zones, InstantSource clock, RotationWatcher watcher) {
        this.folders = new StoreFolders(home);
        this.reader = new SetReader(folders);
        this.zones = zones;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** Whether the categories of this store are of that type. */
    abstract boolean opens(Category category);

    /** Types say so already; this holds for code that went round them. */
    private void requireOpened(Category category) {
        if (!opens(category)) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " does not open " + category.word());
        }
    }

    /** Whether there is a store in this home, or was one. */
    public static boolean exists(Path home) throws IOException {
        StoreFolders folders = new StoreFolders(home);
        return Files.exists(folders.keyRing()) || !PrivateFiles.list(folders.keyBackups(StoreZone.SHARED)).isEmpty();
    }

    /** First thing behind construction. */
    final void start() throws IOException {
        if (!Files.isDirectory(folders.storage())) {
            reader.ring(); // says that there is no store
        }
        notices.addAll(StoreLock.holding(folders.lock(), () -> new RotationRecovery(folders, zones, watcher).recover()));
        notices.addAll(StoreLock.holding(folders.lock(), this::mended));
    }

    /** Opens everything once; what was mended, for people to know. */
    private List<String> mended() throws IOException {
        List<String> mended = new ArrayList<>();
        KeyRing ring = reader.ring();
        for (StoreZone zone : zones) {
            for (Category category : zone.categories()) {
                if (ring.key(category) != null) {
                    check(ring, category).ifPresent(mended::add);
                }
            }
        }
        return mended;
    }

    /** Opens one category; when that fails, from the backup of the same set: the same bytes under the same key. */
    private Optional<String> check(KeyRing ring, Category category) throws IOException {
        try {
            reader.read(ring, category);
            return Optional.empty();
        } catch (StoreException failure) {
            if (failure.reason() == StoreException.Reason.WIDE_MODE) {
                throw failure;
            }
            try {
                reader.readBackup(ring, category);
            } catch (StoreException alsoDamaged) {
                throw failure;
            }
            KeySet set = ring.setByZone().get(category.zone());
            restore(folders.keyBackupFile(category, set.number(), set.created()), folders.keyFile(category, set.number()));
            restore(folders.secretBackupFile(category, set.number(), set.created()), folders.secretFile(category, set.number()));
            reader.read(ring, category);
            return Optional.of(category.fileName() + " was restored from the backup of key set " + set.number() + ", nothing is lost. It was needed as: "
                + failure.getMessage());
        }
    }

    private static void restore(Path backup, Path file) throws IOException {
        PrivateFiles.makeFolder(file.getParent());
        PrivateFiles.write(file, PrivateFiles.read(backup, EncryptedFile.FILE_LENGTH_MAX));
    }

    /** What opening found and mended, for log and alert; empty when all was well. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /**
     * The contents of a category, empty when it has none yet.
     *
     * @throws StoreException when it does not authenticate, naming file and key id; there is no partial contents
     */
    public Optional<byte[]> read(C category) throws IOException {
        requireOpened(category);
        return StoreLock.holding(folders.lock(), () -> Optional.ofNullable(reader.read(reader.ring(), category)));
    }

    /**
     * Makes a change and rotates every key of what this store opens. When it returns the change is on disk; when it throws, nothing
     * changed, or, behind a kill or a full disk, all or nothing did, which the next opening says.
     *
     * @return number of the key set now in force
     */
    public int change(StoreChange<C> change) throws IOException {
        change.contentsByCategory().keySet().forEach(this::requireOpened);
        return StoreLock.holding(folders.lock(), () -> {
            new RotationRecovery(folders, zones, watcher).recover();
            KeyRing ring = reader.ring();
            Map<Category, byte[]> contents = reader.readAll(ring, zones);
            apply(change.contentsByCategory(), contents);
            return rotate(ring, ring.last() + 1, contents, change.user(), change.reason());
        });
    }

    /** Null contents take the category away. */
    static void apply(Map<Category, byte[]> changes, Map<Category, byte[]> contents) {
        changes.forEach((category, bytes) -> {
            if (bytes == null) {
                contents.remove(category);
            } else {
                contents.put(category, bytes);
            }
        });
    }

    /** The caller holds the lock. */
    final int rotate(KeyRing before, int set, Map<Category, byte[]> contents, String user, String reason) throws IOException {
        new Rotation(folders, random, watcher).rotate(before, set, zones, contents, clock.instant(), user, reason);
        return set;
    }

    /** Number of the key set in force. */
    public int keySet() throws IOException {
        return StoreLock.holding(folders.lock(), () -> reader.ring().setByZone().get(StoreZone.SHARED).number());
    }

    /** Every number of a set that folders of any kind name. */
    final int highestNumber() throws IOException {
        TreeSet<Integer> numbers = new TreeSet<>(List.of(0));
        for (StoreZone zone : zones) {
            for (Path root : List.of(folders.keys(zone), folders.secrets(zone), folders.keyBackups(zone), folders.secretBackups(zone))) {
                PrivateFiles.list(root).forEach(folder -> numbers.add(StoreFolders.setNumber(folder)));
            }
        }
        return numbers.last();
    }
}
