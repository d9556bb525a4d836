package io.tradebot.replay.whatif;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.DecideStage;
import io.tradebot.engine.pipeline.DispatchStage;
import io.tradebot.engine.pipeline.EventSlot;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.JournalStage;
import io.tradebot.engine.pipeline.LoopPipeline;
import io.tradebot.engine.session.Session;
import io.tradebot.engine.session.TradingCalendar;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.sim.MinuteBars;
import io.tradebot.engine.sim.SimulatedExchange;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.BarClosedDecoder;
import io.tradebot.journal.event.InstrumentDefinedDecoder;
import io.tradebot.journal.event.InstrumentKind;
import io.tradebot.journal.event.MinuteClosedDecoder;
import io.tradebot.journal.event.QuoteObservedDecoder;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RunMode;
import io.tradebot.journal.event.SessionEndedDecoder;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.event.TimeAdvancedDecoder;
import io.tradebot.journal.log.ExcerptSink;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides the inputs of a backtest's journal again under other settings. Everything the market said is passed on as it
 * stands; what the simulated exchange answered is left out and answered anew, from the bars in the journal. What was added when
 * the session had ended is no answer of the exchange: it is passed on too. Not thread safe.
 *
 * <p>Market data wait until their minute is complete, because fills inside a minute come before its bars.
 */
final class SimulatedRerun {

    private static final long MINUTE_NANOS = 60 * 1_000_000_000L;

    private final EngineSettings settings;
    private final SimulatedExchange exchange;
    private final LoopPipeline pipeline;
    private final InputGateway gateway;
    private final TradingCalendar calendar = new TradingCalendar();
    private final Map<Integer, String> symbolById = new HashMap<>(); // looked up, never iterated
    private final List<Input> waiting = new ArrayList<>();
    private final JournalMinute minute = new JournalMinute();
    private final RecordCursor cursor = new RecordCursor();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final QuoteObservedDecoder quote = new QuoteObservedDecoder();
    private final MinuteClosedDecoder minuteClosed = new MinuteClosedDecoder();
    private final InstrumentDefinedDecoder instrument = new InstrumentDefinedDecoder();
    private final SessionStartedDecoder started = new SessionStartedDecoder();
    private long passedOnCount;
    private boolean isEnded;

    /** One input as it stands in the journal, with the length before it. */
    private record Input(long timeNanos, byte[] bytes) {
    }

    SimulatedRerun(EngineSettings settings, ExcerptSink sink) {
        this.settings = settings;
        exchange = new SimulatedExchange(settings, symbolById::get);
        pipeline = new LoopPipeline(new DecideStage(new TradingEngine(StrategyCatalog::load)), new JournalStage(sink),
            new DispatchStage(exchange));
        gateway = new InputGateway(pipeline);
    }

    /** Takes the input of the excerpt the journal stands on. */
    void onExcerpt(ExcerptSource journal) {
        RecordCursor c = cursor.wrap(journal.buffer(), journal.bodyOffset(), journal.bodyLength());
        c.next();
        long timeNanos = journal.timeNanos();
        if (isEnded) {
            passOn(copy(c, timeNanos));
            return;
        }
        if (DecisionGroups.isAnswer(c.templateId())) {
            return;
        }
        switch (c.templateId()) {
            case SessionStartedDecoder.TEMPLATE_ID -> start(c, timeNanos);
            case MinuteClosedDecoder.TEMPLATE_ID -> runMinute(c, timeNanos);
            case TimeAdvancedDecoder.TEMPLATE_ID -> advance(c, timeNanos);
            case SessionEndedDecoder.TEMPLATE_ID -> {
                passOnWaiting();
                gateway.sessionEnded(timeNanos, gateway.publishedCount() + passedOnCount);
                isEnded = true;
            }
            default -> waiting.add(copy(c, timeNanos));
        }
    }

    private void start(RecordCursor c, long timeNanos) {
        started.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        RunMode mode = started.runMode();
        for (SessionStartedDecoder.SettingsDecoder setting : started.settings()) {
            setting.key();
            setting.value(); // texts are read in order; the new settings take their place
        }
        String identity = started.identity();
        gateway.sessionStarted(timeNanos, mode, settings.entries(), identity, started.versionTag());
    }

    private void runMinute(RecordCursor c, long timeNanos) {
        Input closed = copy(c, timeNanos);
        minuteClosed.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        long startNanos = minuteClosed.minuteStartNanos();
        minute.clear();
        for (Input input : waiting) {
            if (isBar(input) && bar.barStartNanos() == startNanos && bar.barNanos() == MINUTE_NANOS) {
                minute.add(bar);
            } else if (isOptionQuote(input) && quote.quoteStartNanos() == startNanos) {
                minute.add(quote);
            }
        }
        exchange.startMinute(startNanos, minute);
        letAnswersIn();
        exchange.onTime(timeNanos);
        passOnWaiting();
        passOn(closed);
        letAnswersIn();
    }

    private void advance(RecordCursor c, long timeNanos) {
        Input advanced = copy(c, timeNanos);
        passOnWaiting();
        Session session = calendar.sessionOn(calendar.exchangeDayAt(timeNanos));
        if (session != null && session.closeNanos() == timeNanos) {
            exchange.closeSession(timeNanos);
            letAnswersIn();
        }
        exchange.onTime(timeNanos);
        passOn(advanced);
        letAnswersIn();
    }

    private void passOnWaiting() {
        for (Input input : waiting) {
            if (isBar(input)) {
                exchange.onBar(bar.instrumentId(), bar.closeE8());
            } else if (isOptionQuote(input) && quote.bidE8() != MinuteBars.NO_QUOTE) {
                exchange.onBid(quote.instrumentId(), quote.bidE8());
            }
            passOn(input);
        }
        waiting.clear();
    }

    private void passOn(Input input) {
        DirectBuffer bytes = new UnsafeBuffer(input.bytes());
        RecordCursor c = cursor.wrap(bytes, 0, input.bytes().length);
        c.next();
        if (c.templateId() == InstrumentDefinedDecoder.TEMPLATE_ID) {
            instrument.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
            if (instrument.kind() == InstrumentKind.PUT_OPTION || instrument.kind() == InstrumentKind.CALL_OPTION) {
                minute.addOption(instrument.instrumentId());
                exchange.defineOption(instrument.instrumentId(), instrument.multiplier());
            }
            symbolById.put(instrument.instrumentId(), instrument.symbol());
        }
        EventSlot slot = pipeline.claim(input.timeNanos());
        slot.records().copyFrom(bytes, 0, input.bytes().length, 1);
        pipeline.publish();
        passedOnCount++;
    }

    private void letAnswersIn() {
        while (exchange.publishNext(gateway)) {
            continue; // each one is decided on before the next
        }
    }

    /** Leaves the bar in the decoder. */
    private boolean isBar(Input input) {
        RecordCursor c = cursor.wrap(new UnsafeBuffer(input.bytes()), 0, input.bytes().length);
        c.next();
        if (c.templateId() != BarClosedDecoder.TEMPLATE_ID) {
            return false;
        }
        bar.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        return true;
    }

    /** Leaves the quote in the decoder. */
    private boolean isOptionQuote(Input input) {
        RecordCursor c = cursor.wrap(new UnsafeBuffer(input.bytes()), 0, input.bytes().length);
        c.next();
        if (c.templateId() != QuoteObservedDecoder.TEMPLATE_ID) {
            return false;
        }
        quote.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        return minute.isQuotedOnly(quote.instrumentId());
    }

    private static Input copy(RecordCursor c, long timeNanos) {
        byte[] bytes = new byte[RecordBatch.PREFIX_LENGTH + c.length()];
        c.buffer().getBytes(c.offset() - RecordBatch.PREFIX_LENGTH, bytes);
        return new Input(timeNanos, bytes);
    }
}
