package io.tradebot.replay.data;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All history that was found for a range of days. Pre-market and after-hours rows are included; which rows belong to a
 * session is the calendar's business. Immutable; any thread.
 */
public final class MarketHistory {

    private static final int VIX_MINUTE_VALUE_COLUMN = 4;
    private static final int VIX_DAY_VALUE_COLUMN = 1;

    private final DateRange range;
    private final Map<SeriesKey, TimeColumns> seriesByKey;
    private final long rowCount;
    private final List<IgnoredFile> ignored;
    private final List<String> symbols;
    /** Of the whole data, also when this is cut: that a series exists for a date is known before its values. */
    private final TimeColumns allVixMinutes;

    MarketHistory(DateRange range, Map<SeriesKey, TimeColumns> seriesByKey, long rowCount, List<IgnoredFile> ignored) {
        this.range = range;
        this.seriesByKey = seriesByKey;
        this.rowCount = rowCount;
        this.ignored = ignored;
        this.symbols = seriesByKey.keySet().stream()
            .filter(key -> key.kind() == SeriesKind.MINUTE_BARS)
            .map(SeriesKey::symbol)
            .filter(symbol -> minuteBars(symbol).count() > 0)
            .collect(Collectors.toUnmodifiableList());
        allVixMinutes = series(SeriesKind.VIX_MINUTES, SeriesField.VIX);
    }

    private MarketHistory(MarketHistory whole, DateRange range, Map<SeriesKey, TimeColumns> seriesByKey) {
        this.range = range;
        this.seriesByKey = seriesByKey;
        this.rowCount = whole.rowCount;
        this.ignored = whole.ignored;
        this.symbols = whole.symbols;
        this.allVixMinutes = whole.allVixMinutes;
    }

    /**
     * This, when it has what a run is made of.
     *
     * @param path where it was read, for the message
     * @throws BadDataException when there is no minute bar in the range
     */
    public MarketHistory requireMinuteBars(String path) {
        if (symbols.isEmpty()) {
            String others = seriesByKey.keySet().stream().map(SeriesKey::kind).filter(kind -> kind != SeriesKind.MINUTE_BARS)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')).distinct().collect(Collectors.joining(" and "));
            throw BadDataException.of(path, others.isEmpty()
                ? "there are no minute bars in the dates asked for; name another path, or other dates with --start and --end"
                : "in the dates asked for there are only " + others + " here and no minute bars, of which a run is made; name a path that has "
                    + "them too, such as the folder (in LEAN's form <date>_trade.zip holds the bars beside <date>_quote.zip)");
        }
        return this;
    }

    /** What of it was known at a time: minutes that had ended, daily rows of earlier UTC dates. Symbols stay the same. */
    public MarketHistory until(long timeNanos) {
        Map<SeriesKey, TimeColumns> known = new TreeMap<>();
        seriesByKey.forEach((key, columns) -> {
            long firstUnknown = key.kind().isDaily ? timeNanos / DateRange.DAY_NANOS : timeNanos - BarSeries.BAR_NANOS + 1;
            known.put(key, columns.slice(0, columns.indexAtOrAfter(firstUnknown)));
        });
        return new MarketHistory(this, range, known);
    }

    /**
     * The same with a later first day. Symbols stay the same.
     *
     * @param keepsEarlier whether rows of the days before stay, as what is looked back on
     */
    public MarketHistory from(long firstEpochDay, boolean keepsEarlier) {
        DateRange later = new DateRange(firstEpochDay, range.lastEpochDay());
        if (keepsEarlier) {
            return new MarketHistory(this, later, seriesByKey);
        }
        Map<SeriesKey, TimeColumns> kept = new TreeMap<>();
        seriesByKey.forEach((key, columns) -> {
            long firstKept = key.kind().isDaily ? firstEpochDay : later.startNanos();
            kept.put(key, columns.slice(columns.indexAtOrAfter(firstKept), columns.count()));
        });
        return new MarketHistory(this, later, kept);
    }

    public DateRange range() {
        return range;
    }

    /** Symbols with minute bars in the range, in ASCII order. */
    public List<String> symbols() {
        return symbols;
    }

    /** Minute bars in the range; empty for a symbol without any. */
    public BarSeries minuteBars(String symbol) {
        TimeColumns columns = series(SeriesKind.MINUTE_BARS, symbol);
        return new BarSeries(symbol, columns, columns.indexAtOrAfter(range.startNanos()), columns.count());
    }

    /**
     * Minute bars of the {@value DateRange#LOOK_BACK_DAYS} days before the range: not to be traded, but average volumes
     * count them where there is no daily bar.
     */
    public BarSeries earlierMinuteBars(String symbol) {
        TimeColumns columns = series(SeriesKind.MINUTE_BARS, symbol);
        return new BarSeries(symbol, columns, 0, columns.indexAtOrAfter(range.startNanos()));
    }

    /** Quotes in the range; empty for a symbol without any. */
    public QuoteSeries quotes(String symbol) {
        return new QuoteSeries(symbol, series(SeriesKind.QUOTES, symbol));
    }

    /** Daily bars in the range and the {@value DateRange#LOOK_BACK_DAYS} days before it. */
    public DailySeries dailyBars(String symbol) {
        return new DailySeries(symbol, series(SeriesKind.DAILY_BARS, symbol));
    }

    /** Symbols with daily bars, in ASCII order; not all of them need have minute bars. */
    public List<String> dailySymbols() {
        return seriesByKey.keySet().stream().filter(key -> key.kind() == SeriesKind.DAILY_BARS).map(SeriesKey::symbol)
            .collect(Collectors.toUnmodifiableList());
    }

    /** VIX by the minute, in the range. */
    public VolatilitySeries vixMinutes() {
        return new VolatilitySeries(series(SeriesKind.VIX_MINUTES, SeriesField.VIX), VIX_MINUTE_VALUE_COLUMN);
    }

    /**
     * Start of the first minute at or after a time for which there is a value of VIX, {@code Long.MAX_VALUE} when there is none.
     * Of the whole data, also when this was cut by {@link #until}: which dates have a minute series is configuration, not a value.
     */
    public long firstVixMinuteFrom(long timeNanos) {
        int at = allVixMinutes.indexAtOrAfter(timeNanos);
        return at < allVixMinutes.count() ? allVixMinutes.key(at) : Long.MAX_VALUE;
    }

    /** VIX by the day, in the range and the {@value DateRange#LOOK_BACK_DAYS} days before it. */
    public VolatilitySeries vixDays() {
        return new VolatilitySeries(series(SeriesKind.VIX_DAYS, SeriesField.VIX), VIX_DAY_VALUE_COLUMN);
    }

    /** Option quotes in the range by contract, in the order of contracts. */
    public SortedMap<OptionContract, QuoteSeries> optionQuotes() {
        SortedMap<OptionContract, QuoteSeries> quotes = new TreeMap<>();
        seriesByKey.forEach((key, columns) -> {
            if (key.kind() == SeriesKind.OPTION_QUOTES) {
                quotes.put(key.contract(), new QuoteSeries(key.shown(), columns));
            }
        });
        return Collections.unmodifiableSortedMap(quotes);
    }

    /** Rows read from all files, in the range or not. */
    public long rowCount() {
        return rowCount;
    }

    /** Files and folders that were found and not used. */
    public List<IgnoredFile> ignored() {
        return ignored;
    }

    private TimeColumns series(SeriesKind kind, String symbol) {
        TimeColumns columns = seriesByKey.get(new SeriesKey(kind, symbol));
        return columns == null ? TimeColumns.empty(kind.columnCount) : columns;
    }
}
