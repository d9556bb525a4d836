package io.tradebot.ops.config;

/** What a process needs in any mode. */
public enum SharedCategory implements PaperReadable, LiveReadable {

    /** Settings that are no secrets: a settings file. */
    SETTINGS("env_bot", ".env_bot.enc"),
    /** Who the bot is: {@link BotIdentity}. */
    IDENTITY("bot_identity", "bot_identity.json.enc"),
    /** Users with their roles and password hashes. */
    USERS("users", "users.json.enc"),
    /** The mail server and whom alerts go to. */
    SMTP("smtp_credentials", "smtp_credentials.json.enc"),
    /** Keys of screeners. */
    SCREENER("screener_credentials", "screener_credentials.json.enc"),
    /** The secret of incoming webhooks. */
    WEBHOOK("webhook_secret", "webhook_secret.json.enc"),
    /** Long-term holdings; there is none before the first save. */
    HOLDINGS("holdings_config", "holdings_config.json.enc"),
    /** The chart of accounts that a new ledger starts with, and how it is mapped. */
    CHART_OF_ACCOUNTS("coa_mapping", "coa_mapping.json.enc");

    private final String word;
    private final String fileName;

    SharedCategory(String word, String fileName) {
        this.word = word;
        this.fileName = fileName;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String fileName() {
        return fileName;
    }

    @Override
    public StoreZone zone() {
        return StoreZone.SHARED;
    }
}
