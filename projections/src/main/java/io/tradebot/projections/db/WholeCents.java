package io.tradebot.projections.db;

import io.tradebot.journal.value.FixedPoint;

/** Cash of a record as cents of the books. Pure function, any thread. */
public final class WholeCents {

    private WholeCents() {
    }

    /**
     * USD x 10^8 as cents; the books never round.
     *
     * @param field name for the message
     * @throws ProjectionException when a fraction of a cent would be lost
     */
    public static long of(String field, long cashE8) {
        long cents = cashE8 / FixedPoint.E8_PER_CENT;
        if (cents * FixedPoint.E8_PER_CENT != cashE8) {
            throw new ProjectionException(field + "=" + FixedPoint.formatShort(cashE8, 8, 2)
                + " is not whole cents; the engine rounds amounts to the cent before it journals them");
        }
        return cents;
    }

    /** Cents as decimal text with two digits, such as {@code -12.30}. */
    public static String format(long cents) {
        return FixedPoint.format(cents, 2, 2);
    }
}
