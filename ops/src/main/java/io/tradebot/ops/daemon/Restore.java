package io.tradebot.ops.daemon;

import io.tradebot.journal.log.JournalReader;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.projections.db.Dump;
import io.tradebot.projections.db.LedgerDatabase;
import io.tradebot.projections.runner.ProjectionRunner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts a backup into an empty home. Everything is unpacked and checked in a folder beside it, which becomes the home in one step, so a
 * home is never half restored. Any thread.
 */
public final class Restore {

    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final BackupArchive archive;
    private final BackupArchive keys;
    private final Home target;

    /**
     * What came of it.
     *
     * @param manifest     of the backup
     * @param keyCount     files of keys that came from the second zip
     * @param ledgerDigests content of each ledger, compared with one built anew; empty unless asked for
     */
    public record Result(BackupManifest manifest, int keyCount, Map<String, String> ledgerDigests) {
    }

    private Restore(BackupArchive archive, BackupArchive keys, Home target) {
        this.archive = archive;
        this.keys = keys;
        this.target = target;
    }

    /**
     * Restores.
     *
     * @param keyFile    zip of the keys, null for none
     * @param isVerified whether to build the books anew from the journal and compare
     * @throws BadBackupException when the backup is damaged or another; the home stays empty
     * @throws IllegalArgumentException when the home is not empty
     */
    public static Result run(Path backup, Path keyFile, Home home, boolean isVerified) throws IOException {
        requireEmpty(home.root());
        try (BackupArchive archive = open(backup, BackupManifest.HOME); BackupArchive keys = keyFile == null ? null : open(keyFile, BackupManifest.KEYS)) {
            Files.createDirectories(home.root().getParent());
            Path scratch = Files.createTempDirectory(home.root().getParent(), ".restore-", OWNER_FOLDER);
            try {
                Result result = new Restore(archive, keys, new Home(scratch)).run(backup, isVerified);
                Files.deleteIfExists(home.root());
                Files.move(scratch, home.root(), StandardCopyOption.ATOMIC_MOVE);
                return result;
            } finally {
                Backup.remove(scratch);
            }
        }
    }

    private static BackupArchive open(Path file, String kind) throws IOException {
        BackupArchive archive = BackupArchive.open(file);
        if (!kind.equals(archive.manifest().kind())) {
            archive.close();
            throw new BadBackupException(file + " is a backup of kind " + archive.manifest().kind() + " where one of kind " + kind + " is needed");
        }
        return archive;
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is a file; name a new or empty folder");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new IllegalArgumentException(folder + " is not empty; a backup goes into a new or empty folder only");
            }
        }
    }

    private Result run(Path backup, boolean isVerified) throws IOException {
        unpack(archive);
        if (keys != null) {
            unpack(keys);
        }
        BackupManifest manifest = archive.manifest();
        checkJournal(backup, manifest);
        Map<String, String> digests = new TreeMap<>();
        if (isVerified) {
            for (BackupManifest.Part part : manifest.parts()) {
                if (part.name().endsWith(".db")) {
                    digests.put(part.name(), compare(backup, part.name()));
                }
            }
        }
        target.create();
        return new Result(manifest, keys == null ? 0 : keys.manifest().parts().size(), digests);
    }

    private void unpack(BackupArchive from) throws IOException {
        for (BackupManifest.Part part : from.manifest().parts()) {
            Path file = target.root().resolve(part.name()).normalize();
            if (!file.startsWith(target.root()) || (from == keys) != Backup.isKey(part.name())) {
                throw new BadBackupException(part.name() + " does not belong into a backup of kind " + from.manifest().kind());
            }
            Files.createDirectories(file.getParent(), OWNER_FOLDER);
            from.unpack(part, file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void checkJournal(Path backup, BackupManifest manifest) throws BadBackupException {
        if (!Files.isDirectory(target.journal())) {
            if (manifest.journalSequence() >= 0) {
                throw new BadBackupException(backup + " has no journal, its manifest says that it ends at sequence " + manifest.journalSequence());
            }
            return;
        }
        VerificationReport report = JournalVerifier.verify(target.journal());
        if (!report.isSound()) {
            throw new BadBackupException(backup + ": its journal is damaged: " + report.findings());
        }
        if (report.headSequence() != manifest.journalSequence() || !report.headChain().equals(manifest.chainHead())) {
            throw new BadBackupException(backup + ": its journal ends at sequence " + report.headSequence() + " with chain head " + report.headChain()
                + ", the manifest says " + manifest.journalSequence() + " with " + manifest.chainHead());
        }
    }

    /** The books were copied a moment before the journal: they are caught up, and must then be as if built from it. */
    private String compare(Path backup, String name) throws IOException {
        Path ledger = target.root().resolve(name);
        Path rebuilt = ledger.resolveSibling("rebuilt.db");
        try (JournalReader journal = JournalReader.open(target.journal()); ProjectionRunner runner = ProjectionRunner.open(ledger)) {
            runner.catchUp(journal);
        }
        try (JournalReader journal = JournalReader.open(target.journal())) {
            ProjectionRunner.rebuild(rebuilt, journal);
        }
        String restored = digest(ledger);
        String expected = digest(rebuilt);
        for (Path file : List.of(ledger, rebuilt)) {
            LedgerDatabase.retireLog(file);
        }
        LedgerDatabase.delete(rebuilt);
        if (!restored.equals(expected)) {
            throw new BadBackupException(backup + ": " + name + " has the content " + restored + ", built anew from the journal it has " + expected);
        }
        return restored;
    }

    private static String digest(Path ledger) {
        try (LedgerDatabase database = LedgerDatabase.openReader(ledger)) {
            return Dump.digest(database);
        }
    }
}
