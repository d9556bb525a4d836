package io.tradebot.engine.fee;

/** How a broker turns fractions of a cent of a regulatory fee into a charge. */
enum FeeRounding {
    /** Each kind of fee is added up over the account's day; the sum is charged, rounded up to the cent. */
    DAY_UP,
    /** Fractions are charged as they are; in whole cents that is the day's sum, half up. */
    DAY_HALF_UP,
    /** Each execution is charged for itself, rounded up to the cent. */
    EXECUTION_UP;

    private static final long E11_PER_CENT = 1_000_000_000L;

    boolean isByDay() {
        return this != EXECUTION_UP;
    }

    /** USD scaled by 10^11, not negative, in cents. */
    long toCents(long amountE11) {
        long added = this == DAY_HALF_UP ? E11_PER_CENT / 2 : E11_PER_CENT - 1;
        return Math.addExact(amountE11, added) / E11_PER_CENT;
    }
}
