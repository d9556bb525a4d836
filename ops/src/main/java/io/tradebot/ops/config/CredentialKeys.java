package io.tradebot.ops.config;

import io.tradebot.engine.settings.Setting;

import java.util.List;

/** Which category keeps a setting. Any thread. */
public final class CredentialKeys {

    private CredentialKeys() {
    }

    /** The category of a row of the settings table: that of the settings unless the row is secret. */
    public static Category categoryOf(Setting row) {
        return row.isSecret() ? categoryOfSecret(row.key()) : SharedCategory.SETTINGS;
    }

    private static Category categoryOfSecret(String key) {
        for (PaperCategory category : PaperCategory.values()) {
            if (key.startsWith(category.name() + "_PAPER_")) {
                return category;
            }
        }
        for (LiveCategory category : LiveCategory.values()) {
            if (key.startsWith(category.name() + "_LIVE_")) {
                return category;
            }
        }
        if (key.startsWith("SMTP_") || key.equals("ALERT_EMAIL")) {
            return SharedCategory.SMTP;
        }
        if (key.startsWith("FINNHUB_")) {
            return SharedCategory.SCREENER;
        }
        if (key.contains("WEBHOOK") || key.equals("METRICS_TOKEN")) { // what others call, or call us with
            return SharedCategory.WEBHOOK;
        }
        throw new IllegalArgumentException("the settings table has a secret that no category of the store keeps: " + key);
    }

    /** The secrets without which a broker cannot be used in that mode. */
    static List<String> required(String broker, boolean isLive) {
        String prefix = broker + (isLive ? "_LIVE_" : "_PAPER_");
        return switch (broker) {
            case "ALPACA" -> List.of(prefix + "API_KEY", prefix + "SECRET_KEY");
            case "TRADIER" -> List.of(prefix + "TOKEN", prefix + "ACCOUNT");
            default -> List.of(); // the gateway of IBKR logs in by itself; PAPER has no account
        };
    }
}
