package io.tradebot.ops.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The store as a process in live mode has it: it cannot ask for a {@link PaperCategory}. A rotation renews all keys. Any thread. */
public final class LiveStore extends SecretStore<LiveReadable> {

    private LiveStore(Path home, InstantSource clock) {
        super(home, List.of(StoreZone.values()), clock, RotationWatcher.NONE);
    }

    @Override
    boolean opens(Category category) {
        return category instanceof LiveReadable;
    }

    /**
     * Opens the store of a home.
     *
     * @throws StoreException when there is none, or it cannot be used as it is
     */
    public static LiveStore open(Path home, InstantSource clock) throws IOException {
        LiveStore store = new LiveStore(home, clock);
        store.start();
        return store;
    }
}
