package io.tradebot.replay.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Opens data files so that a damaged or cut one is an IOException, never an early end of data. */
final class CompressedFile {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int GZIP_TRAILER_BYTES = 8;
    /** Length of a zip's end record without its comment. */
    private static final int ZIP_END_BYTES = 22;

    private CompressedFile() {
    }

    /** The bytes of the file, unpacked when its name ends in {@code .gz}. */
    static InputStream open(DataFile file) throws IOException {
        InputStream raw = Files.newInputStream(file.path());
        if (!file.isGzip()) {
            return raw;
        }
        try {
            return new WholeGzip(raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * The bytes of the only entry of a small zip, which must have this name. The file is read from its front, with its end
     * record checked first: {@code java.util.zip.ZipFile} does not compare checksums, and from JDK 25 on refuses old but sound
     * files for their extra fields.
     */
    static InputStream openEntry(DataFile file, String entryName) throws IOException {
        byte[] bytes = Files.readAllBytes(file.path());
        requireEndRecord(bytes);
        ZipInputStream zip = new OnlyEntry(new ByteArrayInputStream(bytes));
        ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(entryName)) {
            throw new ZipException("it must hold one file " + entryName + ", but holds "
                + (entry == null ? "none" : entry.getName()));
        }
        return zip;
    }

    /** Without the record at its end a zip has been cut off, even if all of the entry is there. */
    private static void requireEndRecord(byte[] zip) throws ZipException {
        for (int at = zip.length - ZIP_END_BYTES; at >= 0; at--) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 5 && zip[at + 3] == 6) {
                return;
            }
        }
        throw new ZipException("the end record is missing");
    }

    /** A second entry would be data that nobody reads; here it is an error. */
    private static final class OnlyEntry extends ZipInputStream {

        OnlyEntry(InputStream raw) {
            super(raw, StandardCharsets.UTF_8);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            ZipEntry second = count < 0 ? getNextEntry() : null;
            if (second != null) {
                throw new ZipException("it must hold one file, but also holds " + second.getName());
            }
            return count;
        }
    }

    /** GZIPInputStream takes bytes behind the last member for padding; here they are an error. */
    private static final class WholeGzip extends GZIPInputStream {

        WholeGzip(InputStream raw) throws IOException {
            super(raw, BUFFER_BYTES);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count < 0 && (inf.getRemaining() > GZIP_TRAILER_BYTES || in.available() > 0)) {
                throw new ZipException("there are bytes behind the end of the compressed data");
            }
            return count;
        }
    }
}
