package io.tradebot.journal.event;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * The body of one excerpt while it is being written: one input record and behind it the decisions it caused, each with
 * its length in front. Not thread safe; owned by whoever holds the slot.
 *
 * <p>Layout per record, little endian: {@code int32 length}, then {@code length} bytes (SBE header and message). The
 * buffer grows by doubling up to {@link #MAX_LENGTH} and is reused, so a steady state allocates nothing.
 */
public final class RecordBatch {

    /** Most bytes that one input and its decisions may take. Reaching it is a fault, not a truncation. */
    public static final int MAX_LENGTH = 8 << 20;
    /** Bytes of the length in front of each record. */
    public static final int PREFIX_LENGTH = Integer.BYTES;

    private static final int INITIAL_LENGTH = 4096;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[INITIAL_LENGTH]);
    private int length;
    private int recordCount;
    private int reservedLength;

    /** Forgets all records; keeps the buffer. */
    public void clear() {
        length = 0;
        recordCount = 0;
        reservedLength = 0;
    }

    /**
     * Makes room for a record of at most {@code maxLength} bytes (SBE header included) and returns the offset in
     * {@link #buffer()} where its SBE header goes. Nothing is part of the batch before {@link #end(int)}.
     */
    public int begin(int maxLength) {
        ensureCapacity((long) length + PREFIX_LENGTH + maxLength);
        reservedLength = maxLength;
        return length + PREFIX_LENGTH;
    }

    /**
     * Ends the record begun last; {@code recordLength} counts the SBE header and the message. More than the room made by
     * {@link #begin} is an {@link IllegalStateException}.
     */
    public void end(int recordLength) {
        if (recordLength < MessageHeaderEncoder.ENCODED_LENGTH || recordLength > reservedLength) {
            throw new IllegalStateException("a record of " + recordLength + " bytes ends in room for " + reservedLength
                + "; begin() was given too small a length or was not called");
        }
        reservedLength = 0;
        buffer.putInt(length, recordLength, ByteOrder.LITTLE_ENDIAN);
        length += PREFIX_LENGTH + recordLength;
        recordCount++;
    }

    /** Drops everything behind the first {@code keptLength} bytes, which hold {@code keptCount} whole records. */
    public void truncate(int keptLength, int keptCount) {
        length = keptLength;
        recordCount = keptCount;
        reservedLength = 0;
    }

    /** Replaces the contents by a copy of a body read elsewhere. */
    public void copyFrom(DirectBuffer source, int offset, int bodyLength, int bodyRecordCount) {
        clear();
        ensureCapacity(bodyLength);
        source.getBytes(offset, buffer, 0, bodyLength);
        length = bodyLength;
        recordCount = bodyRecordCount;
    }

    /** The bytes; the same object for the life of the batch, also after growth. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Bytes in use. */
    public int length() {
        return length;
    }

    /** Records in the batch, the input included. */
    public int recordCount() {
        return recordCount;
    }

    private void ensureCapacity(long required) {
        if (required <= buffer.capacity()) {
            return;
        }
        if (required > MAX_LENGTH) {
            throw new IllegalStateException("one input and its decisions need " + required + " bytes, the limit is "
                + MAX_LENGTH + "; use fewer symbols in one universe");
        }
        byte[] grown = new byte[(int) Math.min(MAX_LENGTH, Math.max(required, buffer.capacity() * 2L))];
        buffer.getBytes(0, grown, 0, length);
        buffer.wrap(grown);
    }
}
