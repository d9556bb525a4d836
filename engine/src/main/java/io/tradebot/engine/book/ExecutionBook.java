package io.tradebot.engine.book;

import io.tradebot.journal.value.FixedPoint;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The executions that are booked and what each of them did, and the commission of each order in whole cents. Kept for some months,
 * because fees and corrections come days later, see {@link Retention}. Engine thread only.
 */
public final class ExecutionBook {

    private static final class Commission {
        private long chargedE8;
        private long bookedE8;
    }

    private final List<Execution> booked = new ArrayList<>(); // as they were first booked
    private final Map<String, List<Execution>> executionsById = new TreeMap<>();
    private final Long2ObjectHashMap<Execution> firstByOrder = new Long2ObjectHashMap<>();
    private final Map<Long, Commission> commissionByOrder = new TreeMap<>();
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
        index(execution);
    }

    private void index(Execution execution) {
        booked.add(execution);
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

    /** Executions that are found by their id, as they were first booked. The list is shared: read only. */
    public List<Execution> booked() {
        return booked;
    }

    /** The number of the execution booked last; 0 before the first. */
    public long lastNumber() {
        return lastNumber;
    }

    /** Hears of the commission of each order, by order: what was charged and what of it is booked, E8. */
    public interface Commissions {

        /** One order. */
        void on(long orderId, long chargedE8, long bookedE8);
    }

    /** Orders that have a commission. */
    public int commissionCount() {
        return commissionByOrder.size();
    }

    /** Tells the commissions of all orders. */
    public void tellCommissions(Commissions listener) {
        commissionByOrder.forEach((orderId, commission) -> listener.on(orderId, commission.chargedE8, commission.bookedE8));
    }

    /** The commission of an order so far. */
    public void restoreCommission(long orderId, long chargedE8, long bookedE8) {
        Commission commission = new Commission();
        commission.chargedE8 = chargedE8;
        commission.bookedE8 = bookedE8;
        commissionByOrder.put(orderId, commission);
    }

    /** An execution that is found by its id; in the order in which they were first booked. */
    public void restore(Execution execution) {
        index(execution);
    }

    /** The number of the execution booked last. */
    public void restoreLastNumber(long number) {
        lastNumber = number;
    }

    /** Forgets all executions but these, and the commissions of orders without one that are not open either. */
    void keep(Set<Execution> kept, LongPredicate isOrderKnown) {
        List<Execution> left = booked.stream().filter(kept::contains).toList();
        booked.clear();
        executionsById.clear();
        firstByOrder.clear();
        left.forEach(this::index);
        commissionByOrder.keySet().removeIf(orderId -> firstByOrder.get(orderId) == null && !isOrderKnown.test(orderId));
    }

    /** The first booked execution of an order, or null when nothing of it was booked. */
    public Execution findFirst(long orderId) {
        return firstByOrder.get(orderId);
    }
}
