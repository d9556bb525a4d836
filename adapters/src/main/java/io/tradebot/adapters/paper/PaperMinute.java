package io.tradebot.adapters.paper;

import io.tradebot.engine.sim.MinuteBars;

import org.agrona.collections.Int2ObjectHashMap;

import java.util.List;

/** The bars of one minute as the simulated exchange asks for them. Owned by the broker's thread. */
final class PaperMinute implements MinuteBars {

    private final Int2ObjectHashMap<PaperBar> barByInstrument = new Int2ObjectHashMap<>(); // looked up, never iterated

    PaperMinute(long startNanos, List<PaperBar> bars) {
        for (PaperBar bar : bars) {
            PaperBar before = barByInstrument.put(bar.instrumentId(), bar);
            if (before != null) {
                throw new IllegalArgumentException("instrument " + bar.instrumentId() + " has two bars in the minute that starts at "
                    + startNanos + ": " + before + " and " + bar);
            }
        }
    }

    @Override
    public boolean has(int instrumentId) {
        return barByInstrument.containsKey(instrumentId);
    }

    @Override
    public long openE8(int instrumentId) {
        return barByInstrument.get(instrumentId).openE8();
    }

    @Override
    public long highE8(int instrumentId) {
        return barByInstrument.get(instrumentId).highE8();
    }

    @Override
    public long lowE8(int instrumentId) {
        return barByInstrument.get(instrumentId).lowE8();
    }

    @Override
    public long closeE8(int instrumentId) {
        return barByInstrument.get(instrumentId).closeE8();
    }

    @Override
    public long volumeShares(int instrumentId) {
        return barByInstrument.get(instrumentId).volumeShares();
    }
}
