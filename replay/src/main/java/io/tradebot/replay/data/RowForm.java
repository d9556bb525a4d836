package io.tradebot.replay.data;

import java.util.stream.IntStream;

/**
 * What the rows of a file mean: reads the values of a row and adds them to its series. Owned by the thread that reads the
 * file.
 */
abstract class RowForm {

    private final SeriesKind kind;
    private final TimeField time;
    private final SeriesField series;
    private final long[] values;

    private RowForm(SeriesKind kind, TimeField time, SeriesField series) {
        this.kind = kind;
        this.time = time;
        this.series = series;
        this.values = new long[kind.columnCount - 1];
    }

    /** Takes one row that has the right number of fields. Either all of it is stored, or its problems are recorded. */
    final void take(Row row) {
        long key = time.read(row);
        TimeColumns columns = series.find(row);
        readValues(row, values);
        if (key != Row.BAD && columns != null && key <= columns.lastKey()) {
            row.reject(time.field, "is not after " + kind.shown(columns.lastKey())
                + " in a row above; rows must ascend and be there once");
        }
        if (!row.isBad()) {
            columns.add(key, values);
        }
    }

    /** Reads the values behind the key, in the order of the kind's columns. */
    abstract void readValues(Row row, long[] values);

    /** Minute or daily trade bars; {@code prices} are the fields of open, high, low and close. */
    static RowForm bars(SeriesKind kind, TimeField time, SeriesField series, PriceForm form, int[] prices, int volume) {
        return new RowForm(kind, time, series) {
            @Override
            void readValues(Row row, long[] values) {
                row.prices(prices, form, values);
                values[4] = row.count(volume);
            }
        };
    }

    /** Quote bars: five fields of the bid from {@code bid} on, then five of the ask. */
    static RowForm quotes(TimeField time, SeriesField series, PriceForm form, int bid) {
        return new RowForm(SeriesKind.QUOTES, time, series) {
            private final int[][] prices = {fields(bid), fields(bid + 5)};
            private final long[] sidePrices = new long[4];

            @Override
            void readValues(Row row, long[] values) {
                for (int side = 0; side < 2; side++) {
                    values[side] = closeE8(row, prices[side]);
                    int size = prices[side][3] + 1;
                    values[2 + side] = values[side] == QuoteSeries.NO_PRICE && row.isEmpty(size) ? 0 : row.count(size);
                }
            }

            /** A side is quoted with all four prices or not at all. */
            private long closeE8(Row row, int[] side) {
                int absent = 0;
                for (int field : side) {
                    absent += form.isAbsent(row, field) ? 1 : 0;
                }
                if (absent == side.length) {
                    return QuoteSeries.NO_PRICE;
                }
                row.prices(side, form, sidePrices);
                return sidePrices[3];
            }
        };
    }

    /**
     * Daily values of the VIX in its published form DATE,OPEN,HIGH,LOW,CLOSE. Rule 2.4 is for trade bars and not asked of it:
     * 47 published days have an open outside of high and low.
     */
    static RowForm vixDays(TimeField time, SeriesField series) {
        return new RowForm(SeriesKind.VIX_DAYS, time, series) {
            @Override
            void readValues(Row row, long[] values) {
                for (int field = 1; field <= 4; field++) {
                    values[0] = row.priceE8(field, PriceForm.INDEX);
                }
            }
        };
    }

    /** The fields {@code first} to {@code first + 3}. */
    static int[] fields(int first) {
        return IntStream.range(first, first + 4).toArray();
    }
}
