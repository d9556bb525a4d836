package io.tradebot.replay.whatif;

import io.tradebot.engine.core.TradingEngine;
import io.tradebot.engine.pipeline.EventSlot;
import io.tradebot.engine.pipeline.InputGateway;
import io.tradebot.engine.pipeline.SlotSource;
import io.tradebot.engine.settings.EngineSettings;
import io.tradebot.engine.strategy.StrategyCatalog;
import io.tradebot.journal.event.RecordBatch;
import io.tradebot.journal.event.RecordCursor;
import io.tradebot.journal.event.RecordPrinter;
import io.tradebot.journal.event.SessionStartedDecoder;
import io.tradebot.journal.log.ExcerptSource;
import org.agrona.DirectBuffer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides the inputs of a live or paper journal again under other settings, as far as that can be known: up to the first
 * order that one of the two runs asks for and the other does not. What a broker would have answered to an order that was
 * never sent is in no journal. Not thread safe.
 */
final class RecordedRerun {

    private final EngineSettings settings;
    private final Differences differences;
    private final TradingEngine engine = new TradingEngine(StrategyCatalog::load);
    private final RecordBatch decided = new RecordBatch();
    private final RecordCursor cursor = new RecordCursor();
    private final RecordPrinter printerWas = new RecordPrinter();
    private final RecordPrinter printerNow = new RecordPrinter();
    private final SessionStartedDecoder started = new SessionStartedDecoder();
    private boolean isStarted;
    private long decisionCount;
    private String end = "";

    RecordedRerun(EngineSettings settings, Differences differences) {
        this.settings = settings;
        this.differences = differences;
    }

    /** Takes the excerpt the journal stands on; false when nothing behind it can be known. */
    boolean onExcerpt(ExcerptSource journal) {
        RecordCursor c = cursor.wrap(journal.buffer(), journal.bodyOffset(), journal.bodyLength());
        c.next();
        String place = "sequence " + journal.sequence() + " (" + Instant.ofEpochSecond(0, journal.timeNanos()) + ")";
        if (c.templateId() == SessionStartedDecoder.TEMPLATE_ID) {
            if (isStarted) {
                end = place + ": another session starts there, with settings of its own";
                return false;
            }
            isStarted = true;
            restart(c);
        } else {
            decided.copyFrom(journal.buffer(), journal.bodyOffset(), RecordBatch.PREFIX_LENGTH + c.length(), 1);
        }
        engine.decide(decided, journal.timeNanos());
        List<String> was = lines(printerWas, journal.buffer(), journal.bodyOffset(), journal.bodyLength());
        List<String> now = lines(printerNow, decided.buffer(), 0, decided.length());
        decisionCount += was.size();
        differences.compare(journal.sequence(), journal.timeNanos(), was, now);
        if (!requests(was).equals(requests(now))) {
            end = place + ": there the two runs ask the broker for different things, and what it would have answered to the other was never recorded";
            return false;
        }
        return true;
    }

    /** The same SessionStarted with the other settings. */
    private void restart(RecordCursor c) {
        started.wrap(c.buffer(), c.bodyOffset(), c.blockLength(), c.version());
        for (SessionStartedDecoder.SettingsDecoder setting : started.settings()) {
            setting.key();
            setting.value(); // texts are read in order
        }
        String identity = started.identity();
        String versionTag = started.versionTag();
        OneSlot slot = new OneSlot();
        new InputGateway(slot).sessionStarted(0, started.runMode(), settings.entries(), identity, versionTag);
        decided.copyFrom(slot.slot.records().buffer(), 0, slot.slot.records().length(), 1);
    }

    private List<String> lines(RecordPrinter printer, DirectBuffer body, int offset, int length) {
        List<String> lines = new ArrayList<>();
        RecordCursor c = cursor.wrap(body, offset, length);
        c.next();
        printer.line(c); // learns names
        while (c.next()) {
            lines.add(printer.line(c));
        }
        return lines;
    }

    private static List<String> requests(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("OrderRequested ") || line.startsWith("OrderCancelRequested ")
            || line.startsWith("OrderReplaceRequested ")).toList();
    }

    long decisionCount() {
        return decisionCount;
    }

    /** Where and why the answer ends; empty when it goes to the end of the journal. */
    String end() {
        return end;
    }

    /** A slot to encode one input in. */
    private static final class OneSlot implements SlotSource {

        private final EventSlot slot = new EventSlot();

        @Override
        public EventSlot claim(long timeNanos) {
            return slot;
        }

        @Override
        public void publish() {
            // read by the one who encoded it
        }
    }
}
