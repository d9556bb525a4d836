package io.tradebot.ops.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * What a backup holds, first entry of its zip. Immutable.
 *
 * @param format          version of this form
 * @param product         version that wrote it
 * @param created         when, ISO 8601, UTC
 * @param kind            {@link #HOME} or {@link #KEYS}
 * @param journalSequence last excerpt of the journal, -1 for none
 * @param chainHead       chain behind it, hex; empty without a journal
 * @param isJournalSound  whether all of the journal was verified; else the backup holds the part in front of the damage
 * @param leftOut         files of the home that it does not hold, and why
 * @param parts           all other entries by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackupManifest(int format, String product, String created, String kind, long journalSequence, String chainHead,
                             boolean isJournalSound, List<String> leftOut, List<Part> parts) {

    /** Name of its entry. */
    static final String FILE_NAME = "manifest.json";
    /** Everything but keys. */
    static final String HOME = "home";
    /** Keys and nothing else. */
    static final String KEYS = "keys";
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Name with '/' between folders, length in bytes, SHA-256 in lower-case hex. */
    public record Part(String name, long length, String sha256) {
    }

    /** Copies the lists. */
    public BackupManifest {
        leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

    byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be written as JSON", e);
        }
    }

    /** Reads one and checks its form; {@code name} is of the backup, for messages. */
    static BackupManifest parse(String name, byte[] bytes) throws BadBackupException {
        BackupManifest manifest;
        try {
            manifest = JSON.readValue(bytes, BackupManifest.class);
        } catch (IOException e) {
            throw new BadBackupException(name + ": its " + FILE_NAME + " cannot be read: " + e.getMessage(), e);
        }
        if (manifest == null || manifest.format() != FORMAT) {
            throw new BadBackupException(name + " has form " + (manifest == null ? "none" : manifest.format()) + ", this program reads form "
                + FORMAT + "; restore it with the version that wrote it");
        }
        for (Part part : manifest.parts()) {
            if (part == null || part.name() == null || part.sha256() == null || !BackupArchive.isName(part.name())) {
                throw new BadBackupException(name + ": its " + FILE_NAME + " names a part that cannot be: " + part);
            }
        }
        return manifest;
    }

    /** Parts by name. */
    TreeMap<String, Part> byName() {
        TreeMap<String, Part> byName = new TreeMap<>();
        parts.forEach(part -> byName.put(part.name(), part));
        return byName;
    }

    /** Bytes of all parts. */
    public long lengthBytes() {
        return parts.stream().mapToLong(Part::length).sum();
    }
}
