package io.tradebot.engine.risk;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.value.FixedPoint;

/**
 * Refuses entries for a day after a drawdown from the equity peak (strategy-rules 7.5). Cents. Engine thread only.
 */
public final class CircuitBreaker {

    /** How long a tripped breaker refuses entries. */
    public static final long PAUSE_NANOS = 86_400L * 1_000_000_000L;

    private final Decisions decisions;
    private final long limitPpm;
    private long equityCents;
    private long peakCents;
    private boolean isTripped;
    private long clearsNanos;

    /** Starts untripped; a limit of 0 turns the breaker off. */
    public CircuitBreaker(Decisions decisions, long startFloatCents, long limitPpm) {
        this.decisions = decisions;
        this.limitPpm = limitPpm;
        equityCents = startFloatCents;
        peakCents = startFloatCents;
    }

    /** Starting float, all net results, transfers, and what else was booked apart from trades. */
    public long equityCents() {
        return equityCents;
    }

    /** Highest equity since the start or the last clearing. */
    public long peakCents() {
        return peakCents;
    }

    /** True from tripping until somebody asks at or after {@link #clearsNanos()}. */
    public boolean isTripped() {
        return isTripped;
    }

    /** True when entries are refused at this time; clears the breaker when its time is over. */
    public boolean blocksEntryAt(long timeNanos) {
        clearIfDue(timeNanos);
        return isTripped;
    }

    /** When a tripped breaker clears. */
    public long clearsNanos() {
        return clearsNanos;
    }

    /** Notes the net result of a closed trade. */
    public void onTradeClosed(long pnlCents, long exitNanos) {
        clearIfDue(exitNanos); // before this result: the new peak is the equity without it
        equityCents = Math.addExact(equityCents, pnlCents);
        peakCents = Math.max(peakCents, equityCents);
        if (limitPpm == 0 || isTripped) {
            return;
        }
        long drawdown = Math.multiplyExact(peakCents - equityCents, FixedPoint.PPM);
        if (drawdown > Math.multiplyExact(peakCents, limitPpm)) {
            isTripped = true;
            clearsNanos = exitNanos + PAUSE_NANOS;
            decisions.circuitBreakerTripped(FixedPoint.centsToE8(equityCents), FixedPoint.centsToE8(peakCents), limitPpm, clearsNanos);
        }
    }

    /** Notes a fee, dividend or interest: it counts for the drawdown, which is looked at when a trade closes. */
    public void onBooked(long cents) {
        equityCents = Math.addExact(equityCents, cents);
        peakCents = Math.max(peakCents, equityCents);
    }

    /** Notes money that came in or, negative, went out: neither gain nor loss, so equity and peak move alike. */
    public void onTransfer(long cents) {
        equityCents = Math.addExact(equityCents, cents);
        peakCents = Math.addExact(peakCents, cents);
    }

    /** Equity and peak as they were. */
    public void restore(long newEquityCents, long newPeakCents) {
        equityCents = newEquityCents;
        peakCents = newPeakCents;
    }

    /** It has tripped. */
    public void restoreTripped(long newClearsNanos) {
        isTripped = true;
        clearsNanos = newClearsNanos;
    }

    private void clearIfDue(long timeNanos) {
        if (isTripped && timeNanos >= clearsNanos) {
            reset();
        }
    }

    /** Lets entries through again; the peak starts anew. Only while tripped. */
    public void reset() {
        isTripped = false;
        clearsNanos = 0;
        peakCents = equityCents;
        decisions.circuitBreakerCleared(FixedPoint.centsToE8(equityCents));
    }
}
