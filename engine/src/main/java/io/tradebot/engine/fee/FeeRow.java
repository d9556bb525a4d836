package io.tradebot.engine.fee;

/**
 * A regulator's fee on some trade dates.
 *
 * @param rateE9 USD x 10^9 for one USD of proceeds, one share or one contract
 * @param capE8  most for one execution, USD x 10^8; Long.MAX_VALUE for no cap
 * @param source notice that says so
 */
record FeeRow(int fromEpochDay, int throughEpochDay, long rateE9, long capE8, String source) implements DatedRow {
}
