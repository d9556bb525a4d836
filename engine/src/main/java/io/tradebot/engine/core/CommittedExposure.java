package io.tradebot.engine.core;

import io.tradebot.engine.book.LotBook;
import io.tradebot.engine.market.Market;
import io.tradebot.engine.order.Order;
import io.tradebot.engine.order.OrderTable;
import io.tradebot.engine.position.Position;
import io.tradebot.engine.position.PositionBook;
import io.tradebot.engine.risk.Exposure;
import io.tradebot.journal.event.OrderState;
import io.tradebot.journal.value.FixedPoint;

import java.util.List;

/**
 * What positions hold and open entries may still fill; an entry whose outcome is not known counts as one that may. Engine thread
 * only.
 */
final class CommittedExposure implements Exposure {

    private static final int ANY = 0;

    private final OrderTable orders;
    private final PositionBook positions;
    private final LotBook lots;
    private final Market market;

    CommittedExposure(OrderTable orders, PositionBook positions, LotBook lots, Market market) {
        this.orders = orders;
        this.positions = positions;
        this.lots = lots;
        this.market = market;
    }

    /** A partly filled entry is counted as its position. */
    @Override
    public int openAndPendingCount() {
        int count = positions.open().size();
        List<Order> open = orders.open();
        for (int i = 0; i < open.size(); i++) {
            boolean isPending = open.get(i).isEntry() && positions.findByEntryOrder(open.get(i).id()) == null;
            count += isPending ? 1 : 0;
        }
        return count;
    }

    @Override
    public long symbolQtyE9(int instrumentId) {
        long qtyE9 = 0;
        List<Position> held = positions.open();
        for (int i = 0; i < held.size(); i++) {
            qtyE9 = Math.addExact(qtyE9, held.get(i).instrument().id() == instrumentId ? held.get(i).qtyE9() : 0);
        }
        List<Order> open = orders.open();
        for (int i = 0; i < open.size(); i++) {
            qtyE9 = Math.addExact(qtyE9, isEntryIn(open.get(i), instrumentId) ? open.get(i).leavesQtyE9() : 0);
        }
        return qtyE9;
    }

    /** What belongs to no strategy counts here, at cost: too much of one symbol is too much, whoever bought it. */
    @Override
    public long symbolE8(int instrumentId) {
        return Math.addExact(sumE8(instrumentId), lots.unassignedE8(instrumentId));
    }

    /** What the bot trades with; holdings are many times its float and no part of it. */
    @Override
    public long totalE8() {
        return sumE8(ANY);
    }

    @Override
    public boolean isOutcomeUnknown(int instrumentId) {
        List<Order> open = orders.open();
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).state() == OrderState.UNKNOWN && open.get(i).instrumentId() == instrumentId) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long enteredSinceE8(long firstOrderId) {
        long sumE8 = 0;
        List<Order> entries = orders.entriesOfDay();
        for (int i = 0; i < entries.size(); i++) {
            Order entry = entries.get(i);
            long qtyE9 = entry.isOpen() ? Math.max(entry.qtyE9(), entry.filledQtyE9()) : entry.filledQtyE9();
            int multiplier = market.instrument(entry.instrumentId()).multiplier();
            sumE8 = Math.addExact(sumE8, entry.id() < firstOrderId ? 0 : worthE8(qtyE9, entry.referencePriceE8(), multiplier));
        }
        return sumE8;
    }

    private long sumE8(int instrumentId) {
        long sumE8 = 0;
        List<Position> held = positions.open();
        for (int i = 0; i < held.size(); i++) {
            boolean counts = instrumentId == ANY || held.get(i).instrument().id() == instrumentId;
            sumE8 = Math.addExact(sumE8, counts ? heldE8(held.get(i)) : 0);
        }
        List<Order> open = orders.open();
        for (int i = 0; i < open.size(); i++) {
            boolean counts = isEntryIn(open.get(i), instrumentId);
            sumE8 = Math.addExact(sumE8, counts ? openE8(open.get(i)) : 0);
        }
        return sumE8;
    }

    private static boolean isEntryIn(Order order, int instrumentId) {
        return order.isEntry() && (instrumentId == ANY || order.instrumentId() == instrumentId);
    }

    private long heldE8(Position position) {
        Order entry = orders.find(position.entryOrderId());
        long priceE8 = position.entryPriceE8();
        if (entry != null) {
            priceE8 = Math.max(priceE8, entry.referencePriceE8());
        }
        return worthE8(position.qtyE9(), priceE8, position.instrument().multiplier());
    }

    private long openE8(Order entry) {
        return worthE8(entry.leavesQtyE9(), entry.referencePriceE8(), market.instrument(entry.instrumentId()).multiplier());
    }

    private static long worthE8(long qtyE9, long priceE8, int multiplier) {
        return FixedPoint.multiplyDivideCeil(qtyE9, Math.multiplyExact(priceE8, (long) multiplier), FixedPoint.E9);
    }
}
