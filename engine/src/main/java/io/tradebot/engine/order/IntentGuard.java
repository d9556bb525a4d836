package io.tradebot.engine.order;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.value.FixedPoint;

import java.util.List;

/**
 * The last gate: how much may still be asked for in the name of an intent, from order facts alone. An entry is sent once for its
 * slot and day and is not worth more than its allocation; what closes an entry is at most what that has filled, less what was
 * closed and what open exits may still close. Stops and targets that wait for their entry share one group, in which one fill ends
 * the others; each may be as large as the entry. Engine thread only.
 */
final class IntentGuard {

    private static final long UNLIMITED = Long.MAX_VALUE;

    private final OrderTable orders;

    IntentGuard(OrderTable orders) {
        this.orders = orders;
    }

    /** Most that the ticket may ask for, E9. */
    long allowedQtyE9(OrderTicket ticket) {
        return switch (ticket.role) {
            case ENTRY -> forEntry(ticket);
            case EXIT -> forExit(ticket.entryOrderId);
            case PROTECTIVE_STOP, PROFIT_TARGET -> forChild(ticket.parentOrderId == 0 ? ticket.entryOrderId : ticket.parentOrderId);
            case HOLDING, NULL_VAL -> UNLIMITED; // holdings have intents of their own
        };
    }

    /** True when an entry of the slot works, or has filled, today. */
    boolean isEntrySent(int strategyId, int slot) {
        List<Order> entries = orders.entriesOfDay();
        for (int i = 0; i < entries.size(); i++) {
            Order sent = entries.get(i);
            boolean isSameIntent = sent.strategyId() == strategyId && sent.slot() == slot;
            if (isSameIntent && (sent.isOpen() || sent.filledQtyE9() > 0)) {
                return true;
            }
        }
        return false;
    }

    private long forEntry(OrderTicket ticket) {
        if (isEntrySent(ticket.strategyId, ticket.slot)) {
            return 0;
        }
        boolean isPriced = ticket.allocationE8 > 0 && ticket.referencePriceE8 > 0;
        return isPriced ? FixedPoint.multiplyDivideFloor(ticket.allocationE8, FixedPoint.E9, ticket.referencePriceE8) : UNLIMITED;
    }

    private long forExit(long entryOrderId) {
        Order entry = orders.find(entryOrderId);
        if (entry == null) {
            return UNLIMITED; // no facts to judge by, and a position must not stay open for that
        }
        long qtyE9 = entry.filledQtyE9() - entry.closedQtyE9();
        List<Order> open = orders.open();
        for (int i = 0; i < open.size(); i++) {
            qtyE9 -= open.get(i).isExitOf(entryOrderId) ? open.get(i).leavesQtyE9() : 0;
        }
        return Math.max(qtyE9, 0);
    }

    private long forChild(long entryOrderId) {
        Order entry = orders.find(entryOrderId);
        return entry == null ? UNLIMITED : Math.max(Math.max(entry.qtyE9(), entry.filledQtyE9()) - entry.closedQtyE9(), 0);
    }
}
