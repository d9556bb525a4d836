package io.tradebot.ops.notify;

import io.tradebot.journal.event.AlertChannel;
import io.tradebot.journal.event.AlertKind;
import io.tradebot.journal.event.AlertSeverity;

/**
 * Which alerts a channel carries. The summary of a day goes out whatever its severity: when it does not come, somebody looks.
 *
 * @param channel     where
 * @param severityMin the least urgent that is carried
 */
public record Route(AlertChannel channel, AlertSeverity severityMin) {

    boolean carries(AlertKind kind, AlertSeverity severity) {
        return severity.value() >= severityMin.value() || kind == AlertKind.DAILY_SUMMARY;
    }
}
