package io.tradebot.replay.audit;

import io.tradebot.journal.log.VerificationReport;

import java.util.Optional;

/**
 * Outcome of an audit.
 *
 * @param verification    what the verifier of the raw files found
 * @param excerptCount    inputs decided again; 0 when the files are damaged
 * @param decisionCount   decisions compared
 * @param chainHead       SHA-256 chain after the last excerpt, hexadecimal
 * @param firstDifference the first decision that comes out differently, in words with its sequence
 */
public record AuditReport(VerificationReport verification, long excerptCount, long decisionCount, String chainHead,
                          Optional<String> firstDifference) {

    /** True when the files are undamaged and every decision came out the same, byte for byte. */
    public boolean isIdentical() {
        return verification.isSound() && firstDifference.isEmpty();
    }
}
