package io.tradebot.engine.book;

import io.tradebot.engine.record.Decisions;
import io.tradebot.engine.record.LotPart;
import io.tradebot.journal.event.AssetClass;
import io.tradebot.journal.event.LotAdjustment;
import io.tradebot.journal.event.LotMethod;
import io.tradebot.journal.event.PositionSide;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * All open lots, and which of them a closing fill uses. A position uses its own lots only, what belongs to no position those of
 * position 0. The order of use:
 *
 * <ul>
 * <li>FIFO: acquired first, of these booked first. LIFO: the reverse.
 * <li>HIFO: whatever makes the gain smallest: the highest unit cost of long lots, the lowest unit proceeds of short ones; of equal
 * ones as FIFO.
 * <li>SPECIFIC: the lots that somebody named for the order, in that order and up to the named quantities; then FIFO.
 * </ul>
 *
 * A fill that is booked anew after a correction uses what was acquired after it only when nothing else is left.
 *
 * <p>A part of a lot takes amount x used / left, half up to the cent; the last use takes what is left, so cost never drifts. Engine
 * thread only.
 */
public final class LotBook {

    private static final Comparator<Lot> FIRST_IN = Comparator.comparingLong(Lot::openedNanos).thenComparingLong(Lot::id);
    private static final Comparator<Lot> LAST_IN = FIRST_IN.reversed();
    private static final Comparator<Lot> LEAST_GAIN = ((Comparator<Lot>) LotBook::compareGain).thenComparing(FIRST_IN);

    private final Decisions decisions;
    private final LotMethod method;
    private final Map<Long, Lot> openById = new TreeMap<>();
    private final Map<Integer, List<Lot>> openByInstrument = new TreeMap<>();
    private final Map<Long, List<LotPart>> designatedByOrder = new TreeMap<>();
    private final Map<Integer, Integer> actionsByInstrument = new TreeMap<>();
    private long lastLotId;

    /** Lots and their uses go to these decisions. */
    public LotBook(Decisions decisions, LotMethod method) {
        this.decisions = decisions;
        this.method = method;
    }

    /** Which lots a sale uses first. */
    public LotMethod method() {
        return method;
    }

    /** The id of the lot opened last; 0 before the first. */
    public long lastLotId() {
        return lastLotId;
    }

    /** The open lot with this id, or null. */
    public Lot find(long lotId) {
        return openById.get(lotId);
    }

    /** All open lots, by id. A view: read only. */
    public Collection<Lot> open() {
        return openById.values();
    }

    /** Open lots of an instrument, by id; a list of its own. */
    public List<Lot> of(int instrumentId) {
        return new ArrayList<>(openByInstrument.getOrDefault(instrumentId, List.of()));
    }

    /** Opening amounts of what no position holds of an instrument, E8. */
    public long unassignedE8(int instrumentId) {
        long sumE8 = 0;
        for (Lot lot : openByInstrument.getOrDefault(instrumentId, List.of())) {
            sumE8 = Math.addExact(sumE8, lot.positionId() == 0 ? lot.leavesAmountE8() : 0);
        }
        return sumE8;
    }

    /** Quantity left in the lots of a position; negative for a short one. */
    public long qtyE9(long positionId, int instrumentId) {
        long sumE9 = 0;
        for (Lot lot : openByInstrument.getOrDefault(instrumentId, List.of())) {
            boolean counts = lot.positionId() == positionId;
            sumE9 = Math.addExact(sumE9, counts ? lot.side() == PositionSide.LONG ? lot.leavesQtyE9() : -lot.leavesQtyE9() : 0);
        }
        return sumE9;
    }

    /** Quantity of an instrument that a fill can close in lots of a position, or of none. */
    public long closableQtyE9(long positionId, int instrumentId, boolean isBuy) {
        PositionSide side = isBuy ? PositionSide.SHORT : PositionSide.LONG;
        return openByInstrument.getOrDefault(instrumentId, List.of()).stream()
            .filter(lot -> lot.positionId() == positionId && lot.side() == side).mapToLong(Lot::leavesQtyE9).sum();
    }

    /** Quantity of an instrument that fills can close in all lots. */
    public long closableQtyE9(int instrumentId, boolean isBuy) {
        PositionSide side = isBuy ? PositionSide.SHORT : PositionSide.LONG;
        return openByInstrument.getOrDefault(instrumentId, List.of()).stream().filter(lot -> lot.side() == side).mapToLong(Lot::leavesQtyE9).sum();
    }

    /** Opens a lot for a position that existed before; its booking is the caller's decision. */
    public Lot openBefore(int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9, long amountE8, long openedNanos) {
        Lot lot = new Lot(++lastLotId, 0, 0, 0, instrumentId, assetClass, side, openedNanos);
        set(lot, qtyE9, amountE8);
        return lot;
    }

    /** Opens a lot with all that is not booked yet of an execution, for its position or for none. */
    public void open(Execution execution, long positionId, AssetClass assetClass) {
        open(execution, positionId, assetClass, execution.leavesQtyE9(), execution.leavesAmountE8());
        execution.take(execution.leavesQtyE9(), execution.leavesAmountE8());
    }

    private void open(Execution execution, long positionId, AssetClass assetClass, long qtyE9, long amountE8) {
        Execution.Terms terms = execution.terms();
        PositionSide side = terms.isBuy() ? PositionSide.LONG : PositionSide.SHORT;
        Lot lot = new Lot(++lastLotId, positionId, terms.orderId(), terms.strategyId(), terms.instrumentId(), assetClass, side,
            terms.executedNanos());
        set(lot, qtyE9, amountE8);
        execution.actionCount(actionCount(terms.instrumentId()));
        execution.openings().add(new Execution.Opening(lot, qtyE9, amountE8, lot.actionCount()));
        decisions.lotOpened(lot.id(), positionId, terms.orderId(), terms.strategyId(), terms.instrumentId(), assetClass, side, qtyE9,
            terms.priceE8(), amountE8);
    }

    /** Closes lots of a position, or of none, with what is not booked yet of an execution, until either is used up. */
    public void close(Execution execution, long positionId) {
        for (LotUse use : plan(execution, positionId)) {
            Lot lot = use.lot();
            set(lot, lot.leavesQtyE9() - use.qtyE9(), lot.leavesAmountE8() - use.openAmountE8());
            execution.take(use.qtyE9(), use.closeAmountE8());
            execution.uses().add(use);
            execution.actionCount(actionCount(execution.instrumentId()));
            if (!lot.users().contains(execution)) {
                lot.users().add(execution);
            }
            decisions.lotClosed(lot.id(), positionId, execution.orderId(), execution.strategyId(), lot.instrumentId(), lot.assetClass(),
                lot.side(), use.qtyE9(), lot.leavesQtyE9(), execution.terms().priceE8(), use.openAmountE8(), use.closeAmountE8(),
                use.gainE8());
        }
    }

    /** The parts of lots of a position, or of none, that {@link #close} would use now. */
    public List<LotUse> plan(Execution execution, long positionId) {
        List<LotPart> parts = new ArrayList<>(designated(execution, positionId));
        int designatedCount = parts.size();
        for (Lot lot : inOrder(execution, positionId)) {
            long namedE9 = parts.subList(0, designatedCount).stream().filter(part -> part.lotId() == lot.id()).mapToLong(LotPart::qtyE9).sum();
            parts.add(new LotPart(lot.id(), lot.leavesQtyE9() - namedE9));
        }
        List<LotUse> uses = new ArrayList<>(1);
        long leftQtyE9 = execution.leavesQtyE9();
        long leftAmountE8 = execution.leavesAmountE8();
        Map<Long, LotUse> lastUse = new TreeMap<>();
        for (int i = 0; i < parts.size() && leftQtyE9 > 0; i++) {
            Lot lot = openById.get(parts.get(i).lotId());
            long usedE9 = Math.min(leftQtyE9, parts.get(i).qtyE9());
            if (usedE9 == 0) {
                continue;
            }
            LotUse before = lastUse.get(lot.id());
            long lotQtyE9 = lot.leavesQtyE9() - (before == null ? 0 : before.qtyE9());
            long lotAmountE8 = lot.leavesAmountE8() - (before == null ? 0 : before.openAmountE8());
            LotUse use = new LotUse(lot, usedE9, part(lotAmountE8, usedE9, lotQtyE9), part(leftAmountE8, usedE9, leftQtyE9),
                lot.actionCount(), i < designatedCount);
            lastUse.put(lot.id(), use);
            uses.add(use);
            leftQtyE9 -= usedE9;
            leftAmountE8 -= use.closeAmountE8();
        }
        return uses;
    }

    private List<Lot> inOrder(Execution execution, long positionId) {
        PositionSide side = execution.terms().isBuy() ? PositionSide.SHORT : PositionSide.LONG;
        List<Lot> lots = new ArrayList<>(1);
        for (Lot lot : openByInstrument.getOrDefault(execution.instrumentId(), List.of())) {
            if (lot.positionId() == positionId && lot.side() == side) {
                lots.add(lot);
            }
        }
        if (lots.size() > 1) {
            long executedNanos = execution.terms().executedNanos();
            lots.sort(Comparator.comparing((Lot lot) -> lot.openedNanos() > executedNanos).thenComparing(order()));
        }
        return lots;
    }

    private Comparator<Lot> order() {
        return switch (method) {
            case LIFO -> LAST_IN;
            case HIFO -> LEAST_GAIN;
            case FIFO, SPECIFIC, NULL_VAL -> FIRST_IN;
        };
    }

    private static int compareGain(Lot a, Lot b) {
        // amount / quantity of both, multiplied out; amounts and quantities are never negative
        int byUnitAmount = compareProducts(a.leavesAmountE8(), b.leavesQtyE9(), b.leavesAmountE8(), a.leavesQtyE9());
        return a.side() == PositionSide.LONG ? -byUnitAmount : byUnitAmount;
    }

    private static int compareProducts(long a, long b, long c, long d) {
        int byHigh = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return byHigh != 0 ? byHigh : Long.compareUnsigned(a * b, c * d);
    }

    // --- lots that somebody names ---

    /** Notes the lots that the fills of an order use first, in place of what was named before. Whether they exist is the caller's to check. */
    public void designate(long orderId, List<LotPart> parts) {
        if (parts.isEmpty()) {
            designatedByOrder.remove(orderId);
        } else {
            designatedByOrder.put(orderId, List.copyOf(parts));
        }
    }

    /** What is left of the parts that were named for the order, as far as the lots are open and belong to the position. */
    private List<LotPart> designated(Execution execution, long positionId) {
        List<LotPart> parts = designatedByOrder.get(execution.orderId());
        if (parts == null || execution.orderId() == 0) {
            return List.of();
        }
        List<LotPart> left = new ArrayList<>();
        for (LotPart part : parts) {
            Lot lot = openById.get(part.lotId());
            if (lot != null && lot.positionId() == positionId && lot.instrumentId() == execution.instrumentId()) {
                long qtyE9 = Math.min(part.qtyE9() - usedAsNamed(lot, execution.orderId()), lot.leavesQtyE9());
                if (qtyE9 > 0) {
                    left.add(new LotPart(lot.id(), qtyE9));
                }
            }
        }
        return left;
    }

    private static long usedAsNamed(Lot lot, long orderId) {
        long qtyE9 = 0;
        for (Execution user : lot.users()) {
            for (LotUse use : user.uses()) {
                qtyE9 += user.orderId() == orderId && use.lot() == lot && use.isDesignated() ? use.qtyE9() : 0;
            }
        }
        return qtyE9;
    }

    /** The lots that were named, by order. A view: read only. */
    public Map<Long, List<LotPart>> designated() {
        return Collections.unmodifiableMap(designatedByOrder);
    }

    /** Forgets what was named for orders of which nothing is known any more. */
    void keepDesignated(LongPredicate isOrderKnown) {
        designatedByOrder.keySet().removeIf(orderId -> !isOrderKnown.test(orderId));
    }

    // --- taking back ---

    /**
     * Undoes all that an execution did to lots, so that it can be booked anew. No later execution may have used what it opened.
     * Writes one LotAdjusted a lot; what it takes from cash and gains is the caller's decision, before it.
     */
    public void undo(Execution execution, LotAdjustment reason) {
        for (Execution.Opening opening : execution.openings()) {
            Lot lot = opening.lot();
            if (lot.leavesQtyE9() != opening.qtyE9() || lot.leavesAmountE8() != opening.amountE8()) {
                throw new IllegalStateException("lot " + lot.id() + " has been used since execution " + execution.executionId() + " opened it");
            }
            adjust(lot, 0, 0, reason);
        }
        for (LotUse use : execution.uses()) {
            Lot lot = use.lot();
            lot.users().remove(execution);
            adjust(lot, Math.addExact(lot.leavesQtyE9(), use.qtyE9()), Math.addExact(lot.leavesAmountE8(), use.openAmountE8()), reason);
        }
        execution.begin();
    }

    /** Gain of the executions that have closed what this one opened, as far as it comes from that, E8. */
    public long gainOnOpenedE8(Execution execution) {
        long gainE8 = 0;
        for (Execution.Opening opening : execution.openings()) {
            for (Execution user : opening.lot().users()) {
                for (LotUse use : user.uses()) {
                    gainE8 = Math.addExact(gainE8, use.lot() == opening.lot() ? use.gainE8() : 0);
                }
            }
        }
        return gainE8;
    }

    /**
     * Undoes an execution although others have closed what it opened: their units stand on the other side now, as lots of no
     * position, one for each execution. Writes LotAdjusted for what was left, then a LotOpened for each of these; the caller's
     * decision before it takes the gains back.
     */
    public void undoOpened(Execution execution, LotAdjustment reason) {
        for (Execution.Opening opening : execution.openings()) {
            if (opening.lot().leavesQtyE9() > 0) {
                adjust(opening.lot(), 0, 0, reason);
            }
        }
        for (Execution.Opening opening : execution.openings()) {
            for (Execution user : opening.lot().users()) {
                uncover(user, opening.lot());
            }
            opening.lot().users().clear();
        }
        execution.begin();
    }

    private void uncover(Execution user, Lot lost) {
        long qtyE9 = 0;
        long amountE8 = 0;
        for (Iterator<LotUse> uses = user.uses().iterator(); uses.hasNext();) {
            LotUse use = uses.next();
            if (use.lot() == lost) {
                uses.remove();
                qtyE9 = Math.addExact(qtyE9, use.qtyE9());
                amountE8 = Math.addExact(amountE8, use.closeAmountE8());
            }
        }
        open(user, 0, otherSide(user.terms().isBuy()), qtyE9, amountE8);
    }

    /** Account of units that a closing fill leaves on the other side. */
    public static AssetClass otherSide(boolean isBuy) {
        return isBuy ? AssetClass.LONG_EQUITY : AssetClass.SHORT_POSITION;
    }

    // --- corporate actions ---

    /** Notes a corporate action in an instrument, whether lots are open in it or not. */
    public void noteAction(int instrumentId) {
        actionsByInstrument.merge(instrumentId, 1, Integer::sum);
    }

    /** True when a corporate action came after an execution: its figures do not fit what is held any more, and it cannot be undone. */
    public boolean isSettled(Execution execution) {
        return execution.isActedOn() || execution.actionCount() != actionCount(execution.instrumentId());
    }

    /** Corporate actions by instrument. A view: read only. */
    public Map<Integer, Integer> actionCounts() {
        return Collections.unmodifiableMap(actionsByInstrument);
    }

    private int actionCount(int instrumentId) {
        return actionsByInstrument.getOrDefault(instrumentId, 0);
    }

    /** Changes quantity and instrument of a lot without a trade; its amount stays. Writes LotAdjusted. */
    public void act(Lot lot, int newInstrumentId, long newQtyE9, LotAdjustment reason) {
        decisions.lotAdjusted(lot.id(), newInstrumentId, lot.instrumentId(), reason, lot.leavesQtyE9(), newQtyE9, lot.leavesAmountE8(),
            lot.leavesAmountE8());
        long amountE8 = lot.leavesAmountE8();
        set(lot, 0, 0);
        lot.act(newInstrumentId);
        set(lot, newQtyE9, amountE8);
    }

    /** Opens a lot for units that nobody can explain, in no position. Writes LotOpened; they move no cash. */
    public Lot openUnexplained(int instrumentId, AssetClass assetClass, PositionSide side, long qtyE9, long priceE8, long amountE8,
            long openedNanos) {
        Lot lot = openBefore(instrumentId, assetClass, side, qtyE9, amountE8, openedNanos);
        decisions.lotOpened(lot.id(), 0, 0, 0, instrumentId, assetClass, side, qtyE9, priceE8, amountE8);
        return lot;
    }

    /** Takes units out of a lot that nobody can explain, with their part of its amount. Writes LotAdjusted. */
    public void takeOut(Lot lot, long qtyE9) {
        adjust(lot, lot.leavesQtyE9() - qtyE9, lot.leavesAmountE8() - part(lot.leavesAmountE8(), qtyE9, lot.leavesQtyE9()),
            LotAdjustment.CORRECTION);
    }

    /** The id of the lot opened last. */
    public void restoreLastLotId(long lotId) {
        lastLotId = lotId;
    }

    /** Corporate actions in an instrument so far. */
    public void restoreActionCount(int instrumentId, int count) {
        actionsByInstrument.put(instrumentId, count);
    }

    /** A lot as it was; without a quantity it is used up, and known to its executions only. */
    public Lot restore(long id, long positionId, long orderId, int strategyId, int instrumentId, AssetClass assetClass, PositionSide side,
            long openedNanos, long qtyE9, long amountE8, int actionCount) {
        Lot lot = new Lot(id, positionId, orderId, strategyId, instrumentId, assetClass, side, openedNanos);
        lot.restore(actionCount);
        set(lot, qtyE9, amountE8);
        return lot;
    }

    private void adjust(Lot lot, long qtyE9, long amountE8, LotAdjustment reason) {
        decisions.lotAdjusted(lot.id(), lot.instrumentId(), lot.instrumentId(), reason, lot.leavesQtyE9(), qtyE9, lot.leavesAmountE8(),
            amountE8);
        set(lot, qtyE9, amountE8);
    }

    /** The one place that changes what is left of a lot. */
    private void set(Lot lot, long qtyE9, long amountE8) {
        boolean wasOpen = lot.leavesQtyE9() > 0;
        lot.leave(qtyE9, amountE8);
        if (qtyE9 > 0 && !wasOpen) {
            openById.put(lot.id(), lot);
            List<Lot> lots = openByInstrument.computeIfAbsent(lot.instrumentId(), id -> new ArrayList<>(1));
            int at = lots.size();
            while (at > 0 && lots.get(at - 1).id() > lot.id()) {
                at--;
            }
            lots.add(at, lot);
        } else if (qtyE9 == 0 && wasOpen) {
            openById.remove(lot.id());
            List<Lot> lots = openByInstrument.get(lot.instrumentId());
            lots.remove(lot);
            if (lots.isEmpty()) {
                openByInstrument.remove(lot.instrumentId());
            }
        }
    }

    /** Share of an amount for a part of its quantity, half up to the cent; the last part takes what is left. */
    public static long part(long amountE8, long usedE9, long leavesE9) {
        if (usedE9 == leavesE9) {
            return amountE8;
        }
        long cents = FixedPoint.multiplyDivideHalfUp(amountE8 / FixedPoint.E8_PER_CENT, usedE9, leavesE9);
        return cents * FixedPoint.E8_PER_CENT;
    }
}
