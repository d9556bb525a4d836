package io.tradebot.engine.script;

import io.tradebot.engine.sim.MinuteBars;

import java.util.Map;
import java.util.TreeMap;

/** Minute bars made up by a test, by minute and instrument; shows one minute at a time to the exchange. */
public final class ScriptedBars implements MinuteBars {

    private final TreeMap<Long, TreeMap<Integer, Bar>> barsByMinute = new TreeMap<>();
    private Map<Integer, Bar> current = Map.of();

    /** A bar; prices in E8, volume in shares. */
    public record Bar(long openE8, long highE8, long lowE8, long closeE8, long volumeShares) {
    }

    /** Adds or replaces a bar. */
    public void put(long minuteStartNanos, int instrumentId, Bar bar) {
        barsByMinute.computeIfAbsent(minuteStartNanos, start -> new TreeMap<>()).put(instrumentId, bar);
    }

    /** Takes a bar away. */
    public void remove(long minuteStartNanos, int instrumentId) {
        barsByMinute.getOrDefault(minuteStartNanos, new TreeMap<>()).remove(instrumentId);
    }

    /** Shows a minute; its bars by instrument id. */
    public Map<Integer, Bar> load(long minuteStartNanos) {
        TreeMap<Integer, Bar> found = barsByMinute.get(minuteStartNanos);
        current = found == null ? Map.of() : found;
        return current;
    }

    @Override
    public boolean has(int instrumentId) {
        return current.containsKey(instrumentId);
    }

    @Override
    public long openE8(int instrumentId) {
        return current.get(instrumentId).openE8();
    }

    @Override
    public long highE8(int instrumentId) {
        return current.get(instrumentId).highE8();
    }

    @Override
    public long lowE8(int instrumentId) {
        return current.get(instrumentId).lowE8();
    }

    @Override
    public long closeE8(int instrumentId) {
        return current.get(instrumentId).closeE8();
    }

    @Override
    public long volumeShares(int instrumentId) {
        return current.get(instrumentId).volumeShares();
    }
}
