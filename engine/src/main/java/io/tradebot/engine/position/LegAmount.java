package io.tradebot.engine.position;

import io.tradebot.journal.value.FixedPoint;

/** Money of one leg, as the trading rules and the books state it. Pure. */
public final class LegAmount {

    /** E8 price x E9 quantity per cent. */
    private static final long E17_PER_CENT = 1_000_000_000_000_000L;

    private LegAmount() {
    }

    /**
     * Price x quantity x multiplier, half up to the cent (strategy-rules 7.2, accounting: postings).
     *
     * @return USD scaled by 10^8, a whole number of cents
     */
    public static long ofE8(long priceE8, long qtyE9, int multiplier) {
        long cents = FixedPoint.multiplyDivideHalfUp(priceE8, Math.multiplyExact(qtyE9, multiplier), E17_PER_CENT);
        return FixedPoint.centsToE8(cents);
    }
}
