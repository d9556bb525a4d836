package io.tradebot.engine.script;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LivePipeline;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.port.BrokerPort;
import io.tradebot.engine.port.OrderTicket;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.settings.SettingsTable;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.engine.strategy.Strategy;
import io.tradebot.journal.event.ClockSource;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.log.ExcerptSink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * An engine behind its pipeline, fed minute by minute with bars made up by a test; the simulated exchange answers its orders,
 * or nobody does. The order of inputs within a minute is that of strategy-rules 2.5.
 */
public final class EngineRun implements AutoCloseable {

    public static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private static final int NO_EXPIRY = Integer.MIN_VALUE;

    private final EngineSettings settings;
    private final List<String> symbols = new ArrayList<>();
    private final ScriptedBars bars = new ScriptedBars();
    private final TreeMap<Long, TreeMap<Integer, long[]>> quotesByMinute = new TreeMap<>();
    private final SimulatedExchange exchange;
    private final LivePipeline ring;
    private final InputGateway gateway;

    /** Where the stages run. */
    public enum Host { LOOP, RING }

    /** Who answers orders. */
    public enum Answers { EXCHANGE, NOBODY }

    /** Builds everything; nothing is published yet. */
    public EngineRun(EngineSettings settings, Supplier<List<Strategy>> strategies, Answers answers, Host host, ExcerptSink journal) {
        this.settings = settings;
        exchange = answers == Answers.EXCHANGE ? new SimulatedExchange(settings, id -> symbols.get(id - 1)) : null;
        DecideStage decide = new DecideStage(new TradingEngine(strategies));
        JournalStage journalStage = new JournalStage(journal);
        DispatchStage dispatch = new DispatchStage(exchange == null ? new DeafBroker() : exchange);
        ring = host == Host.RING ? new LivePipeline(decide, journalStage, dispatch) : null;
        gateway = new InputGateway(ring == null ? new LoopPipeline(decide, journalStage, dispatch) : ring);
    }

    /** The way in, for inputs that are not part of a minute. Call {@link #settle} behind it. */
    public InputGateway gateway() {
        return gateway;
    }

    /** Bars to come. */
    public ScriptedBars bars() {
        return bars;
    }

    /** SessionStarted and the instruments, with ids from 1. */
    public void start(long timeNanos, RunMode mode, List<String> instruments) {
        gateway.sessionStarted(timeNanos, mode, settings.entries(), "TEST_US_PAPER_BOT1", SettingsTable.PRODUCT_VERSION_TAG);
        instruments.forEach(symbol -> define(timeNanos, symbol));
        settle();
    }

    private void define(long timeNanos, String symbol) {
        symbols.add(symbol);
        gateway.instrumentDefined(timeNanos, symbols.size(), InstrumentKind.EQUITY, 1, 0, OrderTicket.NO_PRICE, NO_EXPIRY, symbol);
    }

    /** Defines a put on an instrument. */
    public void definePut(long timeNanos, String symbol, String underlying, long strikeE8, int expiryEpochDay) {
        symbols.add(symbol);
        gateway.instrumentDefined(timeNanos, symbols.size(), InstrumentKind.PUT_OPTION, 100, idOf(underlying), strikeE8, expiryEpochDay, symbol);
        settle();
    }

    /** Id of an instrument. */
    public int idOf(String symbol) {
        int at = symbols.indexOf(symbol);
        if (at < 0) {
            throw new IllegalArgumentException("no instrument " + symbol + " in " + symbols);
        }
        return at + 1;
    }

    /** A quote at the end of a minute to come; either side may be OrderTicket.NO_PRICE. */
    public void quote(long minuteStartNanos, int instrumentId, long bidE8, long askE8) {
        quotesByMinute.computeIfAbsent(minuteStartNanos, start -> new TreeMap<>()).put(instrumentId, new long[] {bidE8, askE8});
    }

    /** Publishes the clock. */
    public void advanceTo(long timeNanos) {
        if (exchange != null) {
            exchange.onTime(timeNanos);
        }
        gateway.timeAdvanced(timeNanos, ClockSource.TEST);
        settle();
    }

    /** Fills at the open and inside the bar, then quotes and bars, then MinuteClosed and its answers. */
    public void runMinute(long startNanos) {
        long endNanos = startNanos + MINUTE_NANOS;
        Map<Integer, ScriptedBars.Bar> minute = bars.load(startNanos);
        if (exchange != null) {
            exchange.startMinute(startNanos, bars);
            settle();
            exchange.onTime(endNanos);
        }
        quotesByMinute.getOrDefault(startNanos, new TreeMap<>())
            .forEach((id, sides) -> gateway.quoteObserved(endNanos, id, startNanos, MINUTE_NANOS, sides[0], sides[1], 100, 100));
        minute.forEach((id, bar) -> publish(startNanos, id, bar));
        gateway.minuteClosed(endNanos, startNanos, minute.size());
        settle();
    }

    private void publish(long startNanos, int id, ScriptedBars.Bar bar) {
        if (exchange != null) {
            exchange.onBar(id, bar.closeE8());
        }
        gateway.barClosed(startNanos + MINUTE_NANOS, id, startNanos, MINUTE_NANOS, bar.openE8(), bar.highE8(), bar.lowE8(),
            bar.closeE8(), bar.volumeShares(), 0);
    }

    /** All minutes of a session with opening and closing. */
    public void runSession(Session session) {
        advanceTo(session.openNanos());
        for (long start = session.openNanos(); start < session.closeNanos(); start += MINUTE_NANOS) {
            runMinute(start);
        }
        closeSession(session.closeNanos());
    }

    /** The exchange settles what is open; then the clock says that the session is over. */
    public void closeSession(long closeNanos) {
        if (exchange != null) {
            exchange.closeSession(closeNanos);
            settle();
        }
        advanceTo(closeNanos);
    }

    /** Lets the stages finish and the answers of the exchange in. */
    public void settle() {
        awaitStages();
        while (exchange != null && exchange.publishNext(gateway)) {
            awaitStages();
        }
    }

    private void awaitStages() {
        if (ring != null) {
            ring.awaitDispatched();
        }
    }

    @Override
    public void close() {
        if (ring != null) {
            ring.close();
        }
    }

    private static final class DeafBroker implements BrokerPort {
        @Override
        public void submitOrder(OrderTicket ticket) {
            // the script says what the broker answers
        }

        @Override
        public void cancelOrder(long orderId) {
            // the script says what the broker answers
        }

        @Override
        public void replaceOrder(long orderId, long qtyE9, long limitPriceE8, long stopPriceE8) {
            // the script says what the broker answers
        }
    }
}
