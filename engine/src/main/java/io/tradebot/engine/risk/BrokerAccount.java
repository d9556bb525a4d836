package io.tradebot.engine.risk;

/**
 * What the broker said last of the account: its buying power and whether it may sell short. Nothing is known until it has spoken,
 * as in every backtest. Engine thread only.
 */
public final class BrokerAccount {

    /** The broker did not give a figure. */
    public static final long NONE = Long.MIN_VALUE;

    private String account = "";
    private boolean isKnown;
    private boolean isShortingAllowed;
    private long buyingPowerE8 = NONE;
    private long fractionalBuyingPowerE8 = NONE;
    private long firstOrderId;

    /** True when this is the bot's account: the first one that was observed. */
    public boolean isOurs(String observedAccount) {
        return !isKnown || account.equals(observedAccount);
    }

    /**
     * Takes the broker's figures.
     *
     * @param nextOrderId entries from this id on were asked for later, so the figures do not contain them
     */
    public void observe(String observedAccount, boolean mayShort, long powerE8, long fractionalPowerE8, long nextOrderId) {
        account = observedAccount;
        isKnown = true;
        isShortingAllowed = mayShort;
        buyingPowerE8 = powerE8;
        fractionalBuyingPowerE8 = fractionalPowerE8;
        firstOrderId = nextOrderId;
    }

    /** True when the broker has said that the account may not sell short. */
    boolean forbidsShorts() {
        return isKnown && !isShortingAllowed;
    }

    /** Buying power when it was observed, or {@link #NONE}; for orders that have to be paid in full that of those, where given. */
    long buyingPowerE8(boolean isPaidInFull) {
        return isPaidInFull && fractionalBuyingPowerE8 != NONE ? fractionalBuyingPowerE8 : buyingPowerE8;
    }

    /** First entry that the figures do not contain. */
    long firstOrderId() {
        return firstOrderId;
    }
}
