package io.tradebot.replay.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/** Turns wall-clock times of a zone into instants. Remembers the day it was asked about last; owned by one thread. */
final class WallClock {

    private final ZoneId zone;
    private final ZoneRules rules;
    private long cachedDay = Long.MIN_VALUE;
    /** Seconds east of UTC during the whole of the cached day, or null when they change on it. */
    private Integer cachedOffset;

    WallClock(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** Epoch second, or {@link Row#BAD} with the problem recorded when the clock skips this time or shows it twice. */
    long epochSecond(Row row, int field, long epochDay, long secondOfDay) {
        if (epochDay != cachedDay) {
            cachedDay = epochDay;
            LocalDate day = LocalDate.ofEpochDay(epochDay);
            ZoneOffset atStart = rules.getOffset(day.atStartOfDay());
            cachedOffset = atStart.equals(rules.getOffset(day.atTime(LocalTime.MAX))) ? atStart.getTotalSeconds() : null;
        }
        long wallSecond = epochDay * 86_400 + secondOfDay;
        if (cachedOffset != null) {
            return wallSecond - cachedOffset;
        }
        List<ZoneOffset> offsets = rules.getValidOffsets(LocalDateTime.ofEpochSecond(wallSecond, 0, ZoneOffset.UTC));
        if (offsets.size() != 1) {
            return row.reject(field, (offsets.isEmpty() ? "is skipped by the clock in " : "is there twice in ") + zone
                + " (change of daylight time)");
        }
        return wallSecond - offsets.get(0).getTotalSeconds();
    }
}
