package io.tradebot.ops.notify;

import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.event.AlertSeverity;

import java.util.Locale;

/**
 * How alerts are delivered. Immutable, no secrets.
 *
 * @param mailSeverityMin ALERT_MAIL_SEVERITY
 * @param chatSeverityMin ALERT_CHAT_SEVERITY
 * @param limits          of the channels to people
 * @param webhookTemplate ALERT_WEBHOOK_TEMPLATE
 */
public record AlertSettings(AlertSeverity mailSeverityMin, AlertSeverity chatSeverityMin, DeliveryLimits limits, String webhookTemplate) {

    /** From settings whose texts have been found valid. */
    public static AlertSettings of(EngineSettings all) {
        return new AlertSettings(severity(all.value("ALERT_MAIL_SEVERITY")), severity(all.value("ALERT_CHAT_SEVERITY")),
            DeliveryLimits.of(Integer.parseInt(all.value("ALERT_GROUP_SECONDS")), Integer.parseInt(all.value("ALERT_MESSAGES_PER_MINUTE")),
                Integer.parseInt(all.value("ALERT_ATTEMPTS"))), all.value("ALERT_WEBHOOK_TEMPLATE"));
    }

    private static AlertSeverity severity(String text) {
        return AlertSeverity.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
