package io.tradebot.projections.ledger;

/**
 * The columns of an entry that its cause decides; null where they do not apply. {@code pnlCents} is the realised gain
 * before fees; {@code commissionCents} and {@code feesCents} are charged when positive.
 */
record Entry(long journalSequence, String kind, String trntype, String dtposted, long timeNanos, String fitid, String broker,
             String strategy, String ticker, String side, Long sizeE9, Long entryPriceE8, Long exitPriceE8, Long pnlCents,
             Long orderId, String executionId, String linkedFitid, Long commissionCents, Long feesCents) {

    /** The values in column order, behind entry_id and before the hashes. */
    Object[] values() {
        return new Object[] {journalSequence, kind, trntype, dtposted, timeNanos, fitid, broker, strategy, ticker, side, sizeE9,
            entryPriceE8, exitPriceE8, pnlCents, orderId, executionId, linkedFitid, commissionCents, feesCents};
    }
}
