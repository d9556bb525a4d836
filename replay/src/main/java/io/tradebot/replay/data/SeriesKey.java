package io.tradebot.replay.data;

import java.util.Comparator;

/** Names one series: what it holds, of which symbol, and for options of which contract (otherwise null). */
record SeriesKey(SeriesKind kind, String symbol, OptionContract contract) implements Comparable<SeriesKey> {

    private static final Comparator<SeriesKey> ORDER = Comparator.comparing(SeriesKey::kind)
        .thenComparing(SeriesKey::symbol)
        .thenComparing(SeriesKey::contract, Comparator.nullsFirst(Comparator.naturalOrder()));

    SeriesKey(SeriesKind kind, String symbol) {
        this(kind, symbol, null);
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }

    /** As shown in messages. */
    String shown() {
        return contract == null ? symbol : contract.toString();
    }
}
