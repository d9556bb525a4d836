package io.tradebot.projections.ledger;

import io.tradebot.projections.db.ExcerptHead;
import io.tradebot.projections.ledger.Lots.Lot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** An entry while the records of its excerpt come in: what it is about, and its splits so far. Runner's thread. */
final class Draft {

    /** What the records behind the first one of an entry mean. */
    enum Purpose {
        /** Lots opened or closed by a fill. */
        FILL,
        /** An execution taken back: lots follow that move no cash of their own. */
        REVERSAL,
        /** A company changed its shares: lots follow that change without money. */
        ACTION,
        /** An option ended: its lots follow, and those of the underlying. */
        OPTION,
        /** A difference to the broker: lots may follow, their counterpart is Reconciliation Differences. */
        DIFFERENCE,
        /** All is in one record. */
        SINGLE
    }

    /** What lots of a fill must have in common to share an entry. */
    record LotKey(long orderId, String executionId, boolean isOpening, int instrumentId, String assetClass, boolean isLong, int strategyId) {
    }

    private record Part(long priceE8, long qtyE9) {
    }

    final long entryId;
    final String fitid;
    final Purpose purpose;
    final String kind;
    final String trntype;
    final long timeNanos;
    final Posting posting = new Posting();
    LotKey lotKey;
    String strategy;
    String ticker;
    String side;
    Long sizeE9;
    Long exitPriceE8;
    Long pnlCents;
    Long orderId;
    String executionId;
    String linkedFitid;
    /** Of a reversal: when the broker executed it. */
    long executedNanos;
    private final List<Part> entryParts = new ArrayList<>(1);
    private Long commissionCents;
    private Long feesCents;

    Draft(long entryId, String fitid, Purpose purpose, String kind, String trntype, long timeNanos) {
        this.entryId = entryId;
        this.fitid = fitid;
        this.purpose = purpose;
        this.kind = kind;
        this.trntype = trntype;
        this.timeNanos = timeNanos;
    }

    /** Counts a lot of the fill in: its quantity, the price it was opened at and, of a close, its gain. */
    void addLot(Lot lot, long qtyE9, Long gainCents) {
        sizeE9 = sizeE9 == null ? qtyE9 : Math.addExact(sizeE9, qtyE9);
        entryParts.add(new Part(lot.priceE8, qtyE9));
        if (gainCents != null) {
            pnlCents = pnlCents == null ? gainCents : Math.addExact(pnlCents, gainCents);
        }
    }

    void addFee(boolean isCommission, long cents) {
        if (isCommission) {
            commissionCents = commissionCents == null ? cents : Math.addExact(commissionCents, cents);
        } else {
            feesCents = feesCents == null ? cents : Math.addExact(feesCents, cents);
        }
    }

    Entry toEntry(long journalSequence, String broker) {
        return new Entry(journalSequence, kind, trntype, ExcerptHead.utc(timeNanos), timeNanos, fitid, broker, strategy, ticker, side,
            sizeE9, averageEntryPrice(), exitPriceE8, pnlCents, orderId, executionId, linkedFitid, commissionCents, feesCents);
    }

    /** By quantity, half up. */
    private Long averageEntryPrice() {
        if (entryParts.isEmpty()) {
            return null;
        }
        long first = entryParts.get(0).priceE8();
        if (sizeE9 == 0 || entryParts.stream().allMatch(part -> part.priceE8() == first)) {
            return first;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Part part : entryParts) {
            sum = sum.add(BigDecimal.valueOf(part.priceE8()).multiply(BigDecimal.valueOf(part.qtyE9())));
        }
        return sum.divide(BigDecimal.valueOf(sizeE9), 0, RoundingMode.HALF_UP).longValueExact();
    }
}
