package io.tradebot.engine.record;

import io.tradebot.journal.event.AlertAcknowledgedDecoder;
import io.tradebot.journal.event.AlertDeliveredDecoder;
import io.tradebot.journal.event.BackupCompletedDecoder;
import io.tradebot.journal.event.BuildCheckedDecoder;
import io.tradebot.journal.event.ConnectionCredentialsCheckedDecoder;
import io.tradebot.journal.event.ExportCompletedDecoder;
import io.tradebot.journal.event.KeysRotatedDecoder;
import io.tradebot.journal.event.LoginObservedDecoder;
import io.tradebot.journal.event.ProjectionObservedDecoder;
import io.tradebot.journal.event.SettingsStoreObservedDecoder;
import io.tradebot.journal.event.SupervisorPhaseStartedDecoder;
import io.tradebot.journal.event.TestModeChangedDecoder;
import io.tradebot.journal.event.UserActivityObservedDecoder;
import io.tradebot.journal.event.UserChangedDecoder;

/**
 * Inputs that say what the host did and that decide nothing: kept so that the journal tells the whole story of a day, and so that
 * what is a fold of them (the outbox of alerts, the list of backups) survives a restart. Any thread.
 */
public final class NotedRecords {

    private NotedRecords() {
    }

    /** True for such an input. */
    public static boolean contains(int templateId) {
        return switch (templateId) {
            case SupervisorPhaseStartedDecoder.TEMPLATE_ID, BackupCompletedDecoder.TEMPLATE_ID, ExportCompletedDecoder.TEMPLATE_ID,
                 AlertDeliveredDecoder.TEMPLATE_ID, AlertAcknowledgedDecoder.TEMPLATE_ID, BuildCheckedDecoder.TEMPLATE_ID,
                 ProjectionObservedDecoder.TEMPLATE_ID, SettingsStoreObservedDecoder.TEMPLATE_ID, KeysRotatedDecoder.TEMPLATE_ID,
                 TestModeChangedDecoder.TEMPLATE_ID, UserActivityObservedDecoder.TEMPLATE_ID, UserChangedDecoder.TEMPLATE_ID,
                 LoginObservedDecoder.TEMPLATE_ID, ConnectionCredentialsCheckedDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }
}
