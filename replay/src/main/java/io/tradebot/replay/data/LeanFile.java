package io.tradebot.replay.data;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A LEAN minute zip: {@code .../minute/<symbol>/<yyyymmdd>_trade.zip} or {@code _quote.zip} with one text file inside.
 * Symbol and date are those of the path; a row starts with the milliseconds since New York midnight, prices are in
 * 0.0001 USD.
 */
record LeanFile(String symbol, long epochDay, boolean isQuote) {

    private static final Pattern NAME = Pattern.compile("(\\d{8})_(trade|quote)\\.zip");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String[] TRADE_FIELDS = {"milliseconds", "open", "high", "low", "close", "volume"};
    private static final String[] QUOTE_FIELDS = {"milliseconds", "bid_open", "bid_high", "bid_low", "bid_close", "bid_size",
        "ask_open", "ask_high", "ask_low", "ask_close", "ask_size"};

    /** What the path says, or empty when it is not the path of a LEAN minute zip. */
    static Optional<LeanFile> of(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches() || folder == null || folder.getFileName() == null) {
            return Optional.empty();
        }
        Path resolution = folder.getParent();
        String symbol = folder.getFileName().toString().toUpperCase(Locale.ROOT);
        if (resolution == null || resolution.getFileName() == null || !resolution.getFileName().toString().equals("minute")
            || !SeriesField.isSymbol(symbol)) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(name.group(1), DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(new LeanFile(symbol, day.toEpochDay(), name.group(2).equals("quote")));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // eight digits that are no date
        }
    }

    /** Name of the one file that the zip must hold. */
    String entryName() {
        return LocalDate.ofEpochDay(epochDay).format(DateTimeFormatter.BASIC_ISO_DATE) + "_"
            + symbol.toLowerCase(Locale.ROOT) + "_minute_" + (isQuote ? "quote" : "trade") + ".csv";
    }

    String[] fieldNames() {
        return isQuote ? QUOTE_FIELDS : TRADE_FIELDS;
    }

    RowForm rowForm(FileRows rows) {
        SeriesField series = SeriesField.fixed(
            SeriesField.keyOf(isQuote ? SeriesKind.QUOTES : SeriesKind.MINUTE_BARS, symbol), rows);
        return isQuote
            ? RowForm.quotes(new MillisecondField(), series, PriceForm.LEAN, 1)
            : RowForm.bars(SeriesKind.MINUTE_BARS, new MillisecondField(), series, PriceForm.LEAN, RowForm.fields(1), 5);
    }

    private final class MillisecondField extends TimeField {

        private final WallClock clock = new WallClock(NEW_YORK);

        MillisecondField() {
            super(0);
        }

        @Override
        long read(Row row) {
            long millis = row.count(field);
            if (millis == Row.BAD) {
                return Row.BAD;
            }
            if (millis >= DAY_SECONDS * 1000 || millis % 1000 != 0) {
                return row.reject(field, "is not a minute of the day in milliseconds since midnight");
            }
            long second = clock.epochSecond(row, field, epochDay, millis / 1000);
            return second == Row.BAD ? Row.BAD : minuteNanos(row, second);
        }
    }
}
