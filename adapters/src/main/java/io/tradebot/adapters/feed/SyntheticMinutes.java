package io.tradebot.adapters.feed;

import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.synthetic.SeededNumbers;
import io.tradebot.engine.synthetic.SyntheticSession;
import io.tradebot.engine.synthetic.SyntheticSymbol;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.event.VolatilitySource;
import io.tradebot.journal.value.FixedPoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The rows of each minute of one synthetic session, as they are received. The same for equal options and dates, whichever minutes are asked for. */
final class SyntheticMinutes {

    private static final long MINUTE_NANOS = SyntheticSession.MINUTE_NANOS;
    private static final long MILLI_NANOS = 1_000_000L;
    private static final int TRADE_NUMBERS_A_MINUTE = 1_000;
    private static final int CALM_MINUTES = 10; // the door needs some good values to know a bad one by
    private static final int GAP_MINUTES_MIN = 2;
    private static final int GAP_MINUTES_MAX = 6;
    private static final long LATE_NANOS = 600_000_000_000L;

    private final SyntheticOptions options;
    private final List<SyntheticSymbol> symbols;
    private final SyntheticDays.Day day;
    private final int epochDay;
    private final long openNanos;
    private final int minuteCount;
    private final int gapMinute;
    private final int gapEnd;

    SyntheticMinutes(SyntheticOptions options, List<SyntheticSymbol> symbols, SyntheticDays.Day day) {
        this.options = options;
        this.symbols = symbols;
        this.day = day;
        epochDay = day.session().session().epochDay();
        openNanos = day.session().session().openNanos();
        minuteCount = (int) ((day.session().session().closeNanos() - openNanos) / MINUTE_NANOS);
        SeededNumbers numbers = new SeededNumbers(options.seed(), epochDay, 'G');
        gapMinute = numbers.happens(options.gapPermille()) ? numbers.between(CALM_MINUTES, minuteCount - GAP_MINUTES_MAX) : minuteCount;
        gapEnd = gapMinute + numbers.between(GAP_MINUTES_MIN, GAP_MINUTES_MAX);
    }

    int count() {
        return minuteCount;
    }

    long startNanos(int minute) {
        return openNanos + minute * MINUTE_NANOS;
    }

    /** What is received of a minute and at its end, in that order; the last row closes it. */
    List<FeedRow> rows(int minute) {
        List<FeedRow> rows = new ArrayList<>();
        long startNanos = startNanos(minute);
        long endNanos = startNanos + MINUTE_NANOS;
        for (int i = 0; i < symbols.size(); i++) {
            addHalt(rows, i, minute);
        }
        boolean isMute = minute >= gapMinute && minute < gapEnd;
        if (!isMute) {
            for (int i = 0; i < symbols.size(); i++) {
                addSymbol(rows, i, minute);
            }
            int hundredths = day.session().volatilityIndexHundredths()
                + new SeededNumbers(options.seed(), epochDay, 'W', minute).between(-30, 30);
            rows.add(new FeedRow(endNanos, sink -> sink.volatility(VolatilitySource.MINUTE, startNanos, epochDay,
                hundredths * FixedPoint.E8_PER_CENT, endNanos)));
        }
        rows.sort(Comparator.comparingLong(FeedRow::receivedNanos)); // stable: rows of equal time keep their order
        long closedNanos = endNanos + options.latenessNanos();
        rows.add(new FeedRow(closedNanos, sink -> sink.minuteClosed(startNanos, closedNanos)));
        return rows;
    }

    private void addHalt(List<FeedRow> rows, int index, int minute) {
        SyntheticSession.Tape tape = day.tapes().get(index);
        long at = startNanos(minute);
        String symbol = symbols.get(index).ticker();
        if (minute == tape.haltMinute()) {
            rows.add(new FeedRow(at, sink -> sink.tradingState(symbol, at, TradingState.HALTED, startNanos(tape.haltEnd()), "synthetic halt", at)));
        } else if (minute == tape.haltEnd()) {
            rows.add(new FeedRow(at, sink -> sink.tradingState(symbol, at, TradingState.TRADING, MarketDataSink.NONE, "", at)));
        }
    }

    private void addSymbol(List<FeedRow> rows, int index, int minute) {
        SyntheticSession.Tape tape = day.tapes().get(index);
        long startNanos = startNanos(minute);
        SyntheticSession.Bar bar = find(tape.regular(), SyntheticSession.Bar::startNanos, startNanos);
        SyntheticSession.Quote quote = find(tape.quotes(), SyntheticSession.Quote::startNanos, startNanos);
        SeededNumbers numbers = new SeededNumbers(options.seed(), epochDay, index + 1, 'T', minute);
        SeededNumbers troubles = new SeededNumbers(options.seed(), epochDay, index + 1, 'B', minute);
        String symbol = symbols.get(index).ticker();
        if (options.isTicks()) {
            addQuotes(rows, symbol, quote, numbers);
            addTrades(rows, symbol, bar, minute, numbers, troubles);
        } else {
            addBars(rows, symbol, bar, quote, minute, troubles);
        }
    }

    private void addBars(List<FeedRow> rows, String symbol, SyntheticSession.Bar bar, SyntheticSession.Quote quote, int minute,
            SeededNumbers troubles) {
        long startNanos = startNanos(minute);
        long at = startNanos + MINUTE_NANOS;
        if (quote != null) {
            rows.add(new FeedRow(at, quoteOf(symbol, quote, startNanos, MINUTE_NANOS, 0, at)));
        }
        if (bar == null) {
            return;
        }
        Consumer<MarketDataSink> good = barOf(symbol, bar, 1, at);
        if (minute >= CALM_MINUTES && troubles.happens(options.badPermille())) {
            boolean isDuplicate = troubles.happens(300);
            rows.add(new FeedRow(at, isDuplicate ? good : barOf(symbol, bar, troubles.happens(500) ? 10 : 0, at)));
        }
        rows.add(new FeedRow(at, good));
    }

    private static Consumer<MarketDataSink> barOf(String symbol, SyntheticSession.Bar bar, long factor, long at) {
        return sink -> sink.bar(symbol, bar.startNanos(), MINUTE_NANOS, e8(bar.open()) * factor, e8(bar.high()) * factor,
            e8(bar.low()) * factor, e8(bar.close()) * factor, bar.shares(), 0, at);
    }

    /** Some that are a little off, and at last the minute's own. */
    private void addQuotes(List<FeedRow> rows, String symbol, SyntheticSession.Quote quote, SeededNumbers numbers) {
        if (quote == null) {
            return;
        }
        int earlier = numbers.below(3);
        for (int i = 0; i <= earlier; i++) {
            long at = quote.startNanos() + i * (MINUTE_NANOS / 3) + numbers.below(20_000) * MILLI_NANOS;
            long received = at + delayNanos(numbers);
            rows.add(new FeedRow(received, quoteOf(symbol, quote, at, 0, i == earlier ? 0 : numbers.between(0, 2), received)));
        }
    }

    private static Consumer<MarketDataSink> quoteOf(String symbol, SyntheticSession.Quote quote, long at, long lengthNanos, long offCents,
            long received) {
        long bid = e8(Math.max(1, quote.bid().close() - offCents));
        long ask = quote.ask() == null ? MarketDataSink.NONE : e8(quote.ask().close() + offCents);
        long askShares = quote.ask() == null ? 0 : quote.ask().shares();
        return sink -> sink.quote(symbol, at, lengthNanos, bid, ask, quote.bid().shares(), askShares, received);
    }

    private void addTrades(List<FeedRow> rows, String symbol, SyntheticSession.Bar bar, int minute, SeededNumbers numbers,
            SeededNumbers troubles) {
        if (bar == null) {
            return;
        }
        List<BarTicks.Tick> ticks = BarTicks.of(numbers, bar.startNanos(), e8(bar.open()), e8(bar.high()), e8(bar.low()), e8(bar.close()),
            bar.shares());
        for (int i = 0; i < ticks.size(); i++) {
            BarTicks.Tick tick = ticks.get(i);
            long id = (long) minute * TRADE_NUMBERS_A_MINUTE + i;
            long received = tick.marketNanos() + delayNanos(numbers);
            rows.add(new FeedRow(received,
                sink -> sink.trade(symbol, tick.marketNanos(), id, tick.priceE8(), tick.qtyE9(), received)));
            if (minute >= CALM_MINUTES && troubles.happens(options.badPermille())) {
                rows.add(new FeedRow(received, bad(symbol, tick, id, received, troubles)));
            }
        }
    }

    /** Comes right behind the good one. */
    private Consumer<MarketDataSink> bad(String symbol, BarTicks.Tick tick, long id, long at, SeededNumbers troubles) {
        long other = id + TRADE_NUMBERS_A_MINUTE / 2;
        return switch (troubles.below(8)) {
            case 0 -> sink -> sink.trade(symbol, tick.marketNanos(), id, tick.priceE8(), tick.qtyE9(), at);
            case 1 -> sink -> sink.trade(symbol, tick.marketNanos(), other, tick.priceE8() * 10, tick.qtyE9(), at);
            case 2 -> sink -> sink.trade(symbol, tick.marketNanos(), other, 0, tick.qtyE9(), at);
            case 3 -> sink -> sink.trade(symbol, tick.marketNanos(), other, -tick.priceE8(), tick.qtyE9(), at);
            case 4 -> sink -> sink.trade(symbol, tick.marketNanos(), other, tick.priceE8(), 0, at);
            case 5 -> sink -> sink.trade(symbol, tick.marketNanos() - LATE_NANOS, other, tick.priceE8(), tick.qtyE9(), at);
            case 6 -> sink -> sink.trade(symbol, tick.marketNanos() + LATE_NANOS, other, tick.priceE8(), tick.qtyE9(), at);
            default -> sink -> sink.trade(symbol, tick.marketNanos(), other, 1_000_000_000_000L * FixedPoint.E8_PER_CENT,
                tick.qtyE9(), at);
        };
    }

    private long delayNanos(SeededNumbers numbers) {
        return numbers.between(0, (int) (options.latenessNanos() / 2 / MILLI_NANOS)) * MILLI_NANOS;
    }

    private interface Start<T> {

        long of(T row);
    }

    private static <T> T find(List<T> rows, Start<T> start, long startNanos) {
        int low = 0;
        int high = rows.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long at = start.of(rows.get(middle));
            if (at == startNanos) {
                return rows.get(middle);
            }
            if (at < startNanos) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private static long e8(long cents) {
        return cents * FixedPoint.E8_PER_CENT;
    }
}
