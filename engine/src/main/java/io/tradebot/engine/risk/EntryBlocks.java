package io.tradebot.engine.risk;

import io.tradebot.engine.record.Decisions;
import io.tradebot.journal.event.EntryBlock;
import io.tradebot.journal.event.MeasureUnit;

import java.util.ArrayList;
import java.util.List;

/**
 * Why no entries are possible for now; exits always are. A block holds until its reason is gone, over the end of the day and over a
 * restart, because it is a fold of records. Engine thread only.
 */
public final class EntryBlocks {

    /** Concerns every instrument. */
    public static final int ALL = 0;

    private final Decisions decisions;
    private final List<Block> open = new ArrayList<>();

    /**
     * A reason in force, with the value that was compared when it began.
     *
     * @param instrumentId what it concerns, or {@link #ALL}
     */
    public record Block(EntryBlock reason, int instrumentId, MeasureUnit unit, long actualValue, long limitValue) {
    }

    /** Changes go to these decisions. */
    public EntryBlocks(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * Sets a reason that concerns all entries; order 0 when none is concerned.
     *
     * @return false when it was in force already, and nothing was written
     */
    public boolean block(EntryBlock reason, long orderId, MeasureUnit unit, long actualValue, long limitValue) {
        return block(reason, ALL, orderId, unit, actualValue, limitValue);
    }

    /** The same for the entries in one instrument. */
    public boolean block(EntryBlock reason, int instrumentId, long orderId, MeasureUnit unit, long actualValue, long limitValue) {
        if (indexOf(reason, instrumentId) >= 0) {
            return false;
        }
        open.add(new Block(reason, instrumentId, unit, actualValue, limitValue));
        decisions.entryBlocked(reason, instrumentId, orderId, unit, actualValue, limitValue);
        return true;
    }

    /** Takes a reason away; false when it was not in force, and nothing was written. */
    public boolean unblock(EntryBlock reason) {
        return unblock(reason, ALL);
    }

    /** The same for one instrument. */
    public boolean unblock(EntryBlock reason, int instrumentId) {
        int index = indexOf(reason, instrumentId);
        if (index < 0) {
            return false;
        }
        open.remove(index);
        decisions.entryUnblocked(reason, instrumentId, open.size());
        return true;
    }

    /** True while this reason is in force for all entries. */
    public boolean contains(EntryBlock reason) {
        return indexOf(reason, ALL) >= 0;
    }

    /**
     * The oldest block that stops an entry in the instrument, or with {@link #ALL} any entry; null when there is none. A pause and
     * an order whose outcome is not known are no part of it: they have refusals of their own.
     */
    public Block find(int instrumentId) {
        for (int i = 0; i < open.size(); i++) {
            Block block = open.get(i);
            boolean isOfOwn = block.reason() == EntryBlock.PAUSED || block.reason() == EntryBlock.ORDER_UNKNOWN;
            if (!isOfOwn && (block.instrumentId() == ALL || block.instrumentId() == instrumentId)) {
                return block;
            }
        }
        return null;
    }

    /** A reason as it was; the oldest first. */
    public void restore(Block block) {
        open.add(block);
    }

    /** What is in force, the oldest first. The list is shared: read only. */
    public List<Block> inForce() {
        return open;
    }

    private int indexOf(EntryBlock reason, int instrumentId) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).reason() == reason && open.get(i).instrumentId() == instrumentId) {
                return i;
            }
        }
        return -1;
    }
}
