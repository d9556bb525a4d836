package io.tradebot.engine.book;

import io.tradebot.journal.event.ReserveKind;
import io.tradebot.journal.value.FixedPoint;

/**
 * The cash of the books: what the bot trades with (float), and what is set aside for tax and payroll. USD scaled by 10^8, always
 * whole cents. Every booking that moves cash goes through it, so it equals START_FLOAT and all bookings. Engine thread only.
 */
public final class Cash implements CashView {

    private long floatE8;
    private long taxReserveE8;
    private long payrollReserveE8;

    /** Begins with everything in the float. */
    public Cash(long startFloatE8) {
        requireWholeCents(startFloatE8);
        floatE8 = startFloatE8;
    }

    /** The three parts as they were. */
    public void restore(long newFloatE8, long newTaxReserveE8, long newPayrollReserveE8) {
        requireWholeCents(newFloatE8);
        floatE8 = newFloatE8;
        taxReserveE8 = newTaxReserveE8;
        payrollReserveE8 = newPayrollReserveE8;
    }

    /** Money that comes into the float; negative when it leaves. The float may go below zero: a broker may charge what is not there. */
    public void receive(long amountE8) {
        requireWholeCents(amountE8);
        floatE8 = Math.addExact(floatE8, amountE8);
    }

    /** Moves money from the float into a reserve; negative moves it back. Whether it is there is the caller's to check. */
    public void reserve(ReserveKind kind, long amountE8) {
        requireWholeCents(amountE8);
        long afterFloatE8 = Math.subtractExact(floatE8, amountE8);
        switch (kind) {
            case TAX -> taxReserveE8 = Math.addExact(taxReserveE8, amountE8);
            case PAYROLL -> payrollReserveE8 = Math.addExact(payrollReserveE8, amountE8);
            case FLOAT, NULL_VAL -> throw new IllegalArgumentException(kind + " is not a reserve");
        }
        floatE8 = afterFloatE8;
    }

    /** What is in a bucket. */
    public long balanceE8(ReserveKind kind) {
        return switch (kind) {
            case FLOAT -> floatE8;
            case TAX -> taxReserveE8;
            case PAYROLL -> payrollReserveE8;
            case NULL_VAL -> throw new IllegalArgumentException("cash without a bucket");
        };
    }

    @Override
    public long totalE8() {
        return Math.addExact(floatE8, Math.addExact(taxReserveE8, payrollReserveE8));
    }

    @Override
    public long floatE8() {
        return floatE8;
    }

    @Override
    public long taxReserveE8() {
        return taxReserveE8;
    }

    @Override
    public long payrollReserveE8() {
        return payrollReserveE8;
    }

    private static void requireWholeCents(long amountE8) {
        FixedPoint.divideExact(amountE8, FixedPoint.E8_PER_CENT);
    }
}
