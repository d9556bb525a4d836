package io.tradebot.journal.log;

import java.util.List;
import java.util.Optional;

/**
 * What opening a journal for writing found and did.
 *
 * @param excerptCount excerpts verified; the next one gets this sequence
 * @param wasClosed    whether the last writer had closed the journal, or there was none
 * @param steps        what was done, one line each: files finished or set aside, with offsets; empty after a clean close
 * @param notes        what the verification remarked
 * @param loss         what was set aside; the writer's first excerpt tells it. Empty when nothing was
 */
public record RecoveryReport(long excerptCount, boolean wasClosed, List<String> steps, List<Finding> notes,
                             Optional<Loss> loss) {
}
