package io.tradebot.projections.tax;

/**
 * One closed part of a lot as a tax form wants it (Form 8949 of the IRS). Dates are exchange dates. Commissions are expenses of
 * their own in these books and in neither amount.
 *
 * @param symbol             of the security
 * @param units              x 10^9, positive
 * @param acquiredDate       ISO date; of a short sale the date it was covered with, as the form wants it; null when unknown
 * @param soldDate           ISO date
 * @param proceedsCents      what was received
 * @param costCents          what was paid, and losses of earlier wash sales that the lot took over
 * @param washSaleCents      part of the loss that is not allowed because of a wash sale, 0 or positive
 * @param isLongTerm         held for more than a year
 * @param isShortSale        a short sale
 * @param lotId              the lot
 * @param replacementLotId   lot whose cost takes the loss over, null when no wash sale
 * @param fitid              entry that closed the part
 */
public record TaxLine(String symbol, long qtyE9, String acquiredDate, String soldDate, long proceedsCents, long costCents,
                      long washSaleCents, boolean isLongTerm, boolean isShortSale, long lotId, Long replacementLotId, String fitid) {

    /** Gain as the form computes it: proceeds less cost, plus the loss that is not allowed. */
    public long gainCents() {
        return Math.addExact(Math.subtractExact(proceedsCents, costCents), washSaleCents);
    }
}
