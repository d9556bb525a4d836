package io.tradebot.projections.ledger;

import java.util.ArrayList;
import java.util.List;

/** The splits of one entry while they are collected. Debit positive, credit negative, in cents. Runner's thread. */
final class Posting {

    /**
     * One split. {@code qtyE9} is the change of the security held, null on money accounts; {@code lotId} null when no lot
     * is concerned; {@code recordIndex} the record of the excerpt that caused it.
     */
    record Split(String accountCode, long amountCents, Long qtyE9, String memo, Long lotId, int recordIndex) {
    }

    private final List<Split> splits = new ArrayList<>();

    void add(String accountCode, long amountCents, Long qtyE9, String memo, Long lotId, int recordIndex) {
        splits.add(new Split(accountCode, amountCents, qtyE9, memo, lotId, recordIndex));
    }

    List<Split> splits() {
        return splits;
    }

    long sum() {
        long sum = 0;
        for (Split split : splits) {
            sum = Math.addExact(sum, split.amountCents());
        }
        return sum;
    }
}
