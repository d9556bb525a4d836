package io.tradebot.replay.whatif;

import io.tradebot.replay.report.Metrics;

import java.util.List;
import java.util.Optional;

/**
 * Outcome of a what-if.
 *
 * @param settings       settings that differ; empty when none does
 * @param decisionCount  decisions of the journal that were compared
 * @param alteredCount   decisions about the same object that come out differently
 * @param goneCount      decisions of the journal that are not taken any more
 * @param newCount       decisions that the journal does not have
 * @param changes        the first of them, in order
 * @param money          results of both runs; empty when fills of orders that were never sent would be needed
 * @param knowable       how far the answer goes, and why it ends there, in words
 * @param isKnownToTheEnd false when the answer ends before the journal
 */
public record WhatIfReport(List<SettingChange> settings, long decisionCount, long alteredCount, long goneCount,
                           long newCount, List<DecisionChange> changes,
                           Optional<Money> money, String knowable, boolean isKnownToTheEnd) {

    public WhatIfReport {
        settings = List.copyOf(settings);
        changes = List.copyOf(changes);
    }

    /** All decisions that come out differently. */
    public long changedCount() {
        return alteredCount + goneCount + newCount;
    }

    /** Figures of both runs, and their chain heads; equal heads are equal runs. */
    public record Money(Metrics was, Metrics now, String headWas, String headNow) {
    }
}
