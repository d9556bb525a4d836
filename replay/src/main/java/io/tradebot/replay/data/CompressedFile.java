package io.tradebot.replay.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Opens data files so that a damaged or cut one is an IOException, never an early end of data. */
final class CompressedFile {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int GZIP_TRAILER_BYTES = 8;

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

    /** The bytes of the only entry of the zip, which must have this name. Closing the stream closes the zip. */
    static InputStream openEntry(DataFile file, String entryName) throws IOException {
        ZipFile zip = new ZipFile(file.path().toFile());
        try {
            List<? extends ZipEntry> entries = zip.stream().collect(Collectors.toList());
            if (entries.size() != 1 || !entries.get(0).getName().equals(entryName)) {
                throw new ZipException("it must hold one file " + entryName + ", but holds "
                    + entries.stream().map(ZipEntry::getName).collect(Collectors.joining(", ", "[", "]")));
            }
            return new WholeEntry(zip, entries.get(0));
        } catch (IOException e) {
            zip.close();
            throw e;
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

    /** ZipFile does not compare the checksum of what it unpacks; this does, at the end. */
    private static final class WholeEntry extends CheckedInputStream {

        private final ZipFile zip;
        private final ZipEntry entry;

        WholeEntry(ZipFile zip, ZipEntry entry) throws IOException {
            super(zip.getInputStream(entry), new CRC32());
            this.zip = zip;
            this.entry = entry;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count < 0 && getChecksum().getValue() != entry.getCrc()) {
                throw new ZipException("the checksum of " + entry.getName() + " is wrong");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            super.close();
            zip.close();
        }
    }
}
