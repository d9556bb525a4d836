package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.RecordBatch;
import org.agrona.DirectBuffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What stands in front of each excerpt body. Little endian, 64 bytes, then the body:
 *
 * <pre>
 *  0  int32   magic 0x314A4254, the bytes "TBJ1"
 *  4  uint16  envelope version, 2; 1 is read, too
 *  6  uint16  schema version of the records in the body
 *  8  int64   sequence, from 0 without gaps over all segments
 * 16  int64   engine time, nanoseconds since the epoch, UTC
 * 24  int32   body length in bytes
 * 28  uint32  CRC32C over bytes 0..27, 32..63 and the body: everything but itself
 * 32  byte32  SHA-256 chain: SHA-256(chain of the previous excerpt || bytes 4..23 || body); 32 zero bytes before sequence 0
 * 64  body
 * </pre>
 *
 * <p>The CRC finds accidents at memory speed without the previous excerpt; the chain proves that nothing was changed,
 * dropped, inserted or swapped. Of the fields it covers those that the rest does not give: the magic is fixed, the length is that of the
 * body (and part of SHA-256's own padding). So an excerpt of 256 bytes is five blocks, not six as in version 1, whose chain covers bytes
 * 0..27. Not thread safe; nothing here allocates per excerpt unless it is damaged.
 */
final class Envelope {

    static final int LENGTH = 64;
    static final int MAX_FRAME_LENGTH = LENGTH + RecordBatch.MAX_LENGTH;

    /** How the message about an excerpt of a newer program ends. */
    static final String NEWER_REMEDY = "; use a newer tradebot";

    private static final int MAGIC = 0x314A4254;
    /** The version that is written. */
    static final int VERSION = 2;
    private static final int FIRST_VERSION = 1;
    private static final int VERSION_AT = 4;
    private static final int SCHEMA_VERSION_AT = 6;
    private static final int SEQUENCE_AT = 8;
    private static final int TIME_AT = 16;
    private static final int BODY_LENGTH_AT = 24;
    private static final int CRC_AT = 28;
    private static final int CHAIN_AT = 32;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final CRC32C crc32c = new CRC32C();
    private boolean isNewer;

    /** Writes envelope and body into {@code frame} and moves {@code chain} to this excerpt. Returns the frame's length. */
    int write(byte[] frame, long sequence, long timeNanos, HashChain chain, DirectBuffer body, int offset, int length) {
        return write(frame, VERSION, MessageHeaderDecoder.SCHEMA_VERSION, sequence, timeNanos, chain, body, offset, length);
    }

    /** The same for an excerpt of earlier versions, which is copied as it is, so that its chain stays what was sealed. */
    int write(byte[] frame, int version, int schemaVersion, long sequence, long timeNanos, HashChain chain, DirectBuffer body, int offset, int length) {
        INT.set(frame, 0, MAGIC);
        SHORT.set(frame, VERSION_AT, (short) version);
        SHORT.set(frame, SCHEMA_VERSION_AT, (short) schemaVersion);
        LONG.set(frame, SEQUENCE_AT, sequence);
        LONG.set(frame, TIME_AT, timeNanos);
        INT.set(frame, BODY_LENGTH_AT, length);
        body.getBytes(offset, frame, LENGTH, length);
        chain.advance(frame, fieldsAt(version), fieldsLength(version), frame, LENGTH, length);
        chain.copyTo(frame, CHAIN_AT);
        INT.set(frame, CRC_AT, crc(frame, 0, length));
        return LENGTH + length;
    }

    /**
     * Checks a frame of {@code frameLength} bytes that should be {@code sequence}. Moves {@code chain} and returns null
     * when all is well, else leaves it and says what is wrong.
     */
    String check(byte[] bytes, int at, int frameLength, long sequence, HashChain chain) {
        isNewer = false;
        if (frameLength < LENGTH) {
            return "a document of " + frameLength + " bytes is too short for an envelope of " + LENGTH;
        }
        int magic = (int) INT.get(bytes, at);
        if (magic != MAGIC) {
            return "no journal envelope: magic is 0x" + Integer.toHexString(magic) + ", expected 0x" + Integer.toHexString(MAGIC);
        }
        int bodyLength = (int) INT.get(bytes, at + BODY_LENGTH_AT);
        if (bodyLength != frameLength - LENGTH) {
            return "envelope claims a body of " + bodyLength + " bytes, the document has " + (frameLength - LENGTH);
        }
        if (crc(bytes, at, bodyLength) != (int) INT.get(bytes, at + CRC_AT)) {
            return "CRC32C of the excerpt does not match its bytes";
        }
        // Behind a good CRC the fields are what a writer wrote, so the following are not accidents of the disk.
        int version = Short.toUnsignedInt((short) SHORT.get(bytes, at + VERSION_AT));
        if (version < FIRST_VERSION || version > VERSION) {
            isNewer = true;
            return "envelope version " + version + ", this program reads versions " + FIRST_VERSION + " to " + VERSION + NEWER_REMEDY;
        }
        int schemaVersion = Short.toUnsignedInt((short) SHORT.get(bytes, at + SCHEMA_VERSION_AT));
        if (schemaVersion < 1 || schemaVersion > MessageHeaderDecoder.SCHEMA_VERSION) {
            isNewer = true;
            return "journal has schema " + schemaVersion + ", this version reads 1 to " + MessageHeaderDecoder.SCHEMA_VERSION + NEWER_REMEDY;
        }
        long found = (long) LONG.get(bytes, at + SEQUENCE_AT);
        if (found != sequence) {
            return "sequence " + found + " stands where " + sequence + " belongs";
        }
        if (!chain.advanceIfMatches(bytes, at + fieldsAt(version), fieldsLength(version), bytes, at + LENGTH, bodyLength, bytes, at + CHAIN_AT)) {
            return "the SHA-256 chain is broken: this excerpt does not follow the one before it";
        }
        return null;
    }

    /** Whether the last check failed on a good excerpt of another program version: no crash leaves that. */
    boolean isNewer() {
        return isNewer;
    }

    /** Where the fields begin that the chain covers besides the body. */
    private static int fieldsAt(int version) {
        return version == FIRST_VERSION ? 0 : VERSION_AT;
    }

    private static int fieldsLength(int version) {
        return version == FIRST_VERSION ? CRC_AT : BODY_LENGTH_AT - VERSION_AT;
    }

    static int version(byte[] bytes, int at) {
        return Short.toUnsignedInt((short) SHORT.get(bytes, at + VERSION_AT));
    }

    static int schemaVersion(byte[] bytes, int at) {
        return Short.toUnsignedInt((short) SHORT.get(bytes, at + SCHEMA_VERSION_AT));
    }

    /** What the envelope claims; to be checked before it is used. */
    static int bodyLength(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + BODY_LENGTH_AT);
    }

    static long timeNanos(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + TIME_AT);
    }

    private int crc(byte[] bytes, int at, int bodyLength) {
        crc32c.reset();
        crc32c.update(bytes, at, CRC_AT);
        crc32c.update(bytes, at + CHAIN_AT, LENGTH - CHAIN_AT + bodyLength);
        return (int) crc32c.getValue();
    }
}
