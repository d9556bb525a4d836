package io.tradebot.engine.market;

/** What the broker last said it can do with an instrument. Kept over days, until it says that it must be asked again. Engine thread only. */
public final class Eligibility {

    /** Stands for a minimum or a time that the broker does not give. */
    public static final long NONE = Long.MIN_VALUE;

    private boolean isKnown;
    private boolean isTradable;
    private boolean isFractionable;
    private boolean isShortable;
    private long minQtyE9;
    private long minNotionalE8;
    private long validUntilNanos;

    /** True when the broker has spoken and what it said still holds. */
    public boolean isKnownAt(long timeNanos) {
        return isKnown && (validUntilNanos == NONE || timeNanos < validUntilNanos);
    }

    /** Trades now. */
    public boolean isTradable() {
        return isTradable;
    }

    /** Fractions of a share can be bought. */
    public boolean isFractionable() {
        return isFractionable;
    }

    /** Can be sold short. */
    public boolean isShortable() {
        return isShortable;
    }

    /** Smallest quantity, or {@link #NONE}. */
    public long minQtyE9() {
        return minQtyE9;
    }

    /** Smallest order value, or {@link #NONE}. */
    public long minNotionalE8() {
        return minNotionalE8;
    }

    void set(boolean newIsTradable, boolean newIsFractionable, boolean newIsShortable, long newMinQtyE9, long newMinNotionalE8,
            long newValidUntilNanos) {
        isKnown = true;
        isTradable = newIsTradable;
        isFractionable = newIsFractionable;
        isShortable = newIsShortable;
        minQtyE9 = newMinQtyE9;
        minNotionalE8 = newMinNotionalE8;
        validUntilNanos = newValidUntilNanos;
    }
}
