package io.tradebot.replay.data;

import java.time.Instant;
import java.time.LocalDate;

/** What a series holds; the column layout of its {@link TimeColumns}. Column 0 is the key. */
enum SeriesKind {
    /** startNanos, open, high, low, close (E8), volume. */
    MINUTE_BARS(6, false, true),
    /** startNanos, bid, ask (E8, {@link QuoteSeries#NO_PRICE} = none), bid shares, ask shares. */
    QUOTES(5, false, false),
    /** epochDay, open, high, low, close (E8), volume. */
    DAILY_BARS(6, true, true),
    /** As MINUTE_BARS; the value is the close. */
    VIX_MINUTES(6, false, false),
    /** epochDay, value (E8). */
    VIX_DAYS(2, true, true),
    /** As QUOTES, one series per contract. */
    OPTION_QUOTES(5, false, false);

    final int columnCount;
    /** The key is an epoch day, not epoch nanos. */
    final boolean isDaily;
    /** Rows of the days before the range are kept, see {@link DateRange}. */
    final boolean looksBack;

    SeriesKind(int columnCount, boolean isDaily, boolean looksBack) {
        this.columnCount = columnCount;
        this.isDaily = isDaily;
        this.looksBack = looksBack;
    }

    /** A key in words: a date or an instant. */
    String shown(long key) {
        return isDaily ? LocalDate.ofEpochDay(key).toString()
            : Instant.ofEpochSecond(key / TimeField.SECOND_NANOS).toString();
    }
}
