package io.tradebot.ops.notify;

import java.util.Optional;

/**
 * What the channels to people need and nobody may see. Never shown; what is missing switches its channel off.
 *
 * @param mail    where mail is handed in
 * @param slack   SLACK_WEBHOOK_URL
 * @param discord DISCORD_WEBHOOK_URL
 * @param webhook ALERT_WEBHOOK_URL
 */
public record AlertSecrets(Optional<SmtpAccount> mail, Optional<WebhookAddress> slack, Optional<WebhookAddress> discord,
                           Optional<WebhookAddress> webhook) {

    /** No channel but the local file. */
    public static AlertSecrets none() {
        return new AlertSecrets(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "AlertSecrets[***]";
    }
}
