package io.tradebot.replay.data;

import java.util.List;

/** The data cannot be used. Carries every problem up to the reader's limit; the message lists them, one per line. */
public final class BadDataException extends RuntimeException {

    private final transient List<DataProblem> problems;
    private final long count;

    /**
     * @param problems the problems to list, not empty
     * @param count how many there are in all, at least {@code problems.size()}
     */
    public BadDataException(List<DataProblem> problems, long count) {
        super(message(problems, count));
        this.problems = List.copyOf(problems);
        this.count = count;
    }

    /** A problem with a path or a file as a whole. */
    static BadDataException of(String file, String reason) {
        return new BadDataException(List.of(new DataProblem(file, 0, "", "", reason)), 1);
    }

    /** The problems listed, in the order of files and lines. */
    public List<DataProblem> problems() {
        return problems;
    }

    /** How many problems there are, listed or not. */
    public long count() {
        return count;
    }

    private static String message(List<DataProblem> problems, long count) {
        StringBuilder text = new StringBuilder();
        text.append(count).append(count == 1 ? " problem" : " problems").append(" in the data; nothing was traded:");
        for (DataProblem problem : problems) {
            text.append("\n  ").append(problem);
        }
        if (count > problems.size()) {
            text.append("\n  and ").append(count - problems.size()).append(" more");
        }
        return text.toString();
    }
}
