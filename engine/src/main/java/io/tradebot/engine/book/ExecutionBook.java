package io.tradebot.engine.book;

import io.tradebot.journal.value.FixedPoint;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The executions that are booked: whose they were and which lot each touched first, and the commission of each order in whole
 * cents. Kept for the life of the journal, because fees and corrections come days later. Engine thread only.
 */
public final class ExecutionBook {

    /**
     * One booked execution.
     *
     * @param lotId first lot that it opened or closed
     */
    public record Execution(long orderId, String executionId, long lotId, int strategyId, int instrumentId) {
    }

    private static final class Commission {
        private long chargedE8;
        private long bookedE8;
    }

    private final Map<String, List<Execution>> executionsById = new TreeMap<>();
    private final Long2ObjectHashMap<Execution> firstByOrder = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Commission> commissionByOrder = new Long2ObjectHashMap<>();

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

    /** Notes a booked execution. */
    public void add(Execution execution) {
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
