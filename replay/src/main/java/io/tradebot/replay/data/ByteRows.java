package io.tradebot.replay.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Rows of a file without quoting: fields end at a comma, rows at LF or CRLF. The fields stay where they were read. A byte
 * order mark at the start is passed over.
 */
final class ByteRows implements RowSource {

    /** Far above any row of the forms we read; a longer line is a problem of its own, not a reason to run out of memory. */
    static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int BUFFER_BYTES = 128 * 1024;

    private final InputStream in;
    private final Row row;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int limit;
    private boolean atEnd;
    /** All bytes of the line that was cut last, combined: negative when any of them is not ASCII. */
    private int highBits;

    ByteRows(InputStream in, Row row) throws IOException {
        this.in = in;
        this.row = row;
        row.bytes = buffer;
        while (limit < 3 && !atEnd) { // a mark has three bytes
            fill();
        }
        if (limit >= 3 && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf) {
            start = 3;
        }
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            int end = cut();
            if (end < 0) {
                if (limit - start > MAX_LINE_BYTES) {
                    skipLine();
                } else if (!atEnd) {
                    fill();
                } else if (start == limit) {
                    return false;
                } else if (takeLine(limit, limit)) {
                    return true;
                }
            } else if (takeLine(end, end + 1)) {
                return true;
            }
        }
    }

    /** The line that {@link #next} found last. */
    String lineText() {
        int last = Math.min(row.fieldCount, Row.MAX_FIELDS) - 1;
        return new String(buffer, row.from[0], row.to[last] - row.from[0], StandardCharsets.UTF_8);
    }

    /** Marks the fields of the line at {@code start}; returns where its LF is, or -1 when the buffer ends before it. */
    private int cut() {
        byte[] bytes = buffer;
        int[] from = row.from;
        int[] to = row.to;
        int fields = 0;
        int high = 0;
        from[0] = start;
        for (int at = start; at < limit; at++) {
            byte b = bytes[at];
            high |= b;
            if (b == ',') {
                if (fields < Row.MAX_FIELDS) {
                    to[fields] = at;
                }
                if (++fields < Row.MAX_FIELDS) {
                    from[fields] = at + 1;
                }
            } else if (b == '\n') {
                row.fieldCount = fields + 1;
                highBits = high;
                return at;
            }
        }
        row.fieldCount = fields + 1;
        highBits = high;
        return -1;
    }

    /** Finishes the line that ends at {@code end}; false when it is unreadable. */
    private boolean takeLine(int end, int next) {
        int lineStart = start;
        start = next;
        row.line++;
        if (end - lineStart > MAX_LINE_BYTES) {
            rejectLongLine();
            return false;
        }
        if (highBits < 0 && !isUtf8(lineStart, end)) {
            row.rejectRow("the line is not UTF-8 text");
            return false;
        }
        boolean hasReturn = end > lineStart && buffer[end - 1] == '\r';
        if (row.fieldCount <= Row.MAX_FIELDS) {
            row.to[row.fieldCount - 1] = hasReturn ? end - 1 : end;
        }
        return true;
    }

    private void skipLine() throws IOException {
        row.line++;
        rejectLongLine();
        while (true) {
            for (; start < limit; start++) {
                if (buffer[start] == '\n') {
                    start++;
                    return;
                }
            }
            if (atEnd) {
                return;
            }
            fill();
        }
    }

    private void rejectLongLine() {
        row.rejectRow("the line is longer than " + MAX_LINE_BYTES + " bytes");
    }

    private boolean isUtf8(int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Moves what is left to the front of the buffer, which moves the fields of the row too, and reads more behind it. */
    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
        int count = in.read(buffer, limit, buffer.length - limit);
        atEnd = count < 0;
        limit += Math.max(0, count);
    }
}
