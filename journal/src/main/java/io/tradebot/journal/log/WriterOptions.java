package io.tradebot.journal.log;

import io.tradebot.journal.chain.SealKey;
import io.tradebot.journal.event.RecordBatch;

/**
 * How a journal is opened for writing.
 *
 * @param blockLength          bytes mapped at a time; one excerpt may take a quarter of it. The file is sparse and cut when
 *                             closed, so this costs address space, not disk
 * @param acceptsMissingAnchor continue a journal whose anchor is gone, on the word of its segments alone
 * @param progress             told how far the verification is
 * @param sealKey              signs the chain at the end of each session and every {@code sealInterval} excerpts; null: no seals
 * @param sealInterval         excerpts from one seal to the next, both counted
 * @param reserveBytes         kept allocated on disk behind the data, so that a full disk is found before an excerpt is written; when
 *                             the disk is full, half of it is there for what must still be journaled. 0: nothing is reserved
 * @param freeBytesMin         left free on the disk for others: the reserve is not filled up below
 */
public record WriterOptions(long blockLength, boolean acceptsMissingAnchor, JournalVerifier.Progress progress,
                            SealKey sealKey, int sealInterval, long reserveBytes, long freeBytesMin) {

    /** Excerpts between seals when nothing else is said: a signature takes about 0.2 ms, as much as two hundred excerpts. */
    public static final int DEFAULT_SEAL_INTERVAL = 10_000;
    /** In its half fit some thousand orders, fills and exits. A live session should ask for more. */
    public static final long DEFAULT_RESERVE_BYTES = 1L << 20;
    /** Reserve of a live session: its half holds an hour of exits and broker facts at the highest rate that brokers allow. */
    public static final long LIVE_RESERVE_BYTES = 8L << 20;
    /** What a live session leaves free for tables, exports and logs on the same disk. */
    public static final long LIVE_FREE_BYTES_MIN = 64L << 20;
    /** Room for the longest excerpt. */
    public static final long DEFAULT_BLOCK_LENGTH = 64L << 20;
    /** Smallest block that Chronicle maps. */
    public static final long MIN_BLOCK_LENGTH = 1L << 16;

    /** Checks the block length. */
    public WriterOptions {
        if (blockLength < MIN_BLOCK_LENGTH || Long.bitCount(blockLength) != 1 || blockLength > 1L << 30) {
            throw new IllegalArgumentException("blockLength " + blockLength + " must be a power of two from " + MIN_BLOCK_LENGTH
                + " to " + (1L << 30));
        }
        if (sealInterval < 2) {
            throw new IllegalArgumentException("sealInterval " + sealInterval + " must be 2 at least: the seal is an excerpt itself");
        }
        if (reserveBytes < 0 || freeBytesMin < 0) {
            throw new IllegalArgumentException("reserveBytes " + reserveBytes + " and freeBytesMin " + freeBytesMin + " must not be negative");
        }
    }

    /** Long excerpts, a missing anchor refused, no progress, no seals. */
    public static WriterOptions defaults() {
        return new WriterOptions(DEFAULT_BLOCK_LENGTH, false, (done, total) -> { }, null, DEFAULT_SEAL_INTERVAL, DEFAULT_RESERVE_BYTES, 0);
    }

    /** What a live session is written with: sealed by its key, with a reserve that takes it to its end when the disk is full. */
    public static WriterOptions live(SealKey key) {
        return defaults().sealedBy(key).reserving(LIVE_RESERVE_BYTES, LIVE_FREE_BYTES_MIN);
    }

    /** The same with other blocks. */
    public WriterOptions withBlockLength(long bytes) {
        return new WriterOptions(bytes, acceptsMissingAnchor, progress, sealKey, sealInterval, reserveBytes, freeBytesMin);
    }

    /** The same, continuing without an anchor. */
    public WriterOptions acceptingMissingAnchor() {
        return new WriterOptions(blockLength, true, progress, sealKey, sealInterval, reserveBytes, freeBytesMin);
    }

    /** The same with a listener. */
    public WriterOptions withProgress(JournalVerifier.Progress listener) {
        return new WriterOptions(blockLength, acceptsMissingAnchor, listener, sealKey, sealInterval, reserveBytes, freeBytesMin);
    }

    /** The same, sealed by a key. */
    public WriterOptions sealedBy(SealKey key) {
        return sealedBy(key, sealInterval);
    }

    /** The same, sealed by a key whenever this many excerpts were appended. */
    public WriterOptions sealedBy(SealKey key, int interval) {
        return new WriterOptions(blockLength, acceptsMissingAnchor, progress, key, interval, reserveBytes, freeBytesMin);
    }

    /** The same with another reserve on disk, and so much left free for others. */
    public WriterOptions reserving(long bytes, long freeBytes) {
        return new WriterOptions(blockLength, acceptsMissingAnchor, progress, sealKey, sealInterval, bytes, freeBytes);
    }

    /** Longest body of an excerpt that fits. */
    int maxBodyLength() {
        long quarter = blockLength / ChronicleSegment.BLOCKS_PER_DOCUMENT - 2 * Envelope.LENGTH;
        return (int) Math.min(RecordBatch.MAX_LENGTH, quarter);
    }
}
