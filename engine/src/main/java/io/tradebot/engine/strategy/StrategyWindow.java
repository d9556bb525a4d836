package io.tradebot.engine.strategy;

/**
 * The windows of a strategy on one day (strategy-rules 2.6), epoch nanoseconds.
 *
 * @param analysisStartNanos T0
 * @param breakoutStartNanos T1 = T0 + analysis time
 * @param breakoutEndNanos   T2 = T1 + breakout time, at most HX; no entry fills at or after it
 * @param hardExitNanos      HX = close - hard exit time
 * @param closeNanos         C
 * @param epochDay           session date
 * @param previousEpochDay   date of the session before
 */
public record StrategyWindow(long analysisStartNanos, long breakoutStartNanos, long breakoutEndNanos, long hardExitNanos,
                             long closeNanos, int epochDay, int previousEpochDay) {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    /** Minutes between T0 and T1. */
    public int analysisMinutes() {
        return (int) ((breakoutStartNanos - analysisStartNanos) / MINUTE_NANOS);
    }

    /** Fewest bars in the analysis window that a setup may rest on: half of its minutes, rounded up (strategy-rules 5.1). */
    public int requiredBars() {
        return (analysisMinutes() + 1) / 2;
    }
}
