package io.tradebot.engine.reconcile;

import io.tradebot.engine.settings.ReconcileSettings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Orders whose outcome is in doubt, and what it takes to settle one by asking: any fact of it, or the broker's word that it does not
 * have it, so often and over so long as the settings say, on one connection. Asks nothing by itself. Engine thread only.
 */
public final class OrderDoubts {

    private static final long NEVER = Long.MIN_VALUE;

    private final ReconcileSettings settings;
    private final Map<Long, Doubt> doubtByOrder = new TreeMap<>();

    private static final class Doubt {
        private int askedCount;
        private int deniedCount;
        private long firstDeniedNanos = NEVER;
        private long nextNanos = NEVER;
        private boolean isWaiting;
        private boolean isAnswered;
    }

    /** No order is in doubt. */
    public OrderDoubts(ReconcileSettings settings) {
        this.settings = settings;
    }

    /** The order is in doubt from now on and asked about next; nothing when it is already. */
    public void open(long orderId) {
        doubtByOrder.computeIfAbsent(orderId, id -> new Doubt());
    }

    /** A fact says what the order is. */
    public void settle(long orderId) {
        doubtByOrder.remove(orderId);
    }

    /** True while the order is in doubt. */
    public boolean contains(long orderId) {
        return doubtByOrder.containsKey(orderId);
    }

    /** What was said on the connection before counts no more, and what was asked there stays without an answer. */
    public void onConnectionLost() {
        for (Doubt doubt : doubtByOrder.values()) {
            doubt.deniedCount = 0;
            doubt.firstDeniedNanos = NEVER;
            doubt.nextNanos = NEVER;
            doubt.isWaiting = false;
            doubt.isAnswered = false;
        }
    }

    /** Orders to ask about now, by id; each is noted as asked. */
    public List<Long> takeDue(long timeNanos) {
        if (doubtByOrder.isEmpty()) {
            return List.of(); // the rule, asked with every tick of the clock
        }
        List<Long> due = new ArrayList<>();
        doubtByOrder.forEach((orderId, doubt) -> {
            if (timeNanos >= doubt.nextNanos) {
                due.add(orderId);
                doubt.askedCount++;
                doubt.isWaiting = true;
                doubt.nextNanos = Math.addExact(timeNanos, settings.queryNanos());
            }
        });
        return due;
    }

    /** How often was asked about the order. */
    public int askedCount(long orderId) {
        return doubtByOrder.get(orderId).askedCount;
    }

    /** The broker answered, whatever it said. */
    public void onAnswered(long orderId) {
        Doubt doubt = doubtByOrder.get(orderId);
        if (doubt != null) {
            doubt.isWaiting = false;
            doubt.isAnswered = true;
        }
    }

    /** The broker says that it does not have the order. The same answer twice counts once: one for each question. */
    public void onDenied(long orderId, long timeNanos) {
        Doubt doubt = doubtByOrder.get(orderId);
        if (doubt == null || !doubt.isWaiting) {
            return;
        }
        onAnswered(orderId);
        doubt.deniedCount++;
        if (doubt.firstDeniedNanos == NEVER) {
            doubt.firstDeniedNanos = timeNanos;
        }
    }

    /** The broker said something else: what it had denied before counts no more. */
    public void onSeen(long orderId) {
        Doubt doubt = doubtByOrder.get(orderId);
        if (doubt != null) {
            onAnswered(orderId);
            doubt.deniedCount = 0;
            doubt.firstDeniedNanos = NEVER;
        }
    }

    /**
     * True when it was denied often and long enough, and the account was found as it should be since.
     *
     * @param cleanNanos when the last clean comparison was asked for
     */
    public boolean isDefinitelyAbsent(long orderId, long timeNanos, long cleanNanos) {
        Doubt doubt = doubtByOrder.get(orderId);
        return doubt != null && doubt.deniedCount >= settings.unknownQueries() && timeNanos - doubt.firstDeniedNanos >= settings.unknownNanos()
            && cleanNanos >= doubt.firstDeniedNanos;
    }

    /** True when an order is in doubt that was not answered for on this connection. */
    public boolean hasUnanswered() {
        return doubtByOrder.values().stream().anyMatch(doubt -> !doubt.isAnswered);
    }
}
