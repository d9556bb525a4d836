package io.tradebot.journal.log;

import java.util.List;
import java.util.Optional;

/**
 * What a repair did.
 *
 * @param before the verification that it began with
 * @param loss   what was lost and set aside; empty when there was nothing to repair
 * @param steps  what was done, one line each
 */
public record RepairReport(VerificationReport before, Optional<Loss> loss, List<String> steps) {
}
