package io.tradebot.engine.market;

import io.tradebot.journal.event.BorrowState;

/** What the broker last said about borrowing shares of an instrument for a short sale. Engine thread only. */
public final class Borrow {

    /** Stands for a number of shares that the broker does not give. */
    public static final long NO_SHARES = Long.MIN_VALUE;

    private long observedNanos = Long.MIN_VALUE;
    private BorrowState state = BorrowState.UNKNOWN;
    private long availableShares = NO_SHARES;

    /** True when the broker has said at {@code sinceNanos} or later whether there are shares. */
    public boolean isKnownSince(long sinceNanos) {
        return state != BorrowState.UNKNOWN && observedNanos >= sinceNanos;
    }

    /** Shares are to be had without a locate. */
    public boolean isEasy() {
        return state == BorrowState.EASY;
    }

    /** Shares to be had, or {@link #NO_SHARES}. */
    public long availableShares() {
        return availableShares;
    }

    long observedNanos() {
        return observedNanos;
    }

    void set(BorrowState newState, long newAvailableShares, long newObservedNanos) {
        state = newState;
        availableShares = newAvailableShares;
        observedNanos = newObservedNanos;
    }
}
