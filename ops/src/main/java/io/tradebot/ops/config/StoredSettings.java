package io.tradebot.ops.config;

import io.tradebot.engine.settings.SettingsFile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of the category of settings: a settings file without secrets that says from which record of the journal it was
 * written. Immutable.
 *
 * @param valueByKey      the settings that were given; what is not here takes its default
 * @param journalSequence of the SettingsApplied it was written from, -1 when none
 * @param isEditedSince   whether it was changed after that while no bot ran, so that it is newer than the journal
 */
public record StoredSettings(SortedMap<String, String> valueByKey, long journalSequence, boolean isEditedSince) {

    private static final Pattern FIRST_LINE = Pattern.compile("# TradeBot settings, journal sequence (-?[0-9]{1,18}), edited since: (yes|no)");

    public StoredSettings {
        valueByKey = Collections.unmodifiableSortedMap(new TreeMap<>(valueByKey));
    }

    /** What the daemon stores behind a SettingsApplied. */
    public static StoredSettings applied(SortedMap<String, String> valueByKey, long journalSequence) {
        return new StoredSettings(valueByKey, journalSequence, false);
    }

    /** As these with other values, changed outside of a session. */
    public StoredSettings edited(SortedMap<String, String> values) {
        return new StoredSettings(values, journalSequence, true);
    }

    /** Contents for the store. */
    public byte[] write() {
        StringBuilder text = new StringBuilder("# TradeBot settings, journal sequence ").append(journalSequence).append(", edited since: ")
            .append(isEditedSince ? "yes" : "no").append('\n');
        valueByKey.forEach((key, value) -> {
            String quote = value.contains("\"") ? "'" : "\"";
            if (value.contains("\"") && value.contains("'") || value.contains("\n") || value.contains("\r")) {
                throw new StoreException(StoreException.Reason.REFUSED, "the value of " + key + " has both kinds of quotes or several lines, which"
                    + " a settings file cannot hold. Leave one out.");
            }
            text.append(key).append('=').append(quote).append(value).append(quote).append('\n');
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads contents of the store. */
    public static StoredSettings read(byte[] contents) {
        String text = new String(contents, StandardCharsets.UTF_8);
        Matcher first = FIRST_LINE.matcher(text.substring(0, Math.max(text.indexOf('\n'), 0)));
        SettingsFile file = SettingsFile.parse(SharedCategory.SETTINGS.fileName(), text);
        if (!first.matches() || !file.problems().isEmpty()) {
            throw new StoreException(StoreException.Reason.REFUSED, SharedCategory.SETTINGS.fileName() + " opens but holds no settings of the form"
                + " that this program writes. " + StoreFolders.REMEDY);
        }
        SortedMap<String, String> values = new TreeMap<>();
        file.entries().forEach(entry -> values.put(entry.key(), entry.value()));
        return new StoredSettings(values, Long.parseLong(first.group(1)), first.group(2).equals("yes"));
    }

    /** As an origin of settings. */
    SettingsFile asFile() {
        List<SettingsFile.Entry> entries = valueByKey.entrySet().stream().map(entry ->
            new SettingsFile.Entry("encrypted store " + SharedCategory.SETTINGS.fileName(), entry.getKey(), entry.getValue())).toList();
        return new SettingsFile(entries, List.of());
    }

    /** SHA-256 over {@code KEY=VALUE} lines in the order of the keys, for SettingsStoreObserved. */
    public byte[] digest() {
        StringBuilder text = new StringBuilder();
        valueByKey.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
