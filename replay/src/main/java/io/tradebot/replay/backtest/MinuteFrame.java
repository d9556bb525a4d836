package io.tradebot.replay.backtest;

import io.tradebot.engine.sim.MinuteBars;
import io.tradebot.replay.data.BarSeries;

/** The bars of one minute over all symbols, in the order of instrument ids. Reused from minute to minute. */
final class MinuteFrame implements MinuteBars {

    private final BarSeries[] seriesById;
    private final int[] cursorById;
    private final int[] barById;
    private int barCount;

    /** Ids count from 1; element 0 is not used. */
    MinuteFrame(BarSeries[] seriesById) {
        this.seriesById = seriesById;
        cursorById = new int[seriesById.length];
        barById = new int[seriesById.length];
    }

    /** Moves every symbol to its first bar at or after this time. */
    void seek(long timeNanos) {
        for (int id = 1; id < seriesById.length; id++) {
            cursorById[id] = seriesById[id].indexAtOrAfter(timeNanos);
        }
    }

    /** Takes the bars that start in this minute; minutes must come in order. Returns how many there are. */
    int load(long minuteStartNanos) {
        barCount = 0;
        for (int id = 1; id < seriesById.length; id++) {
            BarSeries series = seriesById[id];
            int cursor = cursorById[id];
            boolean hasBar = cursor < series.count() && series.startNanos(cursor) == minuteStartNanos;
            barById[id] = hasBar ? cursor : -1;
            if (hasBar) {
                cursorById[id] = cursor + 1;
                barCount++;
            }
        }
        return barCount;
    }

    int barCount() {
        return barCount;
    }

    @Override
    public boolean has(int instrumentId) {
        return barById[instrumentId] >= 0;
    }

    @Override
    public long openE8(int instrumentId) {
        return seriesById[instrumentId].openE8(barById[instrumentId]);
    }

    @Override
    public long highE8(int instrumentId) {
        return seriesById[instrumentId].highE8(barById[instrumentId]);
    }

    @Override
    public long lowE8(int instrumentId) {
        return seriesById[instrumentId].lowE8(barById[instrumentId]);
    }

    @Override
    public long closeE8(int instrumentId) {
        return seriesById[instrumentId].closeE8(barById[instrumentId]);
    }

    @Override
    public long volumeShares(int instrumentId) {
        return seriesById[instrumentId].volumeShares(barById[instrumentId]);
    }
}
