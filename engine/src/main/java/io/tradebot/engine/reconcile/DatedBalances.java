package io.tradebot.engine.reconcile;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Cash and units as of the end of any exchange date, so that a statement of yesterday can be compared today, and a fact that
 * comes late counts for its own date. Engine thread only.
 */
final class DatedBalances {

    private final NavigableMap<Integer, Long> cashByDay = new TreeMap<>();
    private final NavigableMap<Integer, NavigableMap<Integer, Long>> unitsByInstrument = new TreeMap<>();

    void addCash(int epochDay, long changeE8) {
        if (changeE8 != 0) {
            cashByDay.merge(epochDay, changeE8, Math::addExact);
        }
    }

    void addUnits(int instrumentId, int epochDay, long changeE9) {
        if (changeE9 != 0) {
            unitsByInstrument.computeIfAbsent(instrumentId, id -> new TreeMap<>()).merge(epochDay, changeE9, Math::addExact);
        }
    }

    /** Cash at the end of the date, E8. */
    long cashE8(int epochDay) {
        return sum(cashByDay.headMap(epochDay, true));
    }

    /** Units held at the end of the date, E9; negative when short. */
    long unitsE9(int instrumentId, int epochDay) {
        NavigableMap<Integer, Long> changes = unitsByInstrument.get(instrumentId);
        return changes == null ? 0 : sum(changes.headMap(epochDay, true));
    }

    /** Changes of cash by date. */
    NavigableMap<Integer, Long> cashByDay() {
        return cashByDay;
    }

    /** Changes of units by instrument and date. */
    NavigableMap<Integer, NavigableMap<Integer, Long>> unitsByInstrument() {
        return unitsByInstrument;
    }

    /** What changed before this date becomes one change on the date before it. */
    void sumUpBefore(int epochDay) {
        sumUpBefore(cashByDay, epochDay);
        unitsByInstrument.values().forEach(changes -> sumUpBefore(changes, epochDay));
        unitsByInstrument.values().removeIf(Map::isEmpty);
    }

    private static void sumUpBefore(NavigableMap<Integer, Long> changes, int epochDay) {
        long sum = sum(changes.headMap(epochDay, false));
        changes.headMap(epochDay, false).clear();
        if (sum != 0) {
            changes.put(epochDay - 1, sum);
        }
    }

    /** Every instrument that ever had units, by id. */
    Iterable<Integer> instruments() {
        return unitsByInstrument.keySet();
    }

    private static long sum(Map<Integer, Long> changes) {
        long sum = 0;
        for (long change : changes.values()) {
            sum = Math.addExact(sum, change);
        }
        return sum;
    }
}
