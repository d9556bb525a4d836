package io.tradebot.replay.report;

/**
 * One session of the run, whether it traded or not. Immutable, any thread.
 *
 * @param epochDay    trading date, days since 1970-01-01
 * @param openNanos   session open, nanoseconds since the epoch, UTC
 * @param closeNanos  session close, after the open
 * @param floatE8     trading float read at the open, USD x 10^8
 * @param netPnlE8    sum of the P&amp;L of the trades closed in this session, USD x 10^8
 * @param equityE8    trading equity at the close: start equity plus all net P&amp;L and what was booked apart so far, USD x 10^8
 * @param bookedApartE8 fees that came apart from fills, dividends, interest and transfers since the close before, USD x 10^8,
 *                      negative when the account paid
 * @param tradeCount  trades closed in this session
 * @param signalCount signals raised in this session, traded or not
 */
public record ReportDay(long epochDay, long openNanos, long closeNanos, long floatE8, long netPnlE8, long equityE8,
                        long bookedApartE8, int tradeCount, int signalCount) {

    /** A session with trades only. */
    public ReportDay(long epochDay, long openNanos, long closeNanos, long floatE8, long netPnlE8, long equityE8, int tradeCount,
            int signalCount) {
        this(epochDay, openNanos, closeNanos, floatE8, netPnlE8, equityE8, 0, tradeCount, signalCount);
    }

    /** @throws IllegalArgumentException when the close is not after the open or a count is negative */
    public ReportDay {
        if (closeNanos <= openNanos) {
            throw new IllegalArgumentException("session " + epochDay + ": closeNanos=" + closeNanos
                + " is not after openNanos=" + openNanos);
        }
        if (tradeCount < 0 || signalCount < 0) {
            throw new IllegalArgumentException("session " + epochDay + ": negative count, tradeCount=" + tradeCount
                + " signalCount=" + signalCount);
        }
    }
}
