package io.tradebot.adapters.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.MarketDataSink;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.DataRejection;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.TradingState;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.journal.value.FixedPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class GatewaySinkTest {

    private static final long MINUTE = 60_000_000_000L;
    private static final long T0 = MarketDay.DAY.openNanos();
    private static final long USD = FixedPoint.E8;

    private final List<String> happened = new ArrayList<>();
    private final InputGateway gateway = new InputGateway(new LoopPipeline(new DecideStage(new TradingEngine(StrategyCatalog::load)),
        new JournalStage(new Inputs()), new DispatchStage(new NoOrders())));
    private final GatewaySink sink = new GatewaySink("data", gateway, symbol -> List.of("-", "A", "B").indexOf(symbol) < 1 ? 0
        : List.of("-", "A", "B").indexOf(symbol), new MinuteListener() {

            @Override
            public void onMinute(long startNanos, List<MinuteBar> bars) {
                happened.add("worked " + bars.stream().map(MinuteBar::symbol).toList());
            }

            @Override
            public void onTradingState(int instrumentId, TradingState state) {
                happened.add("worked " + state);
            }
        });

    GatewaySinkTest() {
        gateway.sessionStarted(T0, RunMode.PAPER, EngineSettings.of(Map.of()).entries(), "TEST_US_PAPER_BOT1",
            SettingsTable.PRODUCT_VERSION_TAG);
        gateway.instrumentDefined(T0, 1, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, "A");
        gateway.instrumentDefined(T0, 2, InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, Integer.MIN_VALUE, "B");
        happened.clear();
    }

    @Test
    void shouldKeepAMinuteUntilItIsClosedAndWorkedAndGiveQuotesBeforeBars() {
        bar("B", T0, 0);
        bar("A", T0, 0);
        quote("B", T0);
        bar("A", T0 + MINUTE, 0); // early
        assertEquals(List.of(), happened);
        sink.minuteClosed(T0, T0 + MINUTE);
        assertEquals(List.of("worked [A, B]", "QuoteObserved B", "BarClosed A", "BarClosed B", "MinuteClosed 2"), happened);
        happened.clear();
        sink.minuteClosed(T0 + MINUTE, T0 + 2 * MINUTE);
        sink.minuteClosed(T0 + 2 * MINUTE, T0 + 3 * MINUTE);
        assertEquals(List.of("worked [A]", "BarClosed A", "MinuteClosed 1", "worked []", "MinuteClosed 0"), happened);
    }

    @Test
    void shouldGiveARevisionOfAClosedMinuteAtOnce() {
        bar("A", T0, 0);
        sink.minuteClosed(T0, T0 + MINUTE);
        happened.clear();
        bar("A", T0, 1);
        assertEquals(List.of("BarClosed A"), happened);
    }

    @Test
    void shouldGiveBarsOfMinutesThatNobodyClosesBeforeTheNextOne() {
        bar("A", T0 - 5 * MINUTE, 0); // before the open
        sink.minuteClosed(T0, T0 + MINUTE);
        assertEquals(List.of("BarClosed A", "worked []", "MinuteClosed 0"), happened);
    }

    @Test
    void shouldTellAHaltToWhoWorksMinutesFirst() {
        sink.tradingState("A", T0, TradingState.HALTED, MarketDataSink.NONE, "news", T0);
        assertEquals(List.of("worked HALTED", "TradingHaltChanged A"), happened);
    }

    @Test
    void shouldLeaveOutAnUnknownSymbolAndTellItOnce() {
        bar("X", T0, 0);
        quote("X", T0);
        sink.rejected("X", DataRejection.SPIKE, 1, T0, "", T0);
        sink.minuteClosed(T0, T0 + MINUTE);
        assertEquals(List.of("MarketDataRejected UNREADABLE", "worked []", "MinuteClosed 0"), happened);
    }

    private void bar(String symbol, long startNanos, int revision) {
        sink.bar(symbol, startNanos, MINUTE, USD, USD, USD, USD, 1, revision, revision == 0 ? T0 : T0 + MINUTE);
    }

    private void quote(String symbol, long startNanos) {
        sink.quote(symbol, startNanos, MINUTE, USD, 2 * USD, 1, 1, T0);
    }

    /** Notes each input: its name, and what it is about. */
    private final class Inputs implements ExcerptSink {

        private final RecordPrinter printer = new RecordPrinter();
        private long sequence;

        @Override
        public long append(DirectBuffer body, int offset, int length, long timeNanos) {
            RecordCursor cursor = new RecordCursor().wrap(body, offset, length);
            cursor.next();
            String line = printer.line(cursor);
            String name = line.substring(0, line.indexOf(' '));
            String field = name.equals("MinuteClosed") ? "barCount=" : name.equals("MarketDataRejected") ? "reason=" : "instrument=";
            int at = line.indexOf(field);
            happened.add(name + (at < 0 ? "" : ' ' + line.substring(at + field.length()).split(" ")[0]));
            return sequence++;
        }

        @Override
        public void sync() {
            // in memory
        }
    }

    private static final class NoOrders implements BrokerPort {

        @Override
        public void submitOrder(OrderTicket ticket) {
            throw new AssertionError("no order was expected");
        }

        @Override
        public void cancelOrder(long orderId) {
            throw new AssertionError("no cancel was expected");
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            throw new AssertionError("no change was expected");
        }
    }
}
