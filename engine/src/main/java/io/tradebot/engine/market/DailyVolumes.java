package io.tradebot.engine.market;

/**
 * Volumes of the most recent sessions of one instrument, for the average daily volume. A daily bar's volume replaces the sum
 * of the minute bars of the same date, whichever comes first. Engine thread only.
 */
public final class DailyVolumes {

    /** Sessions in the average (strategy-rules 5.1). */
    public static final int AVERAGE_SESSIONS = 20;
    /** Calendar days that the average reaches back (strategy-rules 5.1). */
    public static final int MAX_AGE_DAYS = 60;
    /** Returned when no session qualifies. */
    public static final long NO_HISTORY = -1;

    private final int[] epochDays = new int[AVERAGE_SESSIONS];
    private final long[] volumes = new long[AVERAGE_SESSIONS];
    private int count;

    /** Notes the consolidated volume of a session. */
    void putDaily(int epochDay, long volumeShares) {
        put(epochDay, volumeShares, true);
    }

    /** Notes the sum of a session's minute bars; kept only where no daily bar of that date is known. */
    void putMinuteSum(int epochDay, long volumeShares) {
        put(epochDay, volumeShares, false);
    }

    /** Floor mean over the most recent sessions before {@code epochDay}; {@link #NO_HISTORY} when there is none. */
    public long averageBefore(int epochDay) {
        long sum = 0;
        int used = 0;
        for (int i = count - 1; i >= 0; i--) {
            if (epochDays[i] < epochDay && epochDays[i] >= epochDay - MAX_AGE_DAYS) {
                sum = Math.addExact(sum, volumes[i]);
                used++;
            }
        }
        return used == 0 ? NO_HISTORY : sum / used;
    }

    private void put(int epochDay, long volumeShares, boolean isDaily) {
        int at = count;
        while (at > 0 && epochDays[at - 1] > epochDay) {
            at--;
        }
        if (at > 0 && epochDays[at - 1] == epochDay) {
            if (isDaily) {
                volumes[at - 1] = volumeShares;
            }
            return;
        }
        if (count < AVERAGE_SESSIONS) {
            System.arraycopy(epochDays, at, epochDays, at + 1, count - at);
            System.arraycopy(volumes, at, volumes, at + 1, count - at);
            count++;
        } else if (at == 0) {
            return; // older than everything that counts
        } else {
            at--;
            System.arraycopy(epochDays, 1, epochDays, 0, at);
            System.arraycopy(volumes, 1, volumes, 0, at);
        }
        epochDays[at] = epochDay;
        volumes[at] = volumeShares;
    }
}
