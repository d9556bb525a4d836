package io.tradebot.journal.log;

import io.tradebot.journal.chain.Seal;

import java.nio.file.Path;
import java.util.List;

/**
 * What a verification saw.
 *
 * @param journal      the journal's directory
 * @param findings     in the order found
 * @param segments     those present, in order
 * @param excerptCount excerpts of the verified prefix: 0 to {@code excerptCount - 1} are exactly what was written
 * @param headChain    chain after the verified prefix, hex
 * @param anchorCount  excerpts that the anchor vouches for, -1 when it cannot be read
 * @param isClosed     whether the last writer closed the journal
 * @param byteCount    bytes of the segment files
 * @param firstChain   chain after sequence 0, hex: which journal this is; empty when there is no excerpt
 * @param seals        those that hold, in order
 */
public record VerificationReport(Path journal, List<Finding> findings, List<SegmentSummary> segments, long excerptCount,
                                 String headChain, long anchorCount, boolean isClosed, long byteCount, String firstChain,
                                 List<Seal> seals) {

    /** No damage; notes about an earlier crash may be there. */
    public boolean isSound() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.DAMAGE);
    }

    /** Sequence of the last verified excerpt, -1 for none. */
    public long headSequence() {
        return excerptCount - 1;
    }
}
