package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * The store as a process in paper mode has it: it cannot ask for a {@link LiveCategory}, and touches no file of the live zone. A
 * rotation renews all keys but those of the live zone, which it does not hold. Any thread.
 */
public final class PaperStore extends SecretStore<PaperReadable> {

    private PaperStore(Path home, InstantSource clock, RotationWatcher watcher) {
        super(home, List.of(StoreZone.SHARED), clock, watcher);
    }

    @Override
    boolean opens(Category category) {
        return category instanceof PaperReadable;
    }

    /**
     * Opens the store of a home.
     *
     * @throws StoreException when there is none, or it cannot be used as it is
     */
    public static PaperStore open(Path home, InstantSource clock) throws IOException {
        return open(home, clock, RotationWatcher.NONE);
    }

    static PaperStore open(Path home, InstantSource clock, RotationWatcher watcher) throws IOException {
        PaperStore store = new PaperStore(home, clock, watcher);
        store.start();
        return store;
    }
}
