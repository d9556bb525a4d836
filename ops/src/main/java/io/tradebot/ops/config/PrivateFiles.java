package io.tradebot.ops.config;

import io.tradebot.journal.log.Folders;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files that only their owner may read, written so that a kill leaves the old or the new one and never a part. Any thread.
 * Where there are no POSIX permissions the folder's own protection is all there is.
 */
final class PrivateFiles {

    /** Behind the name of a file that is being written; what is left of one is worthless. */
    static final String UNFINISHED_SUFFIX = ".unfinished";

    private static final Set<PosixFilePermission> OWNER_ONLY =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFiles() {
    }

    /** Makes a folder and those above it that are missing, mode 0700, each on disk before this returns. */
    static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        makeFolder(parent);
        Files.createDirectory(folder, attributes(folder, "rwx------"));
        Folders.force(parent);
    }

    /** Writes a whole file with mode 0600 in place of the one of that name; on disk before this returns. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED_SUFFIX);
        Files.deleteIfExists(unfinished);
        try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes(file, "rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        Folders.force(file.toAbsolutePath().getParent());
    }

    /** Removes what a kill left of a file that was being written. */
    static void removeUnfinished(Path file) throws IOException {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + UNFINISHED_SUFFIX));
    }

    /** The contents of a file of at most {@code lengthMax} bytes. */
    static byte[] read(Path file, int lengthMax) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            if (length > lengthMax) {
                throw new StoreException(StoreException.Reason.DAMAGED, file + " has " + length + " bytes, more than " + lengthMax
                    + "; it is some other file. Nothing of it was read.");
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) length);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                continue;
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        } catch (NoSuchFileException e) {
            throw new StoreException(StoreException.Reason.MISSING, file + " is missing. 'tradebot settings backups' lists backups, "
                + "'tradebot settings rollback' takes one.");
        }
    }

    /** As {@link #read} for a file with a key in it: refuses one that others may read or write. */
    static byte[] readKey(Path file, int lengthMax) throws IOException {
        requireOwnerOnly(file);
        return read(file, lengthMax);
    }

    /** Refuses a file that others than its owner may read or write, by name. */
    static void requireOwnerOnly(Path file) throws IOException {
        if (!isPosix(file) || !Files.exists(file)) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new StoreException(StoreException.Reason.WIDE_MODE, file + " has mode " + PosixFilePermissions.toString(permissions)
                + ", allowed is rw------- at most. Run chmod 600 " + file + ", and change a setting so that all keys are new if others may"
                + " have read it.");
        }
    }

    /** Removes a folder with its files (no folders are in it) and puts that on disk; does nothing when there is none. */
    static void removeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : list(folder)) {
            Files.delete(file);
        }
        Files.delete(folder);
        Folders.force(folder.toAbsolutePath().getParent());
    }

    /** What is in a folder, by name; empty when there is none. */
    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.sorted().toList());
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return isPosix(path) ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
            : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
