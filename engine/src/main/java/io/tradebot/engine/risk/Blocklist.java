package io.tradebot.engine.risk;

import io.tradebot.engine.record.Decisions;
import org.agrona.collections.IntHashSet;

/**
 * One trade per symbol and day across all strategies, by instrument and by signal symbol (strategy-rules 7.3). Engine thread
 * only.
 */
public final class Blocklist {

    private final Decisions decisions;
    private final IntHashSet blocked = new IntHashSet(); // asked, never iterated
    private int epochDay;

    /** Additions go to these decisions. */
    public Blocklist(Decisions decisions) {
        this.decisions = decisions;
    }

    /** Empties the list for a new day. */
    public void startDay(int newEpochDay) {
        blocked.clear();
        epochDay = newEpochDay;
    }

    /** Blocks an instrument until the end of the day. */
    public void add(int instrumentId) {
        if (blocked.add(instrumentId)) {
            decisions.symbolBlocklisted(instrumentId, epochDay);
        }
    }

    /** The day as it was. */
    public void restoreDay(int newEpochDay) {
        epochDay = newEpochDay;
    }

    /** An instrument that was blocked. */
    public void restore(int instrumentId) {
        blocked.add(instrumentId);
    }

    /** True when the instrument may not be entered today. */
    public boolean contains(int instrumentId) {
        return blocked.contains(instrumentId);
    }
}
