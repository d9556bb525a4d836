package io.tradebot.replay.data;

import io.tradebot.journal.value.FixedPoint;

/** How a price is written. */
enum PriceForm {
    /** USD with at most four decimals. */
    PLAIN(4, true),
    /** USD with at most eight decimals that must be a multiple of 0.0001. */
    GENERIC(8, true),
    /** Index points with at most eight decimals. */
    INDEX(8, false),
    /** A whole number of 0.0001 USD. */
    LEAN(0, true);

    private final int maxDecimals;
    final boolean isOnGrid;

    PriceForm(int maxDecimals, boolean isOnGrid) {
        this.maxDecimals = maxDecimals;
        this.isOnGrid = isOnGrid;
    }

    /** The price x 10^8, or a negative code of {@link FieldParser}. */
    long readE8(byte[] bytes, int from, int to) {
        long value = FieldParser.decimalE8(bytes, from, to, maxDecimals);
        return this == LEAN && value > 0 ? value / FixedPoint.E8 * FixedPoint.E8_PER_PX : value;
    }

    /** Nothing is quoted: the field is empty, or in LEAN's files 0. */
    boolean isAbsent(Row row, int field) {
        return row.isEmpty(field)
            || this == LEAN && row.to[field] - row.from[field] == 1 && row.bytes[row.from[field]] == '0';
    }
}
