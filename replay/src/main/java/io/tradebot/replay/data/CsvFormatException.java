package io.tradebot.replay.data;

import java.util.List;

/** The options that describe a generic CSV file are wrong; carries all problems, each naming its option and value. */
public final class CsvFormatException extends IllegalArgumentException {

    private final transient List<String> problems;

    CsvFormatException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
