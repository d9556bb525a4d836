package io.tradebot.engine.sim;

import io.tradebot.journal.event.CancelReason;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderType;
import io.tradebot.journal.event.TimeInForce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The orders at the exchange, oldest first, and what an execution or an end of one means for its children and for the other
 * orders of its group. Not thread safe.
 */
final class SimulatedBook {

    /** Orders of one phase are worked in ASCII order of symbols. */
    static final Comparator<SimulatedOrder> BY_SYMBOL =
        Comparator.comparing((SimulatedOrder order) -> order.symbol).thenComparingLong(order -> order.orderId);

    private final FillCosts costs;
    private final AnswerQueue answers;
    private final List<SimulatedOrder> orders = new ArrayList<>();

    SimulatedBook(FillCosts costs, AnswerQueue answers) {
        this.costs = costs;
        this.answers = answers;
    }

    void add(SimulatedOrder order) {
        orders.add(order);
    }

    /** The working order, or null. */
    SimulatedOrder find(long orderId) {
        for (SimulatedOrder order : orders) {
            if (order.orderId == orderId) {
                return order;
            }
        }
        return null;
    }

    /** Working orders that match, oldest first; a list of its own. */
    List<SimulatedOrder> working(Predicate<SimulatedOrder> filter) {
        List<SimulatedOrder> found = new ArrayList<>();
        for (SimulatedOrder order : orders) {
            if (filter.test(order)) {
                found.add(order);
            }
        }
        return found;
    }

    /**
     * Fills a part of an order or all of it, and charges its fees. Its children may then fill as much as it has; the other orders
     * of its group end with it, or ask for so much less.
     *
     * @param barStartNanos bar in which it fills
     * @param isInside      not at the open of that bar
     */
    void fill(SimulatedOrder order, long px, long qtyE9, long atNanos, long barStartNanos, boolean isInside) {
        FillCosts.Costs cost = costs.of(order, px, qtyE9, atNanos);
        order.addFill(px, qtyE9);
        String executionId = answers.filled(atNanos, order, px, qtyE9, cost.commissionE8());
        cost.fees().forEach(fee -> answers.feeCharged(atNanos, order, executionId, fee));
        if (order.isComplete()) {
            remove(order);
        }
        for (SimulatedOrder other : List.copyOf(orders)) {
            if (other.parentOrderId == order.orderId) {
                other.onParentFilled(order, px, barStartNanos, isInside);
            } else if (other != order && order.ocoGroupId != 0 && other.ocoGroupId == order.ocoGroupId) {
                giveWay(other, order, qtyE9, atNanos);
            }
        }
    }

    private void giveWay(SimulatedOrder sibling, SimulatedOrder filled, long qtyE9, long atNanos) {
        sibling.reduceBy(qtyE9);
        if (filled.isComplete() || sibling.isComplete()) {
            cancel(sibling, CancelReason.SIBLING_FILLED, atNanos);
        } else {
            answers.replaced(atNanos, sibling);
        }
    }

    /** Ends an order before it is complete, and settles its children. */
    void cancel(SimulatedOrder order, CancelReason reason, long atNanos) {
        remove(order);
        answers.cancelled(atNanos, order, reason);
        settleChildren(order, atNanos);
    }

    /** Ends all orders but those good till cancelled; children that stay behind are settled. */
    void expireAll(long atNanos) {
        List<SimulatedOrder> ended = working(order -> order.timeInForce != TimeInForce.GTC);
        for (SimulatedOrder order : ended) {
            remove(order);
            answers.expired(atNanos, order);
        }
        for (SimulatedOrder order : ended) {
            settleChildren(order, atNanos);
        }
    }

    /** Children of an order that ended: those that close keep what it filled, the others end with it. */
    private void settleChildren(SimulatedOrder parent, long atNanos) {
        for (SimulatedOrder child : working(order -> order.parentOrderId == parent.orderId)) {
            if (parent.filledQtyE9() == 0 || !child.isClosing()) {
                cancel(child, CancelReason.PARENT_ENDED, atNanos);
                continue;
            }
            child.limitToParent();
            if (child.isComplete() && child.filledQtyE9() == 0) {
                cancel(child, CancelReason.POSITION_CLOSED, atNanos);
                continue;
            }
            answers.replaced(atNanos, child);
            if (child.isComplete()) {
                remove(child);
            }
        }
    }

    private void remove(SimulatedOrder order) {
        order.isWorking = false;
        orders.remove(order);
    }

    /** A market order that closes a position by decision. */
    static boolean isMarketExit(SimulatedOrder order) {
        return order.role == OrderRole.EXIT && order.orderType == OrderType.MARKET;
    }
}
