package io.tradebot.journal.log;

import io.tradebot.journal.event.RecordBatch;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Walks the documents of one raw Chronicle Queue file with plain reads. Every length is checked against the file before it
 * is used, so no byte in the file can crash or mislead the caller. Not thread safe; nothing is allocated per document.
 *
 * <p>The file is a row of documents, each with a little-endian length word in front and starting at a multiple of 4. Bit 31
 * says that the document is still being written, bit 30 that it is Chronicle's own (header, index), the rest is the length.
 * A word of zero is the end of what has been written.
 */
final class SegmentScanner implements Closeable {

    /** What {@link #next()} found. */
    enum Kind {
        /** An excerpt. */
        EXCERPT,
        /** A document of Chronicle's own: header or index. */
        META,
        /** Nothing more: a zero length word or the end of the file. */
        END,
        /** A document whose writer has not finished it, or never will. */
        INCOMPLETE,
        /** A length word that no writer wrote; see {@link #problem()}. */
        BAD
    }

    static final int WORD_LENGTH = Integer.BYTES;
    /** Longest document of Chronicle's own that our segments can hold: an index of 4096 entries, with room. */
    static final int MAX_META_LENGTH = 1 << 16;

    private static final int INCOMPLETE_BIT = 0x8000_0000;
    private static final int META_BIT = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int BULK_READ = 1 << 20;
    private static final int TAIL_READ = 1 << 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final FileChannel channel;
    private byte[] bytes = new byte[BULK_READ];
    private ByteBuffer target = ByteBuffer.wrap(bytes);
    private long bufferedFrom;
    private int bufferedLength;
    private int readLength = BULK_READ;

    private long offset;
    private long next;
    private int length;
    private String problem;

    SegmentScanner(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** Moves to the following document. After END, INCOMPLETE and BAD the scanner stays, and the next call looks again. */
    Kind next() throws IOException {
        offset = next;
        problem = null;
        if (!buffer(offset, WORD_LENGTH)) {
            return stay(Kind.END);
        }
        int word = (int) INT.get(bytes, indexOf(offset));
        if (word == 0) {
            return stay(Kind.END);
        }
        if ((word & INCOMPLETE_BIT) != 0) {
            return stay(Kind.INCOMPLETE);
        }
        boolean isMeta = (word & META_BIT) != 0;
        length = word & LENGTH_MASK;
        int limit = isMeta ? MAX_META_LENGTH : Envelope.MAX_FRAME_LENGTH;
        if (length == 0 || length > limit) {
            problem = "length word claims " + length + " bytes, between 1 and " + limit + " are possible";
            return stay(Kind.BAD);
        }
        if (!buffer(offset, WORD_LENGTH + length)) {
            problem = "length word claims " + length + " bytes, the file ends after "
                + Math.max(0, channel.size() - offset - WORD_LENGTH);
            return stay(Kind.BAD);
        }
        next = align(offset + WORD_LENGTH + length);
        return isMeta ? Kind.META : Kind.EXCERPT;
    }

    private Kind stay(Kind kind) {
        // Drop what was read: a writer may be at work on exactly these bytes.
        bufferedLength = 0;
        readLength = TAIL_READ;
        return kind;
    }

    /** Goes back to the document reached last and forgets its bytes, so that the next call reads them from the file again. */
    void again() {
        next = offset;
        bufferedLength = 0;
    }

    /** Buffer that holds the current document. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the content of the current document starts in {@link #bytes()}, behind its length word. */
    int contentIndex() {
        return indexOf(offset) + WORD_LENGTH;
    }

    /** Length of the current document without its length word. */
    int length() {
        return length;
    }

    /** Where the length word of the current document, or what stands in its place, is in the file. */
    long offset() {
        return offset;
    }

    /** Where the following document starts in the file. */
    long nextOffset() {
        return next;
    }

    /** Why the current document is BAD. */
    String problem() {
        return problem;
    }

    Path file() {
        return file;
    }

    long fileLength() throws IOException {
        return channel.size();
    }

    /** Offset of the first byte that is not zero in {@code from..to} (exclusive, within the file), or -1. */
    long firstNonZero(long from, long to) throws IOException {
        for (long at = from; at < to; ) {
            int wanted = (int) Math.min(BULK_READ, to - at);
            if (!buffer(at, wanted)) {
                return -1;
            }
            int start = indexOf(at);
            for (int i = start; i < start + wanted; i++) {
                if (bytes[i] != 0) {
                    return at + i - start;
                }
            }
            at += wanted;
        }
        return -1;
    }

    static long align(long position) {
        return (position + WORD_LENGTH - 1) & -WORD_LENGTH;
    }

    private int indexOf(long position) {
        return (int) (position - bufferedFrom);
    }

    /** Makes {@code count} bytes at {@code position} available; false when the file does not hold them. */
    private boolean buffer(long position, int count) throws IOException {
        if (position >= bufferedFrom && position + count <= bufferedFrom + bufferedLength) {
            return true;
        }
        if (count > bytes.length) {
            bytes = new byte[Math.max(count, Math.min(2 * count, RecordBatch.MAX_LENGTH + BULK_READ))];
            target = ByteBuffer.wrap(bytes);
        }
        bufferedFrom = position;
        bufferedLength = 0;
        int wanted = Math.max(count, readLength);
        readLength = BULK_READ;
        while (bufferedLength < wanted) {
            target.limit(Math.min(wanted, bytes.length)).position(bufferedLength);
            if (!target.hasRemaining()) {
                break;
            }
            int read = channel.read(target, position + bufferedLength);
            if (read < 0) {
                break;
            }
            bufferedLength += read;
        }
        return bufferedLength >= count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
