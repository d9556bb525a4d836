package io.tradebot.ops.config;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where things of the store lie in a home. Keys and what they open are never in the same folder. Immutable, any thread. */
final class StoreFolders {

    static final String REMEDY = "'tradebot settings backups' lists backups, 'tradebot settings rollback' takes one.";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String SET_PREFIX = "set-";

    private final Path home;

    StoreFolders(Path home) {
        this.home = home;
    }

    Path storage() {
        return home.resolve("storage");
    }

    Path lock() {
        return storage().resolve("store.lock");
    }

    /** Names the one key set in force. */
    Path keyRing() {
        return storage().resolve("keys").resolve("keyring");
    }

    /** Is there while a rotation is under way, or was when it was interrupted. */
    Path rotationPlan() {
        return storage().resolve("rotation");
    }

    Path keys(StoreZone zone) {
        return zoneRoot(zone).resolve("keys");
    }

    Path secrets(StoreZone zone) {
        return zoneRoot(zone).resolve("secrets");
    }

    Path keyBackups(StoreZone zone) {
        return zoneRoot(zone).resolve("key-backups");
    }

    Path secretBackups(StoreZone zone) {
        Path backups = home.resolve("backup").resolve("secrets");
        return zone == StoreZone.SHARED ? backups : backups.resolve(zone.word());
    }

    private Path zoneRoot(StoreZone zone) {
        return zone == StoreZone.SHARED ? storage() : storage().resolve(zone.word());
    }

    static String setName(int set) {
        return String.format(Locale.ROOT, "%s%08d", SET_PREFIX, set);
    }

    /** A set that was kept: its number and when it came into force. */
    static String backupName(int set, Instant created) {
        return setName(set) + "-" + STAMP.format(created);
    }

    /** The number of a folder of a set or of its backup, 0 for any other. */
    static int setNumber(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches(SET_PREFIX + "[0-9]{8}(-[0-9]{8}T[0-9]{6}Z)?")
            ? Integer.parseInt(name.substring(SET_PREFIX.length(), SET_PREFIX.length() + 8)) : 0;
    }

    Path keyFile(Category category, int set) {
        return keys(category.zone()).resolve(setName(set)).resolve(category.keyFileName());
    }

    Path secretFile(Category category, int set) {
        return secrets(category.zone()).resolve(setName(set)).resolve(category.fileName());
    }

    Path keyBackupFile(Category category, int set, Instant created) {
        return keyBackups(category.zone()).resolve(backupName(set, created)).resolve(category.keyFileName());
    }

    Path secretBackupFile(Category category, int set, Instant created) {
        return secretBackups(category.zone()).resolve(backupName(set, created)).resolve(category.fileName());
    }

    /** A copy of the key ring that named the set; written last, so that a backup without it is unfinished. */
    Path keyRingBackup(int set, Instant created) {
        return keyBackups(StoreZone.SHARED).resolve(backupName(set, created)).resolve("keyring");
    }
}
