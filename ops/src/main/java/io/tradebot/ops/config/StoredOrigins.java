package io.tradebot.ops.config;

import io.tradebot.engine.settings.SettingsFile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Everything that a store gives of the settings table, for commands that look at all of it; never for a process that trades. */
public final class StoredOrigins {

    private StoredOrigins() {
    }

    /** Settings and secrets of both modes. */
    public static SettingsFile[] read(Path home, InstantSource clock) throws IOException {
        WholeStore store = WholeStore.open(home, clock);
        List<SettingsFile> files = new ArrayList<>();
        store.read(SharedCategory.SETTINGS).ifPresent(contents -> files.add(StoredSettings.read(contents).asFile()));
        files.addAll(HomeSettings.credentials(store, SettingsEdit.credentialCategories()));
        return files.toArray(SettingsFile[]::new);
    }
}
