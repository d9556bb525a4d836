package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens encrypted files of the set that a key ring names, in place or in a backup. Any thread; callers hold the lock. */
final class SetReader {

    private final StoreFolders folders;

    SetReader(StoreFolders folders) {
        this.folders = folders;
    }

    /** The key ring; {@link StoreException} when there is none. */
    KeyRing ring() throws IOException {
        if (!Files.exists(folders.keyRing())) {
            boolean isLost = !PrivateFiles.list(folders.keyBackups(StoreZone.SHARED)).isEmpty();
            throw isLost ? new StoreException(StoreException.Reason.MISSING, "the key ring " + folders.keyRing()
                    + " is missing. No key set is in force without it. " + StoreFolders.REMEDY)
                : new StoreException(StoreException.Reason.NO_STORE, "there is no settings store in " + folders.storage()
                    + "; 'tradebot setup' makes one");
        }
        return ring(folders.keyRing());
    }

    KeyRing ring(Path file) throws IOException {
        return KeyRing.parse(file, PrivateFiles.readKey(file, KeyRing.FILE_LENGTH_MAX));
    }

    /** The contents of a category, null when the ring names no key for it. */
    byte[] read(KeyRing ring, Category category) throws IOException {
        KeyId id = ring.key(category);
        int set = id == null ? 0 : ring.setByZone().get(category.zone()).number();
        return id == null ? null : open(category, id, folders.keyFile(category, set), folders.secretFile(category, set));
    }

    /** As {@link #read} from the backup of the set. */
    byte[] readBackup(KeyRing ring, Category category) throws IOException {
        KeySet set = ring.setByZone().get(category.zone());
        return open(category, ring.key(category), folders.keyBackupFile(category, set.number(), set.created()),
            folders.secretBackupFile(category, set.number(), set.created()));
    }

    /** All contents of these zones. */
    Map<Category, byte[]> readAll(KeyRing ring, Collection<StoreZone> zones) throws IOException {
        Map<Category, byte[]> contents = new LinkedHashMap<>();
        for (StoreZone zone : zones) {
            for (Category category : zone.categories()) {
                byte[] bytes = read(ring, category);
                if (bytes != null) {
                    contents.put(category, bytes);
                }
            }
        }
        return contents;
    }

    private static byte[] open(Category category, KeyId id, Path keyFile, Path secretFile) throws IOException {
        try (DataKey key = DataKey.parse(keyFile, PrivateFiles.readKey(keyFile, DataKey.FILE_LENGTH_MAX), id)) {
            return EncryptedFile.open(secretFile, category.fileName(), key, PrivateFiles.read(secretFile, EncryptedFile.FILE_LENGTH_MAX));
        }
    }
}
