package io.tradebot.engine.position;

/** What one entry fill bought or sold short, and what is left of it. Engine thread only. */
final class Lot {

    final long id;
    long leavesQtyE9;
    long leavesAmountE8;

    Lot(long id, long qtyE9, long amountE8) {
        this.id = id;
        leavesQtyE9 = qtyE9;
        leavesAmountE8 = amountE8;
    }
}
