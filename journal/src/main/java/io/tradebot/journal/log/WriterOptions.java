package io.tradebot.journal.log;

import io.tradebot.journal.event.RecordBatch;

/**
 * How a journal is opened for writing.
 *
 * @param blockLength          bytes mapped at a time; one excerpt may take a quarter of it. The file is sparse and cut when
 *                             closed, so this costs address space, not disk
 * @param acceptsMissingAnchor continue a journal whose anchor is gone, on the word of its segments alone
 * @param progress             told how far the verification is
 */
public record WriterOptions(long blockLength, boolean acceptsMissingAnchor, JournalVerifier.Progress progress) {

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
    }

    /** Long excerpts, a missing anchor refused, no progress. */
    public static WriterOptions defaults() {
        return new WriterOptions(DEFAULT_BLOCK_LENGTH, false, (done, total) -> { });
    }

    /** The same with other blocks. */
    public WriterOptions withBlockLength(long bytes) {
        return new WriterOptions(bytes, acceptsMissingAnchor, progress);
    }

    /** The same, continuing without an anchor. */
    public WriterOptions acceptingMissingAnchor() {
        return new WriterOptions(blockLength, true, progress);
    }

    /** The same with a listener. */
    public WriterOptions withProgress(JournalVerifier.Progress listener) {
        return new WriterOptions(blockLength, acceptsMissingAnchor, listener);
    }

    /** Longest body of an excerpt that fits. */
    int maxBodyLength() {
        long quarter = blockLength / ChronicleSegment.BLOCKS_PER_DOCUMENT - 2 * Envelope.LENGTH;
        return (int) Math.min(RecordBatch.MAX_LENGTH, quarter);
    }
}
