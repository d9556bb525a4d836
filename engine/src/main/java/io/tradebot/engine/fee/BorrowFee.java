package io.tradebot.engine.fee;

import io.tradebot.journal.value.FixedPoint;

/**
 * What borrowed shares cost: market value x annual rate / 360 for each night that the short position is held (Interactive Brokers
 * reporting guide, "Borrow Fee Details"; Alpaca support, "Short selling fees"). Within a day there is none. Pure.
 *
 * <p>Left to the caller is what the value is: Interactive Brokers takes 102 % of the last price rounded up to the dollar, Alpaca
 * the last price of shares rounded up to the hundred.
 */
public final class BorrowFee {

    private static final long DAYS_A_YEAR = 360;

    private BorrowFee() {
    }

    /** Nights between two dates, weekends and holidays included; 0 within a day. */
    public static int nights(int openedEpochDay, int closedEpochDay) {
        return Math.subtractExact(closedEpochDay, openedEpochDay);
    }

    /**
     * Fee, whole cents, half up.
     *
     * @param marketValueCents value of the borrowed shares
     * @param annualPpm        rate of a year in millionths
     */
    public static long cents(long marketValueCents, long annualPpm, int nights) {
        return FixedPoint.multiplyDivideHalfUp(Math.multiplyExact(marketValueCents, nights), annualPpm, DAYS_A_YEAR * FixedPoint.PPM);
    }
}
