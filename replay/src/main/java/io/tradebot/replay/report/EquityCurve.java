package io.tradebot.replay.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Equity over time, from the start equity on, and its falls. Not thread safe while points are added. */
final class EquityCurve {

    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> equityE8 = new ArrayList<>();

    /** Adds a point; a point at the time of the one before it replaces that one, so that simultaneous steps are one. */
    void add(long timeNanos, long valueE8) {
        int last = nanos.size() - 1;
        if (last > 0 && nanos.get(last) == timeNanos) {
            equityE8.set(last, valueE8);
            return;
        }
        nanos.add(timeNanos);
        equityE8.add(valueE8);
    }

    int count() {
        return nanos.size();
    }

    long equityE8(int index) {
        return equityE8.get(index);
    }

    /** The deepest fall in money; empty when equity never fell. */
    Optional<Drawdown> deepestInMoney() {
        return deepest(false);
    }

    /** The deepest fall in percent of its peak; empty when equity never fell or no peak was positive. */
    Optional<Drawdown> deepestInPercent() {
        return deepest(true);
    }

    private Optional<Drawdown> deepest(boolean byPercent) {
        int peak = 0;
        int bestPeak = -1;
        int bestTrough = -1;
        for (int i = 1; i < count(); i++) {
            if (equityE8(i) >= equityE8(peak)) {
                peak = i;
            } else if ((!byPercent || equityE8(peak) > 0)
                && (bestPeak < 0 || isDeeper(peak, i, bestPeak, bestTrough, byPercent))) {
                bestPeak = peak;
                bestTrough = i;
            }
        }
        return bestPeak < 0 ? Optional.empty() : Optional.of(new Drawdown(equityE8(bestPeak), nanos.get(bestPeak),
            equityE8(bestTrough), nanos.get(bestTrough), recoveryNanos(bestPeak, bestTrough)));
    }

    private boolean isDeeper(int peak, int trough, int bestPeak, int bestTrough, boolean byPercent) {
        long depth = Math.subtractExact(equityE8(peak), equityE8(trough));
        long bestDepth = Math.subtractExact(equityE8(bestPeak), equityE8(bestTrough));
        if (!byPercent) {
            return depth > bestDepth;
        }
        // depth / peak > bestDepth / bestPeak without dividing, so that equal falls are seen as equal
        return BigInteger.valueOf(depth).multiply(BigInteger.valueOf(equityE8(bestPeak)))
            .compareTo(BigInteger.valueOf(bestDepth).multiply(BigInteger.valueOf(equityE8(peak)))) > 0;
    }

    private OptionalLong recoveryNanos(int peak, int trough) {
        for (int i = trough + 1; i < count(); i++) {
            if (equityE8(i) >= equityE8(peak)) {
                return OptionalLong.of(nanos.get(i));
            }
        }
        return OptionalLong.empty();
    }
}
