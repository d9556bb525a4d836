package io.tradebot.engine.reconcile;

import io.tradebot.journal.event.BreakKind;
import io.tradebot.journal.event.MeasureUnit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what the broker has now with the books. A list may be older than a fact that has come meanwhile, so a difference counts when
 * two comparisons, one behind the other, show the same. Engine thread only.
 */
public final class BrokerComparison {

    /** What a comparison has shown. */
    public enum Verdict {
        /** Broker and books agree. */
        CLEAN,
        /** Something differs that was not there, or was other, the last time. */
        LOOK_AGAIN,
        /** The same differs as the last time: breaks are open. */
        DIFFERENT
    }

    /**
     * A position that differs.
     *
     * @param excessQtyE9 units that the broker has beyond ours, negative when it has less
     */
    public record PositionBreak(int instrumentId, long excessQtyE9) {
    }

    private record Observed(long signedQtyE9, long priceE8) {
    }

    private final Reconciliation reconciliation;
    private final Map<Integer, Observed> positions = new TreeMap<>();
    private final List<Difference> orderDifferences = new ArrayList<>();
    private Map<String, Difference> suspected = new TreeMap<>();
    private final List<PositionBreak> newPositionBreaks = new ArrayList<>();

    /** Differences that stand become breaks there. */
    public BrokerComparison(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** Forgets what was collected: another snapshot begins. */
    public void begin() {
        positions.clear();
        orderDifferences.clear();
    }

    /** Collects a position of the snapshot; {@code priceE8} 0 when the broker gives none. */
    public void addPosition(int instrumentId, long signedQtyE9, long priceE8) {
        positions.put(instrumentId, new Observed(signedQtyE9, priceE8));
    }

    /** Collects an order that is not what it is here. */
    public void addOrder(long orderId, int instrumentId, BreakKind kind, MeasureUnit unit, long brokerValue, long bookValue, String text) {
        orderDifferences.add(new Difference("broker order " + orderId + ' ' + kind, kind, instrumentId, orderId, Difference.LIVE, unit,
            brokerValue, bookValue, bookValue, 0, text));
    }

    /** The snapshot has come to its end: compares it with what the books hold, units by instrument. */
    public Verdict complete(Map<Integer, Long> heldQtyE9, long timeNanos) {
        newPositionBreaks.clear();
        List<Difference> differences = new ArrayList<>(orderDifferences);
        TreeSet<Integer> instruments = new TreeSet<>(heldQtyE9.keySet());
        instruments.addAll(positions.keySet());
        for (int instrumentId : instruments) {
            Observed observed = positions.getOrDefault(instrumentId, new Observed(0, 0));
            long held = heldQtyE9.getOrDefault(instrumentId, 0L);
            if (observed.signedQtyE9() != held) {
                differences.add(new Difference("broker position " + instrumentId, BreakKind.POSITION, instrumentId, 0, Difference.LIVE,
                    MeasureUnit.QTY_E9, observed.signedQtyE9(), held, held, observed.priceE8(), ""));
            }
        }
        Map<String, Difference> before = suspected;
        suspected = new TreeMap<>();
        differences.forEach(difference -> suspected.put(difference.key(), difference));
        boolean isSeenTwice = differences.stream().allMatch(difference -> isSame(difference, before.get(difference.key())));
        begin();
        if (!isSeenTwice) {
            return Verdict.LOOK_AGAIN;
        }
        for (Difference difference : differences) {
            if (difference.kind() == BreakKind.POSITION && !reconciliation.isOpen(difference.key())) {
                newPositionBreaks.add(new PositionBreak(difference.instrumentId(), difference.brokerValue() - difference.bookValue()));
            }
        }
        reconciliation.settleLive(differences, timeNanos);
        return differences.isEmpty() ? Verdict.CLEAN : Verdict.DIFFERENT;
    }

    /** The price moves from one look to the other and makes no difference. */
    private static boolean isSame(Difference now, Difference before) {
        return before != null && now.kind() == before.kind() && now.brokerValue() == before.brokerValue() && now.bookValue() == before.bookValue();
    }

    /** Positions that are breaks since the last comparison. */
    public List<PositionBreak> newPositionBreaks() {
        return List.copyOf(newPositionBreaks);
    }

    /** True when the position in the instrument was not as it should be the last time. */
    public boolean isSuspected(int instrumentId) {
        return suspected.containsKey("broker position " + instrumentId);
    }

    /** True when the last comparison has shown a difference. */
    public boolean hasSuspicion() {
        return !suspected.isEmpty();
    }
}
