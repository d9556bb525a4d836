package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertSeverity;

import java.util.List;

/**
 * Everything that waits for one channel now, the oldest first. Delivering it settles all of it. Immutable.
 *
 * @param alerts   at least one
 * @param lostCount alerts that waited before them and for which there was no room
 */
public record Batch(List<Alert> alerts, int lostCount) {

    /** Copies the list. */
    public Batch {
        alerts = List.copyOf(alerts);
    }

    /** The alert whose number stands for all of them in the journal. */
    Alert last() {
        return alerts.get(alerts.size() - 1);
    }

    boolean isCritical() {
        return alerts.stream().anyMatch(alert -> alert.severity() == AlertSeverity.CRITICAL);
    }
}
