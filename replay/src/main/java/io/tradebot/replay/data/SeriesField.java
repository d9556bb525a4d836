package io.tradebot.replay.data;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The fields that say to which series a row belongs. Remembers the last one, because rows of a series come together. */
abstract class SeriesField {

    /** The index that is no instrument: its minute rows are volatility values. */
    static final String VIX = "VIX";

    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9][A-Z0-9.\\-]{0,15}");

    private final int first;
    private final int last;
    private byte[] lastText = new byte[0];
    private TimeColumns lastSeries;

    /** The series is named by the fields {@code first} to {@code last}, which lie next to each other. */
    private SeriesField(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** The series of this row, or null with the problem recorded. */
    TimeColumns find(Row row) {
        int from = row.from[first];
        int to = row.to[last];
        if (lastSeries == null || !Arrays.equals(row.bytes, from, to, lastText, 0, lastText.length)) {
            lastSeries = look(row);
            lastText = Arrays.copyOfRange(row.bytes, from, to);
        }
        return lastSeries;
    }

    abstract TimeColumns look(Row row);

    /** Every row belongs to the same series. */
    static SeriesField fixed(SeriesKey key, FileRows rows) {
        return new SeriesField(0, 0) {
            private final TimeColumns series = rows.series(key);

            @Override
            TimeColumns find(Row row) {
                return series;
            }

            @Override
            TimeColumns look(Row row) {
                return series;
            }
        };
    }

    /** A symbol in one field; when {@code required} is not null it must be that one. */
    static SeriesField symbol(int field, SeriesKind kind, String required, FileRows rows) {
        return new SeriesField(field, field) {
            @Override
            TimeColumns look(Row row) {
                String symbol = readSymbol(row, field);
                if (symbol == null) {
                    return null;
                }
                if (required != null && !symbol.equals(required)) {
                    row.reject(field, "is not " + required + ", the symbol of the folder the file is in");
                    return null;
                }
                return rows.series(keyOf(kind, symbol));
            }
        };
    }

    /** Underlying, right, strike and expiry in four fields next to each other. */
    static SeriesField contract(int first, FileRows rows) {
        return new SeriesField(first, first + 3) {
            @Override
            TimeColumns look(Row row) {
                String underlying = readSymbol(row, first);
                String right = row.text(first + 1);
                if (!right.equals("PUT") && !right.equals("CALL")) {
                    row.reject(first + 1, "is neither PUT nor CALL");
                }
                long strikeE8 = row.priceE8(first + 2, PriceForm.PLAIN);
                long expiryEpochDay = row.epochDay(first + 3);
                if (row.isBad()) {
                    return null;
                }
                OptionContract contract = new OptionContract(underlying, OptionContract.Right.valueOf(right), strikeE8,
                    expiryEpochDay);
                return rows.series(new SeriesKey(SeriesKind.OPTION_QUOTES, underlying, contract));
            }
        };
    }

    /** The minute bars of the VIX are kept apart from those of instruments. */
    static SeriesKey keyOf(SeriesKind kind, String symbol) {
        boolean isIndex = kind == SeriesKind.MINUTE_BARS && symbol.equals(VIX);
        return new SeriesKey(isIndex ? SeriesKind.VIX_MINUTES : kind, symbol);
    }

    static boolean isSymbol(String text) {
        return SYMBOL.matcher(text).matches();
    }

    private static String readSymbol(Row row, int field) {
        String symbol = row.text(field);
        if (isSymbol(symbol)) {
            return symbol;
        }
        row.reject(field, "is not a symbol: 1 to 16 of A-Z, 0-9, '.', '-'");
        return null;
    }
}
