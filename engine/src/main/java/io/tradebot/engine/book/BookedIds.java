package io.tradebot.engine.book;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The broker's ids of what is booked already, by kind: a fact that is told twice is booked once. An empty id names nothing and is
 * never known. Kept for the life of the journal. Engine thread only.
 */
public final class BookedIds {

    /** What an id names; ids of different kinds do not meet. */
    public enum Kind { FEE, TRANSFER, PAYMENT, INTEREST, EVENT, ANNOUNCEMENT, EXECUTION }

    private final Map<Kind, Set<String>> idsByKind = new EnumMap<>(Kind.class);

    /** Knows nothing. */
    public BookedIds() {
        for (Kind kind : Kind.values()) {
            idsByKind.put(kind, new TreeSet<>());
        }
    }

    /** True when a fact with this id was booked before. */
    public boolean isKnown(Kind kind, String id) {
        return !id.isEmpty() && idsByKind.get(kind).contains(id);
    }

    /** All known ids of a kind, in their order; a list of its own. */
    public List<String> known(Kind kind) {
        return List.copyOf(idsByKind.get(kind));
    }

    /** Notes that a fact with this id is booked. */
    public void add(Kind kind, String id) {
        if (!id.isEmpty()) {
            idsByKind.get(kind).add(id);
        }
    }
}
