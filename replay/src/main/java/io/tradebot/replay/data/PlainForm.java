package io.tradebot.replay.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** The plain CSV forms. A file's form is told by its header line, which must be exactly this. */
enum PlainForm {
    MINUTE_BARS("timestamp_utc,symbol,open,high,low,close,volume"),
    QUOTES("timestamp_utc,symbol,bid_open,bid_high,bid_low,bid_close,bid_size,ask_open,ask_high,ask_low,ask_close,ask_size"),
    DAILY_BARS("date,symbol,open,high,low,close,volume"),
    VIX_DAYS("DATE,OPEN,HIGH,LOW,CLOSE"),
    OPTION_QUOTES("timestamp_utc,underlying,right,strike,expiry,"
        + "bid_open,bid_high,bid_low,bid_close,bid_size,ask_open,ask_high,ask_low,ask_close,ask_size");

    final String header;

    PlainForm(String header) {
        this.header = header;
    }

    String[] fieldNames() {
        return header.split(",");
    }

    static Optional<PlainForm> ofHeader(String header) {
        return Arrays.stream(values()).filter(form -> form.header.equals(header)).findFirst();
    }

    static String headers(Collection<PlainForm> forms) {
        return forms.stream().map(form -> "'" + form.header + "'").collect(Collectors.joining(" or "));
    }

    /** What the rows mean; when {@code symbol} is not null all of them must be of that symbol. */
    RowForm rowForm(String symbol, FileRows rows) {
        switch (this) {
            case MINUTE_BARS:
                return bars(SeriesKind.MINUTE_BARS, TimeField.utcMinute(0), symbol, rows);
            case QUOTES:
                return RowForm.quotes(TimeField.utcMinute(0), SeriesField.symbol(1, SeriesKind.QUOTES, symbol, rows),
                    PriceForm.PLAIN, 2);
            case DAILY_BARS:
                return bars(SeriesKind.DAILY_BARS, TimeField.day(0), symbol, rows);
            case VIX_DAYS:
                return RowForm.vixDays(TimeField.day(0),
                    SeriesField.fixed(new SeriesKey(SeriesKind.VIX_DAYS, SeriesField.VIX), rows));
            case OPTION_QUOTES:
                return RowForm.quotes(TimeField.utcMinute(0), SeriesField.contract(1, rows), PriceForm.PLAIN, 5);
            default:
                throw new AssertionError(this);
        }
    }

    private static RowForm bars(SeriesKind kind, TimeField time, String symbol, FileRows rows) {
        return RowForm.bars(kind, time, SeriesField.symbol(1, kind, symbol, rows), PriceForm.PLAIN, RowForm.fields(2), 6);
    }
}
