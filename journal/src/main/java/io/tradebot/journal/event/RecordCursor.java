package io.tradebot.journal.event;

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * Walks the records of one excerpt body and checks every length before it is used. Not thread safe; valid until the next
 * {@link #wrap}.
 *
 * <p>It never guesses: a short record, a foreign schema or a newer version is an {@link UnreadableRecordException} that
 * says which.
 */
public final class RecordCursor {

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private DirectBuffer buffer;
    private int end;
    private int next;
    private int offset;
    private int length;
    private int index;

    /** Starts before the first record of the body. */
    public RecordCursor wrap(DirectBuffer source, int bodyOffset, int bodyLength) {
        buffer = source;
        next = bodyOffset;
        end = bodyOffset + bodyLength;
        index = -1;
        return this;
    }

    /** Moves to the following record; false behind the last one. */
    public boolean next() {
        if (next == end) {
            return false;
        }
        index++;
        if (end - next < RecordBatch.PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new UnreadableRecordException("record " + index + " is cut off: " + (end - next) + " bytes left");
        }
        length = buffer.getInt(next, ByteOrder.LITTLE_ENDIAN);
        offset = next + RecordBatch.PREFIX_LENGTH;
        if (length < MessageHeaderDecoder.ENCODED_LENGTH || length > end - offset) {
            throw new UnreadableRecordException("record " + index + " claims " + length + " bytes, "
                + (end - offset) + " are left");
        }
        header.wrap(buffer, offset);
        check();
        next = offset + length;
        return true;
    }

    private void check() {
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw new UnreadableRecordException("record " + index + " has schema id " + header.schemaId() + ", expected "
                + MessageHeaderDecoder.SCHEMA_ID);
        }
        if (header.version() < 1 || header.version() > MessageHeaderDecoder.SCHEMA_VERSION) {
            throw new UnreadableRecordException("record " + index + " (id " + header.templateId() + ") has schema "
                + header.version() + ", this version reads 1 to " + MessageHeaderDecoder.SCHEMA_VERSION + "; use a newer tradebot");
        }
        if (MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength() > length) {
            throw new UnreadableRecordException("record " + index + " (id " + header.templateId() + ") is short: fixed block of "
                + header.blockLength() + " bytes in a record of " + length);
        }
    }

    /** Position in the excerpt: 0 is the input. */
    public int index() {
        return index;
    }

    /** Record id of the schema. */
    public int templateId() {
        return header.templateId();
    }

    /** Length of the fixed block as written, to hand to a decoder's wrap. */
    public int blockLength() {
        return header.blockLength();
    }

    /** Schema version of the writer, to hand to a decoder's wrap. */
    public int version() {
        return header.version();
    }

    /** Where the SBE header of the record starts. */
    public int offset() {
        return offset;
    }

    /** Where the fixed block starts: the offset to hand to a decoder's wrap. */
    public int bodyOffset() {
        return offset + MessageHeaderDecoder.ENCODED_LENGTH;
    }

    /** Bytes of the record, SBE header included. */
    public int length() {
        return length;
    }

    /** The buffer given to {@link #wrap}. */
    public DirectBuffer buffer() {
        return buffer;
    }
}
