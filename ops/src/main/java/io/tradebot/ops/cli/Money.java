package io.tradebot.ops.cli;

import io.tradebot.journal.value.FixedPoint;
import io.tradebot.projections.db.WholeCents;

import java.math.BigDecimal;

/** Amounts for people and for JSON; exact in both. */
final class Money {

    private Money() {
    }

    /** Cents as {@code 1,234.50}. */
    static String text(long cents) {
        String plain = WholeCents.format(cents);
        int end = plain.indexOf('.');
        int start = plain.startsWith("-") ? 1 : 0;
        StringBuilder grouped = new StringBuilder(plain);
        for (int at = end - 3; at > start; at -= 3) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    /** Cents as a decimal number of USD. */
    static BigDecimal usd(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /** A price or a quantity with at least so many decimals, more where it has them. */
    static BigDecimal exact(long value, int scale, int minDecimals) {
        return new BigDecimal(FixedPoint.formatShort(value, scale, minDecimals));
    }
}
