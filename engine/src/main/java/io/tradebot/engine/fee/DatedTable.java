package io.tradebot.engine.fee;

import java.time.LocalDate;
import java.util.List;

/** Rows by trade date, oldest first, without overlap; there may be dates that no row covers. Immutable. */
final class DatedTable<R extends DatedRow> {

    private final String name;
    private final List<R> rows;

    /** {@code name} stands in messages; rows that overlap or are out of order are an error of the table. */
    DatedTable(String name, List<R> rows) {
        this.name = name;
        this.rows = List.copyOf(rows);
        int covered = Integer.MIN_VALUE;
        for (R row : rows) {
            if (row.fromEpochDay() <= covered || row.throughEpochDay() < row.fromEpochDay()) {
                throw new IllegalStateException(name + ": the row from " + LocalDate.ofEpochDay(row.fromEpochDay())
                    + " overlaps the one before, or ends before it begins");
            }
            covered = row.throughEpochDay();
        }
    }

    List<R> rows() {
        return rows;
    }

    /**
     * The row that holds on a trade date.
     *
     * @throws UnknownFeeException when none does
     */
    R at(int epochDay) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            R row = rows.get(i);
            if (row.fromEpochDay() <= epochDay && epochDay <= row.throughEpochDay()) {
                return row;
            }
        }
        throw new UnknownFeeException(name + " is not known for trade date " + LocalDate.ofEpochDay(epochDay) + " (" + known()
            + ")", "Choose other dates, set FEE_SCHEDULE=off, or add the row and its source to the table.");
    }

    private String known() {
        if (rows.isEmpty()) {
            return "the table has no rows";
        }
        StringBuilder text = new StringBuilder("known");
        int from = rows.get(0).fromEpochDay();
        for (int i = 0; i < rows.size(); i++) {
            int through = rows.get(i).throughEpochDay();
            boolean isLast = i + 1 == rows.size();
            if (isLast || rows.get(i + 1).fromEpochDay() != through + 1) {
                text.append(from == rows.get(0).fromEpochDay() ? " " : ", ").append("from ").append(LocalDate.ofEpochDay(from)).append(" to ")
                    .append(LocalDate.ofEpochDay(through));
                from = isLast ? from : rows.get(i + 1).fromEpochDay();
            }
        }
        return text.toString();
    }
}
