package io.tradebot.engine.settings;

import io.tradebot.journal.value.FixedPoint;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Limits of the risk gate beyond those of the strategy rules. Immutable, any thread. A limit of 0 is off.
 *
 * @param maxDailyLossCents MAX_DAILY_LOSS
 * @param maxPositionQtyE9 MAX_POSITION_SIZE
 * @param maxSymbolExposureE8 MAX_SYMBOL_EXPOSURE
 * @param maxTotalExposureE8 MAX_TOTAL_EXPOSURE
 * @param maxOrderQtyE9 MAX_ORDER_QTY
 * @param maxOrderNotionalE8 MAX_ORDER_NOTIONAL
 * @param maxOrdersPerMinute MAX_ORDERS_PER_MINUTE
 * @param maxSymbolOrdersPerMinute MAX_SYMBOL_ORDERS_PER_MINUTE
 * @param maxRepeatedOrders MAX_REPEATED_ORDERS
 * @param repeatedOrderNanos REPEATED_ORDER_SECONDS as a span
 * @param maxCancelsPerFill MAX_CANCELS_PER_FILL
 * @param priceCollarPpm PRICE_COLLAR
 * @param maxSlippagePpm MAX_SLIPPAGE
 * @param maxQuoteAgeNanos MAX_QUOTE_AGE_SECONDS as a span
 * @param restrictedSymbols RESTRICTED_SYMBOLS in ascending order
 * @param dayTradeRules DAY_TRADE_RULES
 * @param intradayMarginFactorPpm INTRADAY_MARGIN_FACTOR
 * @param maxRefusedOrders MAX_REFUSED_ORDERS
 * @param maxClockSkewNanos MAX_CLOCK_SKEW_SECONDS as a span
 * @param clockAlarmNanos CLOCK_ALARM_SECONDS as a span
 * @param dataLostNanos DATA_LOST_EXIT_SECONDS as a span
 * @param watchdogKillNanos WATCHDOG_KILL_SECONDS as a span
 */
public record RiskSettings(long maxDailyLossCents, long maxPositionQtyE9, long maxSymbolExposureE8, long maxTotalExposureE8,
                           long maxOrderQtyE9, long maxOrderNotionalE8, int maxOrdersPerMinute, int maxSymbolOrdersPerMinute,
                           int maxRepeatedOrders, long repeatedOrderNanos, int maxCancelsPerFill, long priceCollarPpm,
                           long maxSlippagePpm, long maxQuoteAgeNanos, Set<String> restrictedSymbols, Choice dayTradeRules,
                           long intradayMarginFactorPpm, int maxRefusedOrders, long maxClockSkewNanos, long clockAlarmNanos,
                           long dataLostNanos,
                           long watchdogKillNanos) {

    /** Digits behind the point that a quantity setting may have. */
    static final int QTY_SCALE = 6;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Which day-trade rule set is asked for. */
    public enum Choice {
        /** None. */
        OFF,
        /** The one that the date asks for. */
        AUTO,
        /** The count rule on all dates. */
        LEGACY,
        /** The margin rule on all dates. */
        INTRADAY_MARGIN
    }

    /** From settings whose texts have been found valid. */
    static RiskSettings of(EngineSettings all) {
        return new RiskSettings(all.cents("MAX_DAILY_LOSS"),
            all.scaled("MAX_POSITION_SIZE", QTY_SCALE) * FixedPoint.E9_PER_MICRO,
            all.cents("MAX_SYMBOL_EXPOSURE") * FixedPoint.E8_PER_CENT,
            all.cents("MAX_TOTAL_EXPOSURE") * FixedPoint.E8_PER_CENT,
            all.scaled("MAX_ORDER_QTY", QTY_SCALE) * FixedPoint.E9_PER_MICRO,
            all.cents("MAX_ORDER_NOTIONAL") * FixedPoint.E8_PER_CENT,
            all.whole("MAX_ORDERS_PER_MINUTE"), all.whole("MAX_SYMBOL_ORDERS_PER_MINUTE"),
            all.whole("MAX_REPEATED_ORDERS"), all.whole("REPEATED_ORDER_SECONDS") * SECOND_NANOS,
            all.whole("MAX_CANCELS_PER_FILL"), all.ppm("PRICE_COLLAR"), all.ppm("MAX_SLIPPAGE"),
            all.whole("MAX_QUOTE_AGE_SECONDS") * SECOND_NANOS, Collections.unmodifiableSet(new TreeSet<>(List.of(all.list("RESTRICTED_SYMBOLS")))),
            choice(all.value("DAY_TRADE_RULES")), all.ppm("INTRADAY_MARGIN_FACTOR"), all.whole("MAX_REFUSED_ORDERS"),
            all.whole("MAX_CLOCK_SKEW_SECONDS") * SECOND_NANOS, all.whole("CLOCK_ALARM_SECONDS") * SECOND_NANOS,
            all.whole("DATA_LOST_EXIT_SECONDS") * SECOND_NANOS,
            all.whole("WATCHDOG_KILL_SECONDS") * SECOND_NANOS);
    }

    private static Choice choice(String text) {
        return switch (text) {
            case "off" -> Choice.OFF;
            case "auto" -> Choice.AUTO;
            case "legacy" -> Choice.LEGACY;
            case "intraday_margin" -> Choice.INTRADAY_MARGIN;
            default -> throw new IllegalStateException("DAY_TRADE_RULES " + text + " passed the check but has no meaning");
        };
    }
}
