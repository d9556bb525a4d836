package io.tradebot.replay.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads all files of a path and merges them into one series per symbol. Immutable; any thread. */
public final class HistoricalReader {

    /** Problems listed unless another limit is given. */
    public static final int DEFAULT_PROBLEM_LIMIT = 100;

    private final DateRange range;
    private final GenericCsvFormat generic;
    private final int problemLimit;

    /** Reads the plain and the LEAN forms. */
    public HistoricalReader(DateRange range) {
        this(range, Optional.empty(), DEFAULT_PROBLEM_LIMIT);
    }

    /**
     * @param generic when present, minute bars in CSV files are in this format; files of the folders quotes, daily, vix and
     *     options remain in their plain forms
     * @param problemLimit how many problems are listed, the rest being counted
     */
    public HistoricalReader(DateRange range, Optional<GenericCsvFormat> generic, int problemLimit) {
        this.range = range;
        this.generic = generic.orElse(null);
        this.problemLimit = problemLimit;
    }

    /**
     * Reads every file to its end, also rows outside of the range, so that a bad file is never used in part.
     *
     * @throws BadDataException with all problems of all files when there is any
     */
    public MarketHistory read(DataPath path) {
        DataFileReader reader = new DataFileReader(range, generic, problemLimit);
        List<FileRows> files = path.files().parallelStream().map(reader::read).collect(Collectors.toList());
        ProblemLog problems = new ProblemLog(problemLimit);
        files.forEach(file -> problems.addAll(file.problems));
        problems.requireNone();
        Map<SeriesKey, TimeColumns> merged = merge(files, problems);
        problems.requireNone();
        long rowCount = files.stream().mapToLong(file -> file.rowCount).sum();
        return new MarketHistory(range, merged, rowCount, path.ignored());
    }

    private static Map<SeriesKey, TimeColumns> merge(List<FileRows> files, ProblemLog problems) {
        Map<SeriesKey, List<Part>> partsByKey = new TreeMap<>();
        for (FileRows file : files) {
            file.seriesByKey.forEach((key, columns) -> {
                if (columns.count() > 0) {
                    partsByKey.computeIfAbsent(key, k -> new ArrayList<>()).add(new Part(file.file, columns));
                }
            });
        }
        Map<SeriesKey, TimeColumns> merged = new TreeMap<>();
        partsByKey.forEach((key, parts) -> merged.put(key, join(key, parts, problems)));
        return merged;
    }

    /** Parts usually follow each other and are put end to end; those that overlap in time are merged row by row first. */
    private static TimeColumns join(SeriesKey key, List<Part> parts, ProblemLog problems) {
        parts.sort(Comparator.comparingLong(part -> part.columns.key(0))); // stable: equal starts stay in the order of files
        List<TimeColumns> ascending = new ArrayList<>();
        for (Part part : parts) {
            int last = ascending.size() - 1;
            TimeColumns before = last < 0 ? null : ascending.get(last);
            if (before == null || part.columns.key(0) > before.key(before.count() - 1)) {
                ascending.add(part.columns);
            } else {
                ascending.set(last, TimeColumns.merge(before, part.columns,
                    time -> problems.add(duplicate(key, time, part, parts))));
            }
        }
        return TimeColumns.concatenate(ascending);
    }

    private static DataProblem duplicate(SeriesKey key, long time, Part part, List<Part> parts) {
        String first = parts.stream().filter(other -> other.columns.contains(time)).findFirst().orElseThrow().file;
        return new DataProblem(part.file, 0, key.kind().isDaily ? "date" : "timestamp", key.kind().shown(time),
            "of " + key.shown() + " is also in " + first);
    }

    /** The rows of one series in one file, at least one. */
    private record Part(String file, TimeColumns columns) {
    }
}
