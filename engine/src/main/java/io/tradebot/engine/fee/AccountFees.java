package io.tradebot.engine.fee;

import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.collections.Long2ObjectHashMap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an account is charged under a schedule, execution by execution in order of time. Parts of an order cost together what the
 * order would in one piece; an order that trades on two days counts as two. Fees that a broker rounds over the day are charged
 * with the execution that brings the day's sum to the next cent, so that the day's charges add up to the broker's. Not thread safe.
 */
public final class AccountFees {

    private static final FeeKind[] KINDS = {FeeKind.SEC_SECTION_31, FeeKind.FINRA_TAF, FeeKind.OPTION_REGULATORY};

    private final FeeSchedule schedule;
    private final Long2ObjectHashMap<OrderTotal> totalByOrder = new Long2ObjectHashMap<>(); // looked up, never iterated
    private final long[] dayE11ByKind = new long[KINDS.length];
    private final long[] chargedCentsByKind = new long[KINDS.length];
    private int epochDay = Integer.MIN_VALUE;

    private static final class OrderTotal {
        private long qtyE9;
        private long amountCents;
        private long byRateE11;
        private long chargedCents;
    }

    /** An account that has not traded. */
    public AccountFees(FeeSchedule schedule) {
        this.schedule = schedule;
    }

    /** Commission that this execution adds to its order's, whole cents as E8. Call it once for an execution, before {@link #charges}. */
    public long commissionE8(Execution execution) {
        startDay(execution.epochDay());
        OrderTotal total = totalByOrder.computeIfAbsent(execution.orderId(), id -> new OrderTotal());
        total.qtyE9 = Math.addExact(total.qtyE9, execution.qtyE9());
        total.amountCents = Math.addExact(total.amountCents, execution.amountCents());
        total.byRateE11 = Math.addExact(total.byRateE11, schedule.commissionByRateE11(execution));
        long cents = schedule.commissionCents(execution, total.qtyE9, total.amountCents, total.byRateE11);
        long addedCents = cents - total.chargedCents;
        total.chargedCents = cents;
        return FixedPoint.centsToE8(addedCents);
    }

    /** Regulatory fees to charge with this execution, none of them zero. Call it once for an execution. */
    public List<FeeCharge> charges(Execution execution) {
        startDay(execution.epochDay());
        List<FeeCharge> charges = new ArrayList<>();
        for (int i = 0; i < KINDS.length; i++) {
            if (KINDS[i] == FeeKind.OPTION_REGULATORY && !execution.isOption()) {
                continue;
            }
            long cents = centsToCharge(i, schedule.feeE11(KINDS[i], execution));
            if (cents > 0) {
                charges.add(new FeeCharge(KINDS[i], FixedPoint.centsToE8(cents), schedule.source(KINDS[i], execution)));
            }
        }
        return charges;
    }

    private long centsToCharge(int kind, long amountE11) {
        FeeRounding rounding = schedule.rounding();
        if (!rounding.isByDay()) {
            return rounding.toCents(amountE11);
        }
        dayE11ByKind[kind] = Math.addExact(dayE11ByKind[kind], amountE11);
        long cents = rounding.toCents(dayE11ByKind[kind]) - chargedCentsByKind[kind];
        chargedCentsByKind[kind] += cents;
        return cents;
    }

    private void startDay(int newEpochDay) {
        if (newEpochDay == epochDay) {
            return;
        }
        if (newEpochDay < epochDay) {
            throw new IllegalArgumentException("an execution of day " + newEpochDay + " behind one of day " + epochDay);
        }
        epochDay = newEpochDay;
        totalByOrder.clear();
        Arrays.fill(dayE11ByKind, 0);
        Arrays.fill(chargedCentsByKind, 0);
    }
}
