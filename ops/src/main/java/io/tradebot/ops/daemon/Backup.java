package io.tradebot.ops.daemon;

import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.journal.log.JournalExport;
import io.tradebot.journal.log.JournalVerifier;
import io.tradebot.journal.log.VerificationReport;
import io.tradebot.projections.db.AtomicFile;
import io.tradebot.projections.db.LedgerDatabase;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a home into one zip while a bot runs in it or not: the journal up to its verified end, the books as SQLite copies them,
 * encrypted settings, logs, outputs, the paper broker's memory. Books are copied before the journal, so that the journal holds
 * everything in them; the paper broker, as a real one, may know more than both. Keys go into a zip of their own, when asked for: who
 * finds one of the two can read nothing. Any thread, one at a time for a target.
 */
public final class Backup {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'tradebot-'yyyyMMdd'T'HHmmss'Z.zip'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Entries have no time of their own: the earliest that a zip can hold. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int LOCK_TRIES = 400;
    private static final long LOCK_PAUSE_NANOS = 25_000_000L;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Home home;
    private final Path scratch;
    private final List<String> leftOut = new ArrayList<>();
    private final TreeMap<String, Path> parts = new TreeMap<>();
    private final TreeMap<String, Path> keys = new TreeMap<>();
    private long journalSequence = -1;
    private String chainHead = "";
    private boolean isJournalSound = true;

    /**
     * A finished backup.
     *
     * @param file     the zip
     * @param manifest what it holds
     * @param digest   SHA-256 of the manifest, hex
     * @param keyFile  zip of the keys, null when they were not asked for
     */
    public record Result(Path file, BackupManifest manifest, String digest, Path keyFile) {
    }

    private Backup(Home home, Path scratch) {
        this.home = home;
        this.scratch = scratch;
    }

    /** Name of a backup made at this time. */
    public static String name(Instant time) {
        return NAME.format(time);
    }

    /**
     * Writes one.
     *
     * @param target  zip to write; one of that name is replaced when the new one is whole
     * @param keyFile zip of the keys, not in the folder of {@code target}; null for none
     * @param time    for the manifest
     * @throws IOException naming what cannot be read or written, or the limit that the home is above
     */
    public static Result write(Home home, Path target, Path keyFile, Instant time) throws IOException {
        Path file = target.toAbsolutePath().normalize();
        Path keyTarget = keyFile == null ? null : keyFile.toAbsolutePath().normalize();
        if (keyTarget != null && keyTarget.getParent().equals(file.getParent())) {
            throw new IllegalArgumentException("keys and backup would lie in one folder, " + file.getParent()
                + ": who finds it could read every secret; name another folder for the keys, best on another disk");
        }
        Files.createDirectories(file.getParent());
        Path scratch = Files.createTempDirectory(file.getParent(), ".backup-", OWNER_FOLDER);
        try {
            return new Backup(home, scratch).run(file, keyTarget, time);
        } finally {
            remove(scratch);
        }
    }

    private Result run(Path file, Path keyFile, Instant time) throws IOException {
        takeLedgers();
        takeJournal();
        takeStorage();
        takeTree(home.root().resolve("output"), "output");
        takeTree(home.logs(), "logs");
        takeTree(home.paper(), "paper");
        BackupManifest manifest = manifest(BackupManifest.HOME, time, parts);
        pack(file, manifest, parts);
        if (keyFile != null) {
            Files.createDirectories(keyFile.getParent());
            pack(keyFile, manifest(BackupManifest.KEYS, time, keys), keys);
        }
        return new Result(file, manifest, HexFormat.of().formatHex(BackupArchive.sha256().digest(manifest.bytes())), keyFile);
    }

    private void takeLedgers() throws IOException {
        for (Path source : files(home.root().resolve("output"))) {
            if (isLedger(source)) {
                String name = name(source, home.root().resolve("output"), "output");
                Path copy = place(name);
                if (copy != null) {
                    LedgerDatabase.copy(source, copy);
                    parts.put(name, copy);
                }
            }
        }
    }

    private static boolean isLedger(Path file) {
        return file.getFileName().toString().endsWith(".db") && file.getParent().getFileName().toString().equals("ledgers");
    }

    private void takeJournal() throws IOException {
        if (!Files.isDirectory(home.journal())) {
            return;
        }
        isJournalSound = JournalVerifier.verify(home.journal()).isSound();
        Path copy = scratch.resolve("journal");
        VerificationReport report = JournalExport.prefix(home.journal(), copy, -1, (done, total) -> { });
        journalSequence = report.headSequence();
        chainHead = report.headChain();
        for (Path file : files(copy)) {
            if (!file.getFileName().toString().endsWith("lock")) {
                parts.put("journal/" + copy.relativize(file), file);
            }
        }
    }

    /** All of the store at one moment: a rotation replaces keys and what they open, and holds this lock meanwhile. */
    private void takeStorage() throws IOException {
        Path storage = home.root().resolve("storage");
        Path lockFile = storage.resolve("store.lock");
        if (!Files.exists(lockFile)) {
            takeTree(storage, "storage");
            return;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            FileLock lock = lock(channel);
            for (int i = 0; lock == null && i < LOCK_TRIES; i++) {
                LockSupport.parkNanos(LOCK_PAUSE_NANOS);
                lock = lock(channel);
            }
            if (lock == null) {
                throw new IOException(lockFile + " is held by another process; try again when it has ended");
            }
            takeTree(storage, "storage");
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private void takeTree(Path folder, String under) throws IOException {
        for (Path file : files(folder)) {
            String last = file.getFileName().toString();
            boolean isDatabase = last.endsWith(".db") || last.endsWith("-wal") || last.endsWith("-shm");
            if (isDatabase || last.endsWith(".tmp") || last.endsWith(".unfinished") || last.endsWith(".lock")) {
                continue; // copied by SQLite, or worth nothing in another place
            }
            String name = name(file, folder, under);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                leftOut.add(name + " is no plain file");
                continue;
            }
            Path copy = place(name);
            if (copy != null) {
                copyPrefix(file, copy, under.equals("paper"));
                (isKey(name) ? keys : parts).put(name, copy);
            }
        }
    }

    /** Below storage only; {@code storage/keys/}, {@code storage/live/key-backups/} and so on. */
    static boolean isKey(String name) {
        return name.startsWith("storage/") && name.matches(".*/(keys|key-backups)/.*");
    }

    /** As long as the file is now: it may be growing. A log that a program reads ends with its last whole line. */
    private static void copyPrefix(Path source, Path copy, boolean isLines) throws IOException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
             FileChannel out = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long length = in.size();
            long done = 0;
            while (done < length) {
                long count = in.transferTo(done, length - done, out);
                if (count <= 0) {
                    break;
                }
                done += count;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            while (isLines && done > 0) {
                out.read(last.clear(), done - 1);
                if (last.get(0) == '\n') {
                    break;
                }
                out.truncate(--done);
            }
        }
    }

    private static String name(Path file, Path folder, String under) {
        return under + "/" + folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    /** Where the copy of a part goes; null when the archive cannot hold such a name. */
    private Path place(String name) throws IOException {
        if (!BackupArchive.isName(name)) {
            leftOut.add(name.replaceAll("[^\\x20-\\x7e]", "?") + " has a name that a backup cannot hold");
            return null;
        }
        Path copy = scratch.resolve("files").resolve(name);
        Files.createDirectories(copy.getParent());
        return copy;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
    }

    private BackupManifest manifest(String kind, Instant time, Map<String, Path> files) throws IOException {
        List<BackupManifest.Part> list = new ArrayList<>();
        long total = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            MessageDigest sha = BackupArchive.sha256();
            long length = 0;
            try (InputStream in = Files.newInputStream(file.getValue())) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    sha.update(buffer, 0, count);
                    length += count;
                }
            }
            total += length;
            list.add(new BackupManifest.Part(file.getKey(), length, HexFormat.of().formatHex(sha.digest())));
        }
        if (total > BackupArchive.BYTES_MAX || list.size() >= BackupArchive.ENTRIES_MAX) {
            throw new IOException("a backup of " + home.root() + " would have " + total + " bytes in " + list.size() + " files; at most "
                + BackupArchive.BYTES_MAX + " bytes and " + BackupArchive.ENTRIES_MAX + " files can be restored; move old logs and exports away");
        }
        return new BackupManifest(BackupManifest.FORMAT, SettingsTable.PRODUCT_VERSION_TAG, time.toString(), kind, journalSequence, chainHead,
            isJournalSound, leftOut, list);
    }

    private static void pack(Path target, BackupManifest manifest, Map<String, Path> files) throws IOException {
        Path temporary = AtomicFile.temporaryFor(target);
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, OWNER_FILE); // before anything is in it; the rename keeps the mode
        AtomicFile.write(target, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            put(zip, BackupManifest.FILE_NAME, manifest.bytes());
            for (Map.Entry<String, Path> file : files.entrySet()) {
                zip.putNextEntry(entry(file.getKey()));
                Files.copy(file.getValue(), zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        return entry;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = entry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipEntry.STORED); // readable in the file itself
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** Removes a folder of this class with everything in it. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> below = Files.walk(folder)) {
            deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    /** Removes the backups in a folder that are older than seven days (requirement S309), but never the newest {@code keepMin}; returns their names. */
    public static List<String> prune(Path folder, Instant now, int keepMin) throws IOException {
        List<Path> backups;
        try (Stream<Path> files = Files.list(folder)) {
            backups = files.filter(file -> file.getFileName().toString().matches("tradebot-[0-9]{8}T[0-9]{6}Z\\.zip")).sorted(Comparator.reverseOrder()).toList();
        }
        String oldest = name(now.minusSeconds(7L * 24 * 3600));
        List<String> removed = new ArrayList<>();
        for (Path backup : backups.subList(Math.min(keepMin, backups.size()), backups.size())) {
            if (backup.getFileName().toString().compareTo(oldest) < 0) {
                Files.delete(backup);
                removed.add(backup.getFileName().toString());
            }
        }
        return removed;
    }
}
