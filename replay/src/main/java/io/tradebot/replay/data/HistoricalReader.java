package io.tradebot.replay.data;

import java.time.Instant;
import java.time.LocalDate;
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
        FileReader reader = new FileReader(range, generic, problemLimit);
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
        parts.sort(Comparator.comparingLong(Part::firstKey)); // stable: equal starts stay in the order of the files
        List<TimeColumns> ascending = new ArrayList<>();
        Part last = null;
        for (Part part : parts) {
            if (last != null && part.firstKey() <= last.lastKey()) {
                Part before = last;
                TimeColumns both = TimeColumns.merge(last.columns, part.columns, time -> problems.add(new DataProblem(part.file,
                    0, key.kind().isDaily ? "date" : "timestamp", shown(key, time), "of " + key.shown() + " is also in "
                    + before.file)));
                last = new Part(last.file, both);
                ascending.set(ascending.size() - 1, both);
            } else {
                last = part;
                ascending.add(part.columns);
            }
        }
        return TimeColumns.concatenate(ascending);
    }

    private static String shown(SeriesKey key, long time) {
        return key.kind().isDaily
            ? LocalDate.ofEpochDay(time).toString()
            : Instant.ofEpochSecond(time / TimeField.SECOND_NANOS).toString();
    }

    /** The rows of one series in one file. */
    private record Part(String file, TimeColumns columns) {

        long firstKey() {
            return columns.column(0)[0];
        }

        long lastKey() {
            return columns.column(0)[columns.count() - 1];
        }
    }
}
