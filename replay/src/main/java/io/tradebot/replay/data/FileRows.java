package io.tradebot.replay.data;

import java.util.Map;
import java.util.TreeMap;

/** What one file held: its series and its problems. Owned by the thread that reads the file, then handed over. */
final class FileRows {

    final String file;
    final ProblemLog problems;
    final Map<SeriesKey, TimeColumns> seriesByKey = new TreeMap<>();
    long rowCount;
    private final DateRange range;

    FileRows(String file, DateRange range, int problemLimit) {
        this.file = file;
        this.range = range;
        this.problems = new ProblemLog(problemLimit);
    }

    TimeColumns series(SeriesKey key) {
        return seriesByKey.computeIfAbsent(key, k -> new TimeColumns(k.kind().columnCount, range.firstKey(k.kind()),
            range.lastKey(k.kind())));
    }
}
