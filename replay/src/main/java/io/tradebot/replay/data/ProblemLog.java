package io.tradebot.replay.data;

import java.util.ArrayList;
import java.util.List;

/** Collects problems up to a limit and counts the rest. Owned by the thread that reads the file. */
final class ProblemLog {

    private final int limit;
    private final List<DataProblem> problems = new ArrayList<>();
    private long count;

    ProblemLog(int limit) {
        this.limit = limit;
    }

    void add(DataProblem problem) {
        count++;
        if (problems.size() < limit) {
            problems.add(problem);
        }
    }

    void addAll(ProblemLog other) {
        other.problems.forEach(this::add);
        count += other.count - other.problems.size();
    }

    /** @throws BadDataException when there is any problem */
    void requireNone() {
        if (count > 0) {
            throw new BadDataException(problems, count);
        }
    }
}
