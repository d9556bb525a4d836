package io.tradebot.engine.position;

import io.tradebot.engine.book.Execution;
import io.tradebot.engine.market.Instrument;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.ExitReason;
import io.tradebot.journal.event.PositionSide;

import java.util.ArrayList;
import java.util.List;

/** One round trip from its first entry fill to its last exit fill. Engine thread only; changed by PositionBook alone. */
public final class Position {

    /** No day. */
    public static final int NEVER = Integer.MIN_VALUE;

    final AveragePrice entryPrice = new AveragePrice();
    final AveragePrice exitPrice = new AveragePrice();
    long entryAmountE8;
    long exitAmountE8;
    long feesE8;
    private final long id;
    private final long entryOrderId;
    private final long protectiveOrderId;
    private final int strategyId;
    private final int slot;
    private final int fallbackLevel;
    private Instrument instrument;
    private final int signalInstrumentId;
    private final PositionSide side;
    private final AssetClass assetClass;
    private final long entryNanos;
    private final long deadlineNanos;
    private final ExitReason deadlineReason;
    private final List<Execution> exits = new ArrayList<>(1);
    private long exitOrderId;
    private boolean isToLeave;
    private int closedEpochDay = NEVER;

    Position(long id, Entry entry, long entryNanos) {
        this(id, entry, entryNanos, Math.min(entryNanos + entry.monitoringNanos(), entry.hardExitNanos()),
            entryNanos + entry.monitoringNanos() < entry.hardExitNanos() ? ExitReason.TIMEOUT : ExitReason.HARD_EXIT);
    }

    private Position(long id, Entry entry, long entryNanos, long deadlineNanos, ExitReason deadlineReason) {
        this.id = id;
        this.entryNanos = entryNanos;
        entryOrderId = entry.orderId();
        protectiveOrderId = entry.protectiveOrderId();
        strategyId = entry.strategyId();
        slot = entry.slot();
        fallbackLevel = entry.fallbackLevel();
        instrument = entry.instrument();
        signalInstrumentId = entry.signalInstrumentId();
        side = entry.side();
        assetClass = entry.assetClass();
        this.deadlineNanos = deadlineNanos;
        this.deadlineReason = deadlineReason;
    }

    /**
     * What a fill of an entry order needs to become a position.
     *
     * @param protectiveOrderId resting stop that came with the entry
     * @param monitoringNanos longest time in the position
     * @param hardExitNanos   point in time at which it is closed at the latest
     */
    public record Entry(long orderId, long protectiveOrderId, int strategyId, int slot, int fallbackLevel, Instrument instrument,
                        int signalInstrumentId, PositionSide side, AssetClass assetClass, long monitoringNanos,
                        long hardExitNanos) {
    }

    /** Ours, from 1. */
    public long id() {
        return id;
    }

    /** Order that opened it. */
    public long entryOrderId() {
        return entryOrderId;
    }

    /** Resting stop that came with the entry; names the one-cancels-other group of all orders that close the position. */
    public long protectiveOrderId() {
        return protectiveOrderId;
    }

    /** Strategy. */
    public int strategyId() {
        return strategyId;
    }

    /** Slot. */
    public int slot() {
        return slot;
    }

    /** Fallbacks of the slot before. */
    public int fallbackLevel() {
        return fallbackLevel;
    }

    /** What is held. */
    public Instrument instrument() {
        return instrument;
    }

    /** What gave the signal. */
    public int signalInstrumentId() {
        return signalInstrumentId;
    }

    /** Side. */
    public PositionSide side() {
        return side;
    }

    /** Account of the books. */
    public AssetClass assetClass() {
        return assetClass;
    }

    /** Quantity held now. */
    public long qtyE9() {
        return entryPrice.qtyE9() - exitPrice.qtyE9();
    }

    /** Quantity-weighted average of the entry fills. */
    public long entryPriceE8() {
        return entryPrice.priceE8();
    }

    /** Time of the first entry fill. */
    public long entryNanos() {
        return entryNanos;
    }

    /** When it is closed at the latest (strategy-rules 6.5). */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** TIMEOUT or HARD_EXIT, whichever the deadline is. */
    public ExitReason deadlineReason() {
        return deadlineReason;
    }

    /** Order that is to close it by decision; 0 while none. */
    public long exitOrderId() {
        return exitOrderId;
    }

    /** Notes the order that is to close it. */
    public void exitOrderId(long orderId) {
        exitOrderId = orderId;
    }

    /** Quantity of all entry fills. */
    public long entryQtyE9() {
        return entryPrice.qtyE9();
    }

    /** Amount of all entry fills. */
    public long entryAmountE8() {
        return entryAmountE8;
    }

    /** What the average entry price leaves out, 10^-17 USD. */
    public long entryRestE17() {
        return entryPrice.restE17();
    }

    /** Quantity of all exit fills so far. */
    public long exitQtyE9() {
        return exitPrice.qtyE9();
    }

    /** Amount of all exit fills so far. */
    public long exitAmountE8() {
        return exitAmountE8;
    }

    /** Average price of the exit fills so far, 0 without one. */
    public long exitPriceE8() {
        return exitPrice.priceE8();
    }

    /** What the average exit price leaves out, 10^-17 USD. */
    public long exitRestE17() {
        return exitPrice.restE17();
    }

    /** True when it came back after it had been closed: it is to be closed again as soon as that is possible. */
    public boolean isToLeave() {
        return isToLeave;
    }

    /** Notes that it is to be closed as soon as that is possible. */
    public void leave() {
        isToLeave = true;
    }

    /** Session in which its result was counted; NEVER while it is open. */
    public int closedEpochDay() {
        return closedEpochDay;
    }

    /** Notes the session in which its result was counted. */
    public void closedEpochDay(int epochDay) {
        closedEpochDay = epochDay;
    }

    /** True when nothing is left of all that had opened it: every fill was taken back. */
    public boolean isGone() {
        return entryPrice.qtyE9() == 0;
    }

    /** What its fills, as they are booked, contribute to the result once it is closed; 0 while it is open. E8. */
    public long resultE8() {
        return qtyE9() == 0 ? pnlE8() : 0;
    }

    /** A position as it was when nothing of its fills is known yet; {@code entry} without its times. */
    static Position restored(long id, Entry entry, long entryNanos, long deadlineNanos, ExitReason deadlineReason) {
        return new Position(id, entry, entryNanos, deadlineNanos, deadlineReason);
    }

    /** Executions that closed parts of it, as they were booked. The list is shared: read only. */
    public List<Execution> exits() {
        return exits;
    }

    /** The fill that closed it or its latest part, or null. */
    Execution lastExit() {
        Execution last = null;
        for (Execution exit : exits) {
            boolean isLater = last == null || exit.terms().executedNanos() >= last.terms().executedNanos();
            last = isLater ? exit : last;
        }
        return last;
    }

    void apply(Execution execution) {
        Execution.Terms terms = execution.terms();
        if (terms.isEntry()) {
            entryPrice.add(terms.priceE8(), execution.openedQtyE9(id));
            entryAmountE8 = Math.addExact(entryAmountE8, execution.openedAmountE8(id));
        } else if (execution.closedQtyE9(id) > 0) {
            exitPrice.add(terms.priceE8(), execution.closedQtyE9(id));
            exitAmountE8 = Math.addExact(exitAmountE8, execution.closedAmountE8(id));
            exits.add(execution);
        }
    }

    void takeBack(Execution execution) {
        Execution.Terms terms = execution.terms();
        if (terms.isEntry()) {
            entryPrice.remove(terms.priceE8(), execution.openedQtyE9(id));
            entryAmountE8 = Math.subtractExact(entryAmountE8, execution.openedAmountE8(id));
        } else if (exits.remove(execution)) {
            exitPrice.remove(terms.priceE8(), execution.closedQtyE9(id));
            exitAmountE8 = Math.subtractExact(exitAmountE8, execution.closedAmountE8(id));
        }
    }

    /** A corporate action: other units and perhaps another instrument, the same money. */
    void act(Instrument newInstrument, long newExitQtyE9, long newQtyE9) {
        instrument = newInstrument;
        exitPrice.requantify(newExitQtyE9);
        entryPrice.requantify(Math.addExact(newExitQtyE9, newQtyE9));
    }

    /** Commissions of all fills, in whole cents as they are booked. */
    public long feesE8() {
        return feesE8;
    }

    /** Net result after fees, once closed. */
    public long pnlE8() {
        long gross = side == PositionSide.LONG ? exitAmountE8 - entryAmountE8 : entryAmountE8 - exitAmountE8;
        return gross - feesE8;
    }
}
