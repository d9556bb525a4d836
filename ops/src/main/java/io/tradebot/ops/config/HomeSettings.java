package io.tradebot.ops.config;

import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.SettingsTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of a home from all origins: flags win over environment ({@code TRADEBOT_KEY}), that over the encrypted store, that over
 * the file {@code .env} of the home (for development), that over defaults. In paper mode nothing of a live account is opened, and what
 * an origin gives of one is refused. Immutable, any thread.
 */
public final class HomeSettings {

    /** Name of the plain settings file of a home. */
    public static final String PLAIN_FILE = ".env";

    private static final String ENVIRONMENT_PREFIX = "TRADEBOT_";
    private static final String WEBHOOK_SECRET = "TRADING_BOT__WEBHOOK__SECRET";
    /** What the launcher and the command line read themselves. */
    private static final Set<String> NOT_SETTINGS = Set.of("TRADEBOT_DEBUG", "TRADEBOT_HOME", "TRADEBOT_JAVA_OPTS", "TRADEBOT_PLUGINS");
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    private static final int PLAIN_LENGTH_MAX = 1 << 20;

    private final CheckedSettings checked;
    private final List<String> notices;

    private HomeSettings(CheckedSettings checked, List<String> notices) {
        this.checked = checked;
        this.notices = List.copyOf(notices);
    }

    /** The settings, or every problem; {@link CheckedSettings#origin} says where each came from, {@code secret} gives secrets. */
    public CheckedSettings checked() {
        return checked;
    }

    /** What people should know: what the store mended, a plain file that others may read. */
    public List<String> notices() {
        return notices;
    }

    /**
     * Reads all origins. A home without store has the others.
     *
     * @param environment of the process
     * @param flags       settings of the command line, keys and values; a secret among them is a problem
     */
    public static HomeSettings load(Path home, Map<String, String> environment, Map<String, String> flags, SettingsTable table,
                                    InstantSource clock) throws IOException {
        List<String> notices = new ArrayList<>();
        List<SettingsFile> origins = new ArrayList<>();
        origins.add(plain(home, notices));
        boolean hasStore = SecretStore.exists(home);
        if (hasStore) {
            PaperStore store = PaperStore.open(home, clock);
            notices.addAll(store.notices());
            store.read(SharedCategory.SETTINGS).ifPresent(contents -> origins.add(StoredSettings.read(contents).asFile()));
        }
        SettingsFile fromEnvironment = environment(environment);
        SettingsFile fromFlags = SettingsFile.of("command line", new TreeMap<>(flags));
        boolean isLive = isLive(table, origins, fromEnvironment, fromFlags);
        if (hasStore) {
            origins.addAll(isLive ? credentials(LiveStore.open(home, clock), liveCategories()) : credentials(PaperStore.open(home, clock), paperCategories()));
        }
        origins.add(fromEnvironment);
        origins.add(fromFlags);
        List<SettingsProblem> problems = new ArrayList<>();
        List<SettingsFile> allowed = new ArrayList<>();
        boolean isProduction = value(table, "ENVIRONMENT", origins).equals("production");
        for (SettingsFile origin : origins) {
            allowed.add(allowed(origin, origin == fromFlags, origin == origins.get(0) && isProduction, isLive, table, problems));
        }
        allowed.add(new SettingsFile(List.of(), problems));
        return new HomeSettings(table.check(allowed.toArray(SettingsFile[]::new)), notices);
    }

    private static SettingsFile plain(Path home, List<String> notices) throws IOException {
        Path file = home.resolve(PLAIN_FILE);
        if (!Files.isRegularFile(file)) {
            return new SettingsFile(List.of(), List.of());
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
            && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
            notices.add(file + " may be read or written by others than its owner; run chmod 600 " + file
                + ", or put its settings into the encrypted store with 'tradebot settings set'");
        }
        return SettingsFile.parse(file.toString(), PrivateFiles.read(file, PLAIN_LENGTH_MAX));
    }

    private static SettingsFile environment(Map<String, String> environment) {
        List<SettingsFile.Entry> entries = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.equals(WEBHOOK_SECRET)) {
                entries.add(new SettingsFile.Entry("environment " + name, name, value));
            } else if (name.startsWith(ENVIRONMENT_PREFIX) && !NOT_SETTINGS.contains(name)) {
                entries.add(new SettingsFile.Entry("environment " + name, name.substring(ENVIRONMENT_PREFIX.length()), value));
            }
        });
        return new SettingsFile(entries, List.of());
    }

    private static boolean isLive(SettingsTable table, List<SettingsFile> weakest, SettingsFile... strongest) {
        List<SettingsFile> all = new ArrayList<>(weakest);
        all.addAll(List.of(strongest));
        return value(table, "MODE", all).equals("live");
    }

    /** The strongest text of a key, or its default. */
    private static String value(SettingsTable table, String key, List<SettingsFile> weakestFirst) {
        String value = table.row(key).defaultText();
        for (SettingsFile file : weakestFirst) {
            for (SettingsFile.Entry entry : file.entries()) {
                value = entry.key().equals(key) ? entry.value() : value;
            }
        }
        return value;
    }

    /** Without what this origin may not give, which becomes problems; their values are never shown. */
    private static SettingsFile allowed(SettingsFile origin, boolean isFlags, boolean isPlainInProduction, boolean isLive, SettingsTable table,
                                        List<SettingsProblem> problems) {
        List<SettingsFile.Entry> entries = new ArrayList<>();
        for (SettingsFile.Entry entry : origin.entries()) {
            Setting row = table.row(entry.key());
            boolean isSecret = row != null && row.isSecret();
            boolean isOfLiveAccount = isSecret && CredentialKeys.categoryOf(row) instanceof LiveCategory;
            if (isSecret && isFlags) {
                problems.add(new SettingsProblem(entry.where(), row.key(), "", "is secret, and everybody on this machine may read command lines",
                    "Store it with tradebot settings set --from FILE, or from standard input."));
            } else if (isOfLiveAccount && !isLive) {
                problems.add(new SettingsProblem(entry.where(), row.key(), "", "is of a live account, which a process with MODE=paper may not hold",
                    "Remove it; the encrypted store keeps it for live mode."));
            } else if (isSecret && isPlainInProduction) {
                problems.add(new SettingsProblem(entry.where(), row.key(), "", "is secret, and ENVIRONMENT=production allows none in a plain file",
                    "Store it with tradebot settings set --from FILE and remove the line."));
            } else {
                entries.add(entry);
            }
        }
        return new SettingsFile(entries, origin.problems());
    }

    private static List<PaperReadable> paperCategories() {
        List<PaperReadable> categories = new ArrayList<>(List.of(SharedCategory.SMTP, SharedCategory.SCREENER, SharedCategory.WEBHOOK));
        categories.addAll(List.of(PaperCategory.values()));
        return categories;
    }

    private static List<LiveReadable> liveCategories() {
        List<LiveReadable> categories = new ArrayList<>(List.of(SharedCategory.SMTP, SharedCategory.SCREENER, SharedCategory.WEBHOOK));
        categories.addAll(List.of(LiveCategory.values()));
        return categories;
    }

    /** Secrets of these categories as origins. */
    static <C extends Category> List<SettingsFile> credentials(SecretStore<C> store, List<C> categories) throws IOException {
        List<SettingsFile> files = new ArrayList<>();
        for (C category : categories) {
            byte[] contents = store.read(category).orElse(null);
            if (contents != null) {
                files.add(SettingsFile.of("encrypted store " + category.fileName(), CredentialFile.read(category, contents)));
            }
        }
        return files;
    }

    /** The settings of the engine; {@link io.tradebot.engine.settings.InvalidSettingsException} with every problem when there is one. */
    public EngineSettings settings() {
        return checked.settings();
    }
}
