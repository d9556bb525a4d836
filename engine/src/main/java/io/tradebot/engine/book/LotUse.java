package io.tradebot.engine.book;

import io.tradebot.journal.event.PositionSide;

/**
 * A part of a lot that an execution closed. Immutable.
 *
 * @param openAmountE8  part of the lot's opening amount, whole cents
 * @param closeAmountE8 amount of the closing leg, whole cents
 * @param actionCount   of the lot when it was used
 * @param isDesignated  somebody named the lot for this
 */
public record LotUse(Lot lot, long qtyE9, long openAmountE8, long closeAmountE8, int actionCount, boolean isDesignated) {

    /** Gain before fees, E8. */
    public long gainE8() {
        return lot.side() == PositionSide.LONG ? closeAmountE8 - openAmountE8 : openAmountE8 - closeAmountE8;
    }
}
