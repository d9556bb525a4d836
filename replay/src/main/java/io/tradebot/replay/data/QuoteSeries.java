package io.tradebot.replay.data;

import java.util.Objects;

/**
 * Minute quote bars of one symbol or option contract, ascending by start; their values at the close. Immutable; index from 0.
 */
public final class QuoteSeries {

    /** Stands for "no quote on this side". */
    public static final long NO_PRICE = Long.MIN_VALUE;
    /** Length of every bar. */
    public static final long QUOTE_NANOS = 60_000_000_000L;

    private final String symbol;
    private final TimeColumns columns;

    QuoteSeries(String symbol, TimeColumns columns) {
        this.symbol = symbol;
        this.columns = columns;
    }

    /** The symbol, or the terms of the option contract as {@link OptionContract#toString()} writes them. */
    public String symbol() {
        return symbol;
    }

    public int count() {
        return columns.count();
    }

    /** Start of the bar, epoch nanos UTC. */
    public long startNanos(int index) {
        return value(0, index);
    }

    /** USD x 10^8, or {@link #NO_PRICE}. */
    public long bidE8(int index) {
        return value(1, index);
    }

    /** USD x 10^8, or {@link #NO_PRICE}. */
    public long askE8(int index) {
        return value(2, index);
    }

    /** Shares, or contracts for an option. */
    public long bidShares(int index) {
        return value(3, index);
    }

    /** Shares, or contracts for an option. */
    public long askShares(int index) {
        return value(4, index);
    }

    /** The quote as a value of its own, for code that is not hot. */
    public HistoricalQuote quote(int index) {
        return new HistoricalQuote(symbol, startNanos(index), QUOTE_NANOS, bidE8(index), askE8(index), bidShares(index),
            askShares(index));
    }

    /** Index of the first quote that starts at or after this time; {@link #count()} when there is none. */
    public int indexAtOrAfter(long startNanos) {
        return columns.indexAtOrAfter(startNanos);
    }

    private long value(int column, int index) {
        return columns.column(column)[Objects.checkIndex(index, columns.count())];
    }
}
