package io.tradebot.ops.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The zip of a backup, opened with distrust: its directory is read and every name, count, size and kind checked before a byte of its
 * contents is unpacked. Java's own reader shows neither links nor entries of the same name, so the directory is read here. One thread.
 */
final class BackupArchive implements Closeable {

    static final int ENTRIES_MAX = 10_000;
    static final long BYTES_MAX = 2L << 30;
    /** Journals and logs get to about 30. */
    static final int RATIO_MAX = 100;
    /** Below this the ratio says nothing: a few small files of zeros. */
    private static final long RATIO_FROM_BYTES = 1 << 20;
    private static final int MANIFEST_BYTES_MAX = 16 << 20;
    private static final int DIRECTORY_BYTES_MAX = 16 << 20;

    private static final int END_BYTES = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int COMMENT_BYTES_MAX = 0xFFFF;
    private static final int HEADER_BYTES = 46;
    private static final int HEADER_SIGNATURE = 0x02014b50;
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR_FILE = 0100000;
    private static final int BUFFER_BYTES = 1 << 16;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,8}");
    private static final Pattern PLACE = Pattern.compile("(journal|output|storage|logs|paper)/.+");

    private final Path file;
    private final ZipFile zip;
    private final BackupManifest manifest;

    private BackupArchive(Path file, ZipFile zip, BackupManifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Whether a part may have this name: below a folder of a home, without a way out of it. */
    static boolean isName(String name) {
        return name.length() <= 255 && NAME.matcher(name).matches() && PLACE.matcher(name).matches();
    }

    /**
     * Opens one and compares its directory with its manifest.
     *
     * @throws BadBackupException for anything that a backup of this program does not have
     */
    static BackupArchive open(Path file) throws IOException {
        Map<String, Long> lengthByName = directory(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw new BadBackupException(file + " is no zip: " + e.getMessage(), e);
        }
        try {
            BackupManifest manifest = manifest(file, zip, lengthByName);
            compare(file, manifest, lengthByName);
            return new BackupArchive(file, zip, manifest);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, Long> directory(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer end = end(file, channel);
            int count = end.getShort(10) & 0xFFFF;
            long size = end.getInt(12) & 0xFFFFFFFFL;
            long offset = end.getInt(16) & 0xFFFFFFFFL;
            if (count > ENTRIES_MAX) {
                throw new BadBackupException(file + " has " + (count == 0xFFFF ? "65535 or more" : count) + " entries, at most " + ENTRIES_MAX + " are taken");
            }
            if (size > DIRECTORY_BYTES_MAX || offset + size > channel.size()) {
                throw new BadBackupException(file + " has a directory of " + size + " bytes at " + offset + ", which cannot be; it is cut off or no backup");
            }
            ByteBuffer bytes = read(channel, offset, (int) size);
            return entries(file, bytes, count);
        }
    }

    /** The record at the end of the file, which may be followed by a comment. */
    private static ByteBuffer end(Path file, FileChannel channel) throws IOException {
        int length = (int) Math.min(channel.size(), END_BYTES + COMMENT_BYTES_MAX);
        ByteBuffer tail = read(channel, channel.size() - length, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE && END_BYTES + at + (tail.getShort(at + 20) & 0xFFFF) == length) {
                return tail.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw new BadBackupException(file + " is no zip, or it is cut off: the record at its end is missing");
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
            continue;
        }
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Map<String, Long> entries(Path file, ByteBuffer bytes, int count) throws BadBackupException {
        Map<String, Long> lengthByName = new TreeMap<>();
        long packed = 0;
        long unpacked = 0;
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (at + HEADER_BYTES > bytes.limit() || bytes.getInt(at) != HEADER_SIGNATURE) {
                throw new BadBackupException(file + ": entry " + (i + 1) + " of its directory is damaged");
            }
            int nameLength = bytes.getShort(at + 28) & 0xFFFF;
            int next = at + HEADER_BYTES + nameLength + (bytes.getShort(at + 30) & 0xFFFF) + (bytes.getShort(at + 32) & 0xFFFF);
            if (next > bytes.limit()) {
                throw new BadBackupException(file + ": entry " + (i + 1) + " of its directory is damaged");
            }
            String name = new String(bytes.array(), at + HEADER_BYTES, nameLength, StandardCharsets.UTF_8);
            if (!name.equals(BackupManifest.FILE_NAME) && !isName(name)) {
                throw new BadBackupException(file + ": the entry " + shown(name) + " is not a file below journal, output, storage, logs or paper");
            }
            int type = bytes.getInt(at + 38) >>> 16 & FILE_TYPE;
            if (type != 0 && type != REGULAR_FILE) {
                throw new BadBackupException(file + ": the entry " + name + " is a link or a device, not a file");
            }
            long length = bytes.getInt(at + 24) & 0xFFFFFFFFL;
            if (lengthByName.put(name, length) != null) {
                throw new BadBackupException(file + ": two entries have the name " + name);
            }
            packed += bytes.getInt(at + 20) & 0xFFFFFFFFL;
            unpacked += length;
            at = next;
        }
        if (unpacked > BYTES_MAX) {
            throw new BadBackupException(file + " unpacks to " + unpacked + " bytes, at most " + BYTES_MAX + " are taken");
        }
        if (unpacked > RATIO_FROM_BYTES && unpacked / RATIO_MAX > packed) {
            throw new BadBackupException(file + " unpacks from " + packed + " to " + unpacked + " bytes, more than " + RATIO_MAX + " times");
        }
        return lengthByName;
    }

    /** A name of somebody else, fit for a screen. */
    private static String shown(String name) {
        String line = name.replaceAll("[^\\x21-\\x7e]", "?");
        return line.length() > 80 ? line.substring(0, 80) + "..." : line;
    }

    private static BackupManifest manifest(Path file, ZipFile zip, Map<String, Long> lengthByName) throws IOException {
        Long length = lengthByName.get(BackupManifest.FILE_NAME);
        if (length == null || length > MANIFEST_BYTES_MAX) {
            throw new BadBackupException(file + (length == null ? " has no " : " has an overlong ") + BackupManifest.FILE_NAME + "; it is no backup of TradeBot");
        }
        try (InputStream in = zip.getInputStream(zip.getEntry(BackupManifest.FILE_NAME))) {
            return BackupManifest.parse(file.toString(), in.readNBytes(MANIFEST_BYTES_MAX));
        } catch (ZipException e) {
            throw new BadBackupException(file + ": its " + BackupManifest.FILE_NAME + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void compare(Path file, BackupManifest manifest, Map<String, Long> lengthByName) throws BadBackupException {
        TreeMap<String, BackupManifest.Part> parts = manifest.byName();
        for (BackupManifest.Part part : parts.values()) {
            Long length = lengthByName.get(part.name());
            if (length == null) {
                throw new BadBackupException(file + ": " + part.name() + " is missing, the manifest names it");
            }
            if (length != part.length()) {
                throw new BadBackupException(file + ": " + part.name() + " has " + length + " bytes, the manifest says " + part.length());
            }
        }
        for (String name : lengthByName.keySet()) {
            if (!name.equals(BackupManifest.FILE_NAME) && !parts.containsKey(name)) {
                throw new BadBackupException(file + ": " + name + " is not in the manifest");
            }
        }
        if (parts.size() != manifest.parts().size()) {
            throw new BadBackupException(file + ": its manifest names a part twice");
        }
    }

    BackupManifest manifest() {
        return manifest;
    }

    /** Unpacks one part into a new file and compares length and digest. */
    void unpack(BackupManifest.Part part, Path target) throws IOException {
        MessageDigest sha = sha256();
        long length = 0;
        ZipEntry entry = zip.getEntry(part.name());
        try (InputStream in = zip.getInputStream(entry); OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0 && length <= part.length(); count = in.read(buffer)) {
                length += count;
                sha.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        } catch (ZipException e) {
            throw new BadBackupException(file + ": " + part.name() + " is damaged: " + e.getMessage(), e);
        }
        if (length != part.length()) {
            throw new BadBackupException(file + ": " + part.name() + " unpacks to another length than the " + part.length() + " bytes of the manifest");
        }
        String digest = HexFormat.of().formatHex(sha.digest());
        if (!digest.equals(part.sha256())) {
            throw new BadBackupException(file + ": " + part.name() + " has SHA-256 " + digest + ", the manifest says " + part.sha256());
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
