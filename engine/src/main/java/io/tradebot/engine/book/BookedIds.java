package io.tradebot.engine.book;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The broker's ids of what is booked already, by kind: a fact that is told twice is booked once. An empty id names nothing and is
 * never known. Forgotten when nobody tells of it any more, see {@link Retention}. Engine thread only.
 */
public final class BookedIds {

    private static final long NANOS_PER_DAY = 86_400L * 1_000_000_000L;

    /** What an id names; ids of different kinds do not meet. */
    public enum Kind { FEE, TRANSFER, PAYMENT, INTEREST, EVENT, ANNOUNCEMENT, EXECUTION }

    private final Map<Kind, Map<String, Integer>> dayByKindAndId = new EnumMap<>(Kind.class);
    private long nowNanos;

    /** Knows nothing. */
    public BookedIds() {
        for (Kind kind : Kind.values()) {
            dayByKindAndId.put(kind, new TreeMap<>());
        }
    }

    /** Time of the input that is decided on. */
    public void advanceTo(long newNowNanos) {
        nowNanos = newNowNanos;
    }

    /** True when a fact with this id was booked before. */
    public boolean isKnown(Kind kind, String id) {
        return !id.isEmpty() && dayByKindAndId.get(kind).containsKey(id);
    }

    /** All known ids of a kind, in their order, with the UTC day on which each was booked. A view: read only. */
    public Map<String, Integer> known(Kind kind) {
        return Collections.unmodifiableMap(dayByKindAndId.get(kind));
    }

    /** Notes that a fact with this id was booked on a UTC day. */
    public void restore(Kind kind, String id, int epochDay) {
        dayByKindAndId.get(kind).put(id, epochDay);
    }

    /** Forgets what was booked before a UTC day; of more than {@code most} the oldest, those of one day together. */
    public void forgetBefore(int epochDay, int most) {
        for (Map<String, Integer> dayById : dayByKindAndId.values()) {
            int firstDay = epochDay;
            if (dayById.size() > most) {
                int[] days = dayById.values().stream().mapToInt(Integer::intValue).sorted().toArray();
                firstDay = Math.max(firstDay, days[days.length - most]);
            }
            int keptFrom = firstDay;
            dayById.values().removeIf(day -> day < keptFrom);
        }
    }

    /** Notes that a fact with this id is booked. */
    public void add(Kind kind, String id) {
        if (!id.isEmpty()) {
            dayByKindAndId.get(kind).putIfAbsent(id, (int) Math.floorDiv(nowNanos, NANOS_PER_DAY));
        }
    }
}
