package io.tradebot.adapters.feed;

import io.tradebot.engine.market.VolatilityIndex;
import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.DailyBarClosedDecoder;
import io.tradebot.journal.event.FeedStatusChangedDecoder;
import io.tradebot.journal.event.ImbalanceObservedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.MarketDataCorrectedDecoder;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.TradeObservedDecoder;
import io.tradebot.journal.event.TradingHaltChangedDecoder;
import io.tradebot.journal.event.VolatilityIndexObservedDecoder;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The market inputs of an earlier journal as a recording: the best one there is, with the time of receipt and the exchange's time of each
 * value. Agenda's thread only.
 *
 * <p>What the door stopped then is not in it, and the states of streams are found anew by the watch: silence is recorded as silence. Only
 * that the date had minute values of the volatility index is given again.
 */
public final class JournalRows implements FeedRows {

    private final RecordedInputs inputs;
    private final RecordCursor cursor = new RecordCursor();
    private final Map<Integer, String> symbolById = new TreeMap<>();
    private final InstrumentDefinedDecoder instrument = new InstrumentDefinedDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final QuoteObservedDecoder quote = new QuoteObservedDecoder();
    private final TradeObservedDecoder trade = new TradeObservedDecoder();
    private final MarketDataCorrectedDecoder corrected = new MarketDataCorrectedDecoder();
    private final DailyBarClosedDecoder daily = new DailyBarClosedDecoder();
    private final VolatilityIndexObservedDecoder volatility = new VolatilityIndexObservedDecoder();
    private final ImbalanceObservedDecoder imbalance = new ImbalanceObservedDecoder();
    private final TradingHaltChangedDecoder halt = new TradingHaltChangedDecoder();
    private final FeedStatusChangedDecoder status = new FeedStatusChangedDecoder();
    private final MinuteClosedDecoder minute = new MinuteClosedDecoder();

    /** Reads these from where they stand; instruments must be defined before they are used, as in every journal. */
    public JournalRows(RecordedInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    public FeedRow next() {
        while (inputs.next()) {
            RecordCursor input = cursor.wrap(inputs.buffer(), inputs.bodyOffset(), inputs.bodyLength());
            if (!input.next()) {
                throw new IllegalStateException("the recording has an excerpt without an input at " + inputs.timeNanos());
            }
            Consumer<MarketDataSink> content = read(input, inputs.timeNanos());
            if (content != null) {
                return new FeedRow(inputs.timeNanos(), content);
            }
        }
        return null;
    }

    @Override
    public void close() {
        inputs.close();
    }

    private Consumer<MarketDataSink> read(RecordCursor c, long timeNanos) {
        return switch (c.templateId()) {
            case InstrumentDefinedDecoder.TEMPLATE_ID -> {
                instrument.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                symbolById.put(instrument.instrumentId(), instrument.symbol());
                yield null;
            }
            case BarClosedDecoder.TEMPLATE_ID -> {
                bar.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                yield readBar(timeNanos);
            }
            case QuoteObservedDecoder.TEMPLATE_ID -> {
                quote.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                yield readQuote(timeNanos);
            }
            case TradeObservedDecoder.TEMPLATE_ID -> {
                trade.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                yield readTrade(timeNanos);
            }
            case MarketDataCorrectedDecoder.TEMPLATE_ID -> {
                corrected.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                yield readCorrection(timeNanos);
            }
            case DailyBarClosedDecoder.TEMPLATE_ID -> {
                daily.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                yield readDaily(timeNanos);
            }
            case VolatilityIndexObservedDecoder.TEMPLATE_ID -> {
                volatility.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                var source = volatility.source();
                long start = volatility.observedStartNanos();
                int day = volatility.sessionEpochDay();
                long value = volatility.valueE8();
                yield sink -> sink.volatility(source, start, day, value, timeNanos);
            }
            case ImbalanceObservedDecoder.TEMPLATE_ID -> {
                imbalance.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                yield readImbalance(timeNanos);
            }
            case TradingHaltChangedDecoder.TEMPLATE_ID -> {
                halt.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                yield readHalt(timeNanos);
            }
            case FeedStatusChangedDecoder.TEMPLATE_ID -> {
                status.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                var state = status.status();
                String feed = status.feed();
                String text = status.text();
                yield !feed.equals(VolatilityIndex.MINUTE_FEED) ? null
                    : sink -> sink.status(state, "", MarketDataSink.NONE, MarketDataSink.NONE, feed, text, timeNanos);
            }
            case MinuteClosedDecoder.TEMPLATE_ID -> {
                minute.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
                long start = minute.minuteStartNanos();
                yield sink -> sink.minuteClosed(start, timeNanos);
            }
            default -> null;
        };
    }

    private Consumer<MarketDataSink> readBar(long timeNanos) {
        String symbol = symbol(bar.instrumentId());
        long start = bar.barStartNanos();
        long length = bar.barNanos();
        long open = bar.openE8();
        long high = bar.highE8();
        long low = bar.lowE8();
        long close = bar.closeE8();
        long shares = bar.volumeShares();
        int revision = (int) bar.revision();
        return sink -> sink.bar(symbol, start, length, open, high, low, close, shares, revision, timeNanos);
    }

    private Consumer<MarketDataSink> readQuote(long timeNanos) {
        String symbol = symbol(quote.instrumentId());
        long start = quote.quoteStartNanos();
        long length = quote.quoteNanos();
        long bid = quote.bidE8();
        long ask = quote.askE8();
        long bidShares = quote.bidShares() == 0 ? MarketDataSink.NONE : quote.bidShares(); // 0 stands for not given there
        long askShares = quote.askShares() == 0 ? MarketDataSink.NONE : quote.askShares();
        return sink -> sink.quote(symbol, start, length, bid, ask, bidShares, askShares, timeNanos);
    }

    private Consumer<MarketDataSink> readTrade(long timeNanos) {
        String symbol = symbol(trade.instrumentId());
        long at = trade.tradeNanos();
        long price = trade.priceE8();
        long qty = trade.qtyE9();
        return sink -> sink.trade(symbol, at, MarketDataSink.NONE, price, qty, timeNanos);
    }

    private Consumer<MarketDataSink> readCorrection(long timeNanos) {
        String symbol = symbol(corrected.instrumentId());
        var kind = corrected.kind();
        long at = corrected.originalNanos();
        long originalPrice = corrected.originalPriceE8();
        long originalQty = corrected.originalQtyE9();
        long price = corrected.priceE8();
        long qty = corrected.qtyE9();
        return sink -> sink.tradeCorrected(symbol, kind, at, MarketDataSink.NONE, originalPrice, originalQty, price, qty, timeNanos);
    }

    private Consumer<MarketDataSink> readDaily(long timeNanos) {
        String symbol = symbol(daily.instrumentId());
        int day = daily.sessionEpochDay();
        long open = daily.openE8();
        long high = daily.highE8();
        long low = daily.lowE8();
        long close = daily.closeE8();
        long shares = daily.volumeShares();
        return sink -> sink.dailyBar(symbol, day, open, high, low, close, shares, timeNanos);
    }

    private Consumer<MarketDataSink> readImbalance(long timeNanos) {
        String symbol = symbol(imbalance.instrumentId());
        long at = imbalance.observedNanos();
        var side = imbalance.side();
        long shares = imbalance.imbalanceShares();
        long paired = imbalance.pairedShares();
        long reference = imbalance.referencePriceE8();
        long auction = imbalance.auctionPriceE8();
        return sink -> sink.imbalance(symbol, at, side, shares, paired, reference, auction, timeNanos);
    }

    private Consumer<MarketDataSink> readHalt(long timeNanos) {
        String symbol = symbol(halt.instrumentId());
        var state = halt.tradingState();
        long at = halt.changedNanos();
        long resumes = halt.resumesNanos();
        String text = halt.text();
        return sink -> sink.tradingState(symbol, at, state, resumes, text, timeNanos);
    }

    private String symbol(int instrumentId) {
        String symbol = symbolById.get(instrumentId);
        if (symbol == null) {
            throw new IllegalStateException("the recording uses instrument " + instrumentId + " before it defines it, at "
                + inputs.timeNanos() + ". Read it from a SessionStarted on.");
        }
        return symbol;
    }
}
