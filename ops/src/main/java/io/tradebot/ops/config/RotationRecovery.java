package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Clears what an interrupted rotation left: before the key ring was replaced the new set goes and its key ids are never used
 * again, behind that the old set goes. Does the same whether it runs once or is killed and runs again. The caller holds the lock.
 */
final class RotationRecovery {

    /** How many sets are kept in the backup, that in force among them. */
    static final int KEPT_BACKUPS = 50;

    private final StoreFolders folders;
    private final Collection<StoreZone> zones;
    private final RotationWatcher watcher;

    RotationRecovery(StoreFolders folders, Collection<StoreZone> zones, RotationWatcher watcher) {
        this.folders = folders;
        this.zones = zones;
        this.watcher = watcher;
    }

    /**
     * Brings the store to exactly the set in force.
     *
     * @return what was found for people to know, empty when no rotation was interrupted
     */
    List<String> recover() throws IOException {
        SetReader reader = new SetReader(folders);
        if (!Files.exists(folders.rotationPlan())) {
            PrivateFiles.removeUnfinished(folders.rotationPlan()); // killed before there was a plan: nothing has begun
            clear(reader.ring());
            return List.of();
        }
        RotationPlan plan = RotationPlan.parse(folders.rotationPlan(), PrivateFiles.readKey(folders.rotationPlan(), RotationPlan.FILE_LENGTH_MAX));
        if (!Files.exists(folders.keyRing()) && isFirst(plan)) {
            abandonCreation(plan);
            reader.ring(); // says that there is no store
        }
        KeyRing ring = reader.ring();
        boolean isSwitched = ring.setByZone().values().stream().anyMatch(set -> set.number() == plan.to());
        if (!isSwitched) {
            abandon(ring, plan);
        }
        clear(reader.ring());
        return List.of("a change of the settings store begun at " + plan.begun() + " was interrupted; "
            + (isSwitched ? "it is complete now: key set " + plan.to() + " is in force"
                : "it came to nothing: key set " + ring.setByZone().get(StoreZone.SHARED).number() + " is in force as before"));
    }

    /** Ends the life of the first set of a store that was never in force; nothing else is there. */
    private void abandonCreation(RotationPlan plan) throws IOException {
        removeBackup(plan.to());
        for (StoreZone zone : zones) {
            removeSets(folders.secrets(zone), 0);
            removeSets(folders.keys(zone), 0);
            removeSets(folders.secretBackups(zone), 0);
            removeSets(folders.keyBackups(zone), 0);
        }
        Files.delete(folders.rotationPlan());
    }

    private boolean isFirst(RotationPlan plan) throws IOException {
        for (StoreZone zone : zones) {
            for (Path root : List.of(folders.keys(zone), folders.secrets(zone), folders.keyBackups(zone), folders.secretBackups(zone))) {
                if (PrivateFiles.list(root).stream().anyMatch(folder -> StoreFolders.setNumber(folder) > 0
                    && StoreFolders.setNumber(folder) != plan.to())) {
                    return false;
                }
            }
        }
        return true;
    }

    private void abandon(KeyRing ring, RotationPlan plan) throws IOException {
        PrivateFiles.write(folders.keyRing(), ring.withAbandoned(plan.to(), plan.keys()).fileText());
        removeBackup(plan.to());
    }

    /** The copy of the key ring first: without it the rest is no backup. */
    private void removeBackup(int set) throws IOException {
        for (Path root : List.of(folders.keyBackups(StoreZone.SHARED), folders.secretBackups(StoreZone.SHARED))) {
            for (Path folder : PrivateFiles.list(root)) {
                if (StoreFolders.setNumber(folder) == set) {
                    Files.deleteIfExists(folder.resolve(folders.keyRing().getFileName()));
                    PrivateFiles.removeFolder(folder);
                }
            }
        }
    }

    /** Steps 8 to 11: removes every set that is not in force, backups beyond those kept, and the rotation file. */
    void clear(KeyRing ring) throws IOException {
        for (StoreZone zone : zones) {
            int inForce = ring.setByZone().containsKey(zone) ? ring.setByZone().get(zone).number() : 0;
            removeSets(folders.keys(zone), inForce);
            watcher.passed(RotationStep.OLD_KEYS_REMOVED, zone.word());
            removeSets(folders.secrets(zone), inForce);
            watcher.passed(RotationStep.OLD_FILES_REMOVED, zone.word());
        }
        clearBackups();
        watcher.passed(RotationStep.OLD_BACKUPS_REMOVED, "");
        Files.deleteIfExists(folders.rotationPlan());
        watcher.passed(RotationStep.PLAN_REMOVED, "");
    }

    private static void removeSets(Path root, int inForce) throws IOException {
        for (Path folder : PrivateFiles.list(root)) {
            int number = StoreFolders.setNumber(folder);
            if (number > 0 && number != inForce) {
                PrivateFiles.removeFolder(folder);
            }
        }
    }

    private void clearBackups() throws IOException {
        List<Path> rings = PrivateFiles.list(folders.keyBackups(StoreZone.SHARED));
        for (int i = 0; i < rings.size() - KEPT_BACKUPS; i++) {
            removeBackup(StoreFolders.setNumber(rings.get(i)));
        }
        if (zones.contains(StoreZone.LIVE)) {
            clearLiveBackups(PrivateFiles.list(folders.keyBackups(StoreZone.SHARED)));
        }
    }

    /** A backup of live credentials stays as long as a backup of the rest refers to it. */
    private void clearLiveBackups(List<Path> kept) throws IOException {
        Set<Integer> referred = new TreeSet<>();
        SetReader reader = new SetReader(folders);
        for (Path folder : kept) {
            Path ring = folder.resolve(folders.keyRing().getFileName());
            if (Files.exists(ring)) {
                try {
                    KeySet live = reader.ring(ring).setByZone().get(StoreZone.LIVE);
                    referred.add(live == null ? 0 : live.number());
                } catch (StoreException e) {
                    return; // what a damaged copy refers to is not known, so nothing is removed
                }
            }
        }
        for (Path root : List.of(folders.keyBackups(StoreZone.LIVE), folders.secretBackups(StoreZone.LIVE))) {
            for (Path folder : PrivateFiles.list(root)) {
                if (StoreFolders.setNumber(folder) > 0 && !referred.contains(StoreFolders.setNumber(folder))) {
                    PrivateFiles.removeFolder(folder);
                }
            }
        }
    }
}
