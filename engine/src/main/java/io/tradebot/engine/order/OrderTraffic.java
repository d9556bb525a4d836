package io.tradebot.engine.order;

import io.tradebot.engine.port.OrderTicket;
import io.tradebot.journal.event.OrderRole;
import io.tradebot.journal.event.OrderSide;

/**
 * Counts what went to the broker and came back: orders in sliding windows of event time, cancels, changes and fills of the day.
 * Entries and exits by decision count as orders; stops and targets rest with their entry and do not. Fed by OrderTable alone.
 * Engine thread only.
 */
public final class OrderTraffic {

    private static final int INITIAL_CAPACITY = 64;

    private final long keepNanos;
    private long[] timeNanos = new long[INITIAL_CAPACITY]; // ring, oldest at first
    private int[] instrumentId = new int[INITIAL_CAPACITY];
    private OrderSide[] side = new OrderSide[INITIAL_CAPACITY];
    private long[] qtyE9 = new long[INITIAL_CAPACITY];
    private int first;
    private int size;
    private long nowNanos;
    private int cancelCount;
    private int fillCount;

    /** Orders older than {@code keepNanos}, the widest window that is asked for, are forgotten. */
    public OrderTraffic(long keepNanos) {
        this.keepNanos = keepNanos;
    }

    /** Time of the input that is decided on. */
    public void advanceTo(long newNowNanos) {
        nowNanos = newNowNanos;
    }

    /** Cancels, changes and fills are counted by day. */
    public void startDay() {
        cancelCount = 0;
        fillCount = 0;
    }

    void onRequested(OrderTicket ticket) {
        if (ticket.role == OrderRole.PROTECTIVE_STOP || ticket.role == OrderRole.PROFIT_TARGET) {
            return;
        }
        while (size > 0 && timeNanos[first] <= nowNanos - keepNanos) {
            first = (first + 1) & (timeNanos.length - 1);
            size--;
        }
        remember(nowNanos, ticket.instrumentId, ticket.side, ticket.qtyE9);
    }

    private void remember(long requestedNanos, int ofInstrumentId, OrderSide ofSide, long ofQtyE9) {
        if (size == timeNanos.length) {
            grow();
        }
        int at = (first + size++) & (timeNanos.length - 1);
        timeNanos[at] = requestedNanos;
        instrumentId[at] = ofInstrumentId;
        side[at] = ofSide;
        qtyE9[at] = ofQtyE9;
    }

    /** A remembered order; the oldest first. */
    public void restore(long requestedNanos, int ofInstrumentId, OrderSide ofSide, long ofQtyE9) {
        remember(requestedNanos, ofInstrumentId, ofSide, ofQtyE9);
    }

    /** Cancels, changes and fills of the day. */
    public void restoreCounts(int newCancelCount, int newFillCount) {
        cancelCount = newCancelCount;
        fillCount = newFillCount;
    }

    void onCancelOrReplaceRequested() {
        cancelCount++;
    }

    void onFilled() {
        fillCount++;
    }

    /** Orders younger than the window. */
    public int count(long windowNanos) {
        return count(windowNanos, 0, null, 0);
    }

    /** Orders of an instrument younger than the window. */
    public int count(long windowNanos, int ofInstrumentId) {
        return count(windowNanos, ofInstrumentId, null, 0);
    }

    /**
     * The same orders again, younger than the window.
     *
     * @param ofInstrumentId 0 for any
     * @param ofSide         null for any side and quantity
     */
    public int count(long windowNanos, int ofInstrumentId, OrderSide ofSide, long ofQtyE9) {
        int count = 0;
        for (int i = size - 1; i >= 0; i--) {
            int at = (first + i) & (timeNanos.length - 1);
            if (timeNanos[at] <= nowNanos - windowNanos) {
                break;
            }
            boolean isSame = (ofInstrumentId == 0 || ofInstrumentId == instrumentId[at])
                && (ofSide == null || ofSide == side[at] && ofQtyE9 == qtyE9[at]);
            count += isSame ? 1 : 0;
        }
        return count;
    }

    /** Orders that are remembered, the oldest first at index 0. */
    public int rememberedCount() {
        return size;
    }

    /** When a remembered order was asked for. */
    public long timeNanosAt(int index) {
        return timeNanos[(first + index) & (timeNanos.length - 1)];
    }

    /** Instrument of a remembered order. */
    public int instrumentIdAt(int index) {
        return instrumentId[(first + index) & (timeNanos.length - 1)];
    }

    /** Side of a remembered order. */
    public OrderSide sideAt(int index) {
        return side[(first + index) & (timeNanos.length - 1)];
    }

    /** Quantity of a remembered order. */
    public long qtyE9At(int index) {
        return qtyE9[(first + index) & (timeNanos.length - 1)];
    }

    /** Cancels and changes asked for today. */
    public int cancelCount() {
        return cancelCount;
    }

    /** Fills of today. */
    public int fillCount() {
        return fillCount;
    }

    private void grow() {
        int length = timeNanos.length;
        long[] times = new long[length * 2];
        int[] instruments = new int[length * 2];
        OrderSide[] sides = new OrderSide[length * 2];
        long[] quantities = new long[length * 2];
        for (int i = 0; i < size; i++) {
            int from = (first + i) & (length - 1);
            times[i] = timeNanos[from];
            instruments[i] = instrumentId[from];
            sides[i] = side[from];
            quantities[i] = qtyE9[from];
        }
        timeNanos = times;
        instrumentId = instruments;
        side = sides;
        qtyE9 = quantities;
        first = 0;
    }
}
