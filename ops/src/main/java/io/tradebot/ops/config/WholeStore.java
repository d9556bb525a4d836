package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The store as set-up and the commands that write it have it: all categories. Never for a process that trades. Any thread.
 */
public final class WholeStore extends SecretStore<Category> {

    private WholeStore(Path home, InstantSource clock, RotationWatcher watcher) {
        super(home, List.of(StoreZone.values()), clock, watcher);
    }

    @Override
    boolean opens(Category category) {
        return true;
    }

    /**
     * Opens the store of a home.
     *
     * @throws StoreException when there is none, or it cannot be used as it is
     */
    public static WholeStore open(Path home, InstantSource clock) throws IOException {
        return open(home, clock, RotationWatcher.NONE);
    }

    static WholeStore open(Path home, InstantSource clock, RotationWatcher watcher) throws IOException {
        WholeStore store = new WholeStore(home, clock, watcher);
        store.start();
        return store;
    }

    /**
     * Makes the store of a home with its first contents, all at once: a kill leaves none or all of it.
     *
     * @throws StoreException when there is one or was one
     */
    public static WholeStore create(Path home, InstantSource clock, StoreChange<Category> contents) throws IOException {
        return create(home, clock, contents, RotationWatcher.NONE);
    }

    static WholeStore create(Path home, InstantSource clock, StoreChange<Category> contents, RotationWatcher watcher) throws IOException {
        WholeStore store = new WholeStore(home, clock, watcher);
        PrivateFiles.makeFolder(store.folders.storage());
        return StoreLock.holding(store.folders.lock(), () -> {
            if (Files.exists(store.folders.rotationPlan()) && !Files.exists(store.folders.keyRing())) {
                store.clearUnfinished();
            }
            if (exists(home)) {
                throw new StoreException(StoreException.Reason.STORE_EXISTS, "there is a settings store in " + store.folders.storage()
                    + " already; 'tradebot settings set' changes it, or choose another home");
            }
            Map<Category, byte[]> first = new LinkedHashMap<>();
            apply(contents.contentsByCategory(), first);
            store.rotate(null, store.highestNumber() + 1, first, contents.user(), contents.reason());
            return store;
        });
    }

    private void clearUnfinished() throws IOException {
        try {
            new RotationRecovery(folders, zones, RotationWatcher.NONE).recover();
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.NO_STORE) {
                throw e;
            }
        }
    }

    /** The sets that are kept, the newest first; each is opened to see whether it is whole. Needs no working store. */
    public static List<StoreBackup> backups(Path home) throws IOException {
        StoreFolders folders = new StoreFolders(home);
        if (!exists(home)) {
            new SetReader(folders).ring(); // says that there is no store
        }
        return StoreLock.holding(folders.lock(), () -> {
            List<StoreBackup> backups = new ArrayList<>();
            for (Path folder : PrivateFiles.list(folders.keyBackups(StoreZone.SHARED))) {
                if (StoreFolders.setNumber(folder) > 0) {
                    backups.add(0, backup(folders, folder));
                }
            }
            return backups;
        });
    }

    private static StoreBackup backup(StoreFolders folders, Path folder) throws IOException {
        SetReader reader = new SetReader(folders);
        KeyRing ring = null;
        String problem = "";
        try {
            ring = reader.ring(folder.resolve(folders.keyRing().getFileName()));
            contents(reader, ring);
        } catch (StoreException e) {
            problem = e.getMessage();
        }
        return ring == null ? new StoreBackup(StoreFolders.setNumber(folder), Instant.EPOCH, "", "", problem)
            : new StoreBackup(StoreFolders.setNumber(folder), ring.changed(), ring.user(), ring.reason(), problem);
    }

    private static Map<Category, byte[]> contents(SetReader reader, KeyRing ring) throws IOException {
        Map<Category, byte[]> contents = new LinkedHashMap<>();
        for (KeySet set : ring.setByZone().values()) {
            for (Category category : set.keyByCategory().keySet()) {
                contents.put(category, reader.readBackup(ring, category));
            }
        }
        return contents;
    }

    /**
     * Takes the contents of a backup, all of them, under new keys. Needs no working store: this is how one with a lost key, a lost key
     * ring or a damaged file is made to work again.
     *
     * @param set number of the backup
     * @return number of the key set now in force
     * @throws StoreException when the backup is not whole or not there
     */
    public static int rollBack(Path home, InstantSource clock, int set, String user, String reason) throws IOException {
        WholeStore store = new WholeStore(home, clock, RotationWatcher.NONE);
        if (backups(home).stream().noneMatch(backup -> backup.set() == set)) {
            throw new StoreException(StoreException.Reason.MISSING, "there is no backup of key set " + set + " in "
                + store.folders.keyBackups(StoreZone.SHARED) + "; 'tradebot settings backups' lists those there are");
        }
        return StoreLock.holding(store.folders.lock(), () -> {
            store.recoverIfPossible();
            KeyRing kept = store.backupRing(set);
            Map<Category, byte[]> contents = contents(store.reader, kept);
            KeyRing before = store.ringOrNewestCopy(kept);
            return store.rotate(before, Math.max(before.last(), store.highestNumber()) + 1, contents, user, reason);
        });
    }

    /** Without a key ring there is nothing that an interrupted rotation could be finished for. */
    private void recoverIfPossible() throws IOException {
        if (Files.exists(folders.rotationPlan()) && Files.exists(folders.keyRing())) {
            try {
                new RotationRecovery(folders, zones, RotationWatcher.NONE).recover();
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.DAMAGED) { // a damaged ring is what the rollback replaces
                    throw e;
                }
            }
        }
    }

    private KeyRing backupRing(int set) throws IOException {
        for (Path folder : PrivateFiles.list(folders.keyBackups(StoreZone.SHARED))) {
            if (StoreFolders.setNumber(folder) == set) {
                return reader.ring(folder.resolve(folders.keyRing().getFileName()));
            }
        }
        throw new IllegalStateException("the backup of key set " + set + " was listed and is gone");
    }

    /** The ring in force; when it is lost, the newest copy that is whole, for what may not be used again. */
    private KeyRing ringOrNewestCopy(KeyRing kept) throws IOException {
        try {
            return reader.ring();
        } catch (StoreException lost) {
            if (lost.reason() == StoreException.Reason.WIDE_MODE) {
                throw lost;
            }
            KeyRing newest = kept;
            for (Path folder : PrivateFiles.list(folders.keyBackups(StoreZone.SHARED))) {
                try {
                    KeyRing copy = reader.ring(folder.resolve(folders.keyRing().getFileName()));
                    newest = copy.last() > newest.last() ? copy : newest;
                } catch (StoreException alsoLost) {
                    continue;
                }
            }
            return newest;
        }
    }
}
