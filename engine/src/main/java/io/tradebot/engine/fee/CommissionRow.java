package io.tradebot.engine.fee;

/**
 * A broker's commission on some trade dates.
 *
 * @param premiumFromE8        option price from which it holds, USD x 10^8
 * @param rateE9               USD x 10^9 for one share or contract
 * @param minimumCents         least for an order
 * @param minimumBelowOneCents least for an order that trades less than one whole share
 * @param maximumPpm           most for an order, millionths of what it trades for; Long.MAX_VALUE for no maximum
 * @param source               price list that says so
 */
record CommissionRow(int fromEpochDay, int throughEpochDay, long premiumFromE8, long rateE9, long minimumCents, long minimumBelowOneCents,
        long maximumPpm, String source) implements DatedRow {
}
