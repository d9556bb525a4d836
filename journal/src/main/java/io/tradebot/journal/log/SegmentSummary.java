package io.tradebot.journal.log;

import java.nio.file.Path;

/**
 * One segment as verified.
 *
 * @param number         from 1
 * @param file           the Chronicle file, null when the folder has none
 * @param fileLength     bytes
 * @param state          {@code closed}, {@code recovered}, {@code damaged}, or {@code open} when it has no manifest
 * @param firstSequence  of its first excerpt
 * @param excerptCount   verified excerpts
 * @param dataEnd        offset behind the last verified excerpt
 * @param firstTimeNanos engine time of the first excerpt, 0 for none
 * @param lastTimeNanos  engine time of the last verified excerpt, 0 for none
 * @param previousChain  chain before it, hex
 * @param headChain      chain after its verified excerpts, hex
 * @param hasCleanTail   nothing but zeros behind the last verified excerpt
 */
public record SegmentSummary(int number, Path file, long fileLength, String state, long firstSequence, long excerptCount,
                             long dataEnd, long firstTimeNanos, long lastTimeNanos, String previousChain, String headChain,
                             boolean hasCleanTail) {

    /** First sequence of the following segment. */
    public long nextSequence() {
        return firstSequence + excerptCount;
    }
}
