package io.tradebot.ops.config;

/** Credentials of paper accounts, one file for each broker. */
public enum PaperCategory implements PaperReadable {

    /** Alpaca. */
    ALPACA("alpaca_paper"),
    /** Interactive Brokers. */
    IBKR("ibkr_paper"),
    /** Tradier. */
    TRADIER("tradier_paper");

    private final String word;

    PaperCategory(String word) {
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
        return StoreZone.SHARED;
    }
}
