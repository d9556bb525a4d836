package io.tradebot.engine.sim;

import io.tradebot.engine.fee.AccountFees;
import io.tradebot.engine.fee.Execution;
import io.tradebot.engine.fee.FeeCharge;
import io.tradebot.engine.fee.FeeSchedule;
import io.tradebot.engine.position.LegAmount;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.journal.value.FixedPoint;
import org.agrona.collections.Int2IntHashMap;

import java.util.List;

/**
 * What executions cost: by COMMISSION_PER_ORDER and COMMISSION_PER_SHARE, or by a broker's price list with the regulators' fees of
 * the trade date. Not thread safe.
 */
final class FillCosts {

    private static final int IS_SHARE = 0;

    private final FillModel model;
    private final AccountFees account;
    private final TradingCalendar calendar = new TradingCalendar();
    private final Int2IntHashMap multiplierByOption = new Int2IntHashMap(IS_SHARE); // looked up, never iterated

    FillCosts(FillModel model, EngineSettings settings) {
        this.model = model;
        FeeSchedule schedule = FeeSchedule.named(settings.feeSchedule());
        account = schedule == null ? null : new AccountFees(schedule);
    }

    /** Notes that an instrument is an option; all others are shares. */
    void defineOption(int instrumentId, int multiplier) {
        multiplierByOption.put(instrumentId, multiplier);
    }

    /** Costs of an execution that the order does not count yet. Call it once for each, in order of time. */
    Costs of(SimulatedOrder order, long px, long qtyE9, long atNanos) {
        if (account == null) {
            return new Costs(model.commissionE8(order.filledQtyE9(), qtyE9), List.of());
        }
        int multiplier = multiplierByOption.get(order.instrumentId);
        boolean isOption = multiplier != IS_SHARE;
        long priceE8 = px * FixedPoint.E8_PER_PX;
        long amountE8 = LegAmount.ofE8(priceE8, qtyE9, isOption ? multiplier : 1);
        Execution execution = new Execution(order.orderId, calendar.exchangeDayAt(atNanos), isOption, !order.isBuy(), priceE8, qtyE9,
            amountE8 / FixedPoint.E8_PER_CENT);
        return new Costs(account.commissionE8(execution), account.charges(execution));
    }

    /** Commission of an execution, and the fees that are charged apart from it. */
    record Costs(long commissionE8, List<FeeCharge> fees) {
    }
}
