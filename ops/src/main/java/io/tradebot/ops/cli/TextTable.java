package io.tradebot.ops.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns for people: as wide as their widest cell, numbers to the right. Not thread safe. */
final class TextTable {

    private final List<String> header;
    private final boolean[] isRight;
    private final List<List<String>> rows = new ArrayList<>();

    /** A heading that starts with {@code >} has its column aligned to the right. */
    TextTable(String... headings) {
        isRight = new boolean[headings.length];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            isRight[i] = headings[i].startsWith(">");
            names.add(isRight[i] ? headings[i].substring(1) : headings[i]);
        }
        header = names;
    }

    /** One cell for each heading. */
    TextTable row(String... cells) {
        if (cells.length != isRight.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + isRight.length + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, each with its line end; just the header when there are no rows. */
    String text() {
        int[] width = new int[isRight.length];
        measure(header, width);
        rows.forEach(row -> measure(row, width));
        StringBuilder text = new StringBuilder();
        append(header, width, text);
        rows.forEach(row -> append(row, width, text));
        return text.toString();
    }

    /** As {@link #text()} without the header. */
    String bodyText() {
        String text = text();
        return text.substring(text.indexOf('\n') + 1);
    }

    private static void measure(List<String> row, int[] width) {
        for (int i = 0; i < width.length; i++) {
            width[i] = Math.max(width[i], row.get(i).length());
        }
    }

    private void append(List<String> row, int[] width, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < width.length; i++) {
            String padding = " ".repeat(width[i] - row.get(i).length());
            line.append(i == 0 ? "" : "  ").append(isRight[i] ? padding : "").append(row.get(i)).append(isRight[i] ? "" : padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
