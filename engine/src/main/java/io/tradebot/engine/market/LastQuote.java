package io.tradebot.engine.market;

/** The latest quote of an instrument in the running session. Prices in px (USD x 10^4). Engine thread only. */
public final class LastQuote {

    /** Stands for an empty side. */
    public static final long NO_PX = Long.MIN_VALUE;

    private long startNanos = Long.MIN_VALUE;
    private long bidPx = NO_PX;
    private long askPx = NO_PX;

    /** Start of the quote bar; Long.MIN_VALUE while there is none. */
    public long startNanos() {
        return startNanos;
    }

    /** Bid at the end of the quote bar, or {@link #NO_PX}. */
    public long bidPx() {
        return bidPx;
    }

    /** Offer at the end of the quote bar, or {@link #NO_PX}. */
    public long askPx() {
        return askPx;
    }

    /** True when both sides are there. */
    public boolean isTwoSided() {
        return bidPx != NO_PX && askPx != NO_PX;
    }

    void set(long quoteStartNanos, long newBidPx, long newAskPx) {
        startNanos = quoteStartNanos;
        bidPx = newBidPx;
        askPx = newAskPx;
    }

    void clear() {
        set(Long.MIN_VALUE, NO_PX, NO_PX);
    }
}
