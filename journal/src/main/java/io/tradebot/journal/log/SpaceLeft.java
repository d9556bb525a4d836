package io.tradebot.journal.log;

/**
 * Room on the disk of a journal. Immutable.
 *
 * @param freeBytes  that the writer may still take
 * @param guardBytes that it wants free so that it can keep its reserve and leave the rest of the disk to others
 */
public record SpaceLeft(long freeBytes, long guardBytes) {

    /** From here on only what must be journaled should come, so that exits and broker facts still fit. */
    public boolean isLow() {
        return freeBytes < guardBytes;
    }
}
