package io.tradebot.engine.book;

/** What others may read of the cash: USD scaled by 10^8, whole cents. Engine thread, or when the engine rests. */
public interface CashView {

    /** Float and both reserves. */
    long totalE8();

    /** What the bot trades with; below zero when more was charged than was there. */
    long floatE8();

    /** Set aside for tax. */
    long taxReserveE8();

    /** Set aside for payroll. */
    long payrollReserveE8();
}
