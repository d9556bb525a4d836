package io.tradebot.replay.audit;

import io.tradebot.engine.recovery.DecisionDifference;
import io.tradebot.journal.log.VerificationReport;

import java.util.Map;
import java.util.Optional;

/**
 * Outcome of an audit.
 *
 * @param verification      what the verifier of the raw files found
 * @param excerptCount      inputs decided again; 0 when the files are damaged
 * @param decisionCount     decisions that came out the same
 * @param checkpointCount   states of session starts that are what deciding everything before them again gives
 * @param chainHead         SHA-256 chain after the last excerpt that was decided again, hexadecimal
 * @param firstDifference   the first trading decision that comes out differently; when there is none, the first other one
 * @param isTrading         the first difference is a trading decision
 * @param differencesByKind how many decisions come out differently, by kind; those behind the first may follow from it
 * @param end               where and why it ended early: the code threw, perhaps on the answer to an order that it did not send
 */
public record AuditReport(VerificationReport verification, long excerptCount, long decisionCount, long checkpointCount, String chainHead,
                          Optional<DecisionDifference> firstDifference, boolean isTrading, Map<String, Long> differencesByKind, Optional<String> end) {

    /** True when the files are undamaged and every decision came out the same, byte for byte. */
    public boolean isIdentical() {
        return verification.isSound() && firstDifference.isEmpty();
    }
}
