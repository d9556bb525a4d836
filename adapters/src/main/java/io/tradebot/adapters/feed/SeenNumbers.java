package io.tradebot.adapters.feed;

import org.agrona.collections.LongHashSet;

/** The last so many trade numbers of a symbol. Owned by the door. */
final class SeenNumbers {

    static final int CAPACITY = 4_096;

    private final LongHashSet seen = new LongHashSet(); // asked, never iterated
    private final long[] ring = new long[CAPACITY];
    private int addedCount;

    /** Notes a number; false when it is among those noted. */
    boolean add(long number) {
        if (!seen.add(number)) {
            return false;
        }
        int at = addedCount % CAPACITY;
        if (addedCount >= CAPACITY) {
            seen.remove(ring[at]);
        }
        ring[at] = number;
        addedCount = addedCount + 1 == 2 * CAPACITY ? CAPACITY : addedCount + 1;
        return true;
    }

    void clear() {
        seen.clear();
        addedCount = 0;
    }
}
