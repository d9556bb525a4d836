package io.tradebot.engine.book;

import io.tradebot.journal.event.ExitReason;

import java.util.ArrayList;
import java.util.List;

/**
 * What one execution did to the books: the lots it opened and the parts of lots it closed, so that it can be taken back. The end of
 * an option counts as one, too. Engine thread only; its effects are written by LotBook alone.
 */
public final class Execution {

    /** A lot that it opened, with what it began with. */
    public record Opening(Lot lot, long qtyE9, long amountE8, int actionCount) {
    }

    private final Terms terms;
    private final List<Opening> openings = new ArrayList<>(1);
    private final List<LotUse> uses = new ArrayList<>(1);
    private long number;
    private long leavesQtyE9;
    private long leavesAmountE8;
    private int actionCount;
    private boolean isTakenBack;

    /**
     * Who traded what, when and for how much.
     *
     * @param orderId       0 when no order of ours was filled
     * @param positionId    position that it opens or closes; 0 when none
     * @param isEntry       it opens the position, else it closes
     * @param exitReason    why it closes; NULL_VAL for an entry
     * @param amountE8      price x quantity x multiplier or as the broker reports it, whole cents
     * @param commissionE8  USD scaled by 10^8, as charged: may have fractions of a cent
     * @param executedNanos epoch nanoseconds, by the broker
     */
    public record Terms(long orderId, String executionId, long positionId, int strategyId, int instrumentId, boolean isEntry, boolean isBuy,
                        ExitReason exitReason, long priceE8, long qtyE9, long amountE8, long commissionE8, long executedNanos) {
    }

    /** Nothing of it is booked yet. */
    public Execution(Terms terms) {
        this.terms = terms;
        begin();
    }

    /** What was traded. */
    public Terms terms() {
        return terms;
    }

    /** Order; 0 when no order of ours was filled. */
    public long orderId() {
        return terms.orderId;
    }

    /** The broker's id. */
    public String executionId() {
        return terms.executionId;
    }

    /** Strategy; 0 for none. */
    public int strategyId() {
        return terms.strategyId;
    }

    /** Instrument when it was booked. */
    public int instrumentId() {
        return terms.instrumentId;
    }

    /** First lot that it closed or opened; 0 when none. */
    public long lotId() {
        if (!uses.isEmpty()) {
            return uses.get(0).lot().id();
        }
        return openings.isEmpty() ? 0 : openings.get(0).lot().id();
    }

    /** Parts of lots that it closed, as they were booked. The list is shared: read only. */
    public List<LotUse> uses() {
        return uses;
    }

    /** Quantity with which it opened lots of this position (0 for those of none). */
    public long openedQtyE9(long positionId) {
        return openings.stream().filter(opening -> opening.lot().positionId() == positionId).mapToLong(Opening::qtyE9).sum();
    }

    /** Amount with which it opened lots of this position (0 for those of none). */
    public long openedAmountE8(long positionId) {
        return openings.stream().filter(opening -> opening.lot().positionId() == positionId).mapToLong(Opening::amountE8).sum();
    }

    /** Quantity that is left of all lots that it opened. */
    public long leftOfOpenedQtyE9() {
        return openings.stream().mapToLong(opening -> opening.lot().leavesQtyE9()).sum();
    }

    /** Quantity that it closed in lots of this position (0 for those of none). */
    public long closedQtyE9(long positionId) {
        return uses.stream().filter(use -> use.lot().positionId() == positionId).mapToLong(LotUse::qtyE9).sum();
    }

    /** Amount for which it closed lots of this position (0 for those of none). */
    public long closedAmountE8(long positionId) {
        return uses.stream().filter(use -> use.lot().positionId() == positionId).mapToLong(LotUse::closeAmountE8).sum();
    }

    /** Gain before fees of what it closed. */
    public long gainE8() {
        return uses.stream().mapToLong(LotUse::gainE8).sum();
    }

    /** Money that it brought; negative when it cost. */
    public long cashE8() {
        return terms.isBuy ? -terms.amountE8 : terms.amountE8;
    }

    /** True when the broker has taken it back. */
    public boolean isTakenBack() {
        return isTakenBack;
    }

    /** True when its lots have changed since by a corporate action. */
    boolean isActedOn() {
        return openings.stream().anyMatch(opening -> opening.lot().actionCount() != opening.actionCount())
            || uses.stream().anyMatch(use -> use.lot().actionCount() != use.actionCount());
    }

    /** Lots that it opened. The list is shared: read only. */
    public List<Opening> openings() {
        return openings;
    }

    /** Place in the order of booking, from 1; booked anew it gets another. */
    public long number() {
        return number;
    }

    void number(long newNumber) {
        number = newNumber;
    }

    /** Corporate actions in its instrument when it was booked. */
    public int actionCount() {
        return actionCount;
    }

    void actionCount(int newCount) {
        actionCount = newCount;
    }

    /** Nothing of it is booked. */
    void begin() {
        openings.clear();
        uses.clear();
        leavesQtyE9 = terms.qtyE9;
        leavesAmountE8 = terms.amountE8;
    }

    /** Quantity that is not booked yet. */
    public long leavesQtyE9() {
        return leavesQtyE9;
    }

    /** Amount that is not booked yet. */
    public long leavesAmountE8() {
        return leavesAmountE8;
    }

    void take(long qtyE9, long amountE8) {
        leavesQtyE9 -= qtyE9;
        leavesAmountE8 -= amountE8;
    }

    void restore(long newNumber, long newLeavesQtyE9, long newLeavesAmountE8, int newActionCount, boolean wasTakenBack) {
        number = newNumber;
        leavesQtyE9 = newLeavesQtyE9;
        leavesAmountE8 = newLeavesAmountE8;
        actionCount = newActionCount;
        isTakenBack = wasTakenBack;
    }

    void takeBack() {
        isTakenBack = true;
    }
}
