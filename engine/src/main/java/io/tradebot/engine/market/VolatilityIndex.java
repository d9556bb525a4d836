package io.tradebot.engine.market;

import io.tradebot.journal.event.VolatilitySource;

/** Latest minute value and latest daily close of the volatility index, E8 points. Engine thread only. */
public final class VolatilityIndex {

    private int minuteEpochDay = Integer.MIN_VALUE;
    private long minuteStartNanos = Long.MIN_VALUE;
    private long minuteValueE8;
    private int dailyEpochDay = Integer.MIN_VALUE;
    private long dailyValueE8;

    void put(VolatilitySource source, long startNanos, int epochDay, long valueE8) {
        if (source == VolatilitySource.MINUTE) {
            minuteEpochDay = epochDay;
            minuteStartNanos = startNanos;
            minuteValueE8 = valueE8;
        } else {
            dailyEpochDay = epochDay;
            dailyValueE8 = valueE8;
        }
    }

    /** True when the minute series has a value for this session date. */
    public boolean hasMinuteValueOn(int epochDay) {
        return minuteEpochDay == epochDay;
    }

    /** Start of the newest minute value. */
    public long minuteStartNanos() {
        return minuteStartNanos;
    }

    /** Newest minute value. */
    public long minuteValueE8() {
        return minuteValueE8;
    }

    /** True when the newest daily close is of this session date. */
    public boolean hasDailyCloseOn(int epochDay) {
        return dailyEpochDay == epochDay;
    }

    /** Newest daily close. */
    public long dailyValueE8() {
        return dailyValueE8;
    }
}
