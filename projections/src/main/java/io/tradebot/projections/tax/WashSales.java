package io.tradebot.projections.tax;

import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds losses that a wash sale disallows: shares of the same symbol and side are bought (for a short position: sold short)
 * within 30 days before or after the sale, 61 days in all (IRS Publication 550, chapter 4; Form 8949, code W). Pure function,
 * any thread.
 *
 * <p>Replacement shares are taken in the order they were acquired, each share once. Shares acquired before the sale count only
 * as far as they are still held after it; the rest of the lot that was sold from does not count (Revenue Ruling 56-602). A
 * disallowed loss is added to the cost of the replacement shares, which are taken to be the first to be sold from their lot, and
 * may be disallowed again there. Options on the symbol are not compared, and the holding period is not carried over.
 */
public final class WashSales {

    private static final int WINDOW_DAYS = 30;

    /** A lot that was opened; {@code acquiredEpochDay} is an exchange date. Lots without a date are left out: they replace nothing. */
    public record Acquisition(long lotId, String symbol, boolean isShort, long acquiredEpochDay, long qtyE9) {
    }

    /** A part of a lot that was closed, in the order of closing; {@code gainCents} before any adjustment. */
    public record Disposal(long lotUseId, long lotId, String symbol, boolean isShort, long closedEpochDay, long qtyE9, long gainCents) {
    }

    /** A part of a disposal's loss that is disallowed because of one replacement lot; {@code cents} is positive. */
    public record Mark(long lotUseId, long replacementLotId, long qtyE9, long cents) {
    }

    /**
     * What was found.
     *
     * @param marks                in the order of the disposals
     * @param carriedCentsByUse    losses of earlier wash sales in the cost of a disposal; no entry when none
     */
    public record Result(List<Mark> marks, Map<Long, Long> carriedCentsByUse) {
    }

    /** Shares of a lot that took over a loss and are not sold yet. */
    private static final class Carried {
        private long qtyE9;
        private long cents;

        private Carried(long qtyE9, long cents) {
            this.qtyE9 = qtyE9;
            this.cents = cents;
        }
    }

    private final List<Acquisition> acquisitions;
    private final Map<Long, Long> heldByLot = new HashMap<>();
    private final Map<Long, Long> unusedByLot = new HashMap<>();
    private final Map<Long, List<Carried>> carriedByLot = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<Long, Long> carriedCentsByUse = new HashMap<>();

    private WashSales(List<Acquisition> acquisitions) {
        this.acquisitions = acquisitions.stream().sorted(Comparator.comparingLong(Acquisition::acquiredEpochDay)
            .thenComparingLong(Acquisition::lotId)).toList();
        for (Acquisition acquisition : acquisitions) {
            heldByLot.put(acquisition.lotId(), acquisition.qtyE9());
            unusedByLot.put(acquisition.lotId(), acquisition.qtyE9());
        }
    }

    /** All wash sales among these. Disposals are taken by date and, within one, by their number. */
    public static Result find(List<Acquisition> acquisitions, List<Disposal> disposals) {
        WashSales sales = new WashSales(acquisitions);
        disposals.stream().sorted(Comparator.comparingLong(Disposal::closedEpochDay).thenComparingLong(Disposal::lotUseId))
            .forEach(sales::dispose);
        return new Result(List.copyOf(sales.marks), Map.copyOf(sales.carriedCentsByUse));
    }

    private void dispose(Disposal disposal) {
        heldByLot.merge(disposal.lotId(), -disposal.qtyE9(), Math::addExact);
        long carriedCents = takeCarried(disposal);
        if (carriedCents != 0) {
            carriedCentsByUse.put(disposal.lotUseId(), carriedCents);
        }
        long lossCents = carriedCents - disposal.gainCents();
        long leftQtyE9 = disposal.qtyE9();
        for (Acquisition replacement : acquisitions) {
            if (lossCents <= 0 || leftQtyE9 == 0) {
                return;
            }
            long qtyE9 = Math.min(leftQtyE9, replaces(replacement, disposal));
            if (qtyE9 > 0) {
                long cents = FixedPoint.multiplyDivideHalfUp(lossCents, qtyE9, leftQtyE9);
                marks.add(new Mark(disposal.lotUseId(), replacement.lotId(), qtyE9, cents));
                unusedByLot.merge(replacement.lotId(), -qtyE9, Math::addExact);
                carriedByLot.computeIfAbsent(replacement.lotId(), id -> new ArrayList<>()).add(new Carried(qtyE9, cents));
                leftQtyE9 -= qtyE9;
                lossCents -= cents;
            }
        }
    }

    /** Quantity of a lot that can stand for what was sold. */
    private long replaces(Acquisition lot, Disposal sold) {
        boolean isOther = lot.lotId() != sold.lotId() && lot.symbol().equals(sold.symbol()) && lot.isShort() == sold.isShort();
        if (!isOther || Math.abs(lot.acquiredEpochDay() - sold.closedEpochDay()) > WINDOW_DAYS) {
            return 0;
        }
        return Math.min(unusedByLot.get(lot.lotId()), heldByLot.get(lot.lotId()));
    }

    private long takeCarried(Disposal disposal) {
        long cents = 0;
        long leftQtyE9 = disposal.qtyE9();
        for (Carried carried : carriedByLot.getOrDefault(disposal.lotId(), List.of())) {
            long qtyE9 = Math.min(leftQtyE9, carried.qtyE9);
            if (qtyE9 > 0) {
                long part = FixedPoint.multiplyDivideHalfUp(carried.cents, qtyE9, carried.qtyE9);
                carried.qtyE9 -= qtyE9;
                carried.cents -= part;
                leftQtyE9 -= qtyE9;
                cents = Math.addExact(cents, part);
            }
        }
        return cents;
    }
}
