package io.tradebot.replay.explain;

import io.tradebot.journal.event.MeasureUnit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;

/** Scaled longs as decimals whose scale says how many digits to show. Pure functions, any thread. */
final class Numbers {

    private static final int PRICE_DECIMALS = 4;
    private static final int CASH_DECIMALS = 2;

    private Numbers() {
    }

    static BigDecimal price(long priceE8) {
        return scaled(priceE8, 8, PRICE_DECIMALS);
    }

    static BigDecimal cash(long cashE8) {
        return scaled(cashE8, 8, CASH_DECIMALS);
    }

    static BigDecimal qty(long qtyE9) {
        return scaled(qtyE9, 9, 0);
    }

    static BigDecimal ratio(long ppm) {
        return scaled(ppm, 6, 0);
    }

    static BigDecimal whole(long value) {
        return BigDecimal.valueOf(value);
    }

    /** The value in the unit's own form; null for no value and for times, which are no amounts. */
    static BigDecimal measured(String unit, long value) {
        return switch (MeasureUnit.valueOf(unit)) {
            case PRICE_E8 -> price(value);
            case CASH_E8, INDEX_E8 -> cash(value);
            case QTY_E9 -> qty(value);
            case PPM -> ratio(value);
            case SHARES, COUNT, INTEGER, CODE, BYTES, DAYS -> whole(value);
            case NONE, NANOS, NULL_VAL -> null;
        };
    }

    static String time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L)).toString();
    }

    static String date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** Without zeros at the end, but with at least {@code decimals} digits. */
    static BigDecimal trimmed(BigDecimal value, int decimals) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < decimals ? stripped.setScale(decimals) : stripped;
    }

    private static BigDecimal scaled(long value, int scale, int decimals) {
        return trimmed(new BigDecimal(BigInteger.valueOf(value), scale), decimals);
    }
}
