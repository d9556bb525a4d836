package io.tradebot.replay.data;

import io.tradebot.journal.value.FixedPoint;
import java.nio.charset.StandardCharsets;

/**
 * The row that is being read: its fields as ranges of a byte array, and the only place that knows how to turn a bad field
 * into a problem. Reused for every row of a file; owned by the thread that reads the file.
 */
final class Row {

    /** Returned in place of a value that could not be read; the problem is recorded. */
    static final long BAD = Long.MIN_VALUE;
    /** More fields than this are counted but not kept. */
    static final int MAX_FIELDS = 64;

    private final String file;
    private final ProblemLog problems;
    private String[] fieldNames = new String[0];
    private boolean isBad;

    byte[] bytes;
    final int[] from = new int[MAX_FIELDS];
    final int[] to = new int[MAX_FIELDS];
    int fieldCount;
    /** Line number of the row, from 1; 0 before the first. */
    long line;

    Row(String file, ProblemLog problems) {
        this.file = file;
        this.problems = problems;
    }

    String file() {
        return file;
    }

    /** Names of the fields for messages; also how many there must be. */
    void expect(String... names) {
        fieldNames = names;
    }

    /** Starts the reading of a row's values. False, with the problem recorded, when it has the wrong number of fields. */
    boolean begin() {
        isBad = false;
        if (fieldCount == fieldNames.length) {
            return true;
        }
        boolean isBlank = fieldCount == 1 && isEmpty(0);
        rejectRow(isBlank ? "the line is blank" : "the row has " + fieldCount + (fieldCount == 1 ? " column" : " columns")
            + ", expected " + fieldNames.length);
        return false;
    }

    /** A field of the row has been rejected since {@link #begin}. */
    boolean isBad() {
        return isBad;
    }

    boolean isEmpty(int field) {
        return from[field] == to[field];
    }

    String text(int field) {
        return new String(bytes, from[field], to[field] - from[field], StandardCharsets.UTF_8);
    }

    /** Records that this field is wrong and returns {@link #BAD}. */
    long reject(int field, String reason) {
        isBad = true;
        problems.add(new DataProblem(file, line, fieldNames[field], text(field), reason));
        return BAD;
    }

    /** Records that the header line is wrong. */
    void rejectHeader(String header, String reason) {
        isBad = true;
        problems.add(new DataProblem(file, line, "header", header, reason));
    }

    /** Records that the row, or the place in the file where it should be, is wrong. */
    void rejectRow(String reason) {
        isBad = true;
        problems.add(new DataProblem(file, line, "", "", reason));
    }

    /** A price above zero. */
    long priceE8(int field, PriceForm form) {
        long value = form.readE8(bytes, from[field], to[field]);
        if (value < 0) {
            return reject(field, FieldParser.reason(value));
        }
        if (value == 0) {
            return reject(field, "must be above 0");
        }
        if (form.isOnGrid && value % FixedPoint.E8_PER_PX != 0) {
            return reject(field, "is not a multiple of 0.0001");
        }
        return value;
    }

    /** A whole number, 0 or more. */
    long count(int field) {
        return checked(field, FieldParser.count(bytes, from[field], to[field]));
    }

    /** A date yyyy-MM-dd. */
    long epochDay(int field) {
        return checked(field, FieldParser.epochDay(bytes, from[field], to[field]));
    }

    /** The value, or {@link #BAD} with the problem recorded when it is one of the parser's codes. */
    long checked(int field, long value) {
        return value >= 0 ? value : reject(field, FieldParser.reason(value));
    }

    /** Reads open, high, low and close of a bar into {@code values} 0 to 3 and checks them by strategy-rules 2.4. */
    void prices(int[] fields, PriceForm form, long[] values) {
        for (int i = 0; i < 4; i++) {
            values[i] = priceE8(fields[i], form);
        }
        long open = values[0];
        long high = values[1];
        long low = values[2];
        long close = values[3];
        if (open == BAD || high == BAD || low == BAD || close == BAD) {
            return;
        }
        if (high < Math.max(open, close)) {
            reject(fields[1], "is below the " + (open > close ? "open " : "close ") + shown(Math.max(open, close)));
        }
        if (low > Math.min(open, close)) {
            reject(fields[2], "is above the " + (open < close ? "open " : "close ") + shown(Math.min(open, close)));
        }
    }

    private static String shown(long priceE8) {
        return FixedPoint.formatShort(priceE8, 8, 4);
    }
}
