package io.tradebot.replay.backtest;

import io.tradebot.engine.sim.MinuteBars;
import io.tradebot.replay.data.BarSeries;
import io.tradebot.replay.data.QuoteSeries;

/**
 * The bars and quotes of one minute over all instruments, in the order of their ids. Options have quotes only. Reused from minute
 * to minute.
 */
final class MinuteFrame implements MinuteBars {

    private static final int NONE = -1;

    private final BarSeries[] seriesById;
    private final QuoteSeries[] quotesById;
    private final int[] barCursorById;
    private final int[] barById;
    private final int[] quoteCursorById;
    private final int[] quoteById;
    private int barCount;

    /** Ids count from 1; element 0 is not used. There are at least as many quote series as bar series. */
    MinuteFrame(BarSeries[] seriesById, QuoteSeries[] quotesById) {
        this.seriesById = seriesById;
        this.quotesById = quotesById;
        barCursorById = new int[seriesById.length];
        barById = new int[seriesById.length];
        quoteCursorById = new int[quotesById.length];
        quoteById = new int[quotesById.length];
    }

    /** Moves everything to its first row at or after this time. */
    void seek(long timeNanos) {
        for (int id = 1; id < seriesById.length; id++) {
            barCursorById[id] = seriesById[id].indexAtOrAfter(timeNanos);
        }
        for (int id = 1; id < quotesById.length; id++) {
            quoteCursorById[id] = quotesById[id].indexAtOrAfter(timeNanos);
        }
    }

    /** Takes the rows that start in this minute; minutes must come in order. */
    void load(long minuteStartNanos) {
        barCount = 0;
        for (int id = 1; id < seriesById.length; id++) {
            BarSeries series = seriesById[id];
            int cursor = barCursorById[id];
            boolean hasBar = cursor < series.count() && series.startNanos(cursor) == minuteStartNanos;
            barById[id] = hasBar ? cursor : NONE;
            if (hasBar) {
                barCursorById[id] = cursor + 1;
                barCount++;
            }
        }
        for (int id = 1; id < quotesById.length; id++) {
            QuoteSeries quotes = quotesById[id];
            int cursor = quoteCursorById[id];
            boolean hasQuote = cursor < quotes.count() && quotes.startNanos(cursor) == minuteStartNanos;
            quoteById[id] = hasQuote ? cursor : NONE;
            if (hasQuote) {
                quoteCursorById[id] = cursor + 1;
            }
        }
    }

    int barCount() {
        return barCount;
    }

    /** True when the minute has a quote row of the instrument, with one side or both. */
    boolean hasQuoteRow(int instrumentId) {
        return quoteById[instrumentId] != NONE;
    }

    /** The row in the instrument's quote series. */
    int quoteIndex(int instrumentId) {
        return quoteById[instrumentId];
    }

    @Override
    public boolean has(int instrumentId) {
        return instrumentId < barById.length && barById[instrumentId] != NONE;
    }

    @Override
    public long openE8(int instrumentId) {
        return seriesById[instrumentId].openE8(barById[instrumentId]);
    }

    @Override
    public long highE8(int instrumentId) {
        return seriesById[instrumentId].highE8(barById[instrumentId]);
    }

    @Override
    public long lowE8(int instrumentId) {
        return seriesById[instrumentId].lowE8(barById[instrumentId]);
    }

    @Override
    public long closeE8(int instrumentId) {
        return seriesById[instrumentId].closeE8(barById[instrumentId]);
    }

    @Override
    public long volumeShares(int instrumentId) {
        return seriesById[instrumentId].volumeShares(barById[instrumentId]);
    }

    @Override
    public boolean isQuotedOnly(int instrumentId) {
        return instrumentId >= seriesById.length;
    }

    @Override
    public long bidE8(int instrumentId) {
        return hasQuoteRow(instrumentId) ? quotesById[instrumentId].bidE8(quoteById[instrumentId]) : NO_QUOTE;
    }

    @Override
    public long askE8(int instrumentId) {
        return hasQuoteRow(instrumentId) ? quotesById[instrumentId].askE8(quoteById[instrumentId]) : NO_QUOTE;
    }
}
