package io.tradebot.engine.core;

import io.tradebot.engine.record.Decisions;

/** Counts of the running day, written when it closes. Engine thread only. */
final class DaySummary {

    private final Decisions decisions;
    int tradeCount;
    int winCount;
    int lossCount;
    int signalCount;
    long netPnlE8;
    long feesE8;

    DaySummary(Decisions decisions) {
        this.decisions = decisions;
    }

    void startDay() {
        tradeCount = 0;
        winCount = 0;
        lossCount = 0;
        signalCount = 0;
        netPnlE8 = 0;
        feesE8 = 0;
    }

    void onSignal() {
        signalCount++;
    }

    void onTradeClosed(long pnlE8, long tradeFeesE8) {
        tradeCount++;
        if (pnlE8 > 0) {
            winCount++;
        } else if (pnlE8 < 0) {
            lossCount++;
        }
        netPnlE8 = Math.addExact(netPnlE8, pnlE8);
        feesE8 = Math.addExact(feesE8, tradeFeesE8);
    }

    /** A trade that was counted today is open again, or counted anew. */
    void onTradeReopened(long pnlE8, long tradeFeesE8) {
        tradeCount--;
        if (pnlE8 > 0) {
            winCount--;
        } else if (pnlE8 < 0) {
            lossCount--;
        }
        netPnlE8 = Math.subtractExact(netPnlE8, pnlE8);
        feesE8 = Math.subtractExact(feesE8, tradeFeesE8);
    }

    void write(int epochDay, long equityE8) {
        decisions.tradingDayClosed(epochDay, tradeCount, winCount, lossCount, signalCount, netPnlE8, feesE8, equityE8);
    }
}
