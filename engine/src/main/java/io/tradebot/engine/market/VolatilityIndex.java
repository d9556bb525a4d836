package io.tradebot.engine.market;

import io.tradebot.journal.event.VolatilitySource;

/**
 * Latest minute value and latest daily close of the volatility index, E8 points, and whether the day has a minute series: the
 * host announces it before the first value, so that a series whose values are late or missing is not mistaken for a day
 * without one. Engine thread only.
 */
public final class VolatilityIndex {

    /** Name of the feed whose FeedStatusChanged with status LIVE says that the day has a minute series. */
    public static final String MINUTE_FEED = "vix-minute";

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private int announcedEpochDay = Integer.MIN_VALUE;
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

    /** Notes that there is a minute series for this session date; it holds for the whole date. */
    void announceMinutes(int epochDay) {
        announcedEpochDay = epochDay;
    }

    /** True when a minute series for this session date was announced or a value of it is known. */
    public boolean hasMinuteSeriesOn(int epochDay) {
        return announcedEpochDay == epochDay || minuteEpochDay == epochDay;
    }

    /** True when the newest minute value, of whatever date, is at most this old; its age counts from the end of its minute. */
    public boolean hasMinuteValueWithin(long ageNanosMax, long timeNanos) {
        return minuteEpochDay != Integer.MIN_VALUE && timeNanos - (minuteStartNanos + MINUTE_NANOS) <= ageNanosMax;
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
