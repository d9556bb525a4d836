package io.tradebot.adapters.feed;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.MarketDataPort;
import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.ExcerptSink;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One stepped day of a feed through the whole chain into the engine, with a journal in memory. Nobody answers orders. */
final class MarketDay implements ExcerptSink {

    static final Session DAY = new TradingCalendar().sessionOn((int) LocalDate.of(2024, 3, 5).toEpochDay());
    static final long SECOND = 1_000_000_000L;
    static final long START = DAY.openNanos() - 3_600 * SECOND;

    private static final String FEED = "data";

    final Agenda agenda = new Agenda(Pace.stepped(START));
    final EngineSettings settings = EngineSettings.of(Map.of("MIN_VOLUME_THRESHOLD", "0"));
    final List<byte[]> bodies = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    private final List<String> symbols;
    private final InputGateway gateway = new InputGateway(new LoopPipeline(new DecideStage(new TradingEngine(StrategyCatalog::load)),
        new JournalStage(this), new DispatchStage(new NoBroker())));

    MarketDay(List<String> symbols) {
        this.symbols = symbols;
    }

    /** Runs the feed until five minutes after the close. */
    MarketDay run(Function<Agenda, MarketDataPort> feed) throws InterruptedException {
        gateway.sessionStarted(START, RunMode.PAPER, settings.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
        for (int i = 0; i < symbols.size(); i++) {
            gateway.instrumentDefined(START, i + 1, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, symbols.get(i));
        }
        MarketDataSink toGateway = new GatewaySink(FEED, gateway, symbol -> symbols.indexOf(symbol) + 1, (start, bars) -> { });
        FeedWatch watch = new FeedWatch(FEED, settings.feed(), symbols, START, new BarBuilder(false, toGateway));
        agenda.every(START, SECOND, Lane.CLOCK, () -> {
            watch.check(agenda.pace().nanoTime());
            gateway.timeAdvanced(agenda.pace().nanoTime(), ClockSource.TEST);
        });
        try (MarketDataPort port = feed.apply(agenda)) {
            port.start(new Door(settings.feed(), watch));
            agenda.runUntil(DAY.closeNanos() + 300 * SECOND);
        }
        return this;
    }

    /** Records of these kinds, as lines. */
    List<String> lines(String... kinds) {
        RecordPrinter printer = new RecordPrinter();
        List<String> lines = new ArrayList<>();
        for (byte[] body : bodies) {
            RecordCursor cursor = new RecordCursor().wrap(new UnsafeBuffer(body), 0, body.length);
            while (cursor.next()) {
                String line = printer.line(cursor);
                if (List.of(kinds).contains(line.substring(0, line.indexOf(' ')))) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    RecordedInputs recording() {
        return new RecordedInputs() {

            private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
            private int index = -1;

            @Override
            public boolean next() {
                index++;
                if (index < bodies.size()) {
                    buffer.wrap(bodies.get(index));
                }
                return index < bodies.size();
            }

            @Override
            public long timeNanos() {
                return times.get(index);
            }

            @Override
            public DirectBuffer buffer() {
                return buffer;
            }

            @Override
            public int bodyOffset() {
                return 0;
            }

            @Override
            public int bodyLength() {
                return buffer.capacity();
            }

            @Override
            public void close() {
                // in memory
            }
        };
    }

    @Override
    public long append(DirectBuffer body, int offset, int length, long timeNanos) {
        byte[] copy = new byte[length];
        body.getBytes(offset, copy);
        bodies.add(copy);
        times.add(timeNanos);
        return bodies.size() - 1;
    }

    @Override
    public void sync() {
        // in memory
    }

    private static final class NoBroker implements BrokerPort {

        @Override
        public void submitOrder(OrderTicket ticket) {
            // stays unanswered
        }

        @Override
        public void cancelOrder(long orderId) {
            // stays unanswered
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            // stays unanswered
        }
    }
}
