package io.tradebot.engine.fee;

import io.tradebot.journal.event.FeeKind;
import io.tradebot.journal.value.FixedPoint;

import java.util.List;

/**
 * A broker's price list together with the regulators' fees that it passes on, by trade date. All tables name their sources and
 * the dates for which they are known; a date outside is an {@link UnknownFeeException}, never a guess. Immutable.
 */
public final class FeeSchedule {

    private static final long E18_PER_E11 = 10_000_000L;
    private static final long E11_PER_E8 = 1_000L;
    private static final long E11_PER_CENT = 1_000_000_000L;
    /** Cents x ppm as USD scaled by 10^11. */
    private static final long E11_PER_CENT_PPM = 1_000L;

    private final String name;
    private final FeeRounding rounding;
    private final DatedTable<FeeRow> section31 = FeeTables.section31();
    private final DatedTable<FeeRow> tafShare = FeeTables.tradingActivity("share");
    private final DatedTable<FeeRow> tafContract = FeeTables.tradingActivity("contract");
    private final DatedTable<FeeRow> optionsRegulatory = FeeTables.optionsRegulatory();
    private final List<DatedTable<CommissionRow>> shareCommission;
    private final List<DatedTable<CommissionRow>> contractCommission;

    private FeeSchedule(String name, FeeRounding rounding) {
        this.name = name;
        this.rounding = rounding;
        shareCommission = FeeTables.commission(name, "share");
        contractCommission = FeeTables.commission(name, "contract");
    }

    /**
     * The schedule with this name of the setting FEE_SCHEDULE; null for {@code off}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static FeeSchedule named(String name) {
        return switch (name) {
            case "off" -> null;
            case "alpaca" -> new FeeSchedule(name, FeeRounding.DAY_UP);
            case "ibkr_fixed", "ibkr_tiered", "ibkr_lite" -> new FeeSchedule(name, FeeRounding.DAY_HALF_UP);
            case "tradier" -> new FeeSchedule(name, FeeRounding.EXECUTION_UP);
            default -> throw new IllegalArgumentException("no fee schedule " + name);
        };
    }

    /** The name. */
    public String name() {
        return name;
    }

    FeeRounding rounding() {
        return rounding;
    }

    /**
     * Checks that everything is known for trades on a date.
     *
     * @throws UnknownFeeException naming the first table that does not cover it
     */
    public void requireKnown(int epochDay, boolean withOptions) {
        shareCommission.get(0).at(epochDay);
        section31.at(epochDay);
        tafShare.at(epochDay);
        if (withOptions) {
            contractCommission.get(0).at(epochDay);
            tafContract.at(epochDay);
            optionsRegulatory.at(epochDay);
        }
    }

    /** Commission of one execution by the rate alone, USD x 10^11; minimum and maximum are an order's. */
    long commissionByRateE11(Execution execution) {
        return perUnitE11(execution.qtyE9(), commissionRow(execution).rateE9());
    }

    /**
     * Commission of an order so far, whole cents.
     *
     * @param latest      its newest execution, whose trade date counts
     * @param qtyE9       shares or contracts so far
     * @param amountCents what they traded for
     * @param byRateE11   sum of {@link #commissionByRateE11}
     */
    long commissionCents(Execution latest, long qtyE9, long amountCents, long byRateE11) {
        CommissionRow row = commissionRow(latest);
        long leastCents = qtyE9 < FixedPoint.E9 ? row.minimumBelowOneCents() : row.minimumCents();
        long amountE11 = Math.max(byRateE11, Math.multiplyExact(leastCents, E11_PER_CENT));
        if (row.maximumPpm() != Long.MAX_VALUE) {
            amountE11 = Math.min(amountE11, Math.multiplyExact(Math.multiplyExact(amountCents, row.maximumPpm()), E11_PER_CENT_PPM));
        }
        return FeeRounding.DAY_HALF_UP.toCents(amountE11);
    }

    private CommissionRow commissionRow(Execution execution) {
        List<DatedTable<CommissionRow>> tables = execution.isOption() ? contractCommission : shareCommission;
        CommissionRow row = tables.get(0).at(execution.epochDay());
        for (int i = 1; i < tables.size(); i++) {
            CommissionRow higher = tables.get(i).at(execution.epochDay());
            row = execution.priceE8() >= higher.premiumFromE8() ? higher : row;
        }
        return row;
    }

    /** A regulatory fee of one execution before rounding, USD x 10^11; 0 when it is not of this kind of trade. */
    long feeE11(FeeKind kind, Execution execution) {
        FeeRow row = row(kind, execution);
        return switch (kind) {
            case SEC_SECTION_31 -> execution.isSale() ? Math.multiplyExact(execution.amountCents(), row.rateE9()) : 0;
            case FINRA_TAF -> execution.isSale() && !isBelowRate(execution, row) ? capped(perUnitE11(execution.qtyE9(), row.rateE9()), row) : 0;
            case OPTION_REGULATORY -> execution.isOption() ? perUnitE11(execution.qtyE9(), row.rateE9()) : 0;
            default -> throw new IllegalArgumentException(kind + " is not a regulatory fee of an execution");
        };
    }

    /** Notice that says how much the fee is. */
    String source(FeeKind kind, Execution execution) {
        return row(kind, execution).source();
    }

    private FeeRow row(FeeKind kind, Execution execution) {
        DatedTable<FeeRow> table = switch (kind) {
            case SEC_SECTION_31 -> section31;
            case FINRA_TAF -> execution.isOption() ? tafContract : tafShare;
            default -> optionsRegulatory;
        };
        return table.at(execution.epochDay());
    }

    private static boolean isBelowRate(Execution execution, FeeRow row) {
        return !execution.isOption() && Math.multiplyExact(execution.priceE8(), FixedPoint.E9 / FixedPoint.E8) < row.rateE9();
    }

    private static long capped(long amountE11, FeeRow row) {
        return row.capE8() == Long.MAX_VALUE ? amountE11 : Math.min(amountE11, Math.multiplyExact(row.capE8(), E11_PER_E8));
    }

    private static long perUnitE11(long qtyE9, long rateE9) {
        return FixedPoint.multiplyDivideCeil(qtyE9, rateE9, E18_PER_E11);
    }
}
