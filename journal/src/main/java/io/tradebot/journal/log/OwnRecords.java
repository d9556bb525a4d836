package io.tradebot.journal.log;

import io.tradebot.journal.chain.HashChain;
import io.tradebot.journal.chain.Seal;
import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.JournalRecoveredEncoder;
import io.tradebot.journal.event.JournalSealedDecoder;
import io.tradebot.journal.event.JournalSealedEncoder;
import io.tradebot.journal.event.MessageHeaderDecoder;
import io.tradebot.journal.event.MessageHeaderEncoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.SealCause;
import org.agrona.concurrent.UnsafeBuffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The records that the log itself puts into a journal, each the only record of its excerpt: inputs that no engine decides on.
 * Not thread safe.
 */
final class OwnRecords {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TEMPLATE_AT = RecordBatch.PREFIX_LENGTH + MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int SCHEMA_AT = RecordBatch.PREFIX_LENGTH + MessageHeaderDecoder.schemaIdEncodingOffset();
    private static final int SEAL_LENGTH = RecordBatch.PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH + JournalSealedDecoder.BLOCK_LENGTH;

    private final RecordBatch batch = new RecordBatch();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** A body that holds the seal. */
    RecordBatch sealed(Seal seal) {
        JournalSealedEncoder record = new JournalSealedEncoder();
        int length = MessageHeaderEncoder.ENCODED_LENGTH + JournalSealedEncoder.BLOCK_LENGTH;
        HexFormat hex = HexFormat.of();
        batch.clear();
        record.wrapAndApplyHeader(batch.buffer(), batch.begin(length), header);
        record.cause(seal.cause()).sealedSequence(seal.sealedSequence());
        record.putChain(hex.parseHex(seal.chain()), 0, HashChain.LENGTH).putSignature(hex.parseHex(seal.signature()), 0, SealKey.SIGNATURE_LENGTH)
            .putPublicKey(hex.parseHex(seal.publicKey()), 0, SealKey.KEY_LENGTH);
        batch.end(length);
        return batch;
    }

    /** A body that tells what was lost and set aside. */
    RecordBatch recovered(Loss loss) {
        JournalRecoveredEncoder record = new JournalRecoveredEncoder();
        byte[] segment = loss.segment().getBytes(StandardCharsets.UTF_8);
        byte[] quarantine = loss.quarantine().getBytes(StandardCharsets.UTF_8);
        int length = MessageHeaderEncoder.ENCODED_LENGTH + JournalRecoveredEncoder.BLOCK_LENGTH + JournalRecoveredEncoder.segmentHeaderLength()
            + segment.length + JournalRecoveredEncoder.quarantineHeaderLength() + quarantine.length;
        batch.clear();
        record.wrapAndApplyHeader(batch.buffer(), batch.begin(length), header);
        record.cause(loss.cause()).verifiedSequence(loss.verifiedSequence()).anchorSequence(loss.anchorSequence())
            .lostCount(loss.lostCount()).damageOffset(loss.damageOffset());
        record.putVerifiedChain(HexFormat.of().parseHex(loss.verifiedChain()), 0, HashChain.LENGTH);
        record.putSegment(segment, 0, segment.length).putQuarantine(quarantine, 0, quarantine.length);
        batch.end(length);
        return batch;
    }

    /** Whether a body begins with a seal; looks at no byte outside of it. */
    static boolean isSeal(byte[] bytes, int bodyAt, int bodyLength) {
        return bodyLength >= RecordBatch.PREFIX_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH
            && (short) SHORT.get(bytes, bodyAt + TEMPLATE_AT) == JournalSealedDecoder.TEMPLATE_ID
            && (short) SHORT.get(bytes, bodyAt + SCHEMA_AT) == JournalSealedDecoder.SCHEMA_ID;
    }

    /**
     * Reads the seal of a body for which {@link #isSeal} holds; null when it is not the only record, not whole, or of another version
     * than its excerpt says.
     */
    static Seal seal(byte[] bytes, int bodyAt, int bodyLength, int schemaVersion, String journal) {
        if (bodyLength != SEAL_LENGTH) {
            return null;
        }
        RecordCursor cursor = new RecordCursor().wrap(new UnsafeBuffer(bytes), bodyAt, bodyLength);
        cursor.next();
        if (cursor.blockLength() != JournalSealedDecoder.BLOCK_LENGTH || cursor.version() != schemaVersion) {
            return null;
        }
        JournalSealedDecoder record = new JournalSealedDecoder();
        record.wrap(cursor.buffer(), cursor.bodyOffset(), cursor.blockLength(), cursor.version());
        SealCause cause;
        try {
            cause = record.cause();
        } catch (IllegalArgumentException isNoCause) {
            return null;
        }
        byte[] chain = new byte[HashChain.LENGTH];
        byte[] signature = new byte[SealKey.SIGNATURE_LENGTH];
        byte[] publicKey = new byte[SealKey.KEY_LENGTH];
        record.getChain(chain, 0, chain.length);
        record.getSignature(signature, 0, signature.length);
        record.getPublicKey(publicKey, 0, publicKey.length);
        return new Seal(cause, journal, record.sealedSequence(), HashChain.hex(chain), schemaVersion, HashChain.hex(publicKey), HashChain.hex(signature));
    }
}
