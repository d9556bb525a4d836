package io.tradebot.replay.backtest;

/** Told how far a backtest is. Called on the backtest's thread. */
public interface SessionProgress {

    /** {@code done} of {@code total} sessions are over. */
    void onSession(int done, int total);
}
