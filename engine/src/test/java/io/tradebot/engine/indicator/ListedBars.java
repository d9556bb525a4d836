package io.tradebot.engine.indicator;

import java.util.ArrayList;
import java.util.List;

/** Bars of a test, in a list. Prices in px. */
final class ListedBars implements Bars {

    final List<Bar> bars = new ArrayList<>();

    record Bar(long openPx, long highPx, long lowPx, long closePx, long volumeShares) {
    }

    void add(long openPx, long highPx, long lowPx, long closePx, long volumeShares) {
        bars.add(new Bar(openPx, highPx, lowPx, closePx, volumeShares));
    }

    @Override
    public int count() {
        return bars.size();
    }

    @Override
    public long highPx(int index) {
        return bars.get(index).highPx();
    }

    @Override
    public long lowPx(int index) {
        return bars.get(index).lowPx();
    }

    @Override
    public long closePx(int index) {
        return bars.get(index).closePx();
    }

    @Override
    public long volumeShares(int index) {
        return bars.get(index).volumeShares();
    }
}
