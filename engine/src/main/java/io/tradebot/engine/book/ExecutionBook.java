package io.tradebot.engine.book;

import io.tradebot.journal.value.FixedPoint;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The executions that are booked and what each of them did, and the commission of each order in whole cents. Kept for the life
 * of the journal, because fees and corrections come days later. Engine thread only.
 */
public final class ExecutionBook {

    private static final class Commission {
        private long chargedE8;
        private long bookedE8;
    }

    private final Map<String, List<Execution>> executionsById = new TreeMap<>();
    private final Long2ObjectHashMap<Execution> firstByOrder = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Commission> commissionByOrder = new Long2ObjectHashMap<>();
    private long lastNumber;

    /**
     * Adds to the commission of an order, or takes from it, and says what of it is to be booked now. What is booked for an order
     * is its whole commission, half up to the cent, so fractions of a cent on many fills are neither lost nor charged twice.
     *
     * @param commissionE8 USD scaled by 10^8, any fraction of a cent; negative when it is taken back
     * @return USD scaled by 10^8, whole cents; 0 when nothing is due
     */
    public long dueE8(long orderId, long commissionE8) {
        if (commissionE8 == 0) {
            return 0;
        }
        Commission commission = commissionByOrder.get(orderId);
        if (commission == null) {
            commission = new Commission();
            commissionByOrder.put(orderId, commission);
        }
        commission.chargedE8 = Math.addExact(commission.chargedE8, commissionE8);
        long dueE8 = FixedPoint.roundToCentsHalfUp(commission.chargedE8) - commission.bookedE8;
        commission.bookedE8 += dueE8;
        return dueE8;
    }

    /** Notes that an execution was undone and is booked anew: from now on it counts as booked last. */
    public void bookAgain(Execution execution) {
        execution.number(++lastNumber);
    }

    /** Marks an execution as taken back by the broker; it stays known. */
    public void takeBack(Execution execution) {
        execution.takeBack();
    }

    /**
     * An execution and all that rest on it, directly or not: those that have closed what it opened, and so on; in the order in which
     * they were booked.
     */
    public static List<Execution> chainOf(Execution first) {
        Map<Long, Execution> chain = new TreeMap<>();
        Deque<Execution> toVisit = new ArrayDeque<>(List.of(first));
        while (!toVisit.isEmpty()) {
            Execution execution = toVisit.removeFirst();
            if (chain.put(execution.number(), execution) == null) {
                execution.openings().forEach(opening -> toVisit.addAll(opening.lot().users()));
            }
        }
        return new ArrayList<>(chain.values());
    }

    /** Notes a booked execution. */
    public void add(Execution execution) {
        execution.number(++lastNumber);
        executionsById.computeIfAbsent(execution.executionId(), id -> new ArrayList<>(1)).add(execution);
        if (firstByOrder.get(execution.orderId()) == null) {
            firstByOrder.put(execution.orderId(), execution);
        }
    }

    /**
     * The booked execution with this id, or null. Ids are unique within an order.
     *
     * @param orderId 0 when the order is not known: the execution booked last is meant then
     */
    public Execution find(long orderId, String executionId) {
        List<Execution> executions = executionsById.getOrDefault(executionId, List.of());
        for (int i = executions.size() - 1; i >= 0; i--) {
            if (orderId == 0 || executions.get(i).orderId() == orderId) {
                return executions.get(i);
            }
        }
        return null;
    }

    /** The first booked execution of an order, or null when nothing of it was booked. */
    public Execution findFirst(long orderId) {
        return firstByOrder.get(orderId);
    }
}
