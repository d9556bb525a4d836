package io.tradebot.engine.market;

import io.tradebot.engine.script.Seed;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DailyVolumesTest {

    private final DailyVolumes volumes = new DailyVolumes();

    @Test
    void shouldKnowNothingWithoutHistory() {
        assertEquals(DailyVolumes.NO_HISTORY, volumes.averageBefore(1000));
        volumes.putDaily(1000, 5);
        assertEquals(DailyVolumes.NO_HISTORY, volumes.averageBefore(1000), "the day itself does not count");
    }

    @Test
    void shouldReachBackSixtyDaysAndNotMore() {
        volumes.putDaily(940, 5);
        assertEquals(5, volumes.averageBefore(1000));
        assertEquals(DailyVolumes.NO_HISTORY, volumes.averageBefore(1001));
    }

    @Test
    void shouldRoundTheMeanDown() {
        volumes.putDaily(998, 1);
        volumes.putDaily(999, 2);
        assertEquals(1, volumes.averageBefore(1000));
    }

    @Test
    void shouldPreferTheDailyFileWhicheverComesFirst() {
        volumes.putMinuteSum(998, 10);
        volumes.putDaily(998, 100);
        volumes.putDaily(999, 200);
        volumes.putMinuteSum(999, 20);
        assertEquals(150, volumes.averageBefore(1000));
    }

    @Test
    void shouldCountTheTwentyMostRecentSessions() {
        for (int day = 970; day < 1000; day++) {
            volumes.putMinuteSum(day, day < 980 ? 1_000_000 : 7);
        }
        assertEquals(7, volumes.averageBefore(1000));
        volumes.putDaily(960, 1_000_000);
        assertEquals(7, volumes.averageBefore(1000), "an older session changes nothing");
    }

    @Test
    void shouldEqualAListOfAllSessions() {
        long seed = Seed.take("DailyVolumesTest");
        RandomGenerator random = Seed.generator(seed);
        for (int run = 0; run < 300; run++) {
            DailyVolumes found = new DailyVolumes();
            TreeMap<Integer, Long> daily = new TreeMap<>();
            TreeMap<Integer, Long> minutes = new TreeMap<>();
            for (int today = 1000; today < 1080; today++) {
                if (random.nextInt(3) > 0) {
                    int day = today - random.nextInt(0, 3); // now and then late
                    long volume = random.nextLong(1_000);
                    daily.put(day, volume);
                    found.putDaily(day, volume);
                }
                if (random.nextBoolean()) {
                    long volume = random.nextLong(1_000);
                    minutes.putIfAbsent(today, volume);
                    found.putMinuteSum(today, volume);
                }
                assertEquals(average(daily, minutes, today + 1), found.averageBefore(today + 1), "seed " + seed + " day " + today);
            }
        }
    }

    private static long average(TreeMap<Integer, Long> daily, TreeMap<Integer, Long> minutes, int day) {
        TreeMap<Integer, Long> all = new TreeMap<>(minutes);
        all.putAll(daily);
        List<Long> recent = all.subMap(day - 60, true, day, false).descendingMap().values().stream().limit(20).toList();
        return recent.isEmpty() ? DailyVolumes.NO_HISTORY : recent.stream().mapToLong(v -> v).sum() / recent.size();
    }
}
