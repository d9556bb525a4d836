package io.tradebot.engine.risk;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.MeasureUnit;

import java.util.EnumSet;
import java.util.Set;

/**
 * Why no entries are possible for now, while exits still are. Each reason is set once and stays until it is taken away; a new day
 * takes none away. Engine thread only.
 */
public final class EntryBlocks {

    private final Decisions decisions;
    private final Set<EntryBlock> inForce = EnumSet.noneOf(EntryBlock.class);

    /** Starts without a reason. */
    public EntryBlocks(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * Sets a reason that concerns all entries; order 0 when none is concerned.
     *
     * @return false when it was in force already, and nothing was written
     */
    public boolean block(EntryBlock reason, long orderId, MeasureUnit unit, long actualValue, long limitValue) {
        if (!inForce.add(reason)) {
            return false;
        }
        decisions.entryBlocked(reason, 0, orderId, unit, actualValue, limitValue);
        return true;
    }

    /** Takes a reason away; false when it was not in force, and nothing was written. */
    public boolean unblock(EntryBlock reason) {
        if (!inForce.remove(reason)) {
            return false;
        }
        decisions.entryUnblocked(reason, 0, inForce.size());
        return true;
    }

    /** True while any reason is in force. */
    public boolean isBlocked() {
        return !inForce.isEmpty();
    }

    /** True while this reason is in force. */
    public boolean contains(EntryBlock reason) {
        return inForce.contains(reason);
    }

    /** The reason in force with the lowest code, or null. */
    public EntryBlock first() {
        return inForce.isEmpty() ? null : inForce.iterator().next();
    }
}
