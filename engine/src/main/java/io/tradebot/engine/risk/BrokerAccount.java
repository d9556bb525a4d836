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

    /** True when the broker has spoken. */
    public boolean isKnown() {
        return isKnown;
    }

    /** The account. */
    public String account() {
        return account;
    }

    /** It may sell short. */
    public boolean isShortingAllowed() {
        return isShortingAllowed;
    }

    /** True when the broker has said that the account may not sell short. */
    boolean forbidsShorts() {
        return isKnown && !isShortingAllowed;
    }

    /** Buying power when it was observed, or {@link #NONE}; for orders that have to be paid in full that of those, where given. */
    public long buyingPowerE8(boolean isPaidInFull) {
        return isPaidInFull && fractionalBuyingPowerE8 != NONE ? fractionalBuyingPowerE8 : buyingPowerE8;
    }

    /** Buying power for orders that have to be paid in full, or {@link #NONE}. */
    public long fractionalBuyingPowerE8() {
        return fractionalBuyingPowerE8;
    }

    /** First entry that the figures do not contain. */
    public long firstOrderId() {
        return firstOrderId;
    }
}
