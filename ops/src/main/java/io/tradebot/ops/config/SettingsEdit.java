package io.tradebot.ops.config;

import io.tradebot.engine.settings.CheckedSettings;
import io.tradebot.engine.settings.InvalidSettingsException;
import io.tradebot.engine.settings.Setting;
import io.tradebot.engine.settings.SettingsFile;
import io.tradebot.engine.settings.SettingsProblem;
import io.tradebot.engine.settings.SettingsTable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes settings and secrets of a store while no bot runs: all of them or none, checked by the table, one rotation. Any thread. */
public final class SettingsEdit {

    private final Path home;
    private final SettingsTable table;
    private final InstantSource clock;

    /** An edit of the store of that home. */
    public SettingsEdit(Path home, SettingsTable table, InstantSource clock) {
        this.home = home;
        this.table = table;
        this.clock = clock;
    }

    /**
     * Stores settings.
     *
     * @param given what changes, from several origins that are of equal strength
     * @param unset keys that take their default again
     * @return number of the key set now in force
     * @throws InvalidSettingsException naming every problem; nothing was changed
     */
    public int set(List<SettingsFile> given, List<String> unset, String user, String reason) throws IOException {
        WholeStore store = WholeStore.open(home, clock);
        StoredSettings stored = store.read(SharedCategory.SETTINGS).map(StoredSettings::read)
            .orElse(new StoredSettings(new TreeMap<>(), -1, true));
        Map<Category, SortedMap<String, String>> valueByKeyByCategory = new LinkedHashMap<>();
        valueByKeyByCategory.put(SharedCategory.SETTINGS, new TreeMap<>(stored.valueByKey()));
        for (Category category : credentialCategories()) {
            valueByKeyByCategory.put(category, store.read(category).map(contents -> CredentialFile.read(category, contents)).orElse(new TreeMap<>()));
        }
        SettingsFile changes = joined(given);
        unset.forEach(key -> valueByKeyByCategory.get(CredentialKeys.categoryOf(row(key))).remove(row(key).key()));
        List<SettingsFile> all = new ArrayList<>();
        valueByKeyByCategory.forEach((category, values) -> all.add(SettingsFile.of("encrypted store " + category.fileName(), values)));
        all.add(changes);
        CheckedSettings checked = table.check(all.toArray(SettingsFile[]::new));
        if (!checked.problems().isEmpty()) {
            throw new InvalidSettingsException(checked.problems());
        }
        for (SettingsFile.Entry entry : changes.entries()) {
            Setting row = row(entry.key());
            SortedMap<String, String> values = valueByKeyByCategory.get(CredentialKeys.categoryOf(row));
            row.aliases().forEach(values::remove);
            String value = row.isSecret() ? checked.secret(row.key()).orElse("") : checked.settings().value(row.key());
            if (row.isSecret() && value.isEmpty()) {
                values.remove(row.key());
            } else {
                values.put(row.key(), value);
            }
        }
        StoreChange<Category> change = new StoreChange<>(user, reason);
        valueByKeyByCategory.forEach((category, values) -> {
            if (category == SharedCategory.SETTINGS) {
                change.put(category, stored.edited(values).write());
            } else if (values.isEmpty()) {
                change.remove(category);
            } else {
                change.put(category, CredentialFile.write(values));
            }
        });
        return store.change(change);
    }

    private Setting row(String key) {
        Setting row = table.row(key);
        if (row == null) {
            throw new InvalidSettingsException(table.check(SettingsFile.of("--unset", Map.of(key, ""))).problems());
        }
        return row;
    }

    private static SettingsFile joined(List<SettingsFile> files) {
        List<SettingsFile.Entry> entries = new ArrayList<>();
        List<SettingsProblem> problems = new ArrayList<>();
        files.forEach(file -> {
            entries.addAll(file.entries());
            problems.addAll(file.problems());
        });
        return new SettingsFile(entries, problems);
    }

    /** Every category that keeps secrets of the settings table. */
    static List<Category> credentialCategories() {
        List<Category> categories = new ArrayList<>(List.of(SharedCategory.SMTP, SharedCategory.SCREENER, SharedCategory.WEBHOOK));
        categories.addAll(List.of(PaperCategory.values()));
        categories.addAll(List.of(LiveCategory.values()));
        return categories;
    }
}
