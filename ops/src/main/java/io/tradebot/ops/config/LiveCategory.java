package io.tradebot.ops.config;

/** Credentials of live accounts, one file for each broker. */
public enum LiveCategory implements LiveReadable {

    /** Alpaca. */
    ALPACA("alpaca_live"),
    /** Interactive Brokers. */
    IBKR("ibkr_live"),
    /** Tradier. */
    TRADIER("tradier_live");

    private final String word;

    LiveCategory(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String fileName() {
        return word + ".json.enc";
    }

    @Override
    public StoreZone zone() {
        return StoreZone.LIVE;
    }
}
